use uuid::Uuid;

use super::*;
use crate::domain::ids::{DeviceId, LayoutId};
use crate::domain::layout::{Category, Depth, Device, DeviceType, LayoutIndex, RackHeight, Row};
use crate::domain::units::HalfU;
use crate::draw::area::Point;

fn id(number: u128) -> RackId {
    RackId::new(Uuid::from_u128(number))
}

fn layout(heights: &[u16]) -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "test");
    layout.racks = (0..)
        .zip(heights)
        .map(|(number, height)| Rack::new(id(number), "rack", RackHeight::clamped(*height)))
        .collect();
    layout
}

fn world(heights: &[u16], faces: Faces, per_line: usize) -> World {
    World::new(&layout(heights), &Scale::WIDE, faces, per_line)
}

#[test]
fn racks_of_a_line_stand_on_one_floor_and_none_overlap() {
    let world = world(&[42, 12, 24, 24, 1], Faces::Both, 3);
    let areas: Vec<Area> = world.placed_racks().iter().map(PlacedRack::area).collect();
    let floors: Vec<f32> = areas.iter().map(Area::bottom).collect();
    assert!(
        floors[0] == floors[1] && floors[1] == floors[2],
        "{floors:?}"
    );
    assert!(
        floors[3] == floors[4] && floors[3] > floors[0],
        "{floors:?}"
    );
    for (at, area) in areas.iter().enumerate() {
        assert!(areas[..at].iter().all(|other| !other.meets(area)));
        assert!(area.x >= 0.0 && area.y >= 0.0);
        assert!(area.right() <= world.size().0 && area.bottom() <= world.size().1);
    }
}

#[test]
fn a_point_on_a_rack_is_told_in_half_units_above_its_floor() {
    let world = world(&[10, 20], Faces::Both, 6);
    let placed = world.place_of(id(0)).expect("it is there");
    let rear = placed.rear.expect("it is shown");
    let scale = Scale::WIDE;
    let floor = rear.bottom() - scale.margin;
    let point = Point::new(rear.x + scale.inner_left() + 5.0, floor - scale.unit);
    let hit = world.hit(point).expect("it is on the rear");
    assert_eq!((hit.rack, hit.face), (id(0), Face::Rear));
    assert!(
        (hit.above_floor - 2.0).abs() < 1e-3 && (hit.x - 5.0).abs() < 1e-3,
        "{hit:?}"
    );
    assert_eq!(world.rack_at(placed.header.center()), Some(id(0)));
    assert_eq!(world.hit(placed.header.center()), None);
    assert_eq!(world.rack_at(Point::new(-1.0, 0.0)), None);
}

#[test]
fn flipped_racks_have_their_rear_where_the_front_was() {
    let front = world(&[10], Faces::Front, 6);
    let rear = world(&[10], Faces::Rear, 6);
    assert_eq!(front.placed_racks()[0].front, rear.placed_racks()[0].rear);
    assert_eq!(rear.placed_racks()[0].front, None);
    assert_eq!(rear.size(), front.size());
}

#[test]
fn rows_have_their_racks_below_their_heading_and_racks_without_one_come_first() {
    let mut layout = layout(&[10, 10, 10]);
    let office = RowId::new(Uuid::from_u128(1));
    let garage = RowId::new(Uuid::from_u128(2));
    layout.rows = vec![Row::new(office, "Office"), Row::new(garage, "Garage")].into();
    layout.racks[0].row = Some(office);
    let world = World::new(&layout, &Scale::WIDE, Faces::Front, 6);
    let order: Vec<RackId> = world.placed_racks().iter().map(|one| one.rack).collect();
    assert_eq!(order, [id(1), id(2), id(0)]);
    let headings = world.headings();
    assert_eq!(headings.len(), 2);
    let in_office = world.place_of(id(0)).expect("it is there");
    assert_eq!(headings[0].area.bottom(), in_office.header.y);
    assert!(headings[1].area.y > in_office.area().bottom());
    let rows: Vec<Option<RowId>> = world.additions().iter().map(|one| one.row).collect();
    assert_eq!(rows, [None, Some(office), Some(garage)]);
}

