//! Where the other items go when the held one is dropped: moved by the same distance, or beside it.

use super::context::{PlacementContext, distance, turned};
use super::payload::PayloadItem;
use super::refusal::Refusal;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, Face, Place};
use crate::domain::units::HalfU;

/// The distance that the held item is moved by, and the others with it.
#[derive(Clone, Copy)]
pub(super) struct Shift {
    racks: isize,
    half_units: i32,
    /// Applies only to devices with as many columns as the held one.
    columns: i16,
    of_columns: u8,
    turned: bool,
}

impl PlacementContext<'_> {
    pub(super) fn shift(&self, to: Place, seen: Face) -> Option<Shift> {
        let held = self.payload.held();
        let (from, to) = (self.rail_position(held.place?)?, self.rail_position(to)?);
        Some(Shift {
            racks: to.rack.checked_signed_diff(from.rack)?,
            half_units: to.bottom - from.bottom,
            columns: to.column - from.column,
            of_columns: held.device_type.width.columns(),
            turned: self.payload.grabbed_on != seen,
        })
    }

    /// Returns where another item goes when the held one is at `lead`.
    pub(super) fn follow(
        &self,
        item: &PayloadItem,
        shift: Option<Shift>,
        lead: Place,
        placed: &[Device],
    ) -> Result<Place, (Place, Refusal)> {
        let held_from = self.payload.held().place;
        let (Some(from), Some(shift)) = (item.place, shift) else {
            return Err((lead, Refusal::NoSuchDevice));
        };
        let in_bays =
            matches!(from, Place::Bay { .. }) || !matches!(held_from, Some(Place::Bay { .. }));
        match (from, lead) {
            (_, Place::Bay { parent, bay }) if in_bays => {
                Ok(self.free_bay_beside(item, parent, bay, placed))
            }
            (Place::Bay { .. }, _) => Ok(self.free_place_near(item, lead, placed)),
            (Place::Rack { .. } | Place::Side { .. }, _) => self.shifted(item, from, shift),
        }
    }

    /// The free bay of the same device with the nearest number; if none is free, the next one.
    fn free_bay_beside(
        &self,
        item: &PayloadItem,
        parent: DeviceId,
        bay: u16,
        placed: &[Device],
    ) -> Place {
        let bays = self
            .layout
            .devices
            .get(&parent)
            .and_then(|parent| self.layout.type_of(parent))
            .map_or(0, |device_type| device_type.bays.len());
        let at = |bay| Place::Bay { parent, bay };
        (0..)
            .take(bays)
            .filter(|other| self.check(item, at(*other), placed).is_ok())
            .min_by_key(|other| bay.abs_diff(*other))
            .map_or(at(bay.saturating_add(1)), at)
    }

    /// The free place between the rails nearest to `lead`; `lead` itself if there is none.
    fn free_place_near(&self, item: &PayloadItem, lead: Place, placed: &[Device]) -> Place {
        let Place::Rack {
            rack,
            bottom,
            face,
            column,
        } = lead
        else {
            return lead;
        };
        let columns = item.device_type.width.columns();
        let near = (f32::from(column), f32::from(bottom.0));
        let places = (0..self.rack_height(rack)).flat_map(|bottom| {
            (0..columns).map(move |column| Place::Rack {
                rack,
                bottom: HalfU(bottom),
                face,
                column,
            })
        });
        let whole_only = item.device_type.whole_units_only();
        let far = |place: &Place| match place {
            Place::Rack { bottom, column, .. } => {
                let point = (f32::from(*column), f32::from(bottom.0));
                distance(point, near) as u32
            }
            _ => u32::MAX,
        };
        places
            .filter(|place| !whole_only || is_whole(*place))
            .filter(|place| self.check(item, *place, placed).is_ok())
            .min_by_key(far)
            .unwrap_or(lead)
    }

    /// The place of an item after the shift.
    fn shifted(
        &self,
        item: &PayloadItem,
        from: Place,
        shift: Shift,
    ) -> Result<Place, (Place, Refusal)> {
        let target = from
            .rack()
            .and_then(|rack| self.rack_number(rack))
            .and_then(|number| number.checked_add_signed(shift.racks))
            .and_then(|number| self.rack_at(number));
        let Some(rack) = target else {
            return Err((from, Refusal::NoSuchRack));
        };
        match from {
            Place::Rack {
                bottom,
                face,
                column,
                ..
            } => {
                let columns = if item.device_type.width.columns() == shift.of_columns {
                    shift.columns
                } else {
                    0
                };
                let bottom = i32::from(bottom.0) + shift.half_units;
                let column = i16::from(column) + columns;
                let (Ok(bottom), Ok(column)) = (u16::try_from(bottom), u8::try_from(column)) else {
                    let (name, units) = (rack.name.clone(), rack.height.units());
                    return Err((from, Refusal::OutOfRack { rack: name, units }));
                };
                Ok(Place::Rack {
                    rack: rack.id,
                    bottom: HalfU(bottom),
                    face: turned(face, shift.turned),
                    column,
                })
            }
            Place::Side { side, slot, .. } => Ok(Place::Side {
                rack: rack.id,
                side,
                slot,
            }),
            Place::Bay { .. } => Err((from, Refusal::NoSuchRack)),
        }
    }
}

fn is_whole(place: Place) -> bool {
    matches!(place, Place::Rack { bottom, .. } if bottom.0.is_multiple_of(2))
}
