//! Moves a payload by keys: to the next place in a direction where all of it fits.

use super::context::{FrontArea, PlacementContext, distance, highest_bottom};
use super::drop_target::DropTarget;
use crate::domain::ids::RackId;
use crate::domain::layout::{Face, Mount, Place, Side};
use crate::domain::sorted;
use crate::domain::units::HalfU;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
}

impl Step {
    const fn is_vertical(self) -> bool {
        matches!(self, Self::Up | Self::Down)
    }

    /// -1 towards the floor or the left, otherwise 1.
    const fn sign(self) -> i32 {
        match self {
            Self::Up | Self::Right => 1,
            Self::Down | Self::Left => -1,
        }
    }
}

impl PlacementContext<'_> {
    /// The next fitting target in this direction; `None` if there is none or the payload has no place yet.
    pub fn step(&self, step: Step) -> Option<DropTarget> {
        match self.payload.held().place? {
            Place::Rack {
                rack,
                bottom,
                face,
                column,
            } => {
                if step.is_vertical() {
                    self.along_rails(rack, bottom, face, column, step.sign())
                } else {
                    self.across_columns(rack, bottom, face, column, step.sign())
                        .or_else(|| {
                            self.in_next_rack(rack, step, |context, rack| {
                                context.rails_near(rack, bottom, face, column, step)
                            })
                        })
                }
            }
            Place::Side { rack, side, slot } => {
                if step.is_vertical() {
                    return None;
                }
                self.first_fitting(sides_beyond(rack, side, slot, step))
                    .or_else(|| self.in_next_rack(rack, step, |_, rack| sides(rack, step)))
            }
            place @ Place::Bay { .. } => self.in_other_bay(place, step),
        }
    }

    /// The first fitting target of a new payload: the highest place, trying the racks from the left.
    pub fn first(&self) -> Option<DropTarget> {
        let held = self.payload.held();
        let in_place = self.layout.racks_in_order().find_map(|rack| {
            let places = match held.device_type.mount {
                Mount::Rails => {
                    let top = highest_bottom(rack, held.device_type.height);
                    let top = HalfU(u16::try_from(top).ok()?);
                    self.rails_near(rack.id, top, Face::Front, 0, Step::Right)
                }
                Mount::Side => sides(rack.id, Step::Right),
                Mount::Bay => self
                    .bays_in(rack.id)
                    .into_iter()
                    .map(|(bay, _)| bay)
                    .collect(),
            };
            self.first_fitting(places)
        });
        in_place.or_else(|| self.first_on_carrier())
    }

    /// The first place on a new carrier for a device made for bays that finds no free one.
    fn first_on_carrier(&self) -> Option<DropTarget> {
        let carrier = self.payload.carrier()?;
        self.layout.racks_in_order().find_map(|rack| {
            let top = u16::try_from(highest_bottom(rack, carrier.height)).ok()?;
            self.first_fitting(self.rails_near(rack.id, HalfU(top), Face::Front, 0, Step::Right))
        })
    }

    /// The first of the places where the whole payload fits.
    fn first_fitting(&self, places: Vec<Place>) -> Option<DropTarget> {
        places
            .into_iter()
            .filter(|place| self.is_free(self.payload.held(), *place))
            .map(|place| self.target_at(place, self.payload.grabbed_on))
            .find(|target| target.refusal.is_none())
    }

    fn unit_step(&self) -> i32 {
        if self.whole_units_only() { 2 } else { 1 }
    }

    fn along_rails(
        &self,
        rack: RackId,
        bottom: HalfU,
        face: Face,
        column: u8,
        sign: i32,
    ) -> Option<DropTarget> {
        let height = self.payload.standing().height;
        let highest = highest_bottom(self.layout.rack(rack)?, height);
        let from = i32::from(bottom.0);
        let step = self.unit_step() * sign;
        // Bays that are passed take precedence: what fits in them is meant for them.
        let mut places: Vec<(i32, Place)> = Vec::new();
        for (bay, area) in self.bays_in(rack) {
            let far = (area.bottom as i32 - from) * sign;
            if far > 0 {
                sorted::insert_by(&mut places, (far, bay), |a, b| a.0.cmp(&b.0));
            }
        }
        let bottoms = std::iter::successors(Some(from + step), |at| Some(at + step));
        for at in bottoms.take_while(|at| (0..=highest).contains(at)) {
            let place = Place::Rack {
                rack,
                bottom: HalfU(u16::try_from(at).ok()?),
                face,
                column,
            };
            let far = (at - from) * sign;
            sorted::insert_by(&mut places, (far, place), |a, b| a.0.cmp(&b.0));
        }
        self.first_fitting(places.into_iter().map(|(_, place)| place).collect())
    }

    fn across_columns(
        &self,
        rack: RackId,
        bottom: HalfU,
        face: Face,
        column: u8,
        sign: i32,
    ) -> Option<DropTarget> {
        let columns = i32::from(self.payload.standing().width.columns());
        let from = i32::from(column) + sign;
        let beyond = std::iter::successors(Some(from), |at| Some(at + sign));
        let places = beyond
            .take_while(|at| (0..columns).contains(at))
            .filter_map(|at| {
                Some(Place::Rack {
                    rack,
                    bottom,
                    face,
                    column: u8::try_from(at).ok()?,
                })
            })
            .collect();
        self.first_fitting(places)
    }

    /// The first rack in this direction where one of the places fits.
    fn in_next_rack(
        &self,
        from: RackId,
        step: Step,
        places: impl Fn(&Self, RackId) -> Vec<Place>,
    ) -> Option<DropTarget> {
        let mut number = self.rack_number(from)?;
        loop {
            number = number.checked_add_signed(if step.sign() > 0 { 1 } else { -1 })?;
            let rack = self.rack_at(number)?.id;
            if let Some(target) = self.first_fitting(places(self, rack)) {
                return Some(target);
            }
        }
    }

    /// The places between a rack's rails, ordered by distance from a height, then by column from the side it comes from.
    fn rails_near(
        &self,
        rack: RackId,
        bottom: HalfU,
        face: Face,
        column: u8,
        step: Step,
    ) -> Vec<Place> {
        let held = self.payload.standing();
        let Some(highest) = self
            .layout
            .rack(rack)
            .and_then(|rack| u16::try_from(highest_bottom(rack, held.height)).ok())
        else {
            return Vec::new();
        };
        let whole_only = held.whole_units_only();
        let columns = held.width.columns();
        let entered = if step == Step::Left { columns - 1 } else { 0 };
        let entered = if columns == 1 { column } else { entered };
        let mut heights: Vec<u16> = Vec::new();
        for at in (0..=highest).rev().filter(|at| !whole_only || at % 2 == 0) {
            sorted::insert_by(&mut heights, at, |a, b| {
                a.abs_diff(bottom.0).cmp(&b.abs_diff(bottom.0))
            });
        }
        heights
            .into_iter()
            .flat_map(|at| {
                (0..columns).map(move |other| Place::Rack {
                    rack,
                    bottom: HalfU(at),
                    face,
                    column: entered.abs_diff(other),
                })
            })
            .collect()
    }

    /// Moves from bay to bay: in the same rack first, then in the racks beside it. If there is no further bay, a device that may be mounted
    /// on rails leaves the bays upwards or downwards.
    fn in_other_bay(&self, from: Place, step: Step) -> Option<DropTarget> {
        let Place::Bay { parent, .. } = from else {
            return None;
        };
        let parent = self.layout.devices.get(&parent)?;
        let outermost = self.layout.with_parents(parent).last()?;
        let rack = outermost.place.rack()?;
        let start = self.area(&self.payload.held().device_type, from)?;
        let here = ordered(&self.bays_in(rack), start, step);
        if let Some(target) = self.first_fitting(here) {
            return Some(target);
        }
        if !step.is_vertical() {
            return self.in_next_rack(rack, step, |context, rack| {
                let mut bays = Vec::new();
                for (place, area) in context.bays_in(rack) {
                    sorted::insert_by(&mut bays, (place, area), |a, b| {
                        let off = |area: &FrontArea| (area.middle().1 - start.middle().1).abs();
                        off(&a.1).total_cmp(&off(&b.1))
                    });
                }
                bays.into_iter().map(|(place, _)| place).collect()
            });
        }
        match outermost.place {
            Place::Rack { bottom, face, .. }
                if self.payload.held().device_type.mount == Mount::Rails =>
            {
                self.along_rails(rack, bottom, face, 0, step.sign())
            }
            _ => None,
        }
    }
}

