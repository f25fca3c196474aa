//! The subsets of systems offered above the table, with counts.

use std::sync::Arc;

use super::row::FleetRow;
use crate::domain::health::Health;

/// Which of the systems that match the filter are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FleetSubset {
    #[default]
    All,
    /// The same as `problem` in the filter.
    NeedLook,
    In(Health),
    /// The agent has another version than the hub.
    AgentLags,
    /// No device shows them.
    NotPlaced,
}

/// Why a table of systems has no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyFleet {
    /// There are systems, but none matches the filter or subset.
    NothingFits,
    /// The hubs have none.
    NoneYet,
    /// The hubs have not answered yet.
    NotKnown,
}

impl EmptyFleet {
    /// `has_systems` is whether any are known, possibly from an earlier visit; `is_narrowed` whether a filter or subset is active.
    pub const fn of(has_systems: bool, is_narrowed: bool, is_hub_known: bool) -> Self {
        match (has_systems && is_narrowed, is_hub_known) {
            (true, _) => Self::NothingFits,
            (false, true) => Self::NoneYet,
            (false, false) => Self::NotKnown,
        }
    }
}

/// A subset and the number of systems in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubsetCount {
    pub subset: FleetSubset,
    pub count: usize,
}

impl FleetSubset {
    const OFFERED: [Self; 10] = [
        Self::All,
        Self::NeedLook,
        Self::In(Health::Down),
        Self::In(Health::Critical),
        Self::In(Health::Warn),
        Self::In(Health::Stale),
        Self::In(Health::Paused),
        Self::In(Health::Pending),
        Self::AgentLags,
        Self::NotPlaced,
    ];

    pub fn has(self, row: &FleetRow) -> bool {
        match self {
            Self::All => true,
            Self::NeedLook => row.health.needs_look(),
            Self::In(health) => row.health == health,
            Self::AgentLags => row.agent_lags == Some(true),
            Self::NotPlaced => row.place.is_none(),
        }
    }

    /// The label of its button.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::NeedLook => "Need a look",
            Self::In(Health::Ok) => "OK",
            Self::In(Health::Down) => "Down",
            Self::In(Health::Critical) => "Critical",
            Self::In(Health::Warn) => "Warning",
            Self::In(Health::Stale) => "Stale",
            Self::In(Health::Paused) => "Paused",
            Self::In(Health::Pending) => "Pending",
            Self::In(Health::HubLost) => "Hub lost",
            Self::In(_) => "Not visible",
            Self::AgentLags => "Agent lags",
            Self::NotPlaced => "Not in a rack",
        }
    }

    /// The light on its button.
    pub const fn health(self) -> Option<Health> {
        match self {
            Self::In(health) => Some(health),
            Self::NeedLook => Some(Health::Warn),
            Self::All | Self::AgentLags | Self::NotPlaced => None,
        }
    }
}

/// The subsets that have systems, plus "All" and the chosen one.
pub fn offers(rows: &[Arc<FleetRow>], chosen: FleetSubset) -> Vec<SubsetCount> {
    let mut all = FleetSubset::OFFERED.to_vec();
    if !all.contains(&chosen) {
        all.push(chosen);
    }
    let counted = all.into_iter().map(|subset| SubsetCount {
        subset,
        count: rows.iter().filter(|row| subset.has(row)).count(),
    });
    counted
        .filter(|offer| {
            offer.count > 0 || offer.subset == chosen || offer.subset == FleetSubset::All
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::tests::row_of;
    use crate::domain::system::SystemStatus;

    #[test]
    fn subsets_are_offered_while_they_have_systems() {
        let rows = [
            row_of("dead", SystemStatus::Down, 5.0, None),
            row_of("full", SystemStatus::Up, 5.0, None),
            row_of("paused", SystemStatus::Paused, 5.0, None),
        ];
        let offered = |chosen| -> Vec<_> {
            let all = offers(&rows, chosen).into_iter();
            all.map(|offer| (offer.subset.word(), offer.count))
                .collect()
        };
        assert_eq!(
            offered(FleetSubset::All),
            [
                ("All", 3),
                ("Need a look", 2),
                ("Down", 1),
                ("Critical", 1),
                ("Paused", 1),
                ("Not in a rack", 3)
            ]
        );
        assert!(offered(FleetSubset::In(Health::Stale)).contains(&("Stale", 0)));
        assert!(offered(FleetSubset::In(Health::Ok)).contains(&("OK", 0)));
    }
}
