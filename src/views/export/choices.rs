//! The choices of the export dialog.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::ids::RackId;
use crate::domain::layout::Layout;
use crate::domain::pictures::PictureFile;
use crate::draw::export::pdf::Paper;
use crate::draw::export::pixels::Magnification;
use crate::draw::export::sheet::Options;
use crate::draw::world::Faces;
use crate::state::app::App;
use crate::state::files::FileKind;
use crate::state::theme::{self, Theme};
use crate::views::ui::dynamic::effect;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Png,
    Svg,
    Pdf,
    Csv,
    Rackula,
    RackulaArchive,
    Json,
    Archive,
}

impl Format {
    const ALL: [Self; 8] = [
        Self::Png,
        Self::Svg,
        Self::Pdf,
        Self::Csv,
        Self::Rackula,
        Self::RackulaArchive,
        Self::Json,
        Self::Archive,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Rackula => "rackula",
            Self::RackulaArchive => "rackula-archive",
            Self::Json => "json",
            Self::Archive => "archive",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Png => "PNG picture",
            Self::Svg => "SVG picture",
            Self::Pdf => "PDF, one rack per page",
            Self::Csv => "CSV table of all devices",
            Self::Rackula => "Rackula layout (YAML)",
            Self::RackulaArchive => "Rackula archive with pictures (.zip)",
            Self::Json => "Blinkenrack layout (JSON)",
            Self::Archive => "Blinkenrack archive with pictures (.zip)",
        }
    }

    pub const fn kind(self) -> FileKind {
        match self {
            Self::Png => FileKind::Png,
            Self::Svg => FileKind::Svg,
            Self::Pdf => FileKind::Pdf,
            Self::Csv => FileKind::Csv,
            Self::Rackula => FileKind::Yaml,
            Self::RackulaArchive => FileKind::RackulaArchive,
            Self::Json => FileKind::Json,
            Self::Archive => FileKind::Archive,
        }
    }

    /// Whether it shows or contains pictures.
    pub const fn has_pictures(self) -> bool {
        self.is_drawn() || matches!(self, Self::Archive | Self::RackulaArchive)
    }

    /// Whether it is a drawing of racks.
    pub const fn is_drawn(self) -> bool {
        matches!(self, Self::Png | Self::Svg | Self::Pdf)
    }
}

/// The form's state; choices are stored as the fields' values.
#[derive(Clone, Copy)]
pub struct Choices {
    pub format: RwSignal<String>,
    /// A rack's id; empty for all.
    pub rack: RwSignal<String>,
    pub faces: RwSignal<String>,
    pub theme: RwSignal<String>,
    pub size: RwSignal<String>,
    pub paper: RwSignal<String>,
    pub transparent: RwSignal<bool>,
    /// Draws the devices' current state instead of the plain layout.
    pub live: RwSignal<bool>,
    /// A file for each rack.
    pub apart: RwSignal<bool>,
    /// Name, counts, date and legend below the racks.
    pub title_block: RwSignal<bool>,
    /// With a QR code of the layout's link.
    pub code: RwSignal<bool>,
    /// Whether drawings show the layout's pictures.
    pub with_pictures: RwSignal<bool>,
    /// The pictures, once they were read.
    pub pictures: RwSignal<Arc<Vec<PictureFile>>>,
}

/// Additional contents of a drawing.
#[derive(Clone, Copy)]
pub struct Extras<'a> {
    /// The devices' state at this moment.
    pub live: bool,
    pub pictures: &'a [PictureFile],
    pub title_block: bool,
    pub code: bool,
}

impl Choices {
    pub fn new(app: App) -> Self {
        let word = |word: &str| RwSignal::new(word.to_owned());
        let inner = app.inner();
        let faces = inner.viewport.faces.get_untracked();
        Self {
            format: word(Format::Png.word()),
            rack: word(""),
            faces: word(match faces {
                Faces::Front => "front",
                Faces::Rear => "rear",
                Faces::Both => "both",
            }),
            theme: word(theme::current().word()),
            size: word("2"),
            paper: word("a4"),
            transparent: RwSignal::new(false),
            live: RwSignal::new(inner.account.with_untracked(Option::is_some)),
            apart: RwSignal::new(false),
            title_block: RwSignal::new(false),
            code: RwSignal::new(false),
            with_pictures: RwSignal::new(inner.pictures.wanted.get_untracked()),
            pictures: RwSignal::default(),
        }
    }