/// The bays in this direction, the nearest first.
fn ordered(bays: &[(Place, FrontArea)], start: FrontArea, step: Step) -> Vec<Place> {
    let from = start.middle();
    let mut found: Vec<(Place, f32)> = Vec::new();
    for (place, area) in bays {
        let to = area.middle();
        let (ahead, aside) = if step.is_vertical() {
            (to.1 - from.1, (to.0 - from.0).abs())
        } else {
            (to.0 - from.0, (to.1 - from.1).abs())
        };
        // To the left and right, only bays at about the same height count.
        let beside = step.is_vertical() || aside < start.height;
        if ahead * step.sign() as f32 > 0.01 && beside {
            sorted::insert_by(&mut found, (*place, distance(from, to)), |a, b| {
                a.1.total_cmp(&b.1)
            });
        }
    }
    found.into_iter().map(|(place, _)| place).collect()
}

/// The places beside a rack's rails in the order in which they are passed.
fn sides(rack: RackId, step: Step) -> Vec<Place> {
    let at = |side| move |slot| Place::Side { rack, side, slot };
    let mut places: Vec<Place> = (0..Place::SLOTS)
        .rev()
        .map(at(Side::Left))
        .chain((0..Place::SLOTS).map(at(Side::Right)))
        .collect();
    if step.sign() < 0 {
        places.reverse();
    }
    places
}

fn sides_beyond(rack: RackId, side: Side, slot: u8, step: Step) -> Vec<Place> {
    let here = Place::Side { rack, side, slot };
    let places = sides(rack, step);
    let passed = places.iter().position(|place| *place == here);
    places
        .into_iter()
        .skip(passed.map_or(0, |passed| passed + 1))
        .collect()
}
