//! Actions that choose a lens.

use super::always;
use crate::domain::lens::Lens;
use crate::interaction::keys::Key;
use crate::views::actions::{Action, ActionGroup};

pub(super) static ACTIONS: &[Action] = &[
    Action {
        id: "lens-status",
        name: "Lens: Status",
        group: ActionGroup::View,
        keys: &[Key::plain("1")],
        is_possible: always,
        run: |app| app.show_lens(Lens::Status),
    },
    Action {
        id: "lens-cpu",
        name: "Lens: CPU",
        group: ActionGroup::View,
        keys: &[Key::plain("2")],
        is_possible: always,
        run: |app| app.show_lens(Lens::Cpu),
    },
    Action {
        id: "lens-memory",
        name: "Lens: Memory",
        group: ActionGroup::View,
        keys: &[Key::plain("3")],
        is_possible: always,
        run: |app| app.show_lens(Lens::Memory),
    },
    Action {
        id: "lens-disk",
        name: "Lens: Disk",
        group: ActionGroup::View,
        keys: &[Key::plain("4")],
        is_possible: always,
        run: |app| app.show_lens(Lens::Disk),
    },
    Action {
        id: "lens-temperature",
        name: "Lens: Temperature",
        group: ActionGroup::View,
        keys: &[Key::plain("5")],
        is_possible: always,
        run: |app| app.show_lens(Lens::Temperature),
    },
    Action {
        id: "lens-network",
        name: "Lens: Network",
        group: ActionGroup::View,
        keys: &[Key::plain("6")],
        is_possible: always,
        run: |app| app.show_lens(Lens::Network),
    },
    Action {
        id: "lens-load",
        name: "Lens: Load",
        group: ActionGroup::View,
        keys: &[Key::plain("7")],
        is_possible: always,
        run: |app| app.show_lens(Lens::Load),
    },
    Action {
        id: "lens-gpu",
        name: "Lens: GPU",
        group: ActionGroup::View,
        keys: &[Key::plain("8")],
        is_possible: always,
        run: |app| app.show_lens(Lens::Gpu),
    },
    Action {
        id: "lens-alerts",
        name: "Lens: Alerts",
        group: ActionGroup::View,
        keys: &[Key::plain("9")],
        is_possible: always,
        run: |app| app.show_lens(Lens::Alerts),
    },
    Action {
        id: "lens-battery",
        name: "Lens: Battery",
        group: ActionGroup::View,
        keys: &[],
        is_possible: always,
        run: |app| app.show_lens(Lens::Battery),
    },
    Action {
        id: "lens-latency",
        name: "Lens: Latency",
        group: ActionGroup::View,
        keys: &[],
        is_possible: always,
        run: |app| app.show_lens(Lens::Latency),
    },
    Action {
        id: "lens-coverage",
        name: "Lens: Coverage",
        group: ActionGroup::View,
        keys: &[],
        is_possible: always,
        run: |app| app.show_lens(Lens::Coverage),
    },
];
