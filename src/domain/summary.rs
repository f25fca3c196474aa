//! Totals for headers.

use std::fmt;

use super::decimal::decimal;
use super::format::BETWEEN;
use super::health::Health;
use super::ids::{DeviceId, RackId};
use super::layout::{Category, DeviceType, Layout, LayoutIndex};
use super::occupancy::Occupancy;

/// Facts in a rack's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RackFacts {
    /// Whole units with nothing in them, front or rear.
    pub free_units: u16,
    /// Includes those in bays.
    pub devices: usize,
    /// Those that show a system or are judged by a monitor.
    pub linked: usize,
    /// Sum of the maximum power draw of its devices, in watts.
    pub watts: PartialSum,
    pub weight_grams: PartialSum,
    /// The worst health of its devices; `None` for an empty rack.
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
            watts: PartialSum::default(),
            weight_grams: PartialSum::default(),
            worst: None,
        };
        for device in index.all_of(rack) {
            let health = health_of(device);
            facts.devices += 1;
            if let Some(device) = layout.devices.get(&device) {
                facts.linked += usize::from(device.is_linked());
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

    /// `Power 1.2 kW (14 of 20 known) · Weight 84.5 kg (all known)`; empty while nothing is known.
    pub fn sums(&self) -> String {
        let sums = [
            ("Power", self.watts.text("kW")),
            ("Weight", self.weight_grams.text("kg")),
        ];
        let told = sums.into_iter();
        let told = told.filter_map(|(what, sum)| Some(format!("{what} {}", sum?)));
        told.collect::<Vec<_>>().join(BETWEEN)
    }

    fn count_in(&mut self, device_type: &DeviceType) {
        self.weight_grams.add(device_type.weight_grams);
        // A device without a plug draws nothing that could be unknown.
        let is_passive = matches!(
            device_type.category,
            Category::Blank | Category::CableManagement | Category::PatchPanel | Category::Shelf
        );
        if !is_passive || device_type.watts.is_some() {
            self.watts.add(device_type.watts);
        }
    }
}

/// A sum of which some parts may be unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartialSum {
    /// Sum of the known parts.
    pub sum: u64,
    pub known: usize,
    /// Number of all parts.
    pub of: usize,
}

impl PartialSum {
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

    /// `1.2 kW (14 of 20 known)` for a sum of watts, `84.5 kg (all known)` for one of grams; `unit` is a thousand of them. `None` if no
    /// part is known.
    fn text(self, unit: &str) -> Option<String> {
        if self.known == 0 {
            return None;
        }
        let sum = decimal(self.sum as f64 / 1000.0, 1);
        Some(if self.is_complete() {
            format!("{sum} {unit} (all known)")
        } else {
            format!("{sum} {unit} ({} of {} known)", self.known, self.of)
        })
    }
}

/// What is counted where monitors count like systems: `12 systems and 5 monitors`. `None` without monitors, where it goes without saying.
pub fn counted_words(systems: usize, monitors: usize) -> Option<String> {
    let counted = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    };
    let (systems, of) = (counted(systems, "system"), counted(monitors, "monitor"));
    (monitors > 0).then(|| format!("{systems} and {of}"))
}

/// Number of systems in each state. Shown as `1 down · 2 warning · 15 OK`, worst first; states without systems are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    counts: [usize; Health::ALL.len()],
}

impl Totals {
    /// Number of systems in that state.
    pub fn of(&self, health: Health) -> usize {
        let count = self.counts.get(health as usize);
        count.copied().unwrap_or_default()
    }

