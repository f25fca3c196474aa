//! Lights of a device in their own colors: a row of small ones below its name for its guests, the worst first; the color of the worst
//! guest in the lower half of its edge, if that is worse than its own health; and the lights of its drives and ports, if those have
//! several colors or it has guests. All of them form one path, filled with a gradient that has a band for each color.

use super::DeviceFrame;
use crate::domain::health::{Health, Level};
use crate::domain::summary::Totals;
use crate::domain::view::DeviceView;
use crate::draw::bars::BarsForm;
use crate::draw::face::lights::LitLights;
use crate::draw::face::{LightOf, LightSpot};
use crate::draw::light_gradient::{LightGradient, LitForm, LitSpot};
use crate::draw::path::PathBuilder;
use crate::draw::shape::{Role, Shape};

/// The most lights of guests, for the worst ones. Words account for all guests.
pub const MOST_GUESTS: usize = 6;
/// Distance between the lights of two guests.
const PITCH: f32 = 8.0;
/// Radius of a light.
const RADIUS: f32 = 2.7;
/// Distance of the lights below the first line; below that, the distance if a higher device has small print between.
const BELOW_LINE: f32 = 5.6;
const BELOW_SMALL_PRINT: f32 = 22.6;
/// Width of the edge strip that shows the health.
const EDGE: f32 = 4.0;

/// Lights in colors of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColoredLights(Vec<(Health, LightForm)>);

#[derive(Clone, Copy, Debug, PartialEq)]
enum LightForm {
    /// A guest's light, by its center.
    Guest(f32, f32),
    /// The lower half of the edge strip, by its height.
    Edge(f32),
    Small(LightSpot),
}

impl DeviceFrame {
    /// The lights in their own colors; without those in small print and openings if `plain`.
    pub fn colored_lights(&self, view: &DeviceView, plain: bool) -> ColoredLights {
        let mut lights = ColoredLights::default();
        if !has_colored_lights(view) || self.is_full_with_picture(view) {
            return lights;
        }
        if let Some(worst) = view.guests.worst() {
            let place = self.place_of_guests(view).filter(|_| !plain);
            let (left, y, room) = place.unwrap_or_default();
            for (place, state) in view.guests.each().take(room.min(MOST_GUESTS)).enumerate() {
                let x = left.round() + (place as f32 + 0.5) * PITCH;
                lights.0.push((state, LightForm::Guest(x, y)));
            }
            if worst.severity() > view.health.severity() {
                lights.0.push((worst, LightForm::Edge(self.height / 2.0)));
            }
        }
        let has_openings = self.bays.is_empty() && self.shows_plate(view) && !plain;
        if has_openings {
            for (level, spots) in LitLights::of(self.lights(view), view).by_level {
                let state = state_of(level);
                let spots = spots.into_iter();
                let small = spots.map(|spot| (state, LightForm::Small(spot)));
                lights.0.extend(small);
            }
        }
        lights
    }

    /// The left end of the guests' lights, their y position, and the number that fits.
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

    /// Whether its plate is seen, not a picture in place of it.
    fn shows_plate(&self, view: &DeviceView) -> bool {
        self.picture.is_none() || view.lens.is_some()
    }

    /// Whether picture, readings and small print use up the DOM nodes allowed for a device.
    fn is_full_with_picture(&self, view: &DeviceView) -> bool {
        !self.shows_plate(view) && self.form == BarsForm::Block && view.bars.is_some()
    }
}

/// Whether the small lights are part of [`ColoredLights`] rather than shapes of the plate.
pub(super) fn has_colored_lights(view: &DeviceView) -> bool {
    view.lights.joined || view.guests != Totals::default()
}

const fn state_of(level: Level) -> Health {
    match level {
        Level::Ok => Health::Ok,
        Level::Warn => Health::Warn,
        Level::Critical => Health::Critical,
    }
}

impl ColoredLights {
    /// All of them as one shape, with the fill that the caller must provide.
    pub fn joined(&self) -> Option<(Shape, LightGradient)> {
        let spots: Vec<LitSpot> = self.0.iter().map(spot).collect();
        let (fill, kept) = LightGradient::of(&spots)?;
        let mut path = PathBuilder::new();
        let lit = self.0.iter().zip(kept).filter(|(_, kept)| *kept);
        lit.for_each(|(light, _)| draw(light, &mut path));
        Some((Shape::path(Role::ColoredLights, path.finish()), fill))
    }

    /// One path for each health, the worst last.
    pub fn by_state(&self) -> Vec<(Health, String)> {
        let mut states = Health::ALL;
        states.sort_by_key(|state| state.severity());
        let paths = states.into_iter().map(|state| {
            let mut path = PathBuilder::new();
            let those = self.0.iter().filter(|(other, _)| *other == state);
            those.for_each(|light| draw(light, &mut path));
            (state, path.finish())
        });
        paths.filter(|(_, path)| !path.is_empty()).collect()
    }
}

fn spot((state, form): &(Health, LightForm)) -> LitSpot {
    let straight = |left: f32, top: f32, right: f32, bottom: f32| {
        LitForm::Straight(vec![
            (left, top),
            (right, top),
            (left, bottom),
            (right, bottom),
        ])
    };
    let form = match *form {
        LightForm::Guest(x, y) => guest_form(*state, (x, y)),
        LightForm::Edge(half) => straight(0.0, half, EDGE, 2.0 * half),
        LightForm::Small(LightSpot {
            of: LightOf::Drive(_),
            x,
            y,
            width,
        }) => LitForm::Round {
            center: (x, y),
            radius: width / 2.0,
        },
        LightForm::Small(LightSpot { x, y, width, .. }) => {
            straight(x - width / 2.0, y - 0.5, x + width / 2.0, y + 0.5)
        }
    };
    LitSpot {
        state: *state,
        form,
    }
}

/// The form that [`draw_guest`] draws.
fn guest_form(state: Health, (x, y): (f32, f32)) -> LitForm {
    let r = RADIUS;
    let corners: &[(f32, f32)] = match state {
        Health::Warn => &[(0.0, -1.2), (1.3, 1.0), (-1.3, 1.0)],
        Health::Critical => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
        Health::Down => &[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
        _ => {
            return LitForm::Round {
                center: (x, y),
                radius: r,
            };
        }
    };
    let corners = corners.iter();
    let at = corners.map(|(across, down)| (x + across * r, y + down * r));
    LitForm::Straight(at.collect())
}

fn draw((state, form): &(Health, LightForm), path: &mut PathBuilder) {
    match *form {
        LightForm::Guest(x, y) => draw_guest(*state, (x, y), path),
        LightForm::Edge(half) => path.rounded(0.0, half, EDGE, half, EDGE / 2.0),
        LightForm::Small(spot) => spot.draw(path),
    }
}

/// The shape shows the health as the color does: a ring means that it is not known for certain.
fn draw_guest(state: Health, (x, y): (f32, f32), path: &mut PathBuilder) {
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
