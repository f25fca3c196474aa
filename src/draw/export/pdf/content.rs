//! The content of one page: marks as PDF operators. The y axis points down, as everywhere in this module.

use std::collections::BTreeSet;

use pdf_writer::types::LineJoinStyle;
use pdf_writer::{Name, Str};

use super::super::mark::{Anchor, Gradient, Group, Mark, Paint, Stroke, Text, TextPlace};
use super::super::palette::Color;
use super::super::short;
use super::PdfPicture;
use super::font;
use super::names::{BOLD, REGULAR, gradient_name, opacity_name, picture_name};
use super::path;
use crate::domain::ids::PictureId;
use crate::draw::area::Area;

/// Collects operators, and what they refer to by number.
pub(super) struct PageContent<'a> {
    operators: pdf_writer::Content,
    /// All pictures of the file.
    pictures: &'a [PdfPicture],
    /// Indices of the pictures on this page.
    shown: BTreeSet<usize>,
    gradients: Vec<Gradient>,
    /// Opacities in percent.
    opacities: Vec<u8>,
    /// Number of characters replaced by a question mark.
    pub replaced: usize,
}

/// A page's operators, and what they refer to.
pub(super) struct PageDrawing {
    pub operators: Vec<u8>,
    pub gradients: Vec<Gradient>,
    /// Opacities in percent.
    pub opacities: Vec<u8>,
    /// Indices of pictures in the file.
    pub pictures: BTreeSet<usize>,
}

impl<'a> PageContent<'a> {
    /// `height` is that of the page, in points.
    pub(super) fn new(height: f32, pictures: &'a [PdfPicture]) -> Self {
        let mut operators = pdf_writer::Content::new();
        operators
            .transform([1.0, 0.0, 0.0, -1.0, 0.0, height])
            .set_line_join(LineJoinStyle::RoundJoin);
        Self {
            operators,
            pictures,
            shown: BTreeSet::new(),
            gradients: Vec::new(),
            opacities: Vec::new(),
            replaced: 0,
        }
    }

    pub(super) fn finish(self) -> PageDrawing {
        PageDrawing {
            operators: self.operators.finish().into_vec(),
            gradients: self.gradients,
            opacities: self.opacities,
            pictures: self.shown,
        }
    }

    pub(super) fn background(&mut self, width: f32, height: f32, color: Color) {
        self.fill_color(color);
        self.operators.rect(0.0, 0.0, width, height).fill_nonzero();
    }

    /// Paints with an offset and a scale.
    pub(super) fn within(&mut self, x: f32, y: f32, scale: f32, paint: impl FnOnce(&mut Self)) {
        // Five decimals, as an error of the scale grows with the distance from the origin.
        let scale = (scale * 100_000.0).round() / 100_000.0;
        self.operators
            .save_state()
            .transform([scale, 0.0, 0.0, scale, short(x), short(y)]);
        paint(self);
        self.operators.restore_state();
    }

    pub(super) fn group(&mut self, group: &Group) {
        self.within(group.x, group.y, 1.0, |content| {
            for mark in &group.marks {
                content.mark(mark);
            }
        });
    }

