//! Actions on the selected devices, otherwise on the focused one.

use leptos::prelude::*;

use crate::domain::arrange;
use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Face, Layout};
use crate::domain::placement::{Payload, PlacementContext, Refusal, Step};
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::state::part::lazy_part;
use crate::views::editor::new_rack::show_new_rack;
use crate::views::ui::focus::focus_device_soon;

/// The action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arranging {
    Remove,
    Duplicate,
    Move(Step),
    StackUp,
    StackDown,
    Distribute,
    Align,
    Flip,
    DuplicateRack(RackId),
}

lazy_part!(change: fn load_arrange() -> fn(App, Arranging) = arrange);

/// Runs it once its part is loaded.
pub fn start(app: App, arranging: Arranging) {
    app.with_part(load_arrange(), move |app, arrange| arrange(app, arranging));
}

fn arrange(app: App, arranging: Arranging) {
    let devices = app.chosen_devices();
    if let Arranging::Move(step) = arranging {
        return shift(app, &devices, step);
    }
    let snapshot = app.inner().document.snapshot().get_untracked();
    match command_for(&snapshot.layout, &devices, arranging) {
        Ok((command, new)) => {
            let is_by_keys = app.inner().focus.device().is_some();
            // `run` has announced a refusal already.
            let is_done = app.run(&command).is_ok();
            if let Some(rack) = command.added_rack().filter(|_| is_done) {
                show_new_rack(app, rack);
            } else if let Some(first) = new.first().copied().filter(|_| is_done) {
                app.select(Selection::of_devices(new));
                // After a key press, the focus follows the new selection.
                if is_by_keys {
                    focus_device_soon(first);
                }
            }
        }
        Err(refusal) => app.say(refusal.to_string()),
    }
}

/// The command, and the devices it adds.
fn command_for(
    layout: &Layout,
    devices: &[DeviceId],
    arranging: Arranging,
) -> Result<(Command, Vec<DeviceId>), Refusal> {
    let nothing_new = |command| (command, Vec::new());
    match arranging {
        Arranging::Remove => arrange::remove(layout, devices).map(nothing_new),
        Arranging::StackUp => arrange::stack_up(layout, devices).map(nothing_new),
        Arranging::StackDown => arrange::stack_down(layout, devices).map(nothing_new),
        Arranging::Distribute => arrange::distribute(layout, devices).map(nothing_new),
        Arranging::Align => arrange::align_across(layout, devices).map(nothing_new),
        Arranging::Flip => arrange::flip(layout, devices).map(nothing_new),
        Arranging::Duplicate => arrange::duplicate(layout, devices, &mut new_uuid).map(|command| {
            let new = added_by(&command);
            (command, new)
        }),
        Arranging::DuplicateRack(rack) => {
            arrange::duplicate_rack(layout, rack, &mut new_uuid).map(nothing_new)
        }
        Arranging::Move(_) => Err(Refusal::NoSuchDevice),
    }
}

fn added_by(command: &Command) -> Vec<DeviceId> {
    match command {
        Command::AddDevice(device) => vec![device.id],
        Command::Group(commands) | Command::Titled { commands, .. } => {
            commands.iter().flat_map(added_by).collect()
        }
        _ => Vec::new(),
    }
}

/// Moves the devices to the next places in that direction where all of them fit. A held key makes one undo step.
fn shift(app: App, devices: &[DeviceId], step: Step) {
    let snapshot = app.inner().document.snapshot().get_untracked();
    let layout = &snapshot.layout;
    let focused = app.inner().focus.device();
    let held = focused.filter(|device| devices.contains(device));
    let Some(held) = held.or(devices.first().copied()) else {
        return;
    };
    let Some(payload) = Payload::of_devices(layout, held, devices, Face::Front) else {
        return;
    };
    match PlacementContext::new(layout, &snapshot.index, &payload).step(step) {
        // `run` has announced a refusal already.
        Some(target) => drop(app.run_merged(&Command::MoveDevices(arrange::moves_to(&target)))),
        None => app.say(match step {
            Step::Up => "No free slot above",
            Step::Down => "No free slot below",
            Step::Left => "No free slot to the left",
            Step::Right => "No free slot to the right",
        }),
    }
}
