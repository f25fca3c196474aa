//! The hub version of a simulated world.

/// The version line of the hub that monitors a world; collections and agents differ between lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HubLine {
    #[default]
    V018,
    /// Adds monitors and pools.
    V020,
}

impl HubLine {
    /// The version of the hub, and of the agents that were updated with it.
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
