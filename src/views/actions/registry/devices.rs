//! Actions on the selected devices.

use leptos::prelude::*;

use crate::domain::ids::DeviceId;
use crate::domain::placement::Step;
use crate::interaction::input::PageRequest;
use crate::interaction::keys::Key;
use crate::interaction::selection::Selection;
use crate::interaction::source::DragSource;
use crate::state::app::App;
use crate::state::dialog::{Dialog, LinkScope};
use crate::views::actions::arranging::{self, Arranging};
use crate::views::actions::{Action, ActionGroup};
use crate::views::inspector::wanted::{WantedField, want};

pub(super) static ACTIONS: &[Action] = &[
    Action {
        id: "open-device",
        name: "Open",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: |app| app.chosen_devices().len() == 1,
        run: |app| app.open_device(app.chosen_devices().first().copied()),
    },
    Action {
        id: "edit-device",
        name: "Edit device and links",
        group: ActionGroup::Devices,
        keys: &[Key::plain("e"), Key::plain("F2")],
        is_possible: |app| app.chosen_devices().len() == 1,
        run: |app| edit(app, WantedField::Name),
    },
    Action {
        id: "edit-devices",
        name: "Edit selected devices",
        group: ActionGroup::Devices,
        keys: &[Key::plain("e"), Key::plain("F2")],
        is_possible: has_several,
        run: |app| {
            app.end_selecting();
            want(WantedField::Name);
        },
    },
    Action {
        id: "link-device",
        name: "Link to a system…",
        group: ActionGroup::Devices,
        keys: &[Key::plain("l")],
        is_possible: has_devices,
        run: link,
    },
    Action {
        id: "change-model",
        name: "Change model…",
        group: ActionGroup::Devices,
        keys: &[Key::plain("m")],
        is_possible: has_devices,
        run: |app| app.open_dialog(Dialog::Model(app.chosen_devices())),
    },
    Action {
        id: "move-to",
        name: "Move to…",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| app.interact(PageRequest::Pick(DragSource::Devices(app.chosen_devices()))),
    },
    Action {
        id: "duplicate",
        name: "Duplicate",
        group: ActionGroup::Devices,
        keys: &[Key::plain("d")],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Duplicate),
    },
    Action {
        id: "delete-devices",
        name: "Delete",
        group: ActionGroup::Devices,
        keys: &[Key::plain("Delete"), Key::plain("Backspace")],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Remove),
    },
    Action {
        id: "move-up",
        name: "Move up",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Move(Step::Up)),
    },
    Action {
        id: "move-down",
        name: "Move down",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Move(Step::Down)),
    },
    Action {
        id: "stack-up",
        name: "Stack upward",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::StackUp),
    },
    Action {
        id: "stack-down",
        name: "Stack downward",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::StackDown),
    },
    Action {
        id: "distribute",
        name: "Distribute evenly",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: has_several,
        run: |app| arranging::start(app, Arranging::Distribute),
    },
    Action {
        id: "align",
        name: "Align across racks",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: has_several,
        run: |app| arranging::start(app, Arranging::Align),
    },
    Action {
        id: "flip",
        name: "Flip front/rear",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Flip),
    },
    Action {
        id: "follow-system",
        name: "Follow every second",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: |app| app.can_follow(),
        run: |app| app.toggle_followed(),
    },
    Action {
        id: "pause-system",
        name: "Pause monitoring",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: |app| app.can_set_monitored(false),
        run: |app| app.set_monitored(false),
    },
    Action {
        id: "resume-system",
        name: "Resume monitoring",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: |app| app.can_set_monitored(true),
        run: |app| app.set_monitored(true),
    },
    Action {
        id: "recommended-alerts",
        name: "Set recommended alerts",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: |app| has_devices(app) && app.can_recommend_alerts(),
        run: |app| app.recommend_alerts(),
    },
    Action {
        id: "select-several",
        name: "Select several",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: |app| has_any(app) && !app.inner().selecting.get_untracked(),
        run: |app| app.begin_selecting(),
    },
    Action {
        id: "select-all",
        name: "Select all",
        group: ActionGroup::Devices,
        keys: &[Key::command("a")],
        is_possible: has_any,
        run: select_all,
    },
    Action {
        id: "select-nothing",
        name: "Clear the selection",
        group: ActionGroup::Devices,
        keys: &[],
        is_possible: |app| {
            app.inner()
                .selection
                .with_untracked(|selection| *selection != Selection::Nothing)
        },
        run: |app| app.select(Selection::Nothing),
    },
];

/// Opens the editing tab of the device's panel, with that field focused.
fn edit(app: App, field: WantedField) {
    if let Some(device) = app.chosen_devices().first() {
        app.end_selecting();
        app.open_device(Some(*device));
        app.inner().tab.set("edit".to_owned());
        want(field);
    }
}

/// Links a single device to a system of the user's choice; for several devices, opens the proposed links.
fn link(app: App) {
    let devices = app.chosen_devices();
    if devices.len() > 1 {
        app.open_dialog(Dialog::LinkDevices(LinkScope::Devices(devices)));
    } else {
        edit(app, WantedField::System);
    }
}

/// Whether the layout has any devices.
fn has_any(app: App) -> bool {
    let snapshot = app.inner().document.snapshot();
    !snapshot.with_untracked(|snapshot| snapshot.layout.devices.is_empty())
}

fn has_devices(app: App) -> bool {
    !app.chosen_devices().is_empty()
}

fn has_several(app: App) -> bool {
    app.chosen_devices().len() > 1
}

/// Selects all devices of the current rack, then all of the layout.
fn select_all(app: App) {
    let inner = app.inner();
    let snapshot = inner.document.snapshot().get_untracked();
    let at_hand = app.chosen_devices().last().copied();
    let rack = inner.selection.with_untracked(Selection::rack).or_else(|| {
        let device = snapshot.layout.devices.get(&at_hand?)?;
        Some(snapshot.layout.rack_of(device)?.id)
    });
    let of_rack = rack
        .map(|rack| snapshot.index.all_of(rack))
        .unwrap_or_default();
    let is_selected = |device: &DeviceId| {
        inner
            .selection
            .with_untracked(|selection| selection.contains(*device))
    };
    let devices: Vec<DeviceId> = if of_rack.iter().all(is_selected) {
        snapshot
            .layout
            .devices
            .iter()
            .map(|device| device.id)
            .collect()
    } else {
        of_rack
    };
    app.select(Selection::of_devices(devices));
    app.say_selection();
}