    pub(super) fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Path {
                data,
                lowered,
                fill,
                stroke,
            } if !data.is_empty() => self.within(0.0, *lowered, 1.0, |content| {
                let (under, over) = match stroke {
                    Some(stroke) if stroke.beneath => (Some(stroke), None),
                    other => (None, other.as_ref()),
                };
                if let Some(stroke) = under {
                    content.stroke(data, stroke);
                }
                if let Some(paint) = fill {
                    content.fill(data, paint);
                }
                if let Some(stroke) = over {
                    content.stroke(data, stroke);
                }
            }),
            Mark::Path { .. } => {}
            Mark::Text(text) => self.text(text),
            Mark::Picture { picture, area } => self.picture(*picture, area),
        }
    }

    /// Paints a picture, flipped upright as the y axis points down, and clipped to the area.
    fn picture(&mut self, picture: PictureId, area: &Area) {
        let place = self.pictures.iter().position(|known| known.id == picture);
        let Some((place, known)) = place.and_then(|place| Some((place, self.pictures.get(place)?)))
        else {
            return;
        };
        self.shown.insert(place);
        let whole = area.filled_by(known.width as f32, known.height as f32);
        self.operators
            .save_state()
            .rect(
                short(area.x),
                short(area.y),
                short(area.width),
                short(area.height),
            )
            .clip_nonzero()
            .end_path()
            .transform([
                short(whole.width),
                0.0,
                0.0,
                -short(whole.height),
                short(whole.x),
                short(whole.bottom()),
            ])
            .x_object(Name(picture_name(place).as_bytes()))
            .restore_state();
    }

    fn fill_color(&mut self, color: Color) {
        let [red, green, blue] = rgb(color);
        self.operators.set_fill_rgb(red, green, blue);
    }

    fn fill(&mut self, data: &str, paint: &Paint) {
        match paint {
            Paint::Solid(color) => {
                self.fill_color(*color);
                path::append(data, &mut self.operators);
                self.operators.fill_even_odd();
            }
            Paint::Gradient(gradient) => {
                let number = place_of(&mut self.gradients, gradient);
                self.operators.save_state();
                path::append(data, &mut self.operators);
                self.operators
                    .clip_even_odd()
                    .end_path()
                    .shading(Name(gradient_name(number).as_bytes()))
                    .restore_state();
            }
        }
    }

    fn stroke(&mut self, data: &str, stroke: &Stroke) {
        let opacity = (stroke.opacity.clamp(0.0, 1.0) * 100.0).round() as u8;
        let number = place_of(&mut self.opacities, &opacity);
        let [red, green, blue] = rgb(stroke.color);
        self.operators
            .set_parameters(Name(opacity_name(number).as_bytes()))
            .set_stroke_rgb(red, green, blue)
            .set_line_width(short(stroke.width))
            .set_dash_pattern(stroke.dash.map(short), 0.0);
        path::append(data, &mut self.operators);
        self.operators.stroke();
    }

    fn text(&mut self, text: &Text) {
        let font = if text.bold { BOLD } else { REGULAR };
        self.operators.begin_text().set_font(font, short(text.size));
        self.fill_color(text.color);
        let left = |words: &str, x: f32| match text.anchor {
            Anchor::Start => x,
            Anchor::End => x - font::width(words, text.size),
        };
        match &text.place {
            TextPlace::Run { x, y, text: words } => {
                self.words(words, left(words, *x), *y, text.turned);
            }
            TextPlace::Glyphs(glyphs) => {
                for (run, x, y) in glyphs.runs() {
                    self.words(run, left(run, x), y, text.turned);
                }
            }
        }
        self.operators.end_text();
    }

    /// Shows a text, flipped upright as the y axis points down, or rotated to run downwards.
    fn words(&mut self, words: &str, x: f32, y: f32, turned: bool) {
        let (bytes, replaced) = font::encode(words);
        self.replaced += replaced;
        self.operators
            .set_text_matrix(if turned {
                [0.0, 1.0, 1.0, 0.0, short(-y), short(x)]
            } else {
                [1.0, 0.0, 0.0, -1.0, short(x), short(y)]
            })
            .show(Str(&bytes));
    }
}

/// The index of an item in a list without duplicates; adds it if missing.
fn place_of<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T) -> usize {
    list.iter()
        .position(|other| other == item)
        .unwrap_or_else(|| {
            list.push(item.clone());
            list.len() - 1
        })
}

/// Three numbers from 0 to 1, rounded to thousandths.
pub(super) fn rgb(color: Color) -> [f32; 3] {
    let share = |byte: u8| (f32::from(byte) / 255.0 * 1000.0).round() / 1000.0;
    [share(color.0), share(color.1), share(color.2)]
}
