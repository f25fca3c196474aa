//! A device under a lens: one value in place of bars and numbers, and on a high device its last hour.

use super::{DeviceFrame, FULL_WIDTH, LiveShapes};
use crate::domain::view::DeviceView;
use crate::draw::bars::BarsForm;
use crate::draw::shape::{Geometry, Role, Shape};
use crate::draw::spark::spark_path;

/// How far to lower a larger value below the name's baseline, so that both look aligned.
const LOWERED: f32 = 0.6;
const LARGE_LOWERED: f32 = 2.4;
/// Length of a sparkline; below, its minimum and maximum height.
const SPARK: f32 = 94.0;
const LOWEST_SPARK: f32 = 12.0;
const HIGHEST_SPARK: f32 = 60.0;
/// Space between the value and the sparkline, and below the latter.
const ABOVE_SPARK: f32 = 9.0;
const BELOW_SPARK: f32 = 8.0;

impl DeviceFrame {
    /// The shapes that change with live data, for a view with a lens value; without small print if `plain`.
    pub fn live_under_lens(&self, view: &DeviceView, plain: bool) -> LiveShapes {
        LiveShapes {
            bars: self.spark(view),
            value: self.lens_shape(view),
            context: if plain { None } else { self.context(view) },
        }
    }

    fn lens_shape(&self, view: &DeviceView) -> Shape {
        let Some(value) = view.lens_value() else {
            return self.value(view, false);
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

    /// The sparkline of the last hour below the value, if there is room.
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
        let path = spark_path(spark, self.right(), length, top, height);
        Some(Shape::path(Role::Spark, path))
    }
}
