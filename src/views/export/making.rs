//! Makes the chosen files and offers them for download.

use std::sync::Arc;

use leptos::prelude::*;

use super::canvas::{self, Bitmaps};
use super::choices::{Choices, Extras, Format};
use crate::domain::annotation::Annotation;
use crate::domain::ids::RackId;
use crate::domain::io::export::{archive, csv};
use crate::domain::io::import::ReportEntry;
use crate::domain::io::rackula;
use crate::domain::io::share::Include;
use crate::domain::layout::Device;
use crate::domain::problem::Problem;
use crate::draw::export::palette::ColorToken;
use crate::draw::export::pixels::{self, Magnification, TooLarge};
use crate::draw::export::sheet::{self, Options, Sheet, Subject, plain_view};
use crate::draw::export::title_block::TitleBlock;
use crate::draw::export::{pdf, svg};
use crate::draw::qr::{QrPicture, qr};
use crate::state::app::App;
use crate::state::files::{FileKind, download_blob};
use crate::state::time;

/// Runs `work` on the current layout; devices show their state or just their type. The column beside the racks is the one on screen,
/// unless it shows values and the drawing does not.
pub fn with_subject<T>(app: App, extras: Extras, work: impl FnOnce(&Subject) -> T) -> T {
    let Extras { live, pictures, .. } = extras;
    let inner = app.inner();
    let snapshot = inner.document.snapshot().get_untracked();
    let layout = &snapshot.layout;
    let view_of = |device: &Device| {
        if live {
            inner.live.view(device).get_untracked()
        } else {
            plain_view(layout, device)
        }
    };
    app.annotate_as_kept();
    let annotation = inner.viewport.annotation().get_untracked();
    let is_shown = annotation != Annotation::Nothing && (live || !annotation.is_live());
    let text_of = app.annotation_reader(annotation);
    let title_block = extras.title_block.then(|| TitleBlock {
        date: time::today(),
        has_states: live,
        code: extras.code.then(|| code_of(app)).flatten(),
    });
    work(&Subject {
        layout,
        index: &snapshot.index,
        view_of: &view_of,
        column: is_shown.then_some(&text_of),
        has_picture: &|id| pictures.iter().any(|picture| picture.id == id),
        marks_unknown: live && inner.lensing.lens.get_untracked().maps_racks(),
        title_block: title_block.as_ref(),
    })
}

/// The QR code of the layout's link; `None` if the link is too long. As with any link, notes and addresses are left out.
pub fn code_of(app: App) -> Option<QrPicture> {
    let link = untrack(|| app.share_link(Include::default())).ok()?;
    qr(&link)
}

/// One of several drawings; its file name contains `part`, the rack's name.
struct MadePicture {
    part: String,
    sheet: Sheet,
}

fn pictures(app: App, options: &Options, extras: Extras, apart: bool) -> Vec<MadePicture> {
    with_subject(app, extras, |subject| {
        let rack_name = |rack: RackId| {
            let rack = subject.layout.rack(rack);
            rack.map_or_else(String::new, |rack| rack.name.clone())
        };
        let one = |options: &Options| MadePicture {
            part: options.rack.map(rack_name).unwrap_or_default(),
            sheet: sheet::picture(subject, options),
        };
        if !apart || options.rack.is_some() {
            return vec![one(options)];
        }
        let racks = subject.layout.racks.iter();
        racks
            .map(|rack| {
                one(&Options {
                    rack: Some(rack.id),
                    ..*options
                })
            })
            .collect()
    })
}

/// Why no PNG can be made with the current choices, if so.
pub fn obstacle(app: App, choices: &Choices) -> Option<Problem> {
    if choices.format() != Format::Png {
        return None;
    }
    let by = choices.magnification();
    let extras = Extras {
        live: false,
        ..choices.extras(&[])
    };
    let pictures = pictures(app, &choices.options(), extras, choices.apart.get());
    let first = pictures
        .iter()
        .find_map(|picture| size_of(&picture.sheet, by).err())?;
    Some(too_large(&first))
}

fn size_of(sheet: &Sheet, by: Magnification) -> Result<(u32, u32), TooLarge> {
    pixels::fitting(sheet.width, sheet.height, by)
}

fn too_large(error: &TooLarge) -> Problem {
    let way = match error.largest {
        Some(by) => format!("Choose {}× or less, one file per rack, or SVG.", by.times()),
        None => "Choose one file per rack, or SVG, which has no such limit.".to_owned(),
    };
    Problem::new(format!("{error}."), way)
}

