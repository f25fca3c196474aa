//! Where things are in the window, and what is hit there.

use blinkenrack::domain::units::HalfU;
use blinkenrack::draw::area::Point;
use blinkenrack::draw::camera::Pair;
use blinkenrack::interaction::hit::{ElementHit, HitTarget, hit_test};

use super::{Editor, ORIGIN};
use crate::home::{device, rack};

impl Editor {
    /// The window position of a point of the world.
    pub fn window_point(&self, point: Point) -> Pair {
        let (x, y) = self.scene.camera.to_view(point);
        (x + ORIGIN.0, y + ORIGIN.1)
    }

    /// The middle of a device in the window.
    pub fn center(&self, n: u128) -> Pair {
        let layout = self.layout();
        let found = layout.devices.get(&device(n)).expect("it is there");
        let area = self
            .scene
            .world
            .area_of(layout, found)
            .expect("it is drawn");
        self.window_point(area.center())
    }

    /// The middle of a unit of a rack, counted from 0 at the floor.
    pub fn unit(&self, home: u128, unit: u16) -> Pair {
        let world = &self.scene.world;
        let placed = world.place_of(rack(home)).expect("it stands");
        let drawing = placed.front.or(placed.rear).expect("it is drawn");
        let height = self.layout().rack(rack(home)).expect("it is there").height;
        let top = world
            .scale()
            .top_of(height.half_units(), HalfU(2 * unit), HalfU(2));
        self.window_point(Point::new(
            drawing.center().x,
            drawing.y + top + world.scale().unit / 2.0,
        ))
    }

    /// A point in a rack's header.
    pub fn header(&self, home: u128) -> Pair {
        let placed = self.scene.world.place_of(rack(home)).expect("it stands");
        self.window_point(placed.header.center())
    }

    /// A point on the upper edge of a rack.
    pub fn edge_of(&self, home: u128) -> Pair {
        let placed = self.scene.world.place_of(rack(home)).expect("it stands");
        let drawings = placed.drawings();
        self.window_point(Point::new(drawings.center().x, drawings.y))
    }

    /// A point beside all racks.
    pub fn background(&self) -> Pair {
        let (width, height) = self.scene.world.size();
        self.window_point(Point::new(width + 60.0, height * 0.6))
    }

    /// The hit test of the page's elements: handle and header are above the canvas.
    pub fn hit(&self, at: Pair) -> HitTarget {
        let point = self.scene.world_point(at);
        let placed_racks = self.scene.world.placed_racks();
        let header = placed_racks
            .iter()
            .find(|placed| placed.header.contains(point));
        let is_edge = self.edge.is_some_and(|rack| {
            let placed = self.scene.world.place_of(rack);
            placed.is_some_and(|placed| {
                let drawings = placed.drawings();
                (point.y - drawings.y).abs() < 5.0
                    && (drawings.x..drawings.right()).contains(&point.x)
            })
        });
        let element = if !self.scene.is_in_view(at) {
            ElementHit::Outside
        } else if is_edge {
            ElementHit::RackEdge
        } else if let Some(placed) = header {
            ElementHit::RackHeader(placed.rack)
        } else {
            ElementHit::Canvas
        };
        hit_test(&self.scene.snapshot, &self.scene.world, element, point)
    }
}
