//! Totals for headers.

use std::fmt;

use super::health::Health;
use super::ids::{DeviceId, RackId};
use super::layout::{Category, DeviceType, Layout, LayoutIndex};
use super::occupancy::Occupancy;

/// What a rack's header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RackFacts {
    /// Whole units with nothing in them, front or rear.
    pub free_units: u16,
    /// With those in bays.
    pub devices: usize,
    pub linked: usize,
    /// The most that its devices draw together, in watts.
    pub watts: Known,
    pub weight_grams: Known,
    /// Of its devices; `None` for an empty rack.
    pub worst: Option<Health>,
}

impl RackFacts {
    /// `None` when there is no such rack. `index` belongs to `layout`.
    pub fn of(
        layout: &Layout,
        index: &LayoutIndex,
        rack: RackId,
        health_of: impl Fn(DeviceId) -> Health,
    ) -> Option<Self> {
        let free_units = Occupancy::of(layout, layout.rack(rack)?).free_units();
        let mut facts = Self {
            free_units,
            devices: 0,
            linked: 0,
            watts: Known::default(),
            weight_grams: Known::default(),
            worst: None,
        };
        for device in index.all_of(rack) {
            let health = health_of(device);
            facts.devices += 1;
            if let Some(device) = layout.devices.get(&device) {
                facts.linked += usize::from(device.link.is_some());
                if let Some(device_type) = layout.type_of(device) {
                    facts.count_in(device_type);
                }
            }
            facts.worst = facts
                .worst
                .into_iter()
                .chain([health])
                .max_by_key(|health| health.severity());
        }
        Some(facts)
    }

    fn count_in(&mut self, device_type: &DeviceType) {
        self.weight_grams.add(device_type.weight_grams);
        // Of what has no plug, nobody says what it draws.
        let is_passive = matches!(
            device_type.category,
            Category::Blank | Category::CableManagement | Category::PatchPanel | Category::Shelf
        );
        if !is_passive || device_type.watts.is_some() {
            self.watts.add(device_type.watts);
        }
    }
}

/// A sum of which not all parts are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Of the known ones.
    pub sum: u64,
    pub known: usize,
    /// How many there are in all.
    pub of: usize,
}

impl Known {
    fn add(&mut self, part: Option<u32>) {
        self.of += 1;
        if let Some(part) = part {
            self.sum += u64::from(part);
            self.known += 1;
        }
    }

    pub const fn is_complete(self) -> bool {
        self.known == self.of
    }
}

/// How many of something are in which state. Shown as `15 up · 1 down`; a state that none is in is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Those whose values are vouched for, whatever they are.
    pub up: usize,
    pub down: usize,
    pub stale: usize,
    pub paused: usize,
    pub pending: usize,
    pub missing: usize,
    pub unlinked: usize,
    pub hub_lost: usize,
}

impl FromIterator<Health> for Totals {
    fn from_iter<I: IntoIterator<Item = Health>>(healths: I) -> Self {
        let mut totals = Self::default();
        for health in healths {
            let count = match health {
                Health::Ok | Health::Warn | Health::Critical => &mut totals.up,
                Health::Down => &mut totals.down,
                Health::Stale => &mut totals.stale,
                Health::Paused => &mut totals.paused,
                Health::Pending => &mut totals.pending,
                Health::Missing => &mut totals.missing,
                Health::Unlinked => &mut totals.unlinked,
                Health::HubLost => &mut totals.hub_lost,
            };
            *count += 1;
        }
        totals
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.up, "up"),
            (self.down, "down"),
            (self.stale, "stale"),
            (self.paused, "paused"),
            (self.pending, "pending"),
            (self.missing, "not visible"),
            (self.unlinked, "not linked"),
            (self.hub_lost, "unknown"),
        ];
        let told: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        f.write_str(&told.join(" · "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_leave_out_what_there_is_none_of() {
        let healths = [
            Health::Ok,
            Health::Warn,
            Health::Critical,
            Health::Down,
            Health::Stale,
        ];
        let totals: Totals = healths.into_iter().collect();
        assert_eq!(totals.to_string(), "3 up · 1 down · 1 stale");
        assert_eq!(Totals::default().to_string(), "");
    }
}