#[test]
fn an_empty_layout_has_no_extent() {
    let world = world(&[], Faces::Front, 6);
    assert_eq!(world.size(), (0.0, 0.0));
    assert!(world.additions().is_empty());
}

#[test]
fn a_device_is_found_where_it_is_seen() {
    let mut layout = layout(&[10, 10]);
    let mut shallow = DeviceType::new("half", "Half", Category::Network, HalfU(2));
    shallow.depth = Depth::Half;
    let device = DeviceId::new(Uuid::from_u128(5));
    let place = Place::Rack {
        rack: id(1),
        bottom: HalfU(4),
        face: Face::Rear,
        column: 0,
    };
    let slug = shallow.slug.clone();
    layout.device_types.insert(shallow);
    layout
        .devices
        .insert(Device::new(device, slug, "rear", place));
    let index = LayoutIndex::new(&layout);
    let both = World::new(&layout, &Scale::WIDE, Faces::Both, 6);
    let area = both
        .bounds_of(&layout, &[device])
        .expect("it is seen from the rear");
    let rear = both
        .place_of(id(1))
        .and_then(|one| one.rear)
        .expect("shown");
    assert!(rear.contains(area.center()));
    assert_eq!(both.device_at(&layout, &index, area.center()), Some(device));
    let above = Point::new(area.x + 5.0, area.y - 5.0);
    assert_eq!(both.device_at(&layout, &index, above), None);
    let front = World::new(&layout, &Scale::WIDE, Faces::Front, 6);
    let hidden = front.bounds_of(&layout, &[device]).expect("it has a place");
    assert_eq!(front.device_at(&layout, &index, hidden.center()), None);
}

#[test]
fn the_more_racks_the_longer_the_lines() {
    let per_line = |racks: usize, rows: u128| {
        let mut layout = layout(&vec![42; racks]);
        layout.rows = (0..rows)
            .map(|row| Row::new(RowId::new(Uuid::from_u128(row)), "row"))
            .collect();
        for (at, rack) in (0..).zip(&mut layout.racks) {
            rack.row = (rows > 0).then(|| RowId::new(Uuid::from_u128(at % rows.max(1))));
        }
        racks_per_line(&layout)
    };
    assert_eq!(
        [per_line(3, 0), per_line(24, 0), per_line(100, 0)],
        [6, 12, 20]
    );
    assert_eq!([per_line(10, 3), per_line(100, 5)], [6, 20]);
}

#[test]
fn a_column_stands_between_racks_and_over_none() {
    for faces in [Faces::Front, Faces::Rear, Faces::Both] {
        for (scale, per_line) in [(Scale::WIDE, 3), (Scale::NARROW, 1)] {
            let layout = layout(&[42, 12, 24, 24, 1]);
            let world = World::with_column(&layout, &scale, faces, per_line, 150.0);
            let placed_racks = world.placed_racks();
            for (at, placed) in placed_racks.iter().enumerate() {
                let column = placed.column();
                assert!((column.width - 150.0).abs() < 1e-3);
                let own = placed.drawings();
                assert!(
                    column.x >= own.right() && column.y == own.y && column.height == own.height
                );
                assert!(column.right() <= world.size().0);
                let others = placed_racks
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != at);
                for (_, other) in others {
                    // The strips at their sides as well.
                    let drawings = other.drawings();
                    let with_strips = Area {
                        x: drawings.x - BESIDE,
                        width: drawings.width + 2.0 * BESIDE,
                        ..drawings
                    };
                    assert!(!with_strips.meets(&column) && !other.header.meets(&column));
                }
            }
            let bare = World::new(&layout, &scale, faces, per_line);
            assert!(
                bare.placed_racks()
                    .iter()
                    .all(|one| one.column().width.abs() < 1e-3)
            );
        }
    }
}
