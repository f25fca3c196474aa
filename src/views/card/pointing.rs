//! Listens to the pointer, fingers and the focus, and determines which device's card is shown. [`crate::interaction::hover`] interprets
//! the events.

use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, PointerEvent};

use crate::domain::ids::DeviceId;
use crate::domain::pages::AppPage;
use crate::draw::camera::Pair;
use crate::interaction::hover::{Hover, HoverEvent};
use crate::interaction::thresholds::PointerKind;
use crate::state::app::App;
use crate::state::timer::PageTimer;
use crate::views::canvas::clock::now;
use crate::views::canvas::stage::Stage;
use crate::views::rack::device_mark::device_id_of;
use crate::views::rack::pointing::{device_at, is_focus_visible};
use crate::views::ui::dynamic::effect;

#[derive(Clone, Copy)]
pub(super) struct Pointed {
    /// The device whose card is shown.
    pub shown: RwSignal<Option<DeviceId>>,
    /// Where the pointer is in the window, while it points at a device.
    pub at: StoredValue<Option<Pair>>,
    hover: StoredValue<Hover>,
    waiting: StoredValue<Option<PageTimer>, LocalStorage>,
    app: App,
}

/// Runs for as long as the current owner lives. `resting`: a finger that has come down already.
pub(super) fn follow_pointing(app: App, stage: Stage, resting: Option<PointerEvent>) -> Pointed {
    let pointed = Pointed {
        shown: RwSignal::new(None),
        at: StoredValue::new(None),
        hover: StoredValue::new(Hover::default()),
        waiting: StoredValue::new_local(None),
        app,
    };
    let last = StoredValue::new_local(None::<Element>);
    let handles = Rc::new([
        window_event_listener(ev::pointermove, move |event| pointed.on_move(last, &event)),
        window_event_listener(ev::pointerdown, move |event| pointed.on_press(&event)),
        window_event_listener(ev::pointerout, move |event| {
            // The pointer has left the window.
            if event.related_target().is_none() && !is_finger(&event) {
                last.set_value(None);
                pointed.step(HoverEvent::Over(None));
            }
        }),
        window_event_listener(ev::pointerup, move |event| pointed.on_lift(&event)),
        window_event_listener(ev::pointercancel, move |event| pointed.on_lift(&event)),
        window_event_listener(ev::focusin, move |event| {
            let target = element(event.target());
            let target = target.filter(|target| is_focus_visible(Some(target)));
            pointed.step(HoverEvent::Focus(target.as_ref().and_then(device_id_of)));
        }),
        window_event_listener(ev::focusout, move |_| pointed.step(HoverEvent::Focus(None))),
        window_event_listener(ev::keydown, move |event| {
            if !leaves_card(&event.key()) {
                pointed.step(HoverEvent::Acted);
            }
        }),
    ]);
    let handles = StoredValue::new_local(Some(handles));
    let seen = stage.seen();
    let mut is_first = true;
    effect(move || {
        seen.with(|_| ());
        if !std::mem::take(&mut is_first) {
            pointed.step(HoverEvent::Moved);
        }
    });
    let opened = app.inner().opened.clone();
    effect(move || pointed.step(HoverEvent::Opened(opened.get())));
    let page = app.inner().page.clone();
    effect(move || {
        if page.get() != AppPage::Racks {
            last.set_value(None);
            pointed.step(HoverEvent::Over(None));
            pointed.step(HoverEvent::Focus(None));
        }
    });
    pointed.look();
    if let Some(event) = resting {
        pointed.on_press(&event);
    }
    on_cleanup(move || {
        let taken = handles.try_update_value(Option::take).flatten();
        if let Some(handles) = taken.and_then(Rc::into_inner) {
            for handle in handles {
                handle.remove();
            }
        }
    });
    pointed
}

fn element(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

/// Whether a key keeps the card: keys that lead to other devices or choose a lens do.
fn leaves_card(key: &str) -> bool {
    key == "Tab"
        || key == "Shift"
        || key.starts_with("Arrow")
        || key.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_finger(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

fn point_of(event: &PointerEvent) -> Pair {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

impl Pointed {
    /// Starts with what is already under the pointer or focused.
    fn look(self) {
        let document = document();
        let can_hover = window().match_media("(hover: hover)").ok().flatten();
        if can_hover.is_some_and(|list| list.matches()) {
            let over = document.query_selector("[data-device-id]:hover");
            let over = over.ok().flatten();
            self.step(HoverEvent::Over(over.as_ref().and_then(device_id_of)));
        }
        let focused = document.active_element();
        let focused = focused.filter(|focused| is_focus_visible(Some(focused)));
        self.step(HoverEvent::Focus(focused.as_ref().and_then(device_id_of)));
    }

    fn on_move(self, last: StoredValue<Option<Element>, LocalStorage>, event: &PointerEvent) {
        let at = point_of(event);
        if is_finger(event) {
            let pressed = self.at.get_value();
            let is_still = pressed.is_some_and(|from| {
                (from.0 - at.0).hypot(from.1 - at.1) < PointerKind::Touch.drag_distance()
            });
            if !is_still {
                self.step(HoverEvent::Held(None));
            }
            return;
        }
        let target = element(event.target());
        let is_within = |selector: &str| {
            let found = target.as_ref().map(|target| target.closest(selector));
            matches!(found, Some(Ok(Some(_))))
        };
        let is_device = is_within(".device");
        // Another position in the same node is the same device, except on a rack seen from far away.
        let is_same = event.buttons() == 0 && last.with_value(|last| *last == target);
        if is_same && is_device {
            self.at.set_value(Some(at));
            return;
        }
        if is_same && !is_within("[data-rack-id]") {
            return;
        }
        last.set_value(target.clone());
        let device = target
            .filter(|_| event.buttons() == 0)
            .and_then(|target| device_at(self.app, &target, at));
        self.at.set_value(device.map(|_| at));
        self.step(HoverEvent::Over(device));
    }

    fn on_press(self, event: &PointerEvent) {
        self.step(HoverEvent::Acted);
        if is_finger(event) {
            let at = point_of(event);
            let device = element(event.target()).and_then(|on| device_at(self.app, &on, at));
            self.at.set_value(device.map(|_| at));
            self.step(HoverEvent::Held(device));
        }
    }

    fn on_lift(self, event: &PointerEvent) {
        if is_finger(event) {
            self.at.set_value(None);
            self.step(HoverEvent::Held(None));
        }
    }

    fn step(self, event: HoverEvent) {
        // Once the canvas has left the page, events have no effect.
        let Some(mut hover) = self.hover.try_get_value() else {
            return;
        };
        let wait = hover.step(event, now());
        self.hover.set_value(hover);
        let shown = hover.shown();
        if self.shown.get_untracked() != shown {
            self.shown.set(shown);
        }
        let pointed = &self.app.inner().lensing.pointed;
        if pointed.get_untracked() != hover.pointed() {
            pointed.set(hover.pointed());
        }
        let next = wait.and_then(|wait| {
            let again = move || self.step(HoverEvent::Time);
            PageTimer::start(Duration::from_millis(wait.ceil() as u64), again)
        });
        // Once the canvas has left the page, no timer runs.
        let _ = self.waiting.try_update_value(|waiting| *waiting = next);
    }
}
