//! The overview map in a corner of the canvas: its geometry, and when to show it.

use super::area::{Area, Point};
use super::camera::Pair;
use super::path::PathBuilder;
use super::scale::Scale;
use super::world::{PlacedRack, World};
use crate::domain::health::Health;
use crate::domain::ids::RackId;

/// The maximum size of the map on the screen, and the margin around the racks in it, in pixels.
struct MapRoom {
    width: f32,
    height: f32,
    margin: f32,
}

const IN_A_CORNER: MapRoom = MapRoom {
    width: 200.0,
    height: 140.0,
    margin: 6.0,
};
/// On a phone the racks form one column, so the map is a strip at the edge.
const AT_AN_EDGE: MapRoom = MapRoom {
    width: 34.0,
    height: 160.0,
    margin: 2.0,
};

impl MapRoom {
    fn of(world: &World) -> Self {
        if *world.scale() == Scale::NARROW {
            AT_AN_EDGE
        } else {
            IN_A_CORNER
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Minimap {
    /// Map pixels per world pixel.
    scale: f32,
    /// Margin around the racks, in map pixels.
    margin: f32,
    /// Size on the screen.
    pub size: (f32, f32),
    /// The drawings of the racks, in map pixels.
    racks: Vec<(RackId, Area)>,
}

/// What lies beyond this distance from the edge of the view counts as out of view, in world pixels.
const EDGE: f32 = 2.0;
/// The unscaled width of the frame's box, in pixels.
pub const FRAME_WIDTH: f32 = 100.0;

/// The frame around the visible area, as a box of fixed width that is moved and scaled. Panning and zooming change only `x`, `y` and
/// `scale`, which needs no layout in the browser.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapFrame {
    /// The upper left corner, in map pixels.
    pub x: f32,
    pub y: f32,
    /// Map pixels per pixel of the box.
    pub scale: f32,
    /// The height of the box, rounded to its own pixels; its width is [`FRAME_WIDTH`].
    pub height: f32,
}

impl Minimap {
    pub fn new(world: &World) -> Self {
        let most = MapRoom::of(world);
        let margin = most.margin;
        let (width, height) = world.size();
        let room = |room: f32, length: f32| (room - 2.0 * margin) / length.max(1.0);
        let scale = room(most.width, width).min(room(most.height, height));
        let mut map = Self {
            scale,
            margin,
            size: (width * scale + 2.0 * margin, height * scale + 2.0 * margin),
            racks: Vec::new(),
        };
        for placed in world.placed_racks() {
            for drawing in [placed.front, placed.rear].into_iter().flatten() {
                map.racks.push((placed.rack, map.area(drawing)));
            }
        }
        map
    }

    /// The racks as SVG path data, grouped by health: `worst` returns the worst health in a rack. Racks without one come first, then
    /// the healths in order of occurrence.
    pub fn paths(&self, worst: impl Fn(RackId) -> Option<Health>) -> Vec<(Option<Health>, String)> {
        let mut paths = vec![(None, PathBuilder::new())];
        for (rack, area) in &self.racks {
            let health = worst(*rack);
            let place = paths.iter().position(|(known, _)| *known == health);
            let place = place.unwrap_or_else(|| {
                paths.push((health, PathBuilder::new()));
                paths.len() - 1
            });
            if let Some((_, path)) = paths.get_mut(place) {
                path.rounded(area.x, area.y, area.width, area.height, 0.5);
            }
        }
        paths
            .into_iter()
            .map(|(health, path)| (health, path.finish()))
            .collect()
    }

    /// Converts an area of the world to map pixels.
    pub fn area(&self, area: Area) -> Area {
        Area::new(
            area.x * self.scale + self.margin,
            area.y * self.scale + self.margin,
            area.width * self.scale,
            area.height * self.scale,
        )
    }

    /// The frame around a part of the world. One that has no width has no height either.
    pub fn frame(&self, seen: Area) -> MapFrame {
        let area = self.area(seen);
        let scale = area.width / FRAME_WIDTH;
        let height = if scale > 0.0 {
            area.height / scale
        } else {
            0.0
        };
        MapFrame {
            x: area.x,
            y: area.y,
            scale,
            height: height.round(),
        }
    }

    /// Converts a point of the map to one of the world.
    pub fn to_world(&self, x: f32, y: f32) -> Point {
        Point::new(
            (x - self.margin) / self.scale,
            (y - self.margin) / self.scale,
        )
    }

    /// Whether a part of any rack is out of view.
    pub fn is_worth_it(world: &World, seen: Area) -> bool {
        let is_cut = |placed: &PlacedRack| {
            let rack = placed.area().grown(-EDGE);
            rack.x < seen.x
                || rack.y < seen.y
                || rack.right() > seen.right()
                || rack.bottom() > seen.bottom()
        };
        seen.width > 0.0 && world.placed_racks().iter().any(is_cut)
    }

    /// Whether a view of that size has room for the map in addition to the racks.
    pub fn has_room(world: &World, view: Pair) -> bool {
        let most = MapRoom::of(world);
        view.0 >= f64::from(2.5 * most.width) && view.1 >= f64::from(3.0 * most.height)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RackId};
    use crate::domain::layout::{Layout, Rack, RackHeight};
    use crate::draw::world::Faces;

    fn world(racks: u128) -> World {
        world_of(racks, &Scale::WIDE, Faces::Both, 12)
    }

    /// A column of racks, as on a phone.
    fn column(racks: u128) -> World {
        world_of(racks, &Scale::NARROW, Faces::Front, 1)
    }

    fn world_of(racks: u128, scale: &Scale, faces: Faces, per_line: usize) -> World {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
        layout.racks = (0..racks)
            .map(|id| {
                Rack::new(
                    RackId::new(Uuid::from_u128(id)),
                    "rack",
                    RackHeight::clamped(42),
                )
            })
            .collect();
        World::new(&layout, scale, faces, per_line)
    }

    #[test]
    fn it_fits_its_corner_and_leads_back_to_the_world() {
        for racks in [1, 3, 40] {
            let world = world(racks);
            let map = Minimap::new(&world);
            assert!(map.size.0 <= 200.1 && map.size.1 <= 140.1);
            let at = Area::new(100.0, 200.0, 300.0, 400.0);
            let there = map.area(at);
            let back = map.to_world(there.x, there.y);
            assert!((back.x - at.x).abs() < 0.1 && (back.y - at.y).abs() < 0.1);
            let paths = map.paths(|_| None);
            let [(None, plain)] = paths.as_slice() else {
                panic!("no rack has a state")
            };
            assert_eq!(plain.matches('M').count() as u128, racks * 2);
        }
    }

    #[test]
    fn racks_of_one_state_are_one_path() {
        let map = Minimap::new(&world(5));
        let first = RackId::new(Uuid::from_u128(0));
        let worst = |rack: RackId| match rack {
            rack if rack == first => None,
            rack if rack.uuid().as_u128() == 3 => Some(Health::Down),
            _ => Some(Health::Ok),
        };
        let counts: Vec<_> = map
            .paths(worst)
            .into_iter()
            .map(|(health, path)| (health, path.matches('M').count()))
            .collect();
        let expected = [(None, 2), (Some(Health::Ok), 6), (Some(Health::Down), 2)];
        assert_eq!(counts, expected);
    }

    #[test]
    fn moving_and_zooming_only_move_and_scale_the_frame() {
        let map = Minimap::new(&world(40));
        let camera = |zoom: f32, x: f32| Area::new(x, 40.0, 1_311.0 / zoom, 857.0 / zoom);
        let first = map.frame(camera(1.0, 0.0));
        for step in 1_u8..120 {
            let zoom = 0.05 * f32::from(step);
            let seen = camera(zoom, 7.0 * f32::from(step));
            let frame = map.frame(seen);
            assert_eq!(frame.height, first.height, "zoom {zoom}");
            let area = map.area(seen);
            assert_eq!((frame.x, frame.y), (area.x, area.y));
            assert!((frame.scale * FRAME_WIDTH - area.width).abs() < 0.01);
            assert!((frame.scale * frame.height - area.height).abs() <= frame.scale);
        }
        assert_eq!(map.frame(Area::default()).height, 0.0);
    }

    #[test]
    fn it_is_shown_while_any_part_of_the_racks_is_out_of_view() {
        for racks in [1, 12] {
            let world = world(racks);
            let all = world.placed_racks().iter().map(PlacedRack::area);
            let all = all.reduce(|all, rack| all.joined(&rack)).unwrap();
            let is_shown = |left: f32, top: f32, right: f32, bottom: f32| {
                let (x, y) = (all.x + left, all.y + top);
                let (right, bottom) = (all.right() - right, all.bottom() - bottom);
                Minimap::is_worth_it(&world, Area::new(x, y, right - x, bottom - y))
            };
            assert!(!is_shown(-10.0, -10.0, -10.0, -10.0));
            // The edge of the box may be cut.
            assert!(!is_shown(1.0, 1.0, 1.0, 1.0));
            for [left, top, right, bottom] in [
                [0.0, 0.0, 0.0, 30.0],
                [0.0, 0.0, 30.0, 0.0],
                [30.0, 0.0, -500.0, -500.0],
                [-500.0, 30.0, 0.0, 0.0],
            ] {
                assert!(is_shown(left, top, right, bottom), "{racks} racks");
            }
            let not_measured = Area::default();
            assert!(!Minimap::is_worth_it(&world, not_measured));
        }
        let seen = Area::new(0.0, 0.0, 10.0, 10.0);
        assert!(!Minimap::is_worth_it(&World::default(), seen));
    }

    #[test]
    fn it_leaves_small_windows_to_the_racks() {
        let world = world(12);
        assert!(Minimap::has_room(&world, (760.0, 700.0)));
        assert!(!Minimap::has_room(&world, (320.0, 700.0)));
        assert!(!Minimap::has_room(&world, (760.0, 390.0)));
    }

    #[test]
    fn on_a_phone_it_is_a_strip_beside_the_words() {
        let column = column(3);
        let map = Minimap::new(&column);
        // Readings end 17 pixels from the edge of a plate, which is 21 from the edge of the screen.
        assert!(map.size.0 <= 38.0 && map.size.1 > 100.0, "{:?}", map.size);
        assert!(Minimap::has_room(&column, (390.0, 640.0)));
        // Above a panel there is less room.
        assert!(!Minimap::has_room(&column, (390.0, 250.0)));
    }
}
