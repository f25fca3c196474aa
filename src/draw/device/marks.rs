//! Marks at the edges of a plate: the strip and the light that show its health, the frame that demands attention, ears and sign.

use super::DeviceFrame;
use super::arrangement::{Arrangement, SIGN, SIGN_LEFT};
use crate::domain::health::Health;
use crate::domain::view::DeviceView;
use crate::draw::bars::BarsForm;
use crate::draw::kind;
use crate::draw::path::PathBuilder;
use crate::draw::shape::{Role, Shape};

/// Shape of a light, which shows the health as its color does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Light {
    Dot,
    Triangle,
    Diamond,
    Square,
}

impl Light {
    pub(super) const fn of(health: Health) -> Self {
        match health {
            Health::Warn => Self::Triangle,
            Health::Critical => Self::Diamond,
            Health::Down => Self::Square,
            _ => Self::Dot,
        }
    }

    fn draw(self, (x, y): (f32, f32), path: &mut PathBuilder) {
        match self {
            Self::Dot => path.dot(x, y, 3.6),
            Self::Triangle => path.polygon(x, y - 4.4, &[(4.7, 8.2), (-9.4, 0.0)]),
            Self::Diamond => path.polygon(x, y - 4.8, &[(4.8, 4.8), (-4.8, 4.8), (-4.8, -4.8)]),
            Self::Square => path.rectangle(x - 3.6, y - 3.6, 7.2, 7.2),
        }
    }
}

/// The light of a health by itself, as in a legend.
pub fn light(health: Health, center: (f32, f32)) -> Shape {
    let mut path = PathBuilder::new();
    Light::of(health).draw(center, &mut path);
    Shape::path(Role::Lights, path.finish())
}

/// Frame around the whole plate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlateFrame {
    None,
    /// Demands attention.
    Solid,
    /// Marks what is not known for certain. The style sheet dashes it.
    Line,
}

impl PlateFrame {
    pub(super) const fn of(health: Health) -> Self {
        match health {
            Health::Critical | Health::Down => Self::Solid,
            Health::Stale | Health::HubLost => Self::Line,
            _ => Self::None,
        }
    }
}

impl DeviceFrame {
    /// The strip at the edge, the light before the name, and the frame.
    pub(super) fn large_lights(&self, view: &DeviceView, arrangement: &Arrangement) -> PathBuilder {
        let mut lights = PathBuilder::new();
        lights.rounded(0.0, 0.0, 4.0, self.height, 2.0);
        if let Some(center) = arrangement.light {
            Light::of(view.health).draw(center, &mut lights);
        }
        let (width, height) = (self.width, self.height);
        match PlateFrame::of(view.health) {
            PlateFrame::None => {}
            PlateFrame::Solid => {
                lights.rounded(0.0, 0.0, width, height, 3.0);
                lights.rounded(1.5, 1.5, width - 3.0, height - 3.0, 2.0);
            }
            PlateFrame::Line => lights.rounded(0.6, 0.6, width - 1.2, height - 1.2, 3.0),
        }
        lights
    }

    /// Cuts the category sign, and the ears with screws or handles.
    pub(super) fn cut_edges(&self, arrangement: &Arrangement, cuts: &mut PathBuilder) {
        if self.has_ears() {
            self.cut_ears(cuts);
        }
        if let Some((_, y)) = arrangement.light.filter(|_| self.has_sign()) {
            kind::cut_sign(self.category, SIGN_LEFT, y - SIGN / 2.0, SIGN, cuts);
        }
    }

    fn cut_ears(&self, cuts: &mut PathBuilder) {
        let right = self.width - 10.0;
        if self.form == BarsForm::Block && self.is_server() {
            // Handles to pull it out by.
            cuts.rounded(right, 9.0, 4.6, self.height - 18.0, 2.3);
            cuts.rounded(right + 1.5, 11.0, 1.6, self.height - 22.0, 0.8);
        } else {
            let from_edge = if self.height < 22.0 { 3.0 } else { 6.0 };
            for y in [from_edge, self.height - from_edge - 2.6] {
                cuts.rounded(right, y, 5.0, 2.6, 1.3);
            }
        }
    }
}