    /// Adds one in that state, or removes one.
    pub fn count(&mut self, health: Health, is_there: bool) {
        if let Some(count) = self.counts.get_mut(health as usize) {
            *count = if is_there {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        }
    }

    /// The same totals without one state.
    pub fn without(mut self, health: Health) -> Self {
        if let Some(count) = self.counts.get_mut(health as usize) {
            *count = 0;
        }
        self
    }

    /// Number of all systems.
    pub fn all(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Each state with at least one system and their number, the worst first.
    pub fn counted(&self) -> impl Iterator<Item = (Health, usize)> {
        let counted = worst_first().map(|health| (health, self.of(health)));
        counted.filter(|(_, count)| *count > 0)
    }

    /// The state of every system, the worst first.
    pub fn each(&self) -> impl Iterator<Item = Health> {
        worst_first().flat_map(|health| std::iter::repeat_n(health, self.of(health)))
    }

    /// The worst state with at least one system; `None` if there are none.
    pub fn worst(&self) -> Option<Health> {
        worst_first().find(|health| self.of(*health) > 0)
    }
}

/// Every state, the worst first.
pub(in crate::domain) fn worst_first() -> impl Iterator<Item = Health> {
    let mut all = Health::ALL;
    all.sort_by_key(|health| std::cmp::Reverse(health.severity()));
    all.into_iter()
}

impl Extend<Health> for Totals {
    fn extend<I: IntoIterator<Item = Health>>(&mut self, healths: I) {
        for health in healths {
            if let Some(count) = self.counts.get_mut(health as usize) {
                *count += 1;
            }
        }
    }
}

impl FromIterator<Health> for Totals {
    fn from_iter<I: IntoIterator<Item = Health>>(healths: I) -> Self {
        let mut totals = Self::default();
        totals.extend(healths);
        totals
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<String> = worst_first()
            .map(|health| (self.of(health), health.brief_word()))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        f.write_str(&told.join(BETWEEN))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{HubId, LayoutId, MonitorId, MonitorRef};
    use crate::domain::layout::{Device, Face, Link, Place, Rack, RackHeight};
    use crate::domain::units::HalfU;

    #[test]
    fn what_is_counted_is_named_where_monitors_are_among_it() {
        assert_eq!(
            counted_words(12, 5).as_deref(),
            Some("12 systems and 5 monitors")
        );
        assert_eq!(
            counted_words(1, 1).as_deref(),
            Some("1 system and 1 monitor")
        );
        assert_eq!(counted_words(12, 0), None);
    }

    #[test]
    fn totals_leave_out_what_there_is_none_of() {
        let healths = [
            Health::Ok,
            Health::Warn,
            Health::Ok,
            Health::Critical,
            Health::Down,
            Health::Paused,
        ];
        let totals: Totals = healths.into_iter().collect();
        let told = "1 down · 1 critical · 1 warning · 1 paused · 2 OK";
        assert_eq!(totals.to_string(), told);
        assert_eq!(totals.worst(), Some(Health::Down));
        assert_eq!(totals.of(Health::Ok), 2);
        assert_eq!(Totals::default().to_string(), "");
        assert_eq!(Totals::default().worst(), None);
    }

    #[test]
    fn each_state_is_counted_as_itself() {
        for health in Health::ALL {
            let totals: Totals = [health].into_iter().collect();
            assert_eq!((totals.of(health), totals.worst()), (1, Some(health)));
            assert!(totals.to_string().starts_with("1 "));
        }
    }

    /// A rack with one device of each type, given by watts and grams; the last `in_bays` are in bays of the first.
    fn facts_of(types: &[(Category, Option<u32>, Option<u32>)], in_bays: usize) -> RackFacts {
        facts(&layout_of(types, in_bays))
    }

    fn facts(layout: &Layout) -> RackFacts {
        let rack = layout.racks.iter().next().expect("a rack").id;
        let index = LayoutIndex::new(layout);
        RackFacts::of(layout, &index, rack, |_| Health::Unlinked).expect("there")
    }

    fn layout_of(types: &[(Category, Option<u32>, Option<u32>)], in_bays: usize) -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let rack = RackId::new(Uuid::from_u128(2));
        layout
            .racks
            .push(Rack::new(rack, "A", RackHeight::clamped(42)));
        let first = DeviceId::new(Uuid::from_u128(10));
        for (number, (category, watts, grams)) in (0_u16..).zip(types) {
            let slug = format!("type-{number}");
            let mut device_type = DeviceType::new(&slug, &slug, *category, HalfU::from_units(1));
            device_type.watts = *watts;
            device_type.weight_grams = *grams;
            let id = DeviceId::new(Uuid::from_u128(10 + u128::from(number)));
            let place = if usize::from(number) + in_bays < types.len() {
                Place::Rack {
                    rack,
                    bottom: HalfU::from_units(number),
                    face: Face::Front,
                    column: 0,
                }
            } else {
                Place::Bay {
                    parent: first,
                    bay: number,
                }
            };
            let slug = device_type.slug.clone();
            layout.device_types.insert(device_type);
            layout.devices.insert(Device::new(id, slug, "d", place));
        }
        layout
    }

    #[test]
    fn sums_say_how_much_of_them_is_known() {
        use Category::{Blank, PatchPanel, Server, Shelf};
        let facts = facts_of(
            &[
                (Shelf, None, Some(4_000)),
                (Server, Some(350), Some(12_250)),
                (Server, None, None),
                // No plug: these have no draw to report.
                (Blank, None, Some(300)),
                (PatchPanel, None, None),
                // In the bays of the shelf.
                (Server, Some(900), Some(1_200)),
            ],
            1,
        );
        assert_eq!((facts.devices, facts.free_units), (6, 37));
        let (watts, weight) = (facts.watts, facts.weight_grams);
        assert_eq!((watts.sum, watts.known, watts.of), (1_250, 2, 3));
        assert_eq!((weight.sum, weight.known, weight.of), (17_750, 4, 6));
        assert!(!watts.is_complete() && !weight.is_complete());
        let told = "Power 1.3 kW (2 of 3 known) · Weight 17.8 kg (4 of 6 known)";
        assert_eq!(facts.sums(), told);
    }

    #[test]
    fn what_a_monitor_checks_counts_as_linked() {
        let mut layout = layout_of(&[(Category::Server, None, None)], 0);
        let hub = HubId::new("hub");
        let monitor = MonitorRef::new(hub, MonitorId::new("m"));
        let mut device = layout.devices.iter().next().expect("one").clone();
        device.links.push(Link::from(monitor));
        layout.devices.insert(device);
        assert_eq!(facts(&layout).linked, 1);
    }

    #[test]
    fn what_nothing_is_known_of_has_no_sum() {
        let facts = facts_of(&[(Category::Server, None, None)], 0);
        assert_eq!(facts.sums(), "");
        let heavy = facts_of(&[(Category::Server, None, Some(9_000))], 0);
        assert_eq!(heavy.sums(), "Weight 9 kg (all known)");
        let empty = facts_of(&[], 0);
        assert!(empty.watts.is_complete() && empty.worst.is_none());
    }
}
