//! The content of one page: marks as PDF operators. Coordinates run downwards, as everywhere else here.

use std::io::Write;

use super::super::mark::{Anchor, Gradient, Group, Mark, Paint, Stroke, Text, TextPlace};
use super::super::palette::Color;
use super::super::short;
use super::font;
use super::path;

/// Operators, and what they refer to by number.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub operators: Vec<u8>,
    pub gradients: Vec<Gradient>,
    /// In percent.
    pub opacities: Vec<u8>,
    /// Characters that a question mark stands for.
    pub replaced: usize,
}

impl Content {
    /// For a page of that height in points.
    pub(super) fn new(height: f32) -> Self {
        let mut content = Self::default();
        content.put(format_args!("1 0 0 -1 0 {height} cm 1 j"));
        content
    }

    /// Writing to memory does not fail.
    fn put(&mut self, operators: std::fmt::Arguments) {
        let _ = writeln!(self.operators, "{operators}");
    }

    pub(super) fn background(&mut self, width: f32, height: f32, color: Color) {
        self.put(format_args!("{} rg 0 0 {width} {height} re f", rgb(color)));
    }

    /// Paints something moved and scaled.
    pub(super) fn within(&mut self, x: f32, y: f32, scale: f32, paint: impl FnOnce(&mut Self)) {
        self.put(format_args!(
            "q {scale:.5} 0 0 {scale:.5} {} {} cm",
            short(x),
            short(y)
        ));
        paint(self);
        self.put(format_args!("Q"));
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
        }
    }

    fn fill(&mut self, data: &str, paint: &Paint) {
        match paint {
            Paint::Solid(color) => {
                self.put(format_args!("{} rg", rgb(*color)));
                path::append(data, &mut self.operators);
                self.put(format_args!("f*"));
            }
            Paint::Gradient(gradient) => {
                let number = place_of(&mut self.gradients, gradient);
                self.put(format_args!("q"));
                path::append(data, &mut self.operators);
                self.put(format_args!("W* n /G{number} sh Q"));
            }
        }
    }

    fn stroke(&mut self, data: &str, stroke: &Stroke) {
        let opacity = (stroke.opacity.clamp(0.0, 1.0) * 100.0).round() as u8;
        let number = place_of(&mut self.opacities, &opacity);
        self.put(format_args!(
            "/O{number} gs {} RG {} w",
            rgb(stroke.color),
            stroke.width
        ));
        match stroke.dash {
            Some(dash) => self.put(format_args!("[{dash}] 0 d")),
            None => self.put(format_args!("[] 0 d")),
        }
        path::append(data, &mut self.operators);
        self.put(format_args!("S"));
    }

    fn text(&mut self, text: &Text) {
        let font = if text.bold { "F2" } else { "F1" };
        self.put(format_args!(
            "BT /{font} {} Tf {} rg",
            text.size,
            rgb(text.color)
        ));
        match &text.place {
            TextPlace::Run { x, y, text: words } => {
                let width = match text.anchor {
                    Anchor::Start => 0.0,
                    Anchor::End => font::width(words, text.size),
                };
                self.words(words, x - width, *y);
            }
            TextPlace::Glyphs(glyphs) => {
                for (run, x, y) in glyphs.runs() {
                    let width = match text.anchor {
                        Anchor::Start => 0.0,
                        Anchor::End => font::width(run, text.size),
                    };
                    self.words(run, x - width, y);
                }
            }
        }
        self.put(format_args!("ET"));
    }

    /// Text is turned back upright: the page runs downwards.
    fn words(&mut self, words: &str, x: f32, y: f32) {
        let (bytes, replaced) = font::encode(words);
        self.replaced += replaced;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        self.put(format_args!(
            "1 0 0 -1 {} {} Tm <{hex}> Tj",
            short(x),
            short(y)
        ));
    }
}

/// The place of an item in a list that has each once.
fn place_of<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T) -> usize {
    list.iter()
        .position(|other| other == item)
        .unwrap_or_else(|| {
            list.push(item.clone());
            list.len() - 1
        })
}

/// As three numbers from 0 to 1.
pub(super) fn rgb(color: Color) -> String {
    let share = |byte: u8| (f32::from(byte) / 255.0 * 1000.0).round() / 1000.0;
    format!("{} {} {}", share(color.0), share(color.1), share(color.2))
}
