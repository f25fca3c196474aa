//! Whether a type fits into a gap that was chosen.

use crate::domain::layout::{DeviceType, Mount, RackWidth};
use crate::domain::units::HalfU;

/// What decides about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mounting {
    pub height: HalfU,
    pub mount: Mount,
    /// The one rack width it is made for; any where there is none.
    pub only_in: Option<RackWidth>,
}

/// A free place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Between the rails.
    Rails { height: HalfU, rack: RackWidth },
    /// Beside them.
    Side { height: HalfU },
    /// In a bay, or on a shelf.
    Bay { height: HalfU },
}

impl Gap {
    pub fn fits(self, device_type: &DeviceType) -> bool {
        let made_for = match self {
            Gap::Rails { rack, .. } => {
                device_type.rack_widths.is_empty() || device_type.rack_widths.contains(&rack)
            }
            _ => true,
        };
        made_for
            && self.takes(Mounting {
                height: device_type.height,
                mount: device_type.mount,
                only_in: None,
            })
    }

    /// The same of what is known without a type.
    pub fn takes(self, it: Mounting) -> bool {
        match self {
            Gap::Rails { height, rack } => {
                it.mount == Mount::Rails
                    && it.height <= height
                    && it.only_in.is_none_or(|width| width == rack)
            }
            Gap::Side { height } => it.mount == Mount::Side && it.height <= height,
            Gap::Bay { height } => it.mount != Mount::Side && it.height <= height,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::generic;

    #[test]
    fn height_width_and_mount_decide() {
        let fitting = |gap: Gap| {
            generic::types()
                .iter()
                .filter(|known| gap.fits(known))
                .count()
        };
        let one = HalfU::from_units(1);
        let narrow = Gap::Rails {
            height: one,
            rack: RackWidth::Ten,
        };
        let wide = Gap::Rails {
            height: one,
            rack: RackWidth::Nineteen,
        };
        assert!(fitting(narrow) > fitting(wide));
        let all = Gap::Rails {
            height: DeviceType::MAX_HEIGHT,
            rack: RackWidth::Ten,
        };
        let side = Gap::Side {
            height: DeviceType::MAX_HEIGHT,
        };
        let only_bays = generic::types()
            .iter()
            .filter(|known| known.mount == Mount::Bay)
            .count();
        assert_eq!(
            fitting(all) + fitting(side) + only_bays,
            generic::types().len()
        );
    }
}
