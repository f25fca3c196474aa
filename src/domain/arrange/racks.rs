//! Moves and resizes racks, as by dragging a rack or its edge.

use crate::domain::command::Command;
use crate::domain::ids::{RackId, RowId};
use crate::domain::layout::{Layout, RackHeight};
use crate::domain::placement::Refusal;

/// A place for a rack: in a row or in none, before one of its racks or last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub row: Option<RowId>,
    pub before: Option<RackId>,
}

/// Moves a rack between others, possibly to another row.
pub fn move_rack(layout: &Layout, rack: RackId, slot: Slot) -> Result<Command, Refusal> {
    let moved = layout.rack(rack).ok_or(Refusal::NoSuchRack)?;
    let others = || layout.racks.iter().filter(|other| other.id != rack);
    let position = |id: RackId| others().position(|other| other.id == id);
    let index = match slot.before {
        // A rack cannot be placed before itself.
        Some(next) if next == rack => 0,
        Some(next) => position(next).ok_or(Refusal::NoSuchRack)?,
        None => others().count(),
    };
    let following = |row: Option<RowId>| {
        let mut row = layout.racks_in(row).skip_while(|other| other.id != rack);
        row.nth(1).map(|other| other.id)
    };
    let stays =
        slot.row == moved.row && (slot.before == Some(rack) || slot.before == following(moved.row));
    if stays {
        return Err(Refusal::NothingToDo("The rack is already there"));
    }
    let shift = Command::MoveRack { rack, index };
    if slot.row == moved.row {
        return Ok(shift);
    }
    let mut edited = moved.clone();
    edited.row = slot.row;
    let edit = Command::EditRack(Box::new(edited));
    Ok(Command::Titled {
        words: edit.describe(layout),
        commands: vec![edit, shift],
    })
}

/// Sets a rack to the nearest valid height. Its devices keep their height above the floor.
pub fn resize_rack(layout: &Layout, rack: RackId, units: i32) -> Result<Command, Refusal> {
    let mut resized = layout.rack(rack).ok_or(Refusal::NoSuchRack)?.clone();
    let units = u16::try_from(units.max(0)).unwrap_or(RackHeight::MAX);
    let height = RackHeight::clamped(units);
    if height == resized.height {
        return Err(Refusal::NothingToDo("The rack already has that height"));
    }
    resized.height = height;
    Ok(Command::EditRack(Box::new(resized)))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::command::apply;
    use crate::domain::ids::{DeviceId, LayoutId};
    use crate::domain::layout::{Category, Device, DeviceType, Face, Place, Rack, Row};
    use crate::domain::units::HalfU;

    fn rack_id(number: u128) -> RackId {
        RackId::new(Uuid::from_u128(number))
    }

    fn row_id(number: u128) -> RowId {
        RowId::new(Uuid::from_u128(100 + number))
    }

    /// Racks 1 and 2 in no row, 3 and 4 in the first row, none in the second; a device at U2–3 in rack 1.
    fn layout() -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
        layout.rows = vec![Row::new(row_id(1), "Office"), Row::new(row_id(2), "Garage")].into();
        for number in 1..=4 {
            let name = format!("Rack {number}");
            let mut rack = Rack::new(rack_id(number), name, RackHeight::clamped(12));
            rack.row = (number > 2).then(|| row_id(1));
            layout.racks.push(rack);
        }
        let server = DeviceType::new("server", "Server", Category::Server, HalfU(4));
        let device = Device::new(
            DeviceId::new(Uuid::from_u128(1)),
            server.slug.clone(),
            "nas",
            Place::Rack {
                rack: rack_id(1),
                bottom: HalfU(2),
                face: Face::Front,
                column: 0,
            },
        );
        for command in [
            Command::AddType(Box::new(server)),
            Command::AddDevice(Box::new(device)),
        ] {
            apply(&mut layout, &command).unwrap();
        }
        layout
    }

    fn moved(rack: u128, slot: Slot) -> Result<(Vec<String>, String), Refusal> {
        let mut layout = layout();
        let before = layout.clone();
        let command = move_rack(&layout, rack_id(rack), slot)?;
        let back = apply(&mut layout, &command)?;
        let order = layout.racks_in_order();
        let names = order.map(|rack| rack.name.clone()).collect();
        apply(&mut layout, &back)?;
        assert_eq!(layout, before);
        Ok((names, command.describe(&before)))
    }

    #[test]
    fn a_rack_goes_between_others() {
        let slot = |row, before| Slot { row, before };
        let (names, words) = moved(4, slot(Some(row_id(1)), Some(rack_id(3)))).unwrap();
        assert_eq!(names, ["Rack 1", "Rack 2", "Rack 4", "Rack 3"]);
        assert_eq!(words, "Moved Rack 4");
        let (names, words) = moved(1, slot(Some(row_id(1)), Some(rack_id(4)))).unwrap();
        assert_eq!(names, ["Rack 2", "Rack 3", "Rack 1", "Rack 4"]);
        assert_eq!(words, "Moved Rack 1 to Office");
        let (names, _) = moved(3, slot(None, None)).unwrap();
        assert_eq!(names, ["Rack 1", "Rack 2", "Rack 3", "Rack 4"]);
        let (names, _) = moved(3, slot(Some(row_id(2)), None)).unwrap();
        assert_eq!(names, ["Rack 1", "Rack 2", "Rack 4", "Rack 3"]);
    }

    #[test]
    fn a_rack_that_stays_is_not_moved() {
        let stays = |rack, before| {
            let slot = Slot { row: None, before };
            matches!(moved(rack, slot), Err(Refusal::NothingToDo(_)))
        };
        assert!(stays(1, Some(rack_id(1))) && stays(1, Some(rack_id(2))) && stays(2, None));
    }

    #[test]
    fn a_rack_is_not_made_lower_than_what_is_in_it() {
        let mut layout = layout();
        let resize = |layout: &mut Layout, units| {
            resize_rack(layout, rack_id(1), units).and_then(|command| apply(layout, &command))
        };
        assert!(resize(&mut layout, 3).is_ok());
        let refusal = resize(&mut layout, 2).unwrap_err();
        assert_eq!(refusal.to_string(), "U2–3 of Rack 1 holds nas");
        assert!(resize(&mut layout, 400).is_ok());
        assert_eq!(layout.racks[0].height.units(), RackHeight::MAX);
        assert!(matches!(
            resize(&mut layout, 100),
            Err(Refusal::NothingToDo(_))
        ));
    }
}
