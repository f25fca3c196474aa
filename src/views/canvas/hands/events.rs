//! What the page's events mean to hands: whose they are, and what clicks and keys do while something is carried.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

use super::listen::{hold_the_page, listen, listen_early, listen_to_pointer, stop};
use super::{Doing, Hands, keyboard, picking};
use crate::domain::ids::DeviceId;
use crate::domain::placement::Target;
use crate::state::selection::Selection;
use crate::views::actions::RackDoing;
use crate::views::ui::dynamic::effect;

impl Hands {
    pub(super) fn listen(&self) {
        let on = |name, work| listen_to_pointer(self, name, work);
        on("pointerdown", Self::on_down);
        on("pointermove", Self::on_move);
        on("pointerup", Self::on_up);
        on("pointercancel", |hands, event| hands.on_lost(event));
        on("lostpointercapture", |hands, event| hands.on_lost(event));
        let app = self.0.app;
        listen("focusin", move |event| keyboard::on_focus(app, event));
        let hands = self.clone();
        listen("blur", move |_| hands.cancel());
        let hands = self.clone();
        listen_early("click", move |event| hands.on_click(event.unchecked_ref()));
        let hands = self.clone();
        listen_early("keydown", move |event| hands.on_key(event.unchecked_ref()));
        let hands = self.clone();
        listen_early("contextmenu", move |event| {
            if hands.is_touched() || hands.is_busy() || hands.0.swallow_menu.take() {
                stop(event);
            }
        });
        let hands = self.clone();
        hold_the_page(move || hands.is_busy());
        let hands = self.clone();
        let carried = self.0.app.inner().carried.clone();
        effect(move || {
            let carried = carried.get();
            hands.follow_carried(carried);
        });
        // What is carried was made for the layout as it was.
        let hands = self.clone();
        let (snapshot, world) = {
            let inner = self.0.app.inner();
            (inner.document.snapshot(), inner.viewport.world.clone())
        };
        effect(move || {
            snapshot.track();
            world.track();
            hands.on_change();
        });
    }

    fn on_click(&self, event: &MouseEvent) {
        if self.0.swallow_click.take() {
            stop(event);
            return;
        }
        if !self.is_picking() || !is_on_canvas(event) {
            return;
        }
        stop(event);
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let target = match &mut *self.0.doing.borrow_mut() {
            Doing::Carrying(carry) => carry.pick(self.0.stage, at),
            _ => None,
        };
        match target {
            Some(Ok(target)) => drop(self.put_down(&target)),
            Some(Err(refusal)) => self.0.app.say(refusal.to_string()),
            None => {}
        }
    }

    /// Returns the device that was carried, or the new one.
    fn put_down(&self, target: &Target) -> Option<DeviceId> {
        let doing = std::mem::take(&mut *self.0.doing.borrow_mut());
        let Doing::Carrying(carry) = doing else {
            return None;
        };
        let what = carry.carrying.what.clone();
        drop(carry);
        // A refusal has been said already.
        let device = self.0.app.put_down(&what, target).ok()?;
        self.0.app.select(Selection::Devices(vec![device]));
        Some(device)
    }

    fn on_key(&self, event: &KeyboardEvent) {
        let is_nothing = matches!(*self.0.doing.borrow(), Doing::Nothing | Doing::Pressed(_));
        if is_nothing {
            // A click by a key is meant as one.
            self.0.swallow_click.set(false);
            self.0.swallow_menu.set(false);
            if keyboard::on_key(self.0.app, self.0.stage, event) {
                event.prevent_default();
            }
            return;
        }
        let key = event.key();
        if RackDoing::of(event) == Some(RackDoing::Leave) {
            stop(event);
            return self.cancel();
        }
        if !self.is_picking() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if key == "Enter" {
            stop(event);
            let target = match &*self.0.doing.borrow() {
                Doing::Carrying(carry) => carry.fitting_target(),
                _ => None,
            };
            match target {
                Some(target) => {
                    let (app, stage) = (self.0.app, self.0.stage);
                    let device = self.put_down(&target);
                    // Once its node is there.
                    let _ = set_timeout(move || keyboard::go(app, stage, device), Duration::ZERO);
                }
                None => self.0.app.say("Use the arrow keys to pick a place"),
            }
        } else if let Some(step) = picking::step_of(&key) {
            stop(event);
            if let Doing::Carrying(carry) = &mut *self.0.doing.borrow_mut() {
                carry.step(&self.0.app, self.0.stage, step);
            }
        }
    }
}

fn is_on_canvas(event: &MouseEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest(".view").ok().flatten().is_some())
}
