//! Focusable parts of a rack.

use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Layout, Snapshot};

/// A focusable part of a rack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Name,
    Menu,
    Device(DeviceId),
}

/// The first device of a rack; `None` for an empty one.
pub fn top_of(snapshot: &Snapshot, rack: RackId) -> Option<DeviceId> {
    let beside = snapshot.index.devices_beside(rack);
    let mut devices = snapshot.index.devices_in(rack).iter().chain(beside);
    devices.next().copied()
}

/// What receives a focus that was lost by a change of the racks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusHeir {
    /// This part of a rack.
    Rack(RackId, Stop),
    /// The first steps offered by a layout without racks.
    Beginning,
}

/// Returns what receives the focus if a change of the layout has removed the element that had it: the neighbor of a removed rack, a rack
/// that has appeared, or `held` itself, which was only moved. `None` if the racks have not changed.
pub fn heir_of_focus(
    before: &Layout,
    now: &Layout,
    held: Option<(RackId, Stop)>,
) -> Option<FocusHeir> {
    if before.id != now.id || before.racks.is_same(&now.racks) {
        return None;
    }
    if now.racks.is_empty() {
        return Some(FocusHeir::Beginning);
    }
    let is_gone = |rack: &RackId| now.rack(*rack).is_none();
    let held_gone = held.map(|(rack, _)| rack).filter(is_gone);
    let mut removed = before.racks.iter().map(|rack| rack.id).filter(is_gone);
    if let Some(gone) = held_gone.or_else(|| removed.next()) {
        let heir = neighbor_rack(before, now, gone)
            .or_else(|| now.racks.iter().next().map(|rack| rack.id));
        return heir.map(|rack| FocusHeir::Rack(rack, Stop::Name));
    }
    let mut racks = now.racks.iter().map(|rack| rack.id);
    let added = racks.find(|rack| before.rack(*rack).is_none());
    let added = added.map(|rack| (rack, Stop::Name));
    added
        .or(held)
        .map(|(rack, stop)| FocusHeir::Rack(rack, stop))
}

/// The next rack that is still there, otherwise the previous one; racks of the same row first.
fn neighbor_rack(before: &Layout, now: &Layout, gone: RackId) -> Option<RackId> {
    let row = before.rack(gone)?.row;
    let (mut later, mut earlier) = (Vec::new(), Vec::new());
    let mut is_past = false;
    for rack in before.racks.iter() {
        if rack.id == gone {
            is_past = true;
        } else if now.rack(rack.id).is_some() {
            if is_past { &mut later } else { &mut earlier }.push((rack.id, rack.row == row));
        }
    }
    let near: Vec<_> = later.into_iter().chain(earlier.into_iter().rev()).collect();
    let in_row = near.iter().find(|(_, is_beside)| *is_beside);
    in_row.or(near.first()).map(|(rack, _)| *rack)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RowId};
    use crate::domain::layout::{Rack, RackHeight};

    fn id(number: u128) -> RackId {
        RackId::new(Uuid::from_u128(number))
    }

    /// A layout with these racks, each with the number of its row.
    fn layout(racks: &[(u128, u128)]) -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        for (number, row) in racks {
            let mut rack = Rack::new(id(*number), "A", RackHeight::clamped(12));
            rack.row = (*row > 0).then(|| RowId::new(Uuid::from_u128(*row)));
            layout.racks.push(rack);
        }
        layout
    }

    fn name(number: u128) -> Option<FocusHeir> {
        Some(FocusHeir::Rack(id(number), Stop::Name))
    }

    #[test]
    fn the_neighbor_of_a_removed_rack_gets_the_focus() {
        let before = layout(&[(1, 0), (2, 0), (3, 0)]);
        let held = Some((id(2), Stop::Menu));
        assert_eq!(
            heir_of_focus(&before, &layout(&[(1, 0), (3, 0)]), held),
            name(3)
        );
        assert_eq!(heir_of_focus(&before, &layout(&[(1, 0)]), held), name(1));
        // Also if nothing of it had the focus, as when it was removed in its panel.
        assert_eq!(
            heir_of_focus(&before, &layout(&[(1, 0), (2, 0)]), None),
            name(2)
        );
        let nothing = heir_of_focus(&before, &layout(&[]), held);
        assert_eq!(nothing, Some(FocusHeir::Beginning));
    }

    #[test]
    fn a_neighbor_is_in_the_same_row_if_there_is_one() {
        let before = layout(&[(1, 7), (2, 7), (3, 8), (4, 8)]);
        let now = layout(&[(1, 7), (3, 8), (4, 8)]);
        assert_eq!(
            heir_of_focus(&before, &now, Some((id(2), Stop::Name))),
            name(1)
        );
        let now = layout(&[(3, 8), (4, 8)]);
        assert_eq!(
            heir_of_focus(&before, &now, Some((id(1), Stop::Name))),
            name(3)
        );
    }

    #[test]
    fn a_rack_that_appears_gets_the_focus() {
        let held = Some((id(1), Stop::Name));
        let now = layout(&[(1, 0), (2, 0)]);
        assert_eq!(heir_of_focus(&layout(&[(1, 0)]), &now, held), name(2));
        assert_eq!(heir_of_focus(&layout(&[]), &now, None), name(1));
    }

    #[test]
    fn a_moved_rack_keeps_the_focus() {
        let held = Some((id(1), Stop::Menu));
        let before = layout(&[(1, 0), (2, 0)]);
        let now = layout(&[(2, 0), (1, 0)]);
        let same = Some(FocusHeir::Rack(id(1), Stop::Menu));
        assert_eq!(heir_of_focus(&before, &now, held), same);
        assert_eq!(heir_of_focus(&before, &now, None), None);
    }

    #[test]
    fn what_is_not_about_racks_moves_no_focus() {
        let before = layout(&[(1, 0)]);
        assert_eq!(
            heir_of_focus(&before, &before.clone(), Some((id(1), Stop::Name))),
            None
        );
        let mut other = layout(&[(2, 0)]);
        other.id = LayoutId::new(Uuid::from_u128(2));
        assert_eq!(heir_of_focus(&before, &other, None), None);
    }
}
