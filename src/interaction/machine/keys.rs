//! Keys on the racks, in a drag, and while a place is picked.

use super::picking::end_picking;
use super::{InteractionMachine, Space, Swallow};
use crate::interaction::effect::{AfterDrop, Effect};
use crate::interaction::focus::Stop;
use crate::interaction::keys::{KeyInput, RackKeyAction};
use crate::interaction::navigation;
use crate::interaction::scene::Scene;
use crate::interaction::selection::Selection;

impl InteractionMachine {
    pub(super) fn on_key(&mut self, key: &KeyInput, scene: &Scene, out: &mut Vec<Effect>) {
        self.on_space(key, out);
        let is_leave = RackKeyAction::of(key) == Some(RackKeyAction::Leave);
        if self.session().is_some() {
            if is_leave {
                out.push(Effect::Consume);
                self.give_up(out);
            }
            return;
        }
        let opens_menu = RackKeyAction::of(key) == Some(RackKeyAction::OpenMenu);
        if opens_menu && key.repeat && self.swallow.menu {
            // What opened the menu is held down; by now the menu has the focus.
            return out.push(Effect::PreventDefault);
        }
        // A click or a menu by a key is meant as one.
        self.swallow = Swallow::default();
        if self.is_picking() {
            self.pick_by_key(key, is_leave, scene, out);
        } else if !scene.is_dialog_open && navigation::on_key(scene, key, out) {
            out.push(Effect::PreventDefault);
            // Some browsers ask for a menu of their own when the key is released.
            self.swallow.menu = opens_menu;
        }
    }

    pub(super) fn on_space(&mut self, key: &KeyInput, out: &mut Vec<Effect>) {
        if key.key != " " {
            return;
        }
        self.space.is_down = !key.is_in_control;
        self.space.has_panned &= key.repeat;
        if self.space.is_down && key.is_on_page {
            // Otherwise the browser scrolls by a page.
            out.push(Effect::PreventDefault);
        }
    }

    pub(super) fn pick_by_key(
        &mut self,
        key: &KeyInput,
        is_leave: bool,
        scene: &Scene,
        out: &mut Vec<Effect>,
    ) {
        if is_leave {
            out.push(Effect::Consume);
            return self.stop_picking(out);
        }
        if key.command || key.alt {
            return;
        }
        let Some(mut picking) = self.picking.take() else {
            return;
        };
        if key.key == "Enter" {
            out.push(Effect::Consume);
            if picking.has_fitting_target() {
                end_picking(out);
                return picking.confirm(AfterDrop::SelectAndFocus, out);
            }
            out.push(Effect::Say("Use the arrow keys to pick a place".to_owned()));
        } else if let Some(step) = key.step() {
            out.push(Effect::Consume);
            picking.step(scene, step, out);
        }
        self.picking = Some(picking);
    }

    pub(super) fn on_key_up(&mut self, key: &KeyInput, scene: &Scene, out: &mut Vec<Effect>) {
        if key.key != " " {
            return;
        }
        let has_panned = self.space.has_panned;
        self.space = Space::default();
        if let (Some((_, Stop::Device(device))), false, false) =
            (key.focus, has_panned, key.command)
        {
            let selection = scene.selection.toggled(device);
            let name = scene.snapshot.layout.devices.get(&device);
            let name = name.map_or("", |device| &device.name);
            let (verb, count) = match selection.devices().len() {
                count if selection.contains(device) => ("selected", count),
                count => ("deselected", count),
            };
            out.push(Effect::Select(selection));
            out.push(Effect::Say(format!("{name} {verb}, {count} in all")));
        }
    }
}

/// Escape ends one thing at a time: selecting by clicks, then the open panel, then the selection.
pub(super) fn on_late_key(key: &KeyInput, scene: &Scene, out: &mut Vec<Effect>) {
    if scene.is_dialog_open || RackKeyAction::of(key) != Some(RackKeyAction::Leave) {
        return;
    }
    if scene.is_selecting {
        return out.push(Effect::EndSelecting);
    }
    out.push(Effect::Open(None));
    if scene.opened.is_none() {
        out.push(Effect::Select(Selection::Nothing));
        out.push(Effect::ChooseGap(None));
    }
}