/// Makes the chosen file and offers it for download. Returns a problem the user should know about.
pub async fn make(app: App, choices: Choices) -> Option<Problem> {
    let (format, options) = untrack(|| (choices.format(), choices.options()));
    let (by, paper) = untrack(|| (choices.magnification(), choices.paper()));
    let apart = choices.apart.get_untracked();
    let layout = app.inner().document.snapshot().get_untracked();
    let layout = &layout.layout;
    let extras = untrack(|| choices.extras(&[]));
    let are_shown = untrack(|| choices.shows_pictures());
    // The dialog may be closed meanwhile, so its choices are not read after this point.
    let pictures_of_it = if format.has_pictures() {
        choices.read_pictures(app).await
    } else {
        Arc::default()
    };
    let shown = if are_shown {
        pictures_of_it.clone()
    } else {
        Arc::default()
    };
    let extras = Extras {
        pictures: &shown,
        ..extras
    };
    match format {
        Format::Json => app.download_layout(),
        Format::Csv => hand_over(app, "", FileKind::Csv, table(app).as_bytes()),
        Format::Archive => {
            let bytes = archive::write(layout, &pictures_of_it);
            hand_over(app, "", FileKind::Archive, &bytes);
        }
        Format::RackulaArchive => {
            let (bytes, report) = archive::write_rackula(layout, &pictures_of_it);
            hand_over(app, "", FileKind::RackulaArchive, &bytes);
            return changes(&report);
        }
        Format::Rackula => {
            let file = rackula::write(layout);
            hand_over(app, "", FileKind::Yaml, file.text.as_bytes());
            return changes(&file.report);
        }
        Format::Svg => {
            for picture in pictures(app, &options, extras, apart) {
                let text = svg::write(&picture.sheet, &shown);
                hand_over(app, &picture.part, FileKind::Svg, text.as_bytes());
                time::pause().await;
            }
        }
        Format::Png => {
            let bitmaps = app.bitmaps_of(&shown).await;
            let mut refusal = None;
            for picture in pictures(app, &options, extras, apart) {
                refusal = paint(app, &picture, by, &bitmaps).await.err();
                if refusal.is_some() {
                    break;
                }
                time::pause().await;
            }
            // Frees their memory without waiting for the browser's garbage collection.
            for bitmap in bitmaps.values() {
                bitmap.close();
            }
            return refusal;
        }
        Format::Pdf => {
            let date = time::today();
            let ground = options.theme.color(ColorToken::FaceTop).hex();
            let pictures = app.pdf_pictures_of(&shown, &ground).await;
            let file = with_subject(app, extras, |subject| {
                pdf::write(subject, &options, paper, &date, &pictures)
            });
            hand_over(app, "", FileKind::Pdf, &file.bytes);
            return (file.replaced > 0).then(|| {
                Problem::new(
                    format!(
                        "{} characters could not be shown in the PDF; question marks stand for them.",
                        file.replaced
                    ),
                    "PNG and SVG show every script.",
                )
            });
        }
    }
    None
}

/// Reports what the file for another program does not preserve.
fn changes(report: &[ReportEntry]) -> Option<Problem> {
    let first: Vec<String> = report.iter().take(5).map(ToString::to_string).collect();
    let more = report.len().saturating_sub(first.len());
    let rest = match more {
        0 => String::new(),
        more => format!(" And {more} more."),
    };
    (!report.is_empty()).then(|| {
        Problem::new(
            format!(
                "A Rackula file cannot hold everything. {}.{rest}",
                first.join(". ")
            ),
            "The Blinkenrack layout (JSON) holds everything.",
        )
    })
}

fn hand_over(app: App, part: &str, kind: FileKind, bytes: &[u8]) {
    app.download(&app.file_name(part, kind), kind, bytes);
}

async fn paint(
    app: App,
    picture: &MadePicture,
    by: Magnification,
    bitmaps: &Bitmaps,
) -> Result<(), Problem> {
    let size = size_of(&picture.sheet, by).map_err(|error| too_large(&error))?;
    let Some(blob) = canvas::png(&picture.sheet, size, bitmaps).await else {
        return Err(Problem::new(
            format!(
                "A picture of {} × {} pixels is too large for this browser.",
                size.0, size.1
            ),
            "Choose a smaller size, one file per rack, or SVG.",
        ));
    };
    let name = app.file_name(&picture.part, FileKind::Png);
    app.say_downloaded(&name, download_blob(&name, &blob));
    Ok(())
}

/// The table of all devices, with the names of their systems.
pub fn table(app: App) -> String {
    let inner = app.inner();
    let snapshot = inner.document.snapshot().get_untracked();
    csv::write(&snapshot.layout, &snapshot.index, &|device| {
        let system = inner.live.system(device.system()?)?;
        Some(system.name)
    })
}
