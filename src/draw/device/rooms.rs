//! How name, openings and readings share a front.

use super::{CAPTION, DeviceFrame, NAME_LEFT, NAME_SIZE, ROOM_FOR_BARS};
use crate::domain::layout::Category;
use crate::domain::view::DeviceView;
use crate::draw::bars::BarsForm;
use crate::draw::face::Room;
use crate::draw::text;

/// The part of a front that its openings leave to a long name.
const NAME_SHARE: f32 = 0.6;
/// The width that a name keeps beside any number of ports.
const LEAST_NAME: f32 = 60.0;
/// A narrow device of that height has its openings below the name.
const ROOM_BELOW_NAME: f32 = 45.0;
/// Between the name and the openings beside it, and between these and the readings.
const AFTER_NAME: f32 = 14.0;
const BEFORE_READINGS: f32 = 10.0;

impl DeviceFrame {
    /// A long name leaves the openings beside it some room: ports as much as they want, before it is cut to a few letters.
    pub(super) fn room_for_name(&self, view: &DeviceView) -> f32 {
        let available = self.readings_left(view) - NAME_LEFT - 8.0;
        if !self.has_openings_beside(view) || self.width < ROOM_FOR_BARS {
            return available;
        }
        let beside_ports = if self.ports_want > 0.0 {
            self.readings_left(view) - NAME_LEFT - AFTER_NAME - BEFORE_READINGS - self.ports_want
        } else {
            available
        };
        available
            .min(self.width * NAME_SHARE - NAME_LEFT)
            .min(beside_ports.max(LEAST_NAME))
    }

    /// Where bars, numbers and words of state begin, or the ports of a device that has none.
    pub(super) fn readings_left(&self, view: &DeviceView) -> f32 {
        match (view.bars.is_some(), self.form) {
            (true, BarsForm::Tight | BarsForm::Line) => self.bars.x,
            (true, BarsForm::Block) => self.bars.x - CAPTION,
            (false, _) => self.width - 12.0 - text::width(self.state_word(view), 10.5),
        }
    }

    /// On one unit the openings share the line with name and numbers; so do those of higher gear that shows no values and is
    /// known by its ports. Else they have the lower part for themselves.
    pub(super) fn openings_room(&self, view: &DeviceView) -> Room {
        if self.is_strip() {
            let y = self.first_line + 10.0 + self.height / 3.0;
            return Room {
                x: 5.5,
                y,
                width: self.width - 7.5,
                height: self.height - y - 6.0,
            };
        }
        if self.has_openings_beside(view) {
            let name = text::width(&view.name, NAME_SIZE).min(self.room_for_name(view));
            let x = NAME_LEFT + name + AFTER_NAME;
            let right = self.readings_left(view) - BEFORE_READINGS;
            let margin = margin_beside(self.form);
            return Room {
                x,
                y: margin,
                width: (right - x).max(0.0),
                height: self.height - 2.0 * margin,
            };
        }
        let below_name = if self.is_bare(view) { 9.0 } else { 20.0 };
        let below_bars = if view.bars.is_some() && self.height >= 80.0 {
            self.row(2) + 6.0
        } else {
            0.0
        };
        let y = (self.first_line + below_name).max(below_bars);
        // Below the bars of a two-unit device there is no room.
        let width = if self.height < 80.0 && view.bars.is_some() {
            self.bars.x - NAME_LEFT - 32.0
        } else {
            self.width - NAME_LEFT - 12.0
        };
        let below = if view.bars.is_some() && !self.device_type.manufacturer.is_empty() {
            15.0
        } else {
            6.0
        };
        Room {
            x: NAME_LEFT,
            y,
            width,
            height: self.height - y - if self.height < 80.0 { 6.0 } else { below },
        }
    }

    /// Whether nothing stands below its name.
    fn is_bare(&self, view: &DeviceView) -> bool {
        view.bars.is_none() && view.context.is_empty() && self.device_type.manufacturer.is_empty()
    }

    pub(super) fn has_openings_beside(&self, view: &DeviceView) -> bool {
        if self.form != BarsForm::Block {
            return self.height < ROOM_BELOW_NAME;
        }
        let known_by_drives = matches!(
            self.device_type.category,
            Category::Server | Category::Storage | Category::Chassis | Category::Other
        );
        view.bars.is_none() && view.context.is_empty() && !known_by_drives
    }
}

/// Above and below openings that share the line with name and readings.
pub(super) const fn margin_beside(form: BarsForm) -> f32 {
    match form {
        BarsForm::Tight => 2.5,
        BarsForm::Line | BarsForm::Block => 4.5,
    }
}
