//! Features that depend on the hub's version.

pub use crate::domain::version::Version;

impl Version {
    /// The page of a system is found by its id; before, by its name only.
    pub fn pages_by_id(self) -> bool {
        self >= Self::new(0, 13, 1)
    }

    /// `containers.net` is in bytes per second; before, in MB per second.
    pub fn containers_net_in_bytes(self) -> bool {
        self >= Self::new(0, 18, 3)
    }

    /// There is a list of containers.
    pub fn lists_containers(self) -> bool {
        self >= Self::new(0, 14, 0)
    }

    /// There is a list of services.
    pub fn lists_services(self) -> bool {
        self >= Self::new(0, 16, 0)
    }

    /// There is a list of disks.
    pub fn lists_disks(self) -> bool {
        self >= Self::new(0, 17, 0)
    }

    /// There is a list of pools.
    pub fn lists_pools(self) -> bool {
        self >= Self::new(0, 19, 0)
    }

    /// There is a list of monitors.
    pub fn lists_monitors(self) -> bool {
        self >= Self::new(0, 20, 0)
    }

    /// Live metrics once a second are available. Applies to the hub's version and to the agent's.
    pub fn live_metrics(self) -> bool {
        self >= Self::new(0, 13, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_open_at_their_version() {
        assert!(!Version::new(0, 13, 0).pages_by_id() && Version::new(0, 13, 1).pages_by_id());
        assert!(
            !Version::new(0, 18, 2).containers_net_in_bytes()
                && Version::new(0, 18, 3).containers_net_in_bytes()
        );
        assert!(!Version::new(0, 12, 12).live_metrics() && Version::new(1, 0, 0).live_metrics());
    }
}
