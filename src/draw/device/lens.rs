//! What a device shows under a lens: one value in place of its bars and numbers, and on a high device its last hour.

use super::{DeviceFrame, FULL_WIDTH, LiveShapes};
use crate::domain::lens::history::{LEVELS, MINUTES};
use crate::domain::view::DeviceView;
use crate::draw::bars::BarsForm;
use crate::draw::path::PathBuilder;
use crate::draw::shape::{Geometry, Role, Shape};

/// How much lower than a name a larger value stands, so that both are on one line to the eye.
const LOWERED: f32 = 0.6;
const LARGE_LOWERED: f32 = 2.4;
/// The length of a sparkline, and the heights it may have.
const SPARK: f32 = 94.0;
const LOWEST_SPARK: f32 = 12.0;
const HIGHEST_SPARK: f32 = 60.0;
/// Between the value and the sparkline, and below that.
const ABOVE_SPARK: f32 = 9.0;
const BELOW_SPARK: f32 = 8.0;

impl DeviceFrame {
    /// The shapes that change with live data, for a view that has a lens's mark; `plain` without small print.
    pub fn live_under_lens(&self, view: &DeviceView, plain: bool) -> LiveShapes {
        LiveShapes {
            bars: self.spark(view),
            value: self.lens_shape(view),
            context: if plain { None } else { self.context(view) },
        }
    }

    fn lens_shape(&self, view: &DeviceView) -> Shape {
        let Some(value) = view.lens_value() else {
            return self.value(view);
        };
        let (role, _) = self.lens_type();
        let mut shape = self.one_value(view, role, value);
        if let Geometry::Text { y, .. } = &mut shape.geometry {
            *y += match role {
                Role::LargeLensValue => LARGE_LOWERED,
                Role::LensValue => LOWERED,
                _ => 0.0,
            };
        }
        shape
    }

    /// Below the value, where there is room: a line through the last hour.
    fn spark(&self, view: &DeviceView) -> Option<Shape> {
        let spark = view.spark()?;
        let has_room = self.form == BarsForm::Block
            && self.width >= FULL_WIDTH
            && self.device_type.bays.is_empty();
        let top = self.first_line + ABOVE_SPARK;
        let height = (self.height - BELOW_SPARK - top).min(HIGHEST_SPARK);
        if !has_room || height < LOWEST_SPARK {
            return None;
        }
        let length = SPARK.min(self.readings_width(view));
        let x = |minute: u8| {
            let ago = f32::from(MINUTES.saturating_sub(minute)) / f32::from(MINUTES);
            self.right() - length * ago
        };
        let y = |level: u8| top + height * (1.0 - f32::from(level) / f32::from(LEVELS));
        let mut path = PathBuilder::new();
        for stretch in spark.stretches() {
            let Some((minute, level)) = stretch.first() else {
                continue;
            };
            let pairs = stretch.windows(2);
            let ways: Vec<(f32, f32)> = pairs
                .map(|two| (x(two[1].0) - x(two[0].0), y(two[1].1) - y(two[0].1)))
                .collect();
            path.open_line(x(*minute), y(*level), &ways);
        }
        Some(Shape::path(Role::Spark, path.finish()))
    }
}
