//! Limits from which a value needs a look.

use super::units::Percent;

/// Shares from which CPU, memory, disks, GPU and load by threads are amber and red. The defaults are Beszel's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    pub warn: Percent,
    pub critical: Percent,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            warn: Percent::of_100(65),
            critical: Percent::of_100(90),
        }
    }
}

impl Thresholds {
    /// Judges the share itself, not the rounded number on the screen.
    pub fn level(&self, share: Percent) -> Level {
        if share >= self.critical {
            Level::Critical
        } else if share >= self.warn {
            Level::Warn
        } else {
            Level::Ok
        }
    }
}

/// Level of a share relative to the thresholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Ok,
    Warn,
    Critical,
}

impl Level {
    /// `ok`, `warn` or `critical`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Critical => "critical",
        }
    }
}
