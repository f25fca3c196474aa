//! The filters of the type and product lists.

use super::gap::{Gap, RackFit};
use super::heading::TypeHeading;
use crate::domain::layout::{Depth, DeviceType, Mount, RackWidth, Width};
use crate::domain::search::TypeFeatures;
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

    fn takes(self, features: &TypeFeatures) -> bool {
        let is_on_rails = features.mount == Mount::Rails;
        match self {
            Self::Exactly(height) => is_on_rails && features.height == height,
            Self::AtLeast(height) => is_on_rails && features.height >= height,
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

    fn takes(self, features: &TypeFeatures) -> bool {
        match self {
            Self::Of(width) => features.mount == Mount::Rails && features.width == width,
            Self::Rack(width) => features.racks.contains(&width),
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
    pub fn takes(&self, features: &TypeFeatures, maker: &str) -> bool {
        let fits = |gap: Gap| {
            gap.takes(RackFit {
                height: features.height,
                depth: features.depth,
                width: features.width,
                mount: features.mount,
                racks: &features.racks,
            })
        };
        self.gap.is_none_or(fits)
            && self.height.is_none_or(|height| height.takes(features))
            && self.width.is_none_or(|width| width.takes(features))
            && self.depth.is_none_or(|depth| depth == features.depth)
            && self
                .heading
                .is_none_or(|heading| heading == TypeHeading::of(features.category))
            && self.maker.as_deref().is_none_or(|wanted| wanted == maker)
    }

    /// Like [`TypeFilter::takes`], for a device type.
    pub fn takes_type(&self, device_type: &DeviceType) -> bool {
        *self == Self::default()
            || self.takes(&TypeFeatures::of(device_type), &device_type.manufacturer)
    }
}
