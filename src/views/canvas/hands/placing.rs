//! What clicks and keys do while a place is picked for what is in hand, and what keys do else.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::{Hands, keyboard, picking};
use crate::domain::ids::DeviceId;
use crate::domain::placement::DropTarget;
use crate::interaction::selection::Selection;
use crate::views::actions::RackDoing;
use crate::views::canvas::gesture::listen::stop;
use crate::views::canvas::gesture::{is_on_canvas, position};

impl Hands {
    pub(super) fn on_click(&self, event: &MouseEvent) {
        // It may have ended a gesture.
        if event.default_prevented() || !self.in_hand.is_picking() || !is_on_canvas(event) {
            return;
        }
        stop(event);
        let pick = self
            .in_hand
            .with(|carry| carry.pick(self.stage, position(event)));
        match pick.flatten() {
            Some(Ok(target)) => drop(self.drop_at(&target)),
            Some(Err(refusal)) => self.app.say(refusal.to_string()),
            None => {}
        }
    }

    /// Returns the device that was carried, or the new one.
    fn drop_at(&self, target: &DropTarget) -> Option<DeviceId> {
        let carry = self.in_hand.take()?;
        let what = carry.carrying.what.clone();
        drop(carry);
        // A refusal has been said already.
        let device = self.app.drop_at(&what, target).ok()?;
        self.app.select(Selection::Devices(vec![device]));
        Some(device)
    }

    pub(super) fn on_key(&self, event: &KeyboardEvent) {
        // While something is dragged, keys are the gesture's.
        if event.default_prevented() || self.gesture.is_dragging() {
            return;
        }
        if self.in_hand.is_picking() {
            self.pick_by_key(event);
        } else if keyboard::on_key(self.app, self.stage, event) {
            event.prevent_default();
        }
    }

    fn pick_by_key(&self, event: &KeyboardEvent) {
        let key = event.key();
        if RackDoing::of(event) == Some(RackDoing::Leave) {
            stop(event);
            return self.stop_picking();
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if key == "Enter" {
            stop(event);
            match self.in_hand.with(|carry| carry.fitting_target()).flatten() {
                Some(target) => {
                    let (app, stage) = (self.app, self.stage);
                    let device = self.drop_at(&target);
                    // Once its node is there.
                    let _ = set_timeout(move || keyboard::go(app, stage, device), Duration::ZERO);
                }
                None => self.app.say("Use the arrow keys to pick a place"),
            }
        } else if let Some(step) = picking::step_of(&key) {
            stop(event);
            self.in_hand
                .with(|carry| carry.step(&self.app, self.stage, step));
        }
    }
}
