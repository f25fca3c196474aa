//! The color of each role in files, as the style sheet defines it on screen.

use super::mark::{Anchor, Gradient, Mark, Paint, Stroke, Text, TextPlace};
use super::palette::{Color, ColorToken, Theme};
use crate::domain::health::{Health, Level};
use crate::domain::lens::Band;
use crate::draw::bars::BarsFill;
use crate::draw::column;
use crate::draw::kind::Tint;
use crate::draw::shape::{Fill, Geometry, LINE, Role, Shape};

/// Gives shapes their colors.
#[derive(Clone, Copy, Debug)]
pub struct Painter {
    pub theme: Theme,
}

/// What a shape is part of: a device, or the frame of a rack.
#[derive(Clone, Copy, Debug)]
pub struct PaintSubject {
    pub health: Health,
    /// The band of its value under a lens.
    pub band: Option<Band>,
    pub height: f32,
}

impl Default for PaintSubject {
    fn default() -> Self {
        Self {
            health: Health::Unlinked,
            band: None,
            height: 0.0,
        }
    }
}

/// A text's color, size and weight.
struct Type {
    tone: ColorToken,
    size: f32,
    bold: bool,
    anchor: Anchor,
}

impl Type {
    const fn new(tone: ColorToken, size: f32) -> Self {
        Self {
            tone,
            size,
            bold: false,
            anchor: Anchor::Start,
        }
    }
}

impl Painter {
    pub const fn color(self, tone: ColorToken) -> Color {
        self.theme.color(tone)
    }

    /// The marks of a shape: one, or one for each line of text.
    pub fn marks(self, shape: &Shape, painted: &PaintSubject) -> Vec<Mark> {
        let run = |x: f32, y: f32, text: &str| TextPlace::Run {
            x,
            y: y + shape.lowered,
            text: text.to_owned(),
        };
        match &shape.geometry {
            Geometry::Path(data) => {
                let (fill, stroke) = self.area(shape, painted);
                vec![Mark::Path {
                    data: data.clone(),
                    lowered: shape.lowered,
                    fill,
                    stroke,
                }]
            }
            Geometry::Text { x, y, text } => vec![self.text(run(*x, *y, text), shape, painted)],
            Geometry::Lines { x, y, text, .. } => {
                let lines = text.lines().enumerate();
                let lines = lines.filter(|(_, line)| !line.is_empty());
                lines
                    .map(|(down, line)| {
                        let place = run(*x, *y + down as f32 * LINE, line);
                        self.text(place, shape, painted)
                    })
                    .collect()
            }
            Geometry::Glyphs(glyphs) => {
                let mut glyphs = glyphs.clone();
                for y in &mut glyphs.ys {
                    *y += shape.lowered;
                }
                vec![self.text(TextPlace::Glyphs(glyphs), shape, painted)]
            }
            Geometry::Picture { picture, area } => vec![Mark::Picture {
                picture: *picture,
                area: *area,
            }],
        }
    }

    /// The lights of one health.
    pub fn lit(self, state: Health, data: String) -> Mark {
        Mark::Path {
            data,
            lowered: 0.0,
            fill: Some(Paint::Solid(self.color(tone(state)))),
            stroke: None,
        }
    }

    fn text(self, place: TextPlace, shape: &Shape, painted: &PaintSubject) -> Mark {
        let kind = type_of(shape.role, painted);
        Mark::Text(Text {
            place,
            size: kind.size,
            bold: kind.bold,
            anchor: kind.anchor,
            turned: shape.turned,
            color: self.color(kind.tone),
        })
    }

    fn area(self, shape: &Shape, painted: &PaintSubject) -> (Option<Paint>, Option<Stroke>) {
        let solid = |tone| Some(Paint::Solid(self.color(tone)));
        let line = |tone, width| Some(Stroke::solid(self.color(tone), width));
        match shape.role {
            Role::RackBox => (solid(ColorToken::RackBox), line(ColorToken::RackEdge, 1.5)),
            Role::RackInside => (solid(ColorToken::RackInside), None),
            Role::RackLines => (None, line(ColorToken::RackLine, 1.0)),
            Role::RackRails => (solid(ColorToken::Rail), None),
            Role::RackHoles => (solid(ColorToken::RailHole), None),
            Role::Picture => (None, None),
            Role::RackTaken => (None, line(ColorToken::FaceLine, 1.0)),
            Role::Face => (
                match painted.band {
                    Some(band) => solid(ColorToken::Heat(band)),
                    None => Some(self.face(shape.fill, painted.height)),
                },
                line(ColorToken::FaceLine, 1.0),
            ),
            Role::Lights => self.lights(painted.health),
            Role::Small(level) => (solid(tone_of(level)), None),
            Role::Bars => {
                let fill = match shape.fill {
                    Fill::Bars(fill) => Paint::Gradient(self.bands(fill)),
                    Fill::Role | Fill::Face(_) => Paint::Solid(self.color(ColorToken::Ok)),
                };
                (Some(fill), None)
            }
            // These have several colors: each gets a separate mark.
            Role::ColoredLights => (None, None),
            Role::Spark => (None, line(type_of(Role::LensValue, painted).tone, 1.4)),
            Role::RackNumbers
            | Role::RackFifths
            | Role::Name
            | Role::SmallName
            | Role::Value
            | Role::LensValue
            | Role::LargeLensValue
            | Role::Context
            | Role::Reason
            | Role::Captions
            | Role::ColumnText => (solid(type_of(shape.role, painted).tone), None),
        }
    }