    /// Reads the layout's pictures.
    pub async fn read_pictures(self, app: App) -> Arc<Vec<PictureFile>> {
        let snapshot = app.inner().document.snapshot().get_untracked();
        let pictures = Arc::new(app.pictures_of(&snapshot.layout).await);
        if !pictures.is_empty() {
            // The dialog may be closed by now.
            let _ = self.pictures.try_set(pictures.clone());
        }
        pictures
    }

    /// Whether a drawing shows pictures; tracked.
    pub fn shows_pictures(&self) -> bool {
        self.with_pictures.get() && self.format().is_drawn()
    }

    /// The pictures that a drawing shows.
    pub fn shown_pictures(&self) -> Arc<Vec<PictureFile>> {
        if self.shows_pictures() {
            self.pictures.get()
        } else {
            Arc::default()
        }
    }

    /// Keeps the theme suited to the format: light on paper, otherwise like the screen; unless the user has chosen one.
    pub fn suit_paper(self) {
        let mut before = untrack(|| self.format());
        effect(move || {
            let format = self.format();
            let suited = suiting(std::mem::replace(&mut before, format));
            if self.theme.with_untracked(|theme| theme == suited) && suited != suiting(format) {
                self.theme.set(suiting(format).to_owned());
            }
        });
    }

    pub fn format(&self) -> Format {
        let format = self.format.get();
        let known = Format::ALL.into_iter().find(|known| known.word() == format);
        known.unwrap_or(Format::Json)
    }

    pub fn options(&self) -> Options {
        Options {
            rack: RackId::parse(&self.rack.get()),
            faces: match self.faces.get().as_str() {
                "rear" => Faces::Rear,
                "both" => Faces::Both,
                _ => Faces::Front,
            },
            theme: match self.theme.get().as_str() {
                "dark" => Theme::Dark,
                _ => Theme::Light,
            },
            transparent: self.transparent.get() && self.format() != Format::Pdf,
        }
    }

    /// The additional contents of a drawing, with the pictures that it shows.
    pub fn extras<'a>(&self, pictures: &'a [PictureFile]) -> Extras<'a> {
        let title_block = self.title_block.get();
        Extras {
            live: self.live.get(),
            pictures,
            title_block,
            code: title_block && self.code.get(),
        }
    }

    pub fn magnification(&self) -> Magnification {
        let times = self.size.get().parse().ok();
        times
            .and_then(Magnification::new)
            .unwrap_or(Magnification::USUAL)
    }

    pub fn paper(&self) -> Paper {
        match self.paper.get().as_str() {
            "letter" => Paper::Letter,
            _ => Paper::A4,
        }
    }
}

/// The default colors of a format.
fn suiting(format: Format) -> &'static str {
    match format {
        Format::Pdf => "light",
        _ => theme::current().word(),
    }
}

/// Values and labels of a field.
pub type Words = Vec<(String, String)>;

pub fn formats() -> Words {
    words(&Format::ALL.map(|format| (format.word(), format.title())))
}

pub fn racks(layout: &Layout) -> Words {
    let all = (String::new(), "All racks".to_owned());
    let each = layout
        .racks
        .iter()
        .map(|rack| (rack.id.to_string(), rack.name.clone()));
    std::iter::once(all).chain(each).collect()
}

pub fn faces() -> Words {
    words(&[
        ("front", "Front"),
        ("rear", "Rear"),
        ("both", "Front and rear"),
    ])
}

pub fn themes() -> Words {
    words(&[("light", "Light"), ("dark", "Dark")])
}

pub fn sizes() -> Words {
    Magnification::ALL
        .into_iter()
        .map(|by| (by.times().to_string(), format!("{}×", by.times())))
        .collect()
}

pub fn papers() -> Words {
    words(&[("a4", "A4"), ("letter", "Letter")])
}

fn words(pairs: &[(&str, &str)]) -> Words {
    let owned = |(value, words): &(&str, &str)| ((*value).to_owned(), (*words).to_owned());
    pairs.iter().map(owned).collect()
}
