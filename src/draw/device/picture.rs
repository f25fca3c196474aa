//! A device with a picture. The picture takes the place of the plate; texts are on pieces of plate above it.

use super::arrangement::{Arrangement, NamePlace};
use super::{DeviceFrame, NAME_SIZE};
use crate::domain::ids::PictureId;
use crate::domain::view::DeviceView;
use crate::draw::area::Area;
use crate::draw::bars::BarsForm;
use crate::draw::path::PathBuilder;
use crate::draw::shape::{Role, Shape};
use crate::draw::text;

/// Space between a text and the edge of its piece of plate.
const MARGIN: f32 = 7.0;
/// Space between a plate's outer and drawn edge.
const EDGE: f32 = 0.5;
/// Corner radius of a piece of plate.
const ROUND: f32 = 3.0;
/// How far a line of text extends below its baseline.
const BELOW_LINE: f32 = 8.0;
/// The same including a line of small print below.
const BELOW_SMALL_PRINT: f32 = 20.0;

impl DeviceFrame {
    /// Sets the picture of the visible face.
    pub fn with_picture(mut self, picture: Option<PictureId>) -> Self {
        self.picture = picture;
        self
    }

    pub fn shown_picture(&self) -> Option<PictureId> {
        self.picture
    }

    /// The shapes that stay while live values change, with the picture. The same as [`DeviceFrame::still`] without one, or under a
    /// lens, whose color needs the whole plate.
    pub fn still_on_picture(&self, view: &DeviceView) -> Vec<Shape> {
        let Some(picture) = self.picture.filter(|_| view.lens.is_none()) else {
            return self.still(view);
        };
        let arrangement = self.arrangement(view);
        let readings = self.behind_readings(view);
        let name = self.behind_name(view, &arrangement, readings);
        let mut cuts = PathBuilder::new();
        for area in readings.iter().chain(&name) {
            cuts.rounded(area.x, area.y, area.width, area.height, ROUND);
        }
        if readings.is_some() {
            self.cut_grooves(view, &mut cuts);
        }
        // If the readings take the whole height, the picture ends beside them, so that all of it is visible.
        let right = readings
            .filter(|area| area.height >= self.height - 2.0 * EDGE)
            .map_or(self.width - EDGE, |area| area.x);
        let seen = Area::new(EDGE, EDGE, right - EDGE, self.height - 2.0 * EDGE);
        let mut still = vec![
            Shape::picture(picture, seen),
            self.face(cuts),
            Shape::path(Role::Lights, self.large_lights(view, &arrangement).finish()),
        ];
        still.extend(self.name(view, &arrangement));
        still
    }

    /// The piece of plate behind bars and numbers.
    fn behind_readings(&self, view: &DeviceView) -> Option<Area> {
        let width = self.readings_width(view);
        let is_covered = !self.bays.is_empty() && !self.is_above_bays();
        if width <= 0.0 || self.is_strip() || is_covered {
            return None;
        }
        let left = (self.right() - width - MARGIN).max(EDGE);
        let bottom = if self.bays.is_empty() {
            self.height - EDGE
        } else {
            self.line_end(BELOW_LINE)
        };
        Some(Area::new(
            left,
            EDGE,
            self.width - EDGE - left,
            bottom - EDGE,
        ))
    }

    /// The piece of plate behind name, light and small print, beside that of the readings.
    fn behind_name(
        &self,
        view: &DeviceView,
        arrangement: &Arrangement,
        readings: Option<Area>,
    ) -> Option<Area> {
        let place = arrangement.name.filter(|_| !view.name.is_empty())?;
        if let Some(center) = place.along {
            let length = text::width(&view.name, NAME_SIZE).min(place.length);
            let bottom = (place.x + length + MARGIN).min(self.height - EDGE);
            // In a bay of a wide device the picture stays visible beside the name.
            let half = if self.is_strip() {
                center - EDGE
            } else {
                NAME_SIZE
            };
            let left = center - half;
            let right = (center + half).min(self.width - EDGE);
            return Some(Area::new(left, EDGE, right - left, bottom - EDGE));
        }
        let start = arrangement.light.map_or(place.x, |(x, _)| x.min(place.x));
        let left = (start - MARGIN).max(EDGE);
        let end = readings.map_or(self.width - EDGE, |area| area.x);
        let has_small_print = self.form == BarsForm::Block && !view.small_print().is_empty();
        let right = if arrangement.is_stacked {
            end
        } else {
            (place.x + self.read_length(view, place, has_small_print) + MARGIN).min(end)
        };
        let below = match (arrangement.is_stacked, has_small_print) {
            (false, false) => BELOW_LINE,
            _ => BELOW_SMALL_PRINT,
        };
        // On a short strip the name is below the light.
        let lowered = (place.baseline - self.first_line).max(0.0);
        Some(Area::new(
            left,
            EDGE,
            (right - left).max(0.0),
            self.line_end(below + lowered) - EDGE,
        ))
    }

    /// The length of the text at the place of the name.
    fn read_length(&self, view: &DeviceView, place: NamePlace, has_small_print: bool) -> f32 {
        if has_small_print {
            // Small print changes with live data, but the pieces of plate must not.
            place.length
        } else {
            text::width(&view.name, NAME_SIZE).min(place.length)
        }
    }

    /// A y position below the first line; on a low device, the bottom.
    fn line_end(&self, below: f32) -> f32 {
        let most = self.height - EDGE;
        let end = self.first_line + below;
        if most - end < BELOW_LINE { most } else { end }
    }
}
