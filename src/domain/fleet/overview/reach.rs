//! What a filter leaves of the systems, and the texts of the parts of the overview that have nothing to list. With a filter, no text makes
//! a claim about all systems.

use super::Fleet;

/// What the filter leaves of the systems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FleetReach {
    /// No filter hides a system.
    #[default]
    All,
    Some,
    /// The filter fits none of the systems.
    Nothing,
}

impl FleetReach {
    pub const fn of(fleet: &Fleet) -> Self {
        match (fleet.is_filtered(), fleet.fitting.is_empty()) {
            (false, _) => Self::All,
            (true, false) => Self::Some,
            (true, true) => Self::Nothing,
        }
    }
}

/// A part of the overview that has nothing to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NothingListed {
    NeedLook,
    Alerts,
    Events,
    Containers,
    FailedServices,
    Temperatures,
    Disks,
    /// No rack has a system whose outages are known.
    Outages,
    /// No agent lags behind its hub.
    Lagging,
    /// No agent could be compared with its hub.
    Compared,
}

impl NothingListed {
    #[cfg(test)]
    const EACH: [Self; 10] = [
        Self::NeedLook,
        Self::Alerts,
        Self::Events,
        Self::Containers,
        Self::FailedServices,
        Self::Temperatures,
        Self::Disks,
        Self::Outages,
        Self::Lagging,
        Self::Compared,
    ];

    pub const fn words(self, reach: FleetReach) -> &'static str {
        match (reach, self) {
            (FleetReach::Nothing, _) => "No system fits the filter.",
            (FleetReach::All, Self::NeedLook) => "Nothing here needs a look.",
            (FleetReach::Some, Self::NeedLook) => "Nothing that fits the filter needs a look.",
            (FleetReach::All, Self::Alerts) => "No alert is triggered.",
            (FleetReach::Some, Self::Alerts) => "No system that fits the filter triggers an alert.",
            (FleetReach::All, Self::Events) => "Nothing has happened that the hub remembers.",
            (FleetReach::Some, Self::Events) => {
                "Nothing has happened, that the hub remembers, to what fits the filter."
            }
            (FleetReach::All, Self::Containers) => "No container is reported as running.",
            (FleetReach::Some, Self::Containers) => {
                "No container is reported as running on what fits the filter."
            }
            (FleetReach::All, Self::FailedServices) => "No service has failed.",
            (FleetReach::Some, Self::FailedServices) => {
                "No service has failed on what fits the filter."
            }
            (FleetReach::All, Self::Temperatures) => "No temperature is reported.",
            (FleetReach::Some, Self::Temperatures) => {
                "No system that fits the filter reports a temperature."
            }
            (FleetReach::All, Self::Disks) => "No disk is known.",
            (FleetReach::Some, Self::Disks) => "No disk is known of what fits the filter.",
            (FleetReach::All, Self::Outages) => "No rack has a system whose outages are known.",
            (FleetReach::Some, Self::Outages) => {
                "No rack has a system that fits the filter and whose outages are known."
            }
            (FleetReach::All, Self::Lagging) => "Every agent has the hub's version.",
            (FleetReach::Some, Self::Lagging) => {
                "Every agent that fits the filter has the hub's version."
            }
            (FleetReach::All, Self::Compared) => {
                "It is not known whether the agents have the hub's version."
            }
            (FleetReach::Some, Self::Compared) => {
                "It is not known whether the agents that fit the filter have the hub's version."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::tests::row_of;
    use crate::domain::system::SystemStatus;

    #[test]
    fn what_is_said_of_a_part_names_the_filter() {
        let all = vec![
            row_of("up", SystemStatus::Up, 5.0, None),
            row_of("dead", SystemStatus::Down, 5.0, None),
        ];
        let reach = |fitting: &[_]| {
            FleetReach::of(&Fleet {
                all: all.clone(),
                fitting: fitting.to_vec(),
            })
        };
        assert_eq!(reach(&all), FleetReach::All);
        assert_eq!(reach(&all[..1]), FleetReach::Some);
        assert_eq!(reach(&[]), FleetReach::Nothing);
        assert_eq!(FleetReach::of(&Fleet::default()), FleetReach::All);
        for part in NothingListed::EACH {
            for narrowed in [FleetReach::Some, FleetReach::Nothing] {
                let words = part.words(narrowed);
                assert!(words.contains("the filter"), "{words}");
            }
            assert!(!part.words(FleetReach::All).contains("filter"));
        }
    }
}
