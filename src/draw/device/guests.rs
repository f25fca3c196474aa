//! The guests of a device: a row of small lights below its name, the worst first, and the color of the worst in the lower half of
//! its edge where that is worse than its own state. One path for all of it, filled with a gradient that has a band for each light.

use super::DeviceFrame;
use crate::domain::health::Health;
use crate::domain::view::DeviceView;
use crate::draw::bars::BarsForm;
use crate::draw::guests_fill::{GuestsFill, MOST_LIGHTS, PITCH};
use crate::draw::path::PathBuilder;
use crate::draw::shape::{Fill, Role, Shape};

/// Half of a light.
const RADIUS: f32 = 2.7;
/// How far below the first line the lights are, and below the small print of a higher device.
const BELOW_LINE: f32 = 5.6;
const BELOW_SMALL_PRINT: f32 = 22.6;
/// The edge that tells a state.
const EDGE: f32 = 4.0;

impl DeviceFrame {
    /// What is drawn of its guests; `plain` without small print. Nothing where a picture leaves no node for it.
    pub fn guests(&self, view: &DeviceView, plain: bool) -> Option<Shape> {
        let worst = view.guests.worst()?;
        if self.is_full_with_picture(view) {
            return None;
        }
        let mut path = PathBuilder::new();
        let place = self.place_of_guests(view).filter(|_| !plain);
        let (left, y, room) = place.unwrap_or((EDGE, 0.0, 0));
        let from = left.round();
        let mut states = [None; MOST_LIGHTS];
        // No more than are drawn, so that devices that look the same share a gradient; the edge has the first one's color.
        let drawn = view.guests.each().take(room.max(1));
        for (place, (slot, state)) in states.iter_mut().zip(drawn).enumerate() {
            *slot = Some(state);
            if place < room {
                let x = from + (place as f32 + 0.5) * PITCH;
                draw_light(state, (x, y), &mut path);
            }
        }
        if worst.severity() > view.health.severity() {
            let half = self.height / 2.0;
            path.rounded(0.0, half, EDGE, half, EDGE / 2.0);
        }
        let data = path.finish();
        let fill = GuestsFill::new(from as u16, states);
        (!data.is_empty()).then(|| Shape::path(Role::GuestLights, data).filled(Fill::Guests(fill)))
    }

    /// Where the lights begin, how far down they are, and how many there is room for.
    fn place_of_guests(&self, view: &DeviceView) -> Option<(f32, f32, usize)> {
        if !self.bays.is_empty() || self.is_strip() || self.form == BarsForm::Tight {
            return None;
        }
        let name = self
            .arrangement(view)
            .name
            .filter(|_| !self.is_stacked(view))?;
        let below = if self.form == BarsForm::Block {
            BELOW_SMALL_PRINT
        } else {
            BELOW_LINE
        };
        let y = (self.first_line + below).min(self.height - RADIUS - 1.0);
        Some((name.x, y, (name.length / PITCH) as usize))
    }

    /// Whether picture, readings and small print take all nodes that a device may have.
    fn is_full_with_picture(&self, view: &DeviceView) -> bool {
        let has_picture = self.picture.is_some() && view.lens.is_none();
        has_picture && self.form == BarsForm::Block && view.bars.is_some()
    }
}

/// A state is told by a light's form as well as by its color: what is not known for certain is a ring.
fn draw_light(state: Health, (x, y): (f32, f32), path: &mut PathBuilder) {
    let r = RADIUS;
    match state {
        Health::Ok => path.dot(x, y, r),
        Health::Warn => path.polygon(x, y - 1.2 * r, &[(1.3 * r, 2.2 * r), (-2.6 * r, 0.0)]),
        Health::Critical => {
            let side = 1.3 * r;
            path.polygon(x, y - side, &[(side, side), (-side, side), (-side, -side)]);
        }
        Health::Down => path.rectangle(x - r, y - r, 2.0 * r, 2.0 * r),
        Health::Paused
        | Health::Pending
        | Health::Stale
        | Health::Missing
        | Health::Unlinked
        | Health::HubLost => {
            path.dot(x, y, r);
            path.dot(x, y, r - 1.0);
        }
    }
}

#[cfg(test)]
mod tests;
