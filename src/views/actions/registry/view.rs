//! Actions that change the view.

use leptos::prelude::*;

use super::always;
use crate::interaction::keys::Key;
use crate::interaction::selection::Selection;
use crate::state::dialog::Dialog;
use crate::state::viewport::{CameraCommand, Faces};
use crate::views::actions::{Action, ActionGroup};
use crate::views::filter;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        id: "filter",
        name: "Filter devices",
        group: ActionGroup::View,
        keys: &[Key::plain("/"), Key::plain("q")],
        is_possible: always,
        run: |_| filter::focus_box(),
    },
    Action {
        id: "fold-palette",
        name: "Show or hide the device palette",
        group: ActionGroup::View,
        keys: &[Key::shift("a")],
        is_possible: always,
        run: |app| app.open_palette(!app.inner().palette.open.get_untracked()),
    },
    Action {
        id: "fit-all",
        name: "Zoom to fit",
        group: ActionGroup::View,
        keys: &[Key::plain("f")],
        is_possible: always,
        run: |app| app.move_camera(CameraCommand::FitAll),
    },
    Action {
        id: "fit-selection",
        name: "Zoom to selection",
        group: ActionGroup::View,
        keys: &[Key::shift("f")],
        is_possible: |app| {
            app.inner()
                .selection
                .with_untracked(|selection| *selection != Selection::Nothing)
        },
        run: |app| app.move_camera(CameraCommand::FitSelection),
    },
    Action {
        id: "zoom-in",
        name: "Zoom in",
        group: ActionGroup::View,
        keys: &[Key::plain("+"), Key::plain("=")],
        is_possible: always,
        run: |app| app.move_camera(CameraCommand::ZoomBy(1.25)),
    },
    Action {
        id: "zoom-out",
        name: "Zoom out",
        group: ActionGroup::View,
        keys: &[Key::plain("-")],
        is_possible: always,
        run: |app| app.move_camera(CameraCommand::ZoomBy(0.8)),
    },
    Action {
        id: "actual-size",
        name: "Actual size",
        group: ActionGroup::View,
        keys: &[Key::plain("0")],
        is_possible: always,
        run: |app| app.move_camera(CameraCommand::ActualSize),
    },
    Action {
        id: "faces",
        name: "Show front, rear or both",
        group: ActionGroup::View,
        keys: &[Key::plain("v")],
        is_possible: always,
        run: |app| {
            let (next, word) = match app.inner().viewport.faces.get_untracked() {
                Faces::Front => (Faces::Rear, "Racks from the rear"),
                Faces::Rear => (Faces::Both, "Racks from front and rear"),
                Faces::Both => (Faces::Front, "Racks from the front"),
            };
            app.show_faces(next);
            app.say(word);
        },
    },
    Action {
        id: "column",
        name: "Show or hide the side column",
        group: ActionGroup::View,
        keys: &[Key::plain("n")],
        is_possible: always,
        run: |app| app.toggle_column(),
    },
    Action {
        id: "label",
        name: "Second line of devices…",
        group: ActionGroup::View,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Label),
    },
    Action {
        id: "blinking",
        name: "Blinking lights on or off",
        group: ActionGroup::View,
        keys: &[],
        is_possible: always,
        run: |app| app.toggle_blinking(),
    },
    Action {
        id: "pictures",
        name: "Show or hide pictures",
        group: ActionGroup::View,
        keys: &[Key::plain("i")],
        is_possible: always,
        run: |app| {
            let shown = !app.inner().pictures.wanted.get_untracked();
            app.show_pictures(shown);
            app.say(if shown {
                "Pictures shown"
            } else {
                "Pictures hidden"
            });
        },
    },
];
