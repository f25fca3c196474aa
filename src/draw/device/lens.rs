//! What a device shows under a lens: one value in place of its bars and numbers.

use super::{DeviceFrame, LiveShapes};
use crate::domain::view::DeviceView;
use crate::draw::shape::{Geometry, Role, Shape};

/// How much lower than a name a larger value stands, so that both are on one line to the eye.
const LOWERED: f32 = 0.6;
const LARGE_LOWERED: f32 = 2.4;

impl DeviceFrame {
    /// The shapes that change with live data, for a view that has a lens's mark; `plain` without small print.
    pub fn live_under_lens(&self, view: &DeviceView, plain: bool) -> LiveShapes {
        LiveShapes {
            bars: None,
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
}
