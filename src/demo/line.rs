//! Which hub a simulated world is on.

/// Which hub watches a world: its collections and its agents differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HubLine {
    #[default]
    V018,
    /// With monitors and pools.
    V020,
}

impl HubLine {
    /// Of the hub and of the agents that were updated with it.
    pub const fn version(self) -> &'static str {
        match self {
            Self::V018 => "0.18.8",
            Self::V020 => "0.20.0",
        }
    }

    /// Reads `0.18` and `0.20`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "0.18" => Some(Self::V018),
            "0.20" => Some(Self::V020),
            _ => None,
        }
    }
}
