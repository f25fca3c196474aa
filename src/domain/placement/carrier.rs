//! The carrier: the shelf added for a device made for bays when it is dropped between the rails.

use crate::domain::ids::TypeSlug;
use crate::domain::layout::{Bay, Category, DeviceType, Extra, Layout, Mount, Width};
use crate::domain::units::HalfU;

/// The prefix of carriers' slugs.
const SLUG: &str = "carrier-";

/// A new carrier, and the bay for the device.
#[derive(Clone, Debug, PartialEq)]
pub struct Carrier {
    pub device_type: DeviceType,
    pub bay: u16,
}

impl Carrier {
    /// A carrier with the device in its first bay.
    pub(super) const fn new(device_type: DeviceType) -> Self {
        Self {
            device_type,
            bay: 0,
        }
    }

    /// The carrier for a type that is made for bays; `None` for all other types.
    pub fn for_type(layout: &Layout, device_type: &DeviceType) -> Option<Self> {
        let made = carrier_type(device_type)?;
        // The layout's own type of that slug is used: the user may have changed it.
        let known = layout.device_types.get(&made.slug);
        Some(Self::new(known.cloned().unwrap_or(made)))
    }

    /// Chooses the bay at a point, given as a fraction of the width between the rails.
    pub(super) fn aim(&mut self, across: f32) {
        let bays = self.device_type.bays.len();
        // The cast gives 0 for negative numbers and NaN.
        let bay = (across * bays as f32) as usize;
        self.bay = u16::try_from(bay.min(bays.saturating_sub(1))).unwrap_or_default();
    }
}

/// The carrier's type: whole units high, with two or three bays side by side, and as deep as the device. `None` if the device needs none.
pub(super) fn carrier_type(device_type: &DeviceType) -> Option<DeviceType> {
    if device_type.mount != Mount::Bay || device_type.height > DeviceType::MAX_HEIGHT {
        return None;
    }
    let units = device_type.height.units_ceil();
    let columns = if device_type.width == Width::Third {
        3
    } else {
        2
    };
    let slug = format!("{SLUG}{units}u-{columns}");
    let model = format!("{units}U carrier, {columns} bays");
    let height = HalfU::from_units(units);
    Some(DeviceType {
        depth: device_type.depth,
        bays: (0..columns).map(|column| bay(column, height)).collect(),
        ..DeviceType::new(&slug, model, Category::Shelf, height)
    })
}

fn bay(column: u8, height: HalfU) -> Bay {
    Bay {
        name: format!("Bay {}", column + 1),
        height,
        row: 0,
        column,
        extra: Extra::new(),
    }
}

/// Whether devices of this type are carriers, which are removed together with the last device in them.
pub fn is_carrier(slug: &TypeSlug) -> bool {
    let measures = slug.as_str().strip_prefix(SLUG);
    let measures = measures.and_then(|rest| rest.split_once("u-"));
    measures.is_some_and(|(units, columns)| {
        units.parse::<u16>().is_ok() && columns.parse::<u8>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_for_bays(height: u16, width: Width) -> DeviceType {
        DeviceType {
            mount: Mount::Bay,
            width,
            ..DeviceType::new("box", "Box", Category::Server, HalfU(height))
        }
    }

    #[test]
    fn a_carrier_is_whole_units_high_and_the_bay_is_the_one_aimed_at() {
        let carrier = |height, width, across| {
            let mut made = Carrier::new(carrier_type(&made_for_bays(height, width)).unwrap());
            made.aim(across);
            assert!(is_carrier(&made.device_type.slug));
            let bays = made.device_type.bays.len();
            (made.device_type.height.0, bays, made.bay)
        };
        assert_eq!(carrier(1, Width::Full, 0.2), (2, 2, 0));
        assert_eq!(carrier(3, Width::Half, 0.8), (4, 2, 1));
        assert_eq!(carrier(2, Width::Third, 5.0), (2, 3, 2));
        assert_eq!(carrier(2, Width::Third, -1.0), (2, 3, 0));
        let rails = DeviceType::new("server", "Server", Category::Server, HalfU(2));
        assert_eq!(carrier_type(&rails), None);
    }

    #[test]
    fn a_shelf_of_the_user_is_no_carrier() {
        for slug in ["carrier-shelf", "carrier-1u", "generic-shelf", "carrier-u-"] {
            assert!(!is_carrier(&TypeSlug::new(slug)), "{slug}");
        }
    }
}
