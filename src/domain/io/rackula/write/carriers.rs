//! Puts devices into carriers where Rackula cannot mount them: it takes only full-width devices at whole units on rails. There is one
//! carrier for each range of units shared by such devices. The slots record the positions, so that an import can undo it.

use serde_json::{Value, json};

use super::types::{WrittenTypes, units};
use crate::domain::io::rackula::read::SlotId;
use crate::domain::layout::{Depth, Device, DeviceType, Face, Width};
use crate::domain::units::HalfU;

/// A device on the rails.
#[derive(Clone, Copy)]
pub(super) struct RailDevice<'a> {
    pub(super) device: &'a Device,
    pub(super) device_type: &'a DeviceType,
    pub(super) bottom: HalfU,
    pub(super) face: Face,
    pub(super) column: u8,
}

impl RailDevice<'_> {
    /// Whether Rackula can mount it on the rails directly.
    pub(super) fn stands_alone(&self) -> bool {
        let on_whole_units =
            self.bottom.0.is_multiple_of(2) && self.device_type.height.0.is_multiple_of(2);
        on_whole_units && self.device_type.width == Width::Full
    }

    /// The whole units it occupies, as low (inclusive) and high (exclusive).
    fn span(&self) -> (u16, u16) {
        let top = self.bottom.0.saturating_add(self.device_type.height.0);
        (self.bottom.0 / 2, top.div_ceil(2))
    }

    fn is_in_front(&self) -> bool {
        self.takes_both() || self.face == Face::Front
    }

    fn is_at_rear(&self) -> bool {
        self.takes_both() || self.face == Face::Rear
    }

    fn takes_both(&self) -> bool {
        self.device_type.depth == Depth::Full || self.face == Face::Both
    }
}

/// Devices that share a carrier, and the units it occupies.
pub(super) struct Cluster<'a> {
    pub(super) members: Vec<RailDevice<'a>>,
    low: u16,
    high: u16,
    front: bool,
    rear: bool,
}

impl<'a> Cluster<'a> {
    fn of(member: RailDevice<'a>) -> Self {
        let (low, high) = member.span();
        let (front, rear) = (member.is_in_front(), member.is_at_rear());
        Self {
            members: vec![member],
            low,
            high,
            front,
            rear,
        }
    }

    fn touches(&self, other: &Self) -> bool {
        let shares_a_side = self.front && other.front || self.rear && other.rear;
        shares_a_side && self.low < other.high && other.low < self.high
    }

    fn join(&mut self, other: Self) {
        self.members.extend(other.members);
        self.low = self.low.min(other.low);
        self.high = self.high.max(other.high);
        self.front |= other.front;
        self.rear |= other.rear;
    }

    /// The position in sixths of a unit, starting at 6.
    pub(super) fn position(&self) -> u32 {
        (u32::from(self.low) + 1) * 6
    }

    pub(super) fn face(&self) -> Face {
        match (self.front, self.rear) {
            (true, true) => Face::Both,
            (false, true) => Face::Rear,
            _ => Face::Front,
        }
    }

    /// Returns the slug of the carrier's type, creating it if needed.
    pub(super) fn carrier(&self, types: &mut WrittenTypes) -> String {
        let full_depth = self.front && self.rear;
        let mut heights: Vec<u16> = self
            .members
            .iter()
            .map(|member| self.above(member))
            .collect();
        heights.sort_unstable();
        heights.dedup();
        let slots: Vec<Value> = self
            .members
            .iter()
            .map(|member| {
                let row = heights
                    .iter()
                    .position(|height| *height == self.above(member));
                // Rackula requires half width for anything that is not full width.
                let fraction = if member.device_type.width == Width::Full {
                    1.0
                } else {
                    0.5
                };
                json!({
                    "id": self.slot(member),
                    "position": {"row": row.unwrap_or_default(), "col": member.column},
                    "width_fraction": fraction,
                    "height_units": units(member.device_type.height),
                })
            })
            .collect();
        types.carrier(self.high.saturating_sub(self.low), full_depth, slots)
    }

    pub(super) fn slot(&self, member: &RailDevice) -> String {
        let id = SlotId {
            half_units: self.above(member),
            column: member.column,
            columns: member.device_type.width.columns(),
        };
        // Devices of one carrier may be behind each other.
        if member.is_in_front() {
            id.to_string()
        } else {
            format!("{id}-rear")
        }
    }

    /// The height above the carrier's lower edge, in half-units.
    fn above(&self, member: &RailDevice) -> u16 {
        member.bottom.0.saturating_sub(self.low * 2)
    }
}

/// Groups devices into carriers, merging carriers that would overlap.
pub(super) fn clusters<'a>(devices: impl Iterator<Item = RailDevice<'a>>) -> Vec<Cluster<'a>> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for device in devices {
        let mut cluster = Cluster::of(device);
        // A merged carrier is larger and may overlap others.
        while let Some(position) = clusters.iter().position(|other| other.touches(&cluster)) {
            cluster.join(clusters.swap_remove(position));
        }
        clusters.push(cluster);
    }
    for cluster in &mut clusters {
        cluster
            .members
            .sort_by_key(|member| (member.bottom, member.column, member.device.id));
    }
    clusters.sort_by_key(|cluster| (cluster.low, cluster.rear));
    clusters
}
