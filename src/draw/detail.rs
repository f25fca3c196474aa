//! How much of the racks is drawn: less where less can be seen.

use super::shape::{Role, Shape};

/// From nothing to everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Out of sight: nothing.
    #[default]
    Nothing,
    /// Plates in the color of their health.
    Blocks,
    /// Names and values, but no small print and no openings.
    Plain,
    Full,
}

/// The zoom from which on each is drawn. Once drawn, it stays until the zoom is a bit below that, so that zooming to and fro there
/// does not draw everything anew each time.
const PLAIN_FROM: f64 = 0.26;
const FULL_FROM: f64 = 0.58;
const SLACK: f64 = 0.9;

impl Detail {
    /// Whether names are drawn as large as they can be, as little else can be read.
    pub fn is_far(zoom: f64) -> bool {
        zoom < PLAIN_FROM
    }

    /// What suits a rack in sight, given what is drawn of it.
    pub fn at(zoom: f64, drawn: Detail) -> Detail {
        let is_at = |level: Detail, from: f64| {
            let from = if drawn >= level { from * SLACK } else { from };
            zoom >= from
        };
        if is_at(Detail::Full, FULL_FROM) {
            Detail::Full
        } else if is_at(Detail::Plain, PLAIN_FROM) {
            Detail::Plain
        } else {
            Detail::Blocks
        }
    }

    /// Whether a rack's frame has that shape.
    pub fn has(self, shape: &Shape) -> bool {
        match shape.role {
            Role::RackNumbers | Role::RackFifths | Role::RackHoles => self >= Detail::Full,
            Role::RackLines | Role::RackRails => self >= Detail::Plain,
            _ => self >= Detail::Blocks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_is_drawn_the_further_away() {
        let at = |zoom| Detail::at(zoom, Detail::Nothing);
        assert_eq!([at(4.0), at(1.0)], [Detail::Full; 2]);
        assert_eq!([at(0.5), at(0.3)], [Detail::Plain; 2]);
        assert_eq!([at(0.2), at(0.1)], [Detail::Blocks; 2]);
    }

    #[test]
    fn what_is_drawn_stays_a_little_longer() {
        assert_eq!(Detail::at(0.55, Detail::Full), Detail::Full);
        assert_eq!(Detail::at(0.55, Detail::Plain), Detail::Plain);
        assert_eq!(Detail::at(0.25, Detail::Full), Detail::Plain);
        assert_eq!(Detail::at(0.25, Detail::Blocks), Detail::Blocks);
    }
}
