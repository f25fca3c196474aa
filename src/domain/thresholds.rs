//! From where on a value wants a look.

use super::units::Percent;

/// From where on a share of something is amber and red: CPU, memory, disks, GPU, load by threads. The defaults are Beszel's.
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
    /// By the share itself, not by the rounded number on the screen.
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

/// Where a share stands against the thresholds.
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
