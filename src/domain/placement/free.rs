//! The free room for a payload, shown before it is dropped, and the names of places.

use super::context::PlacementContext;
use super::drop_target::DropTarget;
use crate::domain::ids::RackId;
use crate::domain::layout::{DeviceType, Face, Layout, Mount, Place, Side};
use crate::domain::units::HalfU;

/// A free part of a rack: a place, and the height available from its lower edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeRoom {
    pub place: Place,
    pub height: HalfU,
}

impl PlacementContext<'_> {
    /// All room of a rack for the held item: contiguous ranges between the rails, single places elsewhere.
    pub fn rooms_in(&self, rack: RackId, face: Face) -> Vec<FreeRoom> {
        let held = self.payload.held();
        let height = held.device_type.height;
        let alone = |place| FreeRoom { place, height };
        let mut rooms: Vec<FreeRoom> = match held.device_type.mount {
            Mount::Side => [Side::Left, Side::Right]
                .into_iter()
                .flat_map(|side| {
                    (0..Place::SLOTS).map(move |slot| Place::Side { rack, side, slot })
                })
                .filter(|place| self.is_free(held, *place))
                .map(alone)
                .collect(),
            Mount::Rails | Mount::Bay => self.room_between_rails(rack, face),
        };
        if held.device_type.mount != Mount::Side {
            let bays = self.bays_in(rack).into_iter().map(|(place, _)| place);
            rooms.extend(bays.filter(|place| self.is_free(held, *place)).map(alone));
        }
        rooms
    }

    fn room_between_rails(&self, rack: RackId, face: Face) -> Vec<FreeRoom> {
        let (held, standing) = (self.payload.held(), self.payload.standing());
        let height = standing.height.0;
        let highest = self.rack_height(rack).saturating_sub(height);
        let step = if standing.whole_units_only() { 2 } else { 1 };
        let mut rooms: Vec<FreeRoom> = Vec::new();
        for column in 0..standing.width.columns() {
            let mut end = None;
            for bottom in (0..=highest).step_by(step) {
                let place = Place::Rack {
                    rack,
                    bottom: HalfU(bottom),
                    face,
                    column,
                };
                if !self.is_free(held, place) {
                    continue;
                }
                match (end, rooms.last_mut()) {
                    (Some(end), Some(room)) if bottom <= end => {
                        room.height.0 += bottom + height - end;
                    }
                    _ => rooms.push(FreeRoom {
                        place,
                        height: HalfU(height),
                    }),
                }
                end = Some(bottom + height);
            }
        }
        rooms
    }

    /// The nearest target that overlaps this one and fits; this one itself if none does. For touch, which is too coarse to aim at edges.
    pub fn fitting_near(&self, target: DropTarget, seen: Face) -> DropTarget {
        let taken = match target.place() {
            // What would go into this bay if it fitted may stand close to the shelf.
            Some(Place::Bay { parent, .. })
                if self.payload.held().device_type.mount == Mount::Rails =>
            {
                let parent = self.layout.devices.get(&parent);
                let outermost = parent.and_then(|parent| self.layout.with_parents(parent).last());
                outermost.map(|outermost| outermost.place)
            }
            place => place,
        };
        let (
            Some(_),
            Some(Place::Rack {
                rack,
                bottom,
                face,
                column,
            }),
        ) = (&target.refusal, taken)
        else {
            return target;
        };
        let height = self.payload.standing().height.0;
        let step = if self.whole_units_only() { 2 } else { 1 };
        let near = (1..=height / 2 / step).flat_map(|n| [i32::from(n), -i32::from(n)]);
        near.filter_map(|n| {
            let bottom = i32::from(bottom.0) + n * i32::from(step);
            let place = Place::Rack {
                rack,
                bottom: HalfU(u16::try_from(bottom).ok()?),
                face,
                column,
            };
            Some(self.target_at(place, seen))
        })
        .find(|other| other.refusal.is_none())
        .unwrap_or(target)
    }
}

/// The words for a place: `Rack A unit 14`, `Bay 2 of shelf-1`, `Rack A, left side`.
pub fn place_words(layout: &Layout, device_type: &DeviceType, place: Place) -> String {
    let rack = place.rack().and_then(|rack| layout.rack(rack));
    match (place, rack) {
        (Place::Rack { bottom, column, .. }, Some(rack)) => {
            let (unit, _) = rack.unit_span(bottom, device_type.height);
            let words = format!("{} unit {unit}", rack.name);
            match device_type.width.column_word(column) {
                Some(column) => format!("{words} {column}"),
                None => words,
            }
        }
        (Place::Side { side, .. }, Some(rack)) => format!("{}, {} side", rack.name, side.word()),
        (Place::Bay { parent, bay }, _) => {
            let parent = layout.devices.get(&parent);
            let bay = parent
                .and_then(|parent| layout.type_of(parent)?.bays.get(usize::from(bay)))
                .map_or("a bay", |bay| &bay.name);
            let parent = parent.map_or("another device", |parent| &parent.name);
            format!("{bay} of {parent}")
        }
        _ => String::new(),
    }
}
