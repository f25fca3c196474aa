//! Scrolling while something is dragged to the edge of the view: the faster, the nearer to the edge.

use crate::draw::camera::Pair;
use crate::views::canvas::stage::Stage;

/// In pixels of the screen.
const DEPTH: f64 = 56.0;
/// At the very edge, in pixels a frame.
const FASTEST: f64 = 22.0;

/// So far beyond the racks it still scrolls, in pixels of the world.
const BEYOND: f32 = 40.0;

#[derive(Default)]
pub struct Edges {
    /// Where the pointer is in the window.
    at: Pair,
    speed: Pair,
    /// Whether it has been in the view between the edges at the sides, and between the upper and the lower one: what comes from
    /// outside crosses an edge without meaning to scroll, and what begins at one is not meant to either.
    armed: (bool, bool),
}

impl Edges {
    /// The pointer is there.
    pub fn point(&mut self, stage: Stage, at: Pair) {
        self.at = at;
        let view = stage.camera().view();
        let inside = stage.view_point(at.0, at.1);
        let (x, y) = (depth(inside.0, view.0), depth(inside.1, view.1));
        let is_inside = (0.0..view.0).contains(&inside.0) && (0.0..view.1).contains(&inside.1);
        self.armed.0 |= is_inside && x == 0.0;
        self.armed.1 |= is_inside && y == 0.0;
        let speed = |armed, depth| if armed { depth * FASTEST } else { 0.0 };
        self.speed = (speed(self.armed.0, x), speed(self.armed.1, y));
    }

    pub fn is_scrolling(&self) -> bool {
        self.speed != (0.0, 0.0)
    }

    /// Scrolls for one frame; where the pointer is, if anything moved.
    pub fn scroll(&self, stage: Stage) -> Option<Pair> {
        let camera = stage.camera();
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
        let moved = camera.moved((x, y));
        if moved == camera {
            return None;
        }
        stage.show(moved);
        Some(self.at)
    }
}

/// The speed, unless the end that it leads to is in sight already; both as from where to where.
fn within(speed: f64, seen: (f32, f32), racks: (f32, f32)) -> f64 {
    let is_there =
        (speed < 0.0 && seen.0 < racks.0 - BEYOND) || (speed > 0.0 && seen.1 > racks.1 + BEYOND);
    if is_there { 0.0 } else { speed }
}

/// How deep in the edge a position is: -1 at the beginning, 1 at the end, 0 between the edges.
fn depth(at: f64, size: f64) -> f64 {
    let share = if at < DEPTH {
        at / DEPTH - 1.0
    } else if at > size - DEPTH {
        1.0 - (size - at) / DEPTH
    } else {
        0.0
    };
    share.clamp(-1.0, 1.0)
}
