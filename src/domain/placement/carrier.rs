//! The carrier: the shelf added for devices made for bays when they are dropped between the rails.
//!
//! What stands on the rails, and what needs a carrier:
//! - A type mounted on rails stands on them itself, whatever its width and height: halves and thirds of the width side by side, on either
//!   face, and an odd number of half-units at any half-unit. Where the column or half-unit pointed at is taken, it goes into the free one
//!   beside it (`free_beside` in `drop_target.rs`). It needs no carrier, and where it is refused there is no room for one either.
//! - A type made for bays goes into a free bay of the device pointed at, and everywhere else onto a carrier of its own, which takes the
//!   full width of as many whole units as the device needs. Several that are dropped together share one.
//! - A carrier goes with its last device, in the same step.

use crate::domain::ids::TypeSlug;
use crate::domain::layout::{Bay, Category, Depth, DeviceType, Extra, Layout, Mount, Width};
use crate::domain::units::HalfU;

/// The prefix of carriers' slugs.
const SLUG: &str = "carrier-";
/// The maximum number of bays of a carrier.
const MOST_BAYS: u8 = 6;

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
        Self::for_types(layout, std::slice::from_ref(&device_type))
    }

    /// The carrier shared by devices of these types; `None` if one of them is not made for bays, or they are too many.
    pub(super) fn for_types(layout: &Layout, types: &[&DeviceType]) -> Option<Self> {
        let made = carrier_type(types)?;
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

    /// The bays for the held device and those dropped with it: from the one aimed at, then from the first.
    pub fn bays_from_aim(&self) -> impl Iterator<Item = u16> {
        let bays = u16::try_from(self.device_type.bays.len()).unwrap_or(u16::MAX);
        (self.bay..bays).chain(0..self.bay)
    }
}

/// The carrier's type: whole units high, with at least two or three bays side by side, and as deep as the deepest device. `None` if the
/// devices need none.
pub(super) fn carrier_type(types: &[&DeviceType]) -> Option<DeviceType> {
    let is_made_for_it =
        |of: &&DeviceType| of.mount == Mount::Bay && of.height <= DeviceType::MAX_HEIGHT;
    let count = u8::try_from(types.len()).ok()?;
    if !types.iter().all(is_made_for_it) || count > MOST_BAYS {
        return None;
    }
    let units = types.iter().map(|of| of.height.units_ceil()).max()?;
    let narrow = types.iter().any(|of| of.width == Width::Third);
    let columns = count.max(if narrow { 3 } else { 2 });
    let is_deep = types.iter().any(|of| of.depth == Depth::Full);
    let slug = format!("{SLUG}{units}u-{columns}");
    let model = format!("{units}U carrier, {columns} bays");
    let height = HalfU::from_units(units);
    Some(DeviceType {
        depth: if is_deep { Depth::Full } else { Depth::Half },
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
            let mut made = Carrier::new(carrier_type(&[&made_for_bays(height, width)]).unwrap());
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
        assert_eq!(carrier_type(&[&rails]), None);
    }

    #[test]
    fn several_share_a_carrier_that_is_as_high_and_deep_as_they_are() {
        let (low, high) = (made_for_bays(2, Width::Full), made_for_bays(3, Width::Half));
        let shallow = DeviceType {
            depth: Depth::Half,
            ..low.clone()
        };
        let made = carrier_type(&[&shallow, &high, &shallow, &shallow]).unwrap();
        assert_eq!((made.height.0, made.bays.len()), (4, 4));
        assert_eq!(made.depth, Depth::Full);
        let two = carrier_type(&[&shallow, &shallow]).unwrap();
        assert_eq!((two.depth, two.bays.len()), (Depth::Half, 2));
        let mut carrier = Carrier::new(made);
        carrier.aim(0.6);
        assert_eq!(carrier.bays_from_aim().collect::<Vec<_>>(), [2, 3, 0, 1]);
        // Seven in a row would be too narrow, and a server needs none.
        assert_eq!(carrier_type(&[&low; 7]), None);
        let server = DeviceType::new("server", "Server", Category::Server, HalfU(2));
        assert_eq!(carrier_type(&[&low, &server]), None);
    }

    #[test]
    fn a_shelf_of_the_user_is_no_carrier() {
        for slug in ["carrier-shelf", "carrier-1u", "generic-shelf", "carrier-u-"] {
            assert!(!is_carrier(&TypeSlug::new(slug)), "{slug}");
        }
    }
}