    /// A plate's gradient from its upper to its lower edge, with the tint of its category.
    fn face(self, fill: Fill, height: f32) -> Paint {
        let tint = match fill {
            Fill::Face(tint) => tint,
            Fill::Role | Fill::Bars(_) => Tint::Plain,
        };
        let tinted = |tone| self.theme.tinted(tone, tint);
        Paint::Gradient(Gradient {
            from: 0.0,
            to: height,
            stops: vec![
                (0.0, tinted(ColorToken::FaceTop)),
                (1.0, tinted(ColorToken::FaceBottom)),
            ],
        })
    }

    /// Dashed outlines where nothing is known for certain, otherwise a glow.
    fn lights(self, health: Health) -> (Option<Paint>, Option<Stroke>) {
        let color = self.color(tone(health));
        let fill = Some(Paint::Solid(color));
        match health {
            Health::Unlinked | Health::Missing => (fill, None),
            Health::Paused => (None, Some(Stroke::solid(color, 1.2))),
            Health::Stale | Health::HubLost => (
                None,
                Some(Stroke {
                    dash: Some(2.0),
                    ..Stroke::solid(color, 1.2)
                }),
            ),
            Health::Ok | Health::Warn | Health::Critical | Health::Down | Health::Pending => (
                fill,
                Some(Stroke {
                    opacity: 0.18,
                    beneath: true,
                    ..Stroke::solid(color, 6.0)
                }),
            ),
        }
    }

    /// A gradient with a band for each of the three bars.
    fn bands(self, fill: BarsFill) -> Gradient {
        let (from, to) = fill.span();
        let stops = fill
            .levels
            .into_iter()
            .enumerate()
            .flat_map(|(band, level)| {
                let color = self.color(tone_of(level));
                [(band, color), (band + 1, color)]
            });
        Gradient {
            from,
            to,
            stops: stops
                .map(|(edge, color)| (edge as f32 / 3.0, color))
                .collect(),
        }
    }
}

const fn tone_of(level: Level) -> ColorToken {
    match level {
        Level::Ok => ColorToken::Ok,
        Level::Warn => ColorToken::Warn,
        Level::Critical => ColorToken::Critical,
    }
}

/// The color of a health.
pub const fn tone(health: Health) -> ColorToken {
    match health {
        Health::Ok => ColorToken::Ok,
        Health::Warn => ColorToken::Warn,
        Health::Critical => ColorToken::Critical,
        Health::Down => ColorToken::Down,
        Health::Paused => ColorToken::Paused,
        Health::Pending => ColorToken::Pending,
        Health::Stale | Health::HubLost => ColorToken::Stale,
        Health::Missing => ColorToken::Missing,
        Health::Unlinked => ColorToken::Unlinked,
    }
}

/// On a plate colored by a lens, texts use the contrasting color.
fn type_of(role: Role, painted: &PaintSubject) -> Type {
    let own = type_of_health(role, painted.health);
    match (painted.band, role) {
        (Some(_), Role::Name | Role::SmallName | Role::Value | Role::Context | Role::Reason) => {
            Type {
                tone: ColorToken::OnHeat,
                ..own
            }
        }
        (_, Role::LensValue | Role::LargeLensValue) => Type {
            tone: match painted.band {
                Some(_) => ColorToken::OnHeat,
                None => own.tone,
            },
            bold: true,
            size: if role == Role::LensValue { 13.0 } else { 16.0 },
            anchor: Anchor::End,
        },
        _ => own,
    }
}

const fn type_of_health(role: Role, health: Health) -> Type {
    use Health::{Down, HubLost, Missing, Paused, Stale, Unlinked};
    match role {
        Role::RackFifths => Type {
            bold: true,
            ..Type::new(ColorToken::TextMuted, 8.5)
        },
        Role::Name | Role::SmallName => Type {
            bold: true,
            ..Type::new(
                match health {
                    Down | Paused | Missing | Stale | HubLost => ColorToken::TextMuted,
                    _ => ColorToken::Text,
                },
                if matches!(role, Role::Name) {
                    12.0
                } else {
                    10.5
                },
            )
        },
        Role::Value | Role::LensValue | Role::LargeLensValue => Type {
            anchor: Anchor::End,
            bold: matches!(health, Down),
            ..Type::new(
                match health {
                    Down => ColorToken::DownText,
                    Paused | Unlinked | Stale | Missing | HubLost => ColorToken::TextMuted,
                    _ => ColorToken::TextSoft,
                },
                10.5,
            )
        },
        Role::Context => Type::new(ColorToken::TextMuted, 11.0),
        Role::Reason => Type::new(tone(health), 11.0),
        Role::Captions => Type::new(ColorToken::TextMuted, 9.0),
        Role::ColumnText => Type::new(ColorToken::TextMuted, column::SIZE),
        _ => Type::new(ColorToken::RackNumber, 8.5),
    }
}
