//! Tests that the machine's cost of a pointer movement does not depend on the size of the layout.

use std::sync::Arc;

use super::hit::{ElementHit, hit_test};
use super::input::{Button, Event, Modifiers, PointerId, PointerInput};
use super::machine::InteractionMachine;
use super::scene::{Planner, Scene, SystemNames};
use super::selection::Selection;
use super::thresholds::PointerKind;
use crate::domain::layout::Snapshot;
use crate::domain::layout::counting::looked_at;
use crate::domain::layout::hall::hall;
use crate::draw::camera::{Camera, Pair};
use crate::draw::scale::Scale;
use crate::draw::world::{Faces, World};

const VIEW: Pair = (1_600.0, 1_000.0);

fn scene(racks: u128) -> Scene {
    let layout = hall(racks);
    let world = World::new(&layout, &Scale::WIDE, Faces::Front, 12);
    Scene {
        camera: Camera::new(VIEW, world.size(), false).at_first(world.first_rack()),
        snapshot: Arc::new(Snapshot::new(layout)),
        world: Arc::new(world),
        origin: (0.0, 0.0),
        selection: Selection::Nothing,
        is_selecting: false,
        gap: None,
        opened: None,
        is_dialog_open: false,
        pointer: PointerKind::Mouse,
        planner: Some(Planner::ARRANGE),
        system_names: SystemNames::new(|_| None),
    }
}

fn pointer(at: Pair, buttons: u16) -> PointerInput {
    PointerInput {
        id: PointerId(1),
        kind: PointerKind::Mouse,
        at,
        is_primary: true,
        button: Button::Main,
        buttons,
        modifiers: Modifiers::default(),
    }
}

/// Counts what is examined to hit a device, to lift it, and to drag it over two racks.
fn drag(scene: &Scene) -> (usize, usize) {
    let placed = &scene.world.placed_racks()[0];
    let drawing = placed.front.expect("it is drawn");
    let corner = scene.camera.to_view(drawing.center());
    // The lower half of the rack is full.
    let start = (corner.0, corner.1 + 60.0);
    let mut machine = InteractionMachine::default();
    let pressed = looked_at(|| {
        let point = scene.world_point(start);
        let hit = hit_test(&scene.snapshot, &scene.world, ElementHit::Canvas, point);
        let event = Event::PointerDown {
            pointer: pointer(start, 1),
            hit,
        };
        machine.step(event, scene, 0.0);
    });
    let moved = looked_at(|| {
        for step in 1..60 {
            let at = (
                start.0 + f64::from(step) * 8.0,
                start.1 - f64::from(step) * 3.0,
            );
            let event = Event::PointerMove {
                pointer: pointer(at, 1),
                is_on_canvas: true,
            };
            machine.step(event, scene, f64::from(step) * 16.0);
        }
    });
    assert!(machine.session().is_some(), "a device is dragged");
    (pressed, moved)
}

#[test]
fn hitting_and_dragging_cost_the_same_in_any_layout() {
    let (small, large) = (scene(12), scene(240));
    assert_eq!(drag(&small), drag(&large));
}

#[test]
fn a_pointer_that_only_moves_looks_at_no_device() {
    let scene = scene(240);
    let mut machine = InteractionMachine::default();
    let looked_at = looked_at(|| {
        for step in 0..60 {
            let at = (f64::from(step) * 20.0, 400.0);
            let event = Event::PointerMove {
                pointer: pointer(at, 0),
                is_on_canvas: true,
            };
            machine.step(event, &scene, f64::from(step) * 16.0);
        }
    });
    assert_eq!(looked_at, 0);
}
