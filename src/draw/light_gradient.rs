//! Small lights of several colors as one shape: a gradient with hard bands, placed so that each light is within a band of its color.

use crate::domain::health::Health;

/// Step between the directions that are tried, in degrees. In a suitable direction each light of a row gets a band, and so do lights
/// below each other if the direction is slanted.
const TURN: usize = 2;
/// Minimum distance between lights of two colors, in pixels.
const APART: f32 = 0.1;

/// A light by its health and shape.
#[derive(Clone, Debug, PartialEq)]
pub struct LitSpot {
    pub state: Health,
    pub form: LitForm,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LitForm {
    Round {
        center: (f32, f32),
        radius: f32,
    },
    /// A polygon, by its corners.
    Straight(Vec<(f32, f32)>),
}

/// A gradient for lights of several colors.
#[derive(Clone, Debug, PartialEq)]
pub struct LightGradient {
    /// The start; below, the end.
    pub from: (f32, f32),
    pub to: (f32, f32),
    /// Offset and health, two for each band. The first and the last color extend beyond the ends.
    pub stops: Vec<(f32, Health)>,
}

/// The range that a light covers along a direction.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: f32,
    to: f32,
    state: Health,
}

impl Stretch {
    fn is_clear_of(&self, other: &Self) -> bool {
        self.state == other.state || self.from >= other.to + APART || other.from >= self.to + APART
    }
}

impl LightGradient {
    /// The fill for these lights, and which of them it includes. If no direction fits all of them, the worst are included. `None`
    /// without lights.
    pub fn of(spots: &[LitSpot]) -> Option<(Self, Vec<bool>)> {
        let most = spots.len();
        let mut best: Option<(Self, Vec<bool>, usize)> = None;
        for turn in turns() {
            let (down, right) = turn.to_radians().sin_cos();
            let along: Vec<Stretch> = spots
                .iter()
                .map(|spot| stretch(spot, (right, down)))
                .collect();
            let kept = worst_first(&along);
            let count = kept.iter().filter(|kept| **kept).count();
            if best.as_ref().is_some_and(|(.., before)| *before >= count) {
                continue;
            }
            let those = along.iter().zip(&kept);
            let those = those.filter_map(|(one, kept)| kept.then_some(*one));
            if let Some(fill) = bands(those.collect(), (right, down)) {
                best = Some((fill, kept, count));
            }
            if count == most {
                break;
            }
        }
        best.map(|(fill, kept, _)| (fill, kept))
    }
}

/// Directions in degrees, the least slanted first: to both sides of right, then of down.
fn turns() -> impl Iterator<Item = f32> {
    let aslant = (0..=45).step_by(TURN).map(|turn| turn as f32);
    let of_row = aslant.clone().flat_map(|turn| [turn, -turn]);
    of_row.chain(aslant.flat_map(|turn| [90.0 + turn, 90.0 - turn]))
}

/// The range that a light covers along a direction.
fn stretch(spot: &LitSpot, (right, down): (f32, f32)) -> Stretch {
    let along = |(x, y): (f32, f32)| x * right + y * down;
    let (from, to) = match &spot.form {
        LitForm::Round { center, radius } => {
            let center = along(*center);
            (center - radius, center + radius)
        }
        LitForm::Straight(corners) => {
            let corners = corners.iter().map(|corner| along(*corner));
            corners.fold((f32::MAX, f32::MIN), |(from, to), corner| {
                (from.min(corner), to.max(corner))
            })
        }
    };
    Stretch {
        from,
        to,
        state: spot.state,
    }
}

/// Which lights can be kept without overlapping others of a different health; the worst are chosen first.
fn worst_first(along: &[Stretch]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..along.len()).collect();
    let severity = |place: &usize| along.get(*place).map(|one| one.state.severity());
    order.sort_by_key(|place| std::cmp::Reverse(severity(place)));
    let mut kept: Vec<(usize, Stretch)> = Vec::new();
    for place in order {
        let Some(one) = along.get(place) else {
            continue;
        };
        if kept.iter().all(|(_, other)| one.is_clear_of(other)) {
            kept.push((place, *one));
        }
    }
    let mut is_kept = vec![false; along.len()];
    for (place, _) in kept {
        if let Some(mark) = is_kept.get_mut(place) {
            *mark = true;
        }
    }
    is_kept
}

