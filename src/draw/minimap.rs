//! The whole canvas in a corner: how large that is drawn, and when it is worth its room.

use super::area::{Area, Point};
use super::camera::Pair;
use super::path::PathBuilder;
use super::world::World;

/// The most room that it takes on the screen, in pixels.
const WIDTH: f32 = 200.0;
const HEIGHT: f32 = 140.0;
/// Around the racks, in its own pixels.
const MARGIN: f32 = 6.0;

#[derive(Clone, Debug, PartialEq)]
pub struct Minimap {
    /// Its pixels for one of the world.
    scale: f32,
    /// On the screen.
    pub size: (f32, f32),
    /// All drawings of racks, as SVG path data in its pixels.
    pub racks: String,
}

impl Minimap {
    pub fn new(world: &World) -> Self {
        let (width, height) = world.size();
        let room = |room: f32, length: f32| (room - 2.0 * MARGIN) / length.max(1.0);
        let scale = room(WIDTH, width).min(room(HEIGHT, height));
        let mut map = Self {
            scale,
            size: (width * scale + 2.0 * MARGIN, height * scale + 2.0 * MARGIN),
            racks: String::new(),
        };
        let mut path = PathBuilder::new();
        for standing in world.standings() {
            for drawing in [standing.front, standing.rear].into_iter().flatten() {
                let area = map.area(drawing);
                path.rounded(area.x, area.y, area.width, area.height, 0.5);
            }
        }
        map.racks = path.finish();
        map
    }

    /// Where an area of the world is.
    pub fn area(&self, area: Area) -> Area {
        Area::new(
            area.x * self.scale + MARGIN,
            area.y * self.scale + MARGIN,
            area.width * self.scale,
            area.height * self.scale,
        )
    }

    /// The point of the world that is drawn there.
    pub fn to_world(&self, x: f32, y: f32) -> Point {
        Point::new((x - MARGIN) / self.scale, (y - MARGIN) / self.scale)
    }

    /// Whether the world takes at least two screens: no more than half of it is seen.
    pub fn is_worth_it(world: &World, seen: Area) -> bool {
        let (width, height) = world.size();
        let whole = Area::new(0.0, 0.0, width, height);
        let share = seen.width.min(whole.width) * seen.height.min(whole.height);
        share > 0.0 && share * 2.0 <= whole.width * whole.height
    }

    /// Whether a view of that many pixels is left to see the racks when the map is in its corner.
    pub fn has_room(view: Pair) -> bool {
        view.0 >= f64::from(2.5 * WIDTH) && view.1 >= f64::from(3.0 * HEIGHT)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RackId};
    use crate::domain::layout::{Layout, Rack, RackHeight};
    use crate::draw::scale::Scale;
    use crate::draw::world::Faces;

    fn world(racks: u128) -> World {
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
        World::new(&layout, &Scale::WIDE, Faces::Both, 12)
    }

    #[test]
    fn it_fits_its_corner_and_leads_back_to_the_world() {
        for racks in [1, 3, 40] {
            let world = world(racks);
            let map = Minimap::new(&world);
            assert!(map.size.0 <= WIDTH + 0.1 && map.size.1 <= HEIGHT + 0.1);
            let at = Area::new(100.0, 200.0, 300.0, 400.0);
            let there = map.area(at);
            let back = map.to_world(there.x, there.y);
            assert!((back.x - at.x).abs() < 0.1 && (back.y - at.y).abs() < 0.1);
            assert_eq!(map.racks.matches('M').count() as u128, racks * 2);
        }
    }

    #[test]
    fn it_is_worth_it_from_two_screens_up() {
        let world = world(12);
        let (width, height) = world.size();
        let seen = |share: f32| Area::new(0.0, -500.0, width * share, height * 3.0);
        assert!(Minimap::is_worth_it(&world, seen(0.5)));
        assert!(!Minimap::is_worth_it(&world, seen(0.6)));
        assert!(!Minimap::is_worth_it(&World::default(), seen(0.1)));
    }

    #[test]
    fn it_leaves_small_windows_to_the_racks() {
        assert!(Minimap::has_room((760.0, 700.0)));
        assert!(!Minimap::has_room((320.0, 700.0)));
        assert!(!Minimap::has_room((760.0, 390.0)));
    }
}
