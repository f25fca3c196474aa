//! Racks on paper: one per page, as vectors, with searchable text. Uses two fonts that every reader has, so characters outside of
//! the Western set cannot be shown; [`Pdf::replaced`] counts those.

mod content;
mod file;
mod font;
mod names;
mod path;

use super::mark::Mark;
use super::palette::{ColorToken, Theme};
use super::sheet::{self, Options, Sheet, Subject};
use crate::domain::ids::PictureId;
use content::PageContent;
use file::PdfFile;

/// A paper size, in portrait orientation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    #[default]
    A4,
    Letter,
}

impl Paper {
    /// Width and height in points of 1/72 inch.
    pub const fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// A PDF file, and what could not be shown in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub pages: usize,
    /// Number of characters replaced by a question mark.
    pub replaced: usize,
}

const MARGIN: f32 = 36.0;
/// Height of the header below the upper margin: layout, rack, facts.
const HEADER: f32 = 58.0;
const FOOTER: f32 = 22.0;

/// A picture in a format that PDF embeds unchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct PdfPicture {
    pub id: PictureId,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    /// An RGB JPEG.
    pub jpeg: Vec<u8>,
}

/// Writes one rack per page, as large as fits. `date` is shown in the header unchanged.
pub fn write(
    subject: &Subject,
    options: &Options,
    paper: Paper,
    date: &str,
    pictures: &[PdfPicture],
) -> Pdf {
    let racks = sheet::one_a_rack(subject, options);
    let mut file = PdfFile::new(&subject.layout.name, pictures);
    let mut replaced = 0;
    let frame = PageFrame {
        paper,
        theme: options.theme,
        layout: &subject.layout.name,
        date,
        pages: racks.len().max(1),
        pictures,
    };
    for (number, (rack, drawing)) in racks.iter().enumerate() {
        let content = frame.page(
            number + 1,
            &rack.name,
            &sheet::facts(subject, rack),
            drawing,
        );
        replaced += content.replaced;
        file.page(paper.size(), content);
    }
    if racks.is_empty() {
        // A file without pages cannot be opened.
        file.page(
            paper.size(),
            frame.page(1, "No racks", "", &Sheet::default()),
        );
    }
    Pdf {
        bytes: file.finish(),
        pages: frame.pages,
        replaced,
    }
}

/// What is alike on all pages.
struct PageFrame<'a> {
    paper: Paper,
    theme: Theme,
    layout: &'a str,
    date: &'a str,
    pages: usize,
    pictures: &'a [PdfPicture],
}

impl<'a> PageFrame<'a> {
    fn page(&self, number: usize, rack: &str, facts: &str, drawing: &Sheet) -> PageContent<'a> {
        let (width, height) = self.paper.size();
        let mut content = PageContent::new(height, self.pictures);
        if self.theme == Theme::Dark {
            content.background(width, height, self.theme.color(ColorToken::Page));
        }
        for mark in self.words(number, rack, facts) {
            content.mark(&mark);
        }
        let room = (
            width - 2.0 * MARGIN,
            height - 2.0 * MARGIN - HEADER - FOOTER,
        );
        let scale = (room.0 / drawing.width.max(1.0))
            .min(room.1 / drawing.height.max(1.0))
            .min(1.0);
        let left = MARGIN + (room.0 - drawing.width * scale) / 2.0;
        content.within(left, MARGIN + HEADER, scale, |content| {
            for group in &drawing.groups {
                content.group(group);
            }
        });
        content
    }

    /// Header and footer.
    fn words(&self, number: usize, rack: &str, facts: &str) -> Vec<Mark> {
        let (width, height) = self.paper.size();
        let color = |tone| self.theme.color(tone);
        let room = width - 2.0 * MARGIN;
        let muted = color(ColorToken::TextMuted);
        let line = |y: f32, size: f32, tone: ColorToken, text: &str, room: f32| {
            Mark::text(MARGIN, y, size, color(tone), font::fit(text, size, room))
        };
        let ending_right = |y: f32, text: &str| {
            let left = width - MARGIN - font::width(text, 9.0);
            Mark::text(left, y, 9.0, muted, text)
        };
        let pages = format!("Page {number} of {}", self.pages);
        let foot = height - MARGIN;
        vec![
            line(
                MARGIN + 12.0,
                10.0,
                ColorToken::TextMuted,
                self.layout,
                room - 90.0,
            ),
            ending_right(MARGIN + 12.0, self.date),
            line(MARGIN + 31.0, 16.0, ColorToken::Text, rack, room / 1.1).bold(),
            line(MARGIN + 46.0, 10.0, ColorToken::TextMuted, facts, room),
            line(foot, 9.0, ColorToken::TextMuted, "Blinkenrack", room),
            ending_right(foot, &pages),
        ]
    }
}

#[cfg(test)]
mod tests;
