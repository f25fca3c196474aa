//! The filters of the type and product lists.

use super::gap::{Gap, RackFit};
use super::heading::TypeHeading;
use crate::domain::layout::{Depth, DeviceType, Mount, RackWidth, Width};
use crate::domain::search::Facts;
use crate::domain::units::HalfU;

/// The conditions a type must meet. Without any, everything passes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeFilter {
    /// Only types that fit this gap.
    pub gap: Option<Gap>,
    pub height: Option<HeightFilter>,
    pub width: Option<WidthFilter>,
    pub depth: Option<Depth>,
    pub heading: Option<TypeHeading>,
    /// The maker's name, as written in the types.
    pub maker: Option<String>,
}

/// The required height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeightFilter {
    Exactly(HalfU),
    AtLeast(HalfU),
    /// Not mounted on rails: on a shelf or at the side.
    NoUnits,
}

/// The required width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WidthFilter {
    Of(Width),
    /// Made for racks of that width.
    Rack(RackWidth),
}

impl HeightFilter {
    /// In display order.
    pub const ALL: [Self; 8] = [
        Self::Exactly(HalfU(1)),
        Self::Exactly(HalfU(2)),
        Self::Exactly(HalfU(3)),
        Self::Exactly(HalfU(4)),
        Self::Exactly(HalfU(6)),
        Self::Exactly(HalfU(8)),
        Self::AtLeast(HalfU(10)),
        Self::NoUnits,
    ];

    fn takes(self, facts: &Facts) -> bool {
        let is_on_rails = facts.mount == Mount::Rails;
        match self {
            Self::Exactly(height) => is_on_rails && facts.height == height,
            Self::AtLeast(height) => is_on_rails && facts.height >= height,
            Self::NoUnits => !is_on_rails,
        }
    }
}

impl WidthFilter {
    /// In display order.
    pub const ALL: [Self; 4] = [
        Self::Of(Width::Full),
        Self::Of(Width::Half),
        Self::Of(Width::Third),
        Self::Rack(RackWidth::Ten),
    ];

    fn takes(self, facts: &Facts) -> bool {
        match self {
            Self::Of(width) => facts.mount == Mount::Rails && facts.width == width,
            Self::Rack(width) => facts.racks.contains(&width),
        }
    }
}

impl TypeFilter {
    /// How many conditions are set, not counting the gap.
    pub fn count(&self) -> usize {
        [
            self.height.is_some(),
            self.width.is_some(),
            self.depth.is_some(),
            self.heading.is_some(),
            self.maker.is_some(),
        ]
        .into_iter()
        .filter(|is_set| *is_set)
        .count()
    }

    /// Whether a type with these facts passes.
    pub fn takes(&self, facts: &Facts, maker: &str) -> bool {
        let fits = |gap: Gap| {
            gap.takes(RackFit {
                height: facts.height,
                depth: facts.depth,
                width: facts.width,
                mount: facts.mount,
                racks: &facts.racks,
            })
        };
        self.gap.is_none_or(fits)
            && self.height.is_none_or(|height| height.takes(facts))
            && self.width.is_none_or(|width| width.takes(facts))
            && self.depth.is_none_or(|depth| depth == facts.depth)
            && self
                .heading
                .is_none_or(|heading| heading == TypeHeading::of(facts.category))
            && self.maker.as_deref().is_none_or(|wanted| wanted == maker)
    }

    /// Like [`TypeFilter::takes`], for a device type.
    pub fn takes_type(&self, device_type: &DeviceType) -> bool {
        *self == Self::default() || self.takes(&Facts::of(device_type), &device_type.manufacturer)
    }
}
