//! Level of detail: the smaller a rack appears, the less is drawn.

use super::area::Area;
use super::shape::{Role, Shape};
use super::text;

/// How much of a rack is drawn, in ascending order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Nothing, for racks out of sight.
    #[default]
    Nothing,
    /// Plates in the color of their health.
    Blocks,
    /// Names and values, but no small print and no openings.
    Plain,
    Full,
}

/// The zoom from which each level is drawn. A drawn level stays until the zoom falls somewhat below that, so that zooming back and
/// forth does not redraw everything each time.
const PLAIN_FROM: f64 = 0.26;
/// The size of a rack's name when zoomed out, as in `--type-far` of the style sheets, in world pixels.
const FAR_NAME: f32 = 56.0;
const FULL_FROM: f64 = 0.53;
const SLACK: f64 = 0.9;
/// Racks are drawn within this distance of the view, and removed beyond the other, as shares of the view's size.
const DRAW_WITHIN: f32 = 0.3;
const UNDRAW_BEYOND: f32 = 0.9;

/// Whether a rack's name is wider than the rack when zoomed out, where it is largest. Only such a name is cut by the browser: a layer of
/// hundreds of elements that cut their content takes long to move.
pub fn is_long_name(name: &str, rack_width: f32) -> bool {
    text::width(name, FAR_NAME) > rack_width
}

/// How near a rack is to the visible area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// In sight, or next to it.
    Near,
    /// Nothing more is drawn of it, but what is drawn stays.
    Around,
    Away,
}

/// The surroundings of the visible area, in which racks are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    near: Area,
    around: Area,
}

impl Surroundings {
    pub fn of(seen: Area) -> Self {
        let grown = |share: f32| seen.grown(seen.width.max(seen.height) * share);
        Self {
            near: grown(DRAW_WITHIN),
            around: grown(UNDRAW_BEYOND),
        }
    }

    /// How near a rack is.
    pub fn distance(&self, rack: &Area) -> Distance {
        if rack.meets(&self.near) {
            Distance::Near
        } else if rack.meets(&self.around) {
            Distance::Around
        } else {
            Distance::Away
        }
    }
}

/// What the camera is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    AtRest,
    /// Panning, without a change of zoom.
    Moving,
    Zooming,
}

impl Motion {
    /// The level to draw during the motion, given the suitable and the drawn one. Every change of a rack makes the browser rasterize
    /// the layer of the world again, so a gesture only adds what would be missing, and zooming only the minimum.
    pub fn meanwhile(self, suits: Detail, drawn: Detail) -> Detail {
        match self {
            Self::AtRest => suits,
            Self::Moving if drawn <= Detail::Blocks => suits.max(drawn),
            Self::Zooming if drawn == Detail::Nothing => suits.min(Detail::Blocks),
            Self::Moving | Self::Zooming => drawn,
        }
    }
}

impl Detail {
    /// Whether the zoom is so low that names are drawn as large as possible and little else is readable.
    pub fn is_far(zoom: f64) -> bool {
        zoom < PLAIN_FROM
    }

    /// The suitable level for a rack in sight, given the drawn one.
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

    /// The suitable level for a rack at that distance, given the drawn one. Thus zooming in from afar draws no more racks in full
    /// than panning does.
    pub fn suiting(zoom: f64, distance: Distance, drawn: Detail) -> Detail {
        let in_sight = Self::at(zoom, drawn);
        match distance {
            Distance::Near => in_sight,
            Distance::Around => in_sight.min(drawn),
            Distance::Away => Self::Nothing,
        }
    }

    /// Whether a rack's frame includes that shape at this level.
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
    use crate::domain::layout::RackWidth;
    use crate::domain::layout::hall::hall;
    use crate::draw::scale::Scale;
    use crate::draw::world::{Faces, World};

    #[test]
    fn only_names_that_may_not_fit_are_cut() {
        let width = Scale::WIDE.rack_width(RackWidth::Nineteen);
        assert!(!is_long_name("Rack 001", width));
        assert!(is_long_name("Rack of the second room in the cellar", width));
        let narrow = Scale::NARROW.rack_width(RackWidth::Ten);
        assert!(is_long_name("Rack 001 B", narrow));
    }

    /// The drawn level of each rack of a hall after the camera has rested at these places in turn.
    fn drawn_after(world: &World, rests: &[(f64, Area)]) -> Vec<Detail> {
        let mut drawn = vec![Detail::Nothing; world.placed_racks().len()];
        for (zoom, seen) in rests {
            let around = Surroundings::of(*seen);
            for (drawn, placed) in drawn.iter_mut().zip(world.placed_racks()) {
                let distance = around.distance(&placed.area());
                let suits = Detail::suiting(*zoom, distance, *drawn);
                *drawn = Motion::AtRest.meanwhile(suits, *drawn);
            }
        }
        drawn
    }

    #[test]
    fn zooming_in_from_afar_draws_as_few_racks_in_full_as_coming_from_beside() {
        let world = World::new(&hall(100), &Scale::WIDE, Faces::Front, 20);
        let (width, height) = world.size();
        let from_afar = (0.1, Area::new(0.0, 0.0, width, height));
        let seen = (1.0, Area::new(width / 2.0, height / 2.0, 1_300.0, 850.0));
        let in_full = |rests: &[(f64, Area)]| {
            let drawn = drawn_after(&world, rests).into_iter();
            drawn.filter(|drawn| *drawn == Detail::Full).count()
        };
        let beside = in_full(&[seen]);
        assert!(beside >= 4);
        assert_eq!(in_full(&[from_afar, seen]), beside);
        let moved = (
            1.0,
            Area {
                x: seen.1.x + 300.0,
                ..seen.1
            },
        );
        assert!(in_full(&[seen, moved]) >= beside, "what is drawn stays");
    }

    #[test]
    fn a_gesture_draws_only_what_would_be_missing() {
        use Detail::{Blocks, Full, Nothing, Plain};
        for (motion, suits, drawn, wanted) in [
            (Motion::AtRest, Full, Plain, Full),
            (Motion::Moving, Full, Nothing, Full),
            (Motion::Moving, Full, Blocks, Full),
            (Motion::Moving, Nothing, Blocks, Blocks),
            (Motion::Moving, Full, Plain, Plain),
            (Motion::Moving, Nothing, Full, Full),
            (Motion::Zooming, Full, Nothing, Blocks),
            (Motion::Zooming, Full, Blocks, Blocks),
            (Motion::Zooming, Nothing, Full, Full),
        ] {
            assert_eq!(
                motion.meanwhile(suits, drawn),
                wanted,
                "{motion:?} {suits:?} {drawn:?}"
            );
        }
    }

    #[test]
    fn less_is_drawn_the_further_away() {
        let at = |zoom| Detail::at(zoom, Detail::Nothing);
        assert_eq!([at(4.0), at(1.0)], [Detail::Full; 2]);
        assert_eq!([at(0.5), at(0.3)], [Detail::Plain; 2]);
        assert_eq!([at(0.2), at(0.1)], [Detail::Blocks; 2]);
    }

    #[test]
    fn what_is_drawn_stays_a_little_longer() {
        assert_eq!(Detail::at(0.5, Detail::Full), Detail::Full);
        assert_eq!(Detail::at(0.5, Detail::Plain), Detail::Plain);
        assert_eq!(Detail::at(0.25, Detail::Full), Detail::Plain);
        assert_eq!(Detail::at(0.25, Detail::Blocks), Detail::Blocks);
    }
}
