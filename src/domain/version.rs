//! Versions of hubs and agents.

use std::fmt;

/// A version of the hub or of an agent. A beta counts as the release it precedes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u16,
    minor: u16,
    patch: u16,
}

impl Version {
    pub const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Self {
            major,
            minor,
            patch,
        }
    }

    /// Reads `0.18.8`, `v0.18`, `0.20.0-beta.1+build`. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches(['v', 'V']);
        let numbers = text.split(['-', '+', ' ']).next()?;
        let mut parts = numbers.split('.');
        let major = parts.next()?.parse().ok()?;
        let minor = parts.next()?.parse().ok()?;
        let patch = parts.next().map_or(Some(0), |part| part.parse().ok())?;
        Some(Self {
            major,
            minor,
            patch,
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_hubs_say() {
        assert_eq!(Version::parse("0.18.8"), Some(Version::new(0, 18, 8)));
        assert_eq!(
            Version::parse(" v0.20.0-beta.1"),
            Some(Version::new(0, 20, 0))
        );
        assert_eq!(Version::parse("0.19"), Some(Version::new(0, 19, 0)));
        for text in ["", "1", "next", "0.x.1", "0.1.2x", "99999999.0.0"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
        assert_eq!(Version::new(0, 18, 8).to_string(), "0.18.8");
    }

    #[test]
    fn orders_by_number_not_by_letter() {
        assert!(Version::new(0, 9, 0) < Version::new(0, 18, 0));
        assert!(Version::new(0, 18, 10) > Version::new(0, 18, 9));
        assert!(Version::new(1, 0, 0) > Version::new(0, 99, 99));
    }
}
