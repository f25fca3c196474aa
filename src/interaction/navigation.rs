//! Keyboard navigation of the racks: where the focus goes, and what keys do to the focused part.

use super::effect::Effect;
use super::focus::{Stop, top_of};
use super::keys::{KeyInput, RackKeyAction};
use super::scene::Scene;
use super::selection::Selection;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::placement::Step;
use crate::draw::aim;
use crate::draw::area::Point;
use crate::draw::camera::Pair;
use crate::draw::neighbor::neighbor;

/// Handles a key pressed while a part of a rack has the focus. Returns whether it has a meaning there.
pub fn on_key(scene: &Scene, key: &KeyInput, out: &mut Vec<Effect>) -> bool {
    match (key.focus, RackKeyAction::of(key)) {
        (Some((_, stop)), Some(RackKeyAction::OpenMenu)) => {
            // Held down, it opens one.
            if !key.repeat {
                out.push(Effect::OpenMenuOfFocused(corner_of(scene, stop)));
            }
            true
        }
        (Some((rack, Stop::Device(device))), Some(action)) => {
            on_device(scene, action, key.step(), (rack, device), out)
        }
        (Some((rack, stop)), Some(RackKeyAction::Go)) => {
            on_header(scene, key.step(), rack, stop, out)
        }
        _ => false,
    }
}

fn on_device(
    scene: &Scene,
    action: RackKeyAction,
    step: Option<Step>,
    (rack, device): (RackId, DeviceId),
    out: &mut Vec<Effect>,
) -> bool {
    let snapshot = &scene.snapshot;
    let mut go = |device: Option<DeviceId>| out.extend(device.map(Effect::FocusDevice));
    match (action, step) {
        (RackKeyAction::Go, Some(step)) => {
            match (
                neighbor(&snapshot.layout, &snapshot.index, device, step),
                step,
            ) {
                (None, Step::Up) => out.push(Effect::FocusHeader(rack, Stop::Name)),
                (next, _) => go(next),
            }
        }
        (RackKeyAction::Move, Some(step)) => {
            if !scene.selection.contains(device) {
                out.push(Effect::Select(Selection::Nothing));
            }
            out.push(Effect::MoveSelected(step));
        }
        (RackKeyAction::GoToHighest, _) => go(snapshot.index.devices_in(rack).first().copied()),
        (RackKeyAction::GoToLowest, _) => go(snapshot.index.devices_in(rack).last().copied()),
        // A second time moves into the panel.
        (RackKeyAction::Open, _) if scene.opened == Some(device) => out.push(Effect::EnterPanel),
        (RackKeyAction::Open, _) => out.push(Effect::Open(Some(device))),
        (RackKeyAction::EnterPanel, _) if scene.selection.contains(device) => {
            out.push(Effect::EnterPanel);
        }
        // Done on release, unless the canvas was panned with it.
        (RackKeyAction::Select, _) => {}
        _ => return false,
    }
    true
}

/// The lower right corner of a device in the window, as far as it is in view.
fn corner_of(scene: &Scene, stop: Stop) -> Option<Pair> {
    let Stop::Device(device) = stop else {
        return None;
    };
    let area = aim::front_area(&scene.world, &scene.snapshot.layout, device)?;
    let (origin, view) = (scene.origin, scene.camera.view());
    let (x, y) = scene
        .camera
        .to_view(Point::new(area.right(), area.bottom()));
    Some((
        origin.0 + x.clamp(0.0, view.0),
        origin.1 + y.clamp(0.0, view.1),
    ))
}

/// Moves between the name, the menu beside it, and the devices below.
fn on_header(
    scene: &Scene,
    step: Option<Step>,
    rack: RackId,
    stop: Stop,
    out: &mut Vec<Effect>,
) -> bool {
    match (step, stop) {
        (Some(Step::Right), Stop::Name) => out.push(Effect::FocusHeader(rack, Stop::Menu)),
        (Some(Step::Left), Stop::Menu) => out.push(Effect::FocusHeader(rack, Stop::Name)),
        (Some(Step::Down), _) => {
            out.extend(top_of(&scene.snapshot, rack).map(Effect::FocusDevice));
        }
        _ => return false,
    }
    true
}