/// Makes a band for each run of one health.
fn bands(mut along: Vec<Stretch>, (right, down): (f32, f32)) -> Option<LightGradient> {
    along.sort_by(|one, other| one.from.total_cmp(&other.from));
    let from = along.first()?.from;
    let to = along.iter().map(|one| one.to).fold(from, f32::max);
    let length = (to - from).max(1.0);
    let mut stops = Vec::new();
    let mut last: Option<Stretch> = None;
    for one in along {
        match &mut last {
            Some(before) if before.state == one.state => before.to = before.to.max(one.to),
            Some(before) => {
                let edge = ((before.to + one.from) / 2.0 - from) / length;
                stops.extend([(edge, before.state), (edge, one.state)]);
                last = Some(one);
            }
            None => {
                stops.push((0.0, one.state));
                last = Some(one);
            }
        }
    }
    stops.push((1.0, last?.state));
    let at = |way: f32| (way * right, way * down);
    Some(LightGradient {
        from: at(from),
        to: at(from + length),
        stops,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spot(x: f32, y: f32, state: Health) -> LitSpot {
        LitSpot {
            state,
            form: LitForm::Round {
                center: (x, y),
                radius: 1.1,
            },
        }
    }

    /// The color that a fill has at a point.
    fn color_at(fill: &LightGradient, (x, y): (f32, f32)) -> Health {
        let way = (fill.to.0 - fill.from.0, fill.to.1 - fill.from.1);
        let length = way.0 * way.0 + way.1 * way.1;
        let share = ((x - fill.from.0) * way.0 + (y - fill.from.1) * way.1) / length;
        let before = fill.stops.iter().rfind(|(at, _)| *at <= share);
        before.or(fill.stops.first()).expect("it has a stop").1
    }

    /// Points on the edge of a light.
    fn rim(spot: &LitSpot) -> Vec<(f32, f32)> {
        let LitForm::Round { center, radius } = spot.form else {
            panic!("{spot:?}")
        };
        let at = |turn: i16| {
            let (down, right) = f32::from(turn).to_radians().sin_cos();
            let inside = radius - 0.03;
            (center.0 + inside * right, center.1 + inside * down)
        };
        (0..360).step_by(15).map(at).collect()
    }

    #[test]
    fn a_row_has_a_band_for_each_run() {
        let row = [Health::Down, Health::Warn, Health::Ok, Health::Ok];
        let spots: Vec<LitSpot> = (0..)
            .zip(row)
            .map(|(place, state)| spot(10.0 + 8.0 * place as f32, 5.0, state))
            .collect();
        let (fill, kept) = LightGradient::of(&spots).expect("lights");
        assert_eq!(kept, [true; 4]);
        assert_eq!((fill.from.1, fill.to.1), (0.0, 0.0));
        let states: Vec<Health> = fill.stops.iter().map(|(_, state)| *state).collect();
        let [down, warn, ok] = [Health::Down, Health::Warn, Health::Ok];
        assert_eq!(states, [down, down, warn, warn, ok, ok]);
        assert!(LightGradient::of(&[]).is_none());
    }

    #[test]
    fn two_rows_of_bays_are_told_apart() {
        // The bays of a front with 24 small drives, any one of them bad.
        for bad in 0..24_u8 {
            let spots: Vec<LitSpot> = (0..24_u8)
                .map(|bay| {
                    let state = if bay == bad {
                        Health::Critical
                    } else {
                        Health::Ok
                    };
                    let (column, row) = (f32::from(bay % 12), f32::from(bay / 12));
                    spot(150.0 + column * 9.4, 12.0 + row * 14.2, state)
                })
                .collect();
            let (fill, kept) = LightGradient::of(&spots).expect("lights");
            assert!(kept.iter().all(|kept| *kept), "{bad}");
            for spot in &spots {
                for point in rim(spot) {
                    assert_eq!(color_at(&fill, point), spot.state, "{bad}");
                }
            }
        }
    }

    proptest! {
        /// A lit light is in its own color, wherever the lights are; and the worst is lit.
        #[test]
        fn no_light_is_in_the_color_of_another(
            lights in proptest::collection::vec((0.0..300.0_f32, 0.0..80.0_f32, 0..Health::ALL.len()), 1..40)
        ) {
            let spots: Vec<LitSpot> = lights.iter().map(|(x, y, state)| spot(*x, *y, Health::ALL[*state])).collect();
            let (fill, kept) = LightGradient::of(&spots).expect("lights");
            for (spot, kept) in spots.iter().zip(&kept) {
                if *kept {
                    for point in rim(spot) {
                        prop_assert_eq!(color_at(&fill, point), spot.state);
                    }
                }
            }
            let worst = spots.iter().map(|spot| spot.state.severity()).max();
            let lit = spots.iter().zip(&kept).filter(|(_, kept)| **kept);
            prop_assert_eq!(lit.map(|(spot, _)| spot.state.severity()).max(), worst);
        }
    }
}
