//! Slots on the canvas for racks: before each rack, and at the end of each row.

use super::area::{Area, Point};
use super::scale::Scale;
use super::world::{CanvasItem, World};
use crate::domain::arrange::Slot;
use crate::domain::layout::Layout;

/// Distance from a rack to the bar that marks the slot beside it; below, the thickness of the bar. In world pixels.
const AWAY: f32 = 20.0;
const BREADTH: f32 = 6.0;

/// A slot for a rack, and the area that marks it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marked {
    pub slot: Slot,
    pub area: Area,
}

/// The slot nearest to a point of the world. `world` is that of `layout`.
pub fn slot_near(world: &World, layout: &Layout, point: Point) -> Option<Marked> {
    let rows = layout.rows.iter().map(|row| Some(row.id));
    let mut nearest: Option<(f32, Marked)> = None;
    for row in std::iter::once(None).chain(rows) {
        let racks: Vec<_> = layout.racks_in(row).map(|rack| rack.id).collect();
        let mut offer = |before, area: Area| {
            let distance = distance(&area, point);
            if nearest.is_none_or(|(least, _)| distance < least) {
                let slot = Slot { row, before };
                nearest = Some((distance, Marked { slot, area }));
            }
        };
        for (at, rack) in racks.iter().enumerate() {
            if let Some(area) = world.area_of_item(CanvasItem::Rack(*rack)) {
                let (ahead, behind) = bars(area, *world.scale() == Scale::NARROW);
                offer(Some(*rack), ahead);
                offer(racks.get(at + 1).copied(), behind);
            }
        }
        if racks.is_empty()
            && let Some(area) = world.area_of_item(CanvasItem::Addition(row))
        {
            offer(None, area);
        }
    }
    nearest.map(|(_, marked)| marked)
}

/// The marks before and after a rack. In a single column racks follow each other downwards.
fn bars(area: Area, in_column: bool) -> (Area, Area) {
    if in_column {
        let bar = |y| Area::new(area.x, y - BREADTH / 2.0, area.width, BREADTH);
        (bar(area.y - AWAY), bar(area.bottom() + AWAY))
    } else {
        let bar = |x| Area::new(x - BREADTH / 2.0, area.y, BREADTH, area.height);
        (bar(area.x - AWAY), bar(area.right() + AWAY))
    }
}

fn distance(area: &Area, point: Point) -> f32 {
    let beyond = |at: f32, from: f32, to: f32| (from - at).max(at - to).max(0.0);
    beyond(point.x, area.x, area.right()).hypot(beyond(point.y, area.y, area.bottom()))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RackId, RowId};
    use crate::domain::layout::{Rack, RackHeight, Row};
    use crate::draw::world::Faces;

    #[test]
    fn the_nearest_place_is_before_or_behind_a_rack_or_in_an_empty_row() {
        let row = RowId::new(Uuid::from_u128(9));
        let id = |number| RackId::new(Uuid::from_u128(number));
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
        layout.rows = vec![Row::new(row, "Garage")].into();
        for number in [1, 2] {
            layout
                .racks
                .push(Rack::new(id(number), "rack", RackHeight::clamped(12)));
        }
        for (scale, per_line) in [(Scale::WIDE, 6), (Scale::NARROW, 1)] {
            let world = World::new(&layout, &scale, Faces::Front, per_line);
            let near = |point| slot_near(&world, &layout, point).unwrap().slot;
            let area = |item| world.area_of_item(item).unwrap();
            let (first, second) = (area(CanvasItem::Rack(id(1))), area(CanvasItem::Rack(id(2))));
            let slot = |row, before| Slot { row, before };
            assert_eq!(
                near(Point::new(first.x, first.y)),
                slot(None, Some(id(1))),
                "{scale:?}"
            );
            assert_eq!(
                near(Point::new(first.right(), first.bottom())),
                slot(None, Some(id(2)))
            );
            assert_eq!(
                near(Point::new(second.right(), second.bottom())),
                slot(None, None)
            );
            assert_eq!(
                near(area(CanvasItem::Addition(Some(row))).center()),
                slot(Some(row), None)
            );
        }
    }
}
