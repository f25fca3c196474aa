//! Scrolling during a drag near the edge of the view: faster nearer to the edge, and independent of the frame rate.

use super::scene::Scene;
use super::thresholds::{BEYOND_RACKS, EDGE_DEPTH, EDGE_SPEED, FIRST_FRAME, LONGEST_FRAME};
use crate::draw::camera::{Camera, Pair};

#[derive(Clone, Copy, Debug, Default)]
pub struct EdgeScroll {
    /// In pixels of the screen per second.
    speed: Pair,
    /// Whether the pointer has been in the view away from the left and right edges, and away from the upper and lower ones:
    /// crossing an edge on the way in, or starting at one, must not scroll.
    armed: (bool, bool),
    /// When it was last scrolled, in milliseconds.
    last: Option<f64>,
}

impl EdgeScroll {
    /// Handles a move of the pointer to a point of the window.
    pub fn point(&mut self, scene: &Scene, at: Pair) {
        let (inside, view) = (scene.view_point(at), scene.camera.view());
        let (x, y) = (depth(inside.0, view.0), depth(inside.1, view.1));
        let is_inside = scene.is_in_view(at);
        self.armed.0 |= is_inside && x == 0.0;
        self.armed.1 |= is_inside && y == 0.0;
        let speed = |armed, depth| if armed { depth * EDGE_SPEED } else { 0.0 };
        self.speed = (speed(self.armed.0, x), speed(self.armed.1, y));
        if !self.is_scrolling() {
            self.last = None;
        }
    }

    pub fn is_scrolling(&self) -> bool {
        self.speed != (0.0, 0.0)
    }

    /// Where the camera is after the time that has passed; `None` if it does not move.
    pub fn scroll(&mut self, scene: &Scene, now: f64) -> Option<Camera> {
        let passed = self.last.map_or(FIRST_FRAME, |last| now - last);
        let seconds = passed.clamp(0.0, LONGEST_FRAME) / 1_000.0;
        let camera = scene.camera;
        let (seen, racks) = (camera.visible(), camera.whole());
        // Beyond the racks there is nothing to find.
        let x = within(
            self.speed.0,
            (seen.x, seen.right()),
            (racks.x, racks.right()),
        );
        let y = within(
            self.speed.1,
            (seen.y, seen.bottom()),
            (racks.y, racks.bottom()),
        );
        if (x, y) == (0.0, 0.0) {
            self.last = None;
            return None;
        }
        self.last = Some(now);
        let moved = camera.moved((x * seconds, y * seconds));
        // A frame of zero duration moves nothing, but the next one may.
        (moved != camera || seconds == 0.0).then_some(moved)
    }
}

/// The speed, or 0 if the end of the racks in its direction is in sight. Both ranges are start and end along one axis.
fn within(speed: f64, seen: (f32, f32), racks: (f32, f32)) -> f64 {
    let is_there = (speed < 0.0 && seen.0 < racks.0 - BEYOND_RACKS)
        || (speed > 0.0 && seen.1 > racks.1 + BEYOND_RACKS);
    if is_there { 0.0 } else { speed }
}

/// Depth of a position in the edge zone: -1 at the start of the view, 1 at its end, 0 between the zones.
fn depth(at: f64, size: f64) -> f64 {
    let share = if at < EDGE_DEPTH {
        at / EDGE_DEPTH - 1.0
    } else if at > size - EDGE_DEPTH {
        1.0 - (size - at) / EDGE_DEPTH
    } else {
        0.0
    };
    share.clamp(-1.0, 1.0)
}
