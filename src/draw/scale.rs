//! The dimensions with which a rack is drawn, in pixels.

use crate::domain::layout::RackWidth;
use crate::domain::units::HalfU;

/// A set of dimensions: wide for desktop screens, narrow for a phone held upright.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Height of one rack unit.
    pub unit: f32,
    /// Width between the rails of a 19-inch rack.
    inner_19: f32,
    /// Width for the unit numbers, to the left of the rails.
    pub gutter: f32,
    /// Width of one rail; 0 draws none.
    pub rail: f32,
    /// Gap between rail and device.
    pub gap: f32,
    /// Margin between the box and what it holds, above and below.
    pub margin: f32,
}

impl Scale {
    pub const WIDE: Scale = Scale {
        unit: 29.0,
        inner_19: 360.0,
        gutter: 16.0,
        rail: 19.0,
        gap: 4.0,
        margin: 12.0,
    };
    pub const NARROW: Scale = Scale {
        unit: 38.0,
        inner_19: 326.0,
        gutter: 24.0,
        rail: 0.0,
        gap: 8.0,
        margin: 9.0,
    };

    /// Space between two devices.
    pub const DEVICE_GAP: f32 = 2.0;

    /// Width between the rails. A 10-inch rack is drawn wider than true to scale, to fit names.
    pub fn inner(&self, width: RackWidth) -> f32 {
        let true_share = f32::from(width.inches()) / 19.0;
        (self.inner_19 * true_share.max(0.62)).round()
    }

    /// The left edge of devices.
    pub fn inner_left(&self) -> f32 {
        1.0 + self.gutter + self.rail + self.gap
    }

    pub fn rack_width(&self, width: RackWidth) -> f32 {
        self.inner_left() + self.inner(width) + self.gap + self.rail + self.right_margin() + 1.0
    }

    pub fn rack_height(&self, height: HalfU) -> f32 {
        self.height(height) + 2.0 * self.margin
    }

    /// Margin of the box on the right, where there are no numbers.
    fn right_margin(&self) -> f32 {
        if self.rail > 0.0 { self.gutter } else { 2.0 }
    }

    pub fn height(&self, height: HalfU) -> f32 {
        f32::from(height.0) * self.unit / 2.0
    }

    /// The y position of the upper edge of an object in a rack, in the rack's drawing.
    pub fn top_of(&self, rack_height: HalfU, bottom: HalfU, height: HalfU) -> f32 {
        let above = f32::from(rack_height.0) - f32::from(bottom.0) - f32::from(height.0);
        self.margin + above * self.unit / 2.0
    }

    /// Height of a point above the rack's floor, in half-units; may be outside of the rack.
    pub fn half_units_above_floor(&self, rack_height: HalfU, y: f32) -> f32 {
        f32::from(rack_height.0) - (y - self.margin) * 2.0 / self.unit
    }
}
