//! Panning: by a pressed mouse, on the overview map, and by two fingers.

use super::effect::Effect;
use super::scene::Scene;
use crate::draw::area::Point;
use crate::draw::camera::{Camera, Pair};
use crate::draw::minimap::Minimap;

/// A pan in which the canvas follows the pressed pointer.
#[derive(Clone, Copy, Debug)]
pub struct Pan {
    last: Pair,
}

impl Pan {
    /// Begins at a point of the window.
    pub fn start(at: Pair, out: &mut Vec<Effect>) -> Self {
        out.push(Effect::Panning(true));
        Self { last: at }
    }

    pub fn move_to(&mut self, scene: &Scene, at: Pair, out: &mut Vec<Effect>) {
        let by = (self.last.0 - at.0, self.last.1 - at.1);
        self.last = at;
        out.push(Effect::ShowCamera(scene.camera.moved(by)));
    }
}

/// A pan in which the frame on the overview map follows the pressed pointer.
#[derive(Clone, Debug)]
pub struct MinimapPan {
    map: Minimap,
    /// The map's upper left corner in the window.
    corner: Pair,
    /// Distance from the pointer to the middle of the frame, in the world.
    offset: (f32, f32),
}

impl MinimapPan {
    /// Grabs the frame, or brings it to the pointer.
    pub fn start(scene: &Scene, corner: Pair, at: Pair, out: &mut Vec<Effect>) -> Self {
        let mut pan = Self {
            map: Minimap::new(&scene.world),
            corner,
            offset: (0.0, 0.0),
        };
        let point = pan.world_point(at);
        let seen = scene.camera.visible();
        if seen.contains(point) {
            let middle = seen.center();
            pan.offset = (middle.x - point.x, middle.y - point.y);
        } else {
            pan.move_to(scene, at, out);
        }
        pan
    }

    pub fn move_to(&mut self, scene: &Scene, at: Pair, out: &mut Vec<Effect>) {
        let point = self.world_point(at);
        let middle = Point::new(point.x + self.offset.0, point.y + self.offset.1);
        let camera = scene.camera;
        out.push(Effect::ShowCamera(
            camera.with_point_at(middle, camera.middle()),
        ));
    }

    fn world_point(&self, at: Pair) -> Point {
        self.map
            .to_world((at.0 - self.corner.0) as f32, (at.1 - self.corner.1) as f32)
    }
}

/// A two-finger gesture: the world point between the fingers, and their distance at the start.
#[derive(Clone, Copy, Debug)]
pub struct Pinch {
    point: Point,
    zoom: f64,
    distance: f64,
}

impl Pinch {
    /// `None` unless there are two fingers; they are at points of the window.
    pub fn start(scene: &Scene, fingers: &[Pair]) -> Option<Self> {
        let (middle, distance) = between(scene, fingers)?;
        Some(Self {
            point: scene.camera.to_world(middle),
            zoom: scene.camera.zoom,
            distance,
        })
    }

    /// The camera that keeps the initial world point between the fingers.
    pub fn camera(&self, scene: &Scene, fingers: &[Pair]) -> Option<Camera> {
        let (middle, distance) = between(scene, fingers)?;
        let zoom = self.zoom * distance / self.distance;
        Some(
            scene
                .camera
                .zoomed_at(middle, zoom)
                .with_point_at(self.point, middle),
        )
    }
}

/// The point of the view midway between two fingers, and their distance in pixels.
fn between(scene: &Scene, fingers: &[Pair]) -> Option<(Pair, f64)> {
    let [a, b] = fingers else { return None };
    let middle = scene.view_point(((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0));
    Some((middle, (a.0 - b.0).hypot(a.1 - b.1).max(1.0)))
}
