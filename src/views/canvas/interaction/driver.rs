//! Connects the browser to the interaction machine.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event as BrowserEvent, HtmlElement, PointerEvent};

use super::effects::{Page, carry_out};
use super::translate::{modifiers, pointer_input, position, touches, turn};
use crate::draw::camera::Pair;
use crate::interaction::effect::Effect;
use crate::interaction::hit::HitTarget;
use crate::interaction::input::{Event, KeyPhase, PageRequest, PointerId};
use crate::interaction::machine::InteractionMachine;
use crate::interaction::scene::{Planner, Scene, SystemNames};
use crate::state::app::App;
use crate::state::frames::FrameTask;
use crate::state::part::lazy_part;
use crate::state::pointer::{note_pointer, pointer_in_use};
use crate::state::spawn;
use crate::views::actions::key_input;
use crate::views::canvas::clock::now;
use crate::views::canvas::stage::Stage;
use crate::views::rack::pointing::{hit_at, is_focus_visible};
use crate::views::ui::dynamic::effect;
use crate::views::ui::listen::{listen, listen_early, listen_on, stop};

/// A handle to the canvas's interaction machine.
#[derive(Clone)]
pub struct Driver(Rc<Inner>);

struct Inner {
    app: App,
    stage: Stage,
    machine: RefCell<InteractionMachine>,
    /// Effects wait for those before them: carrying one out may raise further events.
    queue: RefCell<VecDeque<Effect>>,
    is_busy: Cell<bool>,
    /// Position of the view in the window, once measured. Not measured while something is dragged or the camera moves: that would force a
    /// page layout in each frame.
    origin: Cell<Option<Pair>>,
    /// Loaded with the first press.
    planner: Cell<Option<Planner>>,
    is_planner_loading: Cell<bool>,
    system_names: SystemNames,
    page: Page,
}

lazy_part!(change: fn load_planner() -> fn() -> Planner = || Planner::ARRANGE);

impl Driver {
    pub fn new(app: App, stage: Stage) -> Self {
        Self(Rc::new_cyclic(|weak: &Weak<Inner>| {
            let dispatch = |weak: Weak<Inner>, event: Event| {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).dispatch(event);
                }
            };
            let (for_frames, for_timers) = (weak.clone(), weak.clone());
            let frame = FrameTask::new(move || dispatch(for_frames.clone(), Event::Frame));
            let on_timer = Rc::new(move |timer| dispatch(for_timers.clone(), Event::Timer(timer)));
            Inner {
                app,
                stage,
                machine: RefCell::default(),
                queue: RefCell::default(),
                is_busy: Cell::new(false),
                origin: Cell::new(None),
                planner: Cell::new(None),
                is_planner_loading: Cell::new(false),
                system_names: SystemNames::new(move |of| {
                    let system = app.inner().live.system(of);
                    system.map(|system| system.name)
                }),
                page: Page::new(app, stage, frame, on_timer),
            }
        }))
    }

    /// Passes an event to the machine that does not come from the browser.
    pub fn dispatch(&self, event: Event) {
        self.step(event, None);
    }

    /// Passes a browser event to the machine and carries out the effects. Effects on the event itself are carried out at once, all others in
    /// order.
    fn step(&self, event: Event, browser: Option<&BrowserEvent>) {
        let is_dragging = self.0.machine.borrow().session().is_some();
        let is_still = !is_dragging && !self.0.stage.is_moving();
        if browser.is_some() && (is_still || self.0.origin.get().is_none()) {
            let corner = self.0.stage.view_point(0.0, 0.0);
            self.0.origin.set(Some((-corner.0, -corner.1)));
        }
        // The first event that begins or continues a drag.
        if matches!(event, Event::PointerDown { .. } | Event::KeyDown { .. }) {
            self.expect_planner();
        }
        let scene = self.scene();
        let effects = self.0.machine.borrow_mut().step(event, &scene, now());
        let mut queue = self.0.queue.borrow_mut();
        for effect in effects {
            match (effect, browser) {
                (Effect::PreventDefault, browser) => {
                    if let Some(browser) = browser.filter(|browser| browser.cancelable()) {
                        browser.prevent_default();
                    }
                }
                (Effect::Consume, browser) => {
                    if let Some(browser) = browser {
                        stop(browser);
                    }
                }
                (effect, _) => queue.push_back(effect),
            }
        }
        drop(queue);
        self.carry_out();
    }

    /// Starts loading the planner of changes. If that fails, the next press tries again.
    fn expect_planner(&self) {
        if self.0.planner.get().is_some() || self.0.is_planner_loading.replace(true) {
            return;
        }
        let driver = self.clone();
        spawn(async move {
            if let Ok(planner) = load_planner().await {
                driver.0.planner.set(Some(planner()));
            }
            driver.0.is_planner_loading.set(false);
        });
    }

    fn carry_out(&self) {
        if self.0.is_busy.replace(true) {
            return;
        }
        loop {
            let next = self.0.queue.borrow_mut().pop_front();
            let Some(effect) = next else { break };
            carry_out(&self.0.page, effect);
        }
        self.0.is_busy.set(false);
    }

    fn scene(&self) -> Scene {
        let inner = self.0.app.inner();
        Scene {
            snapshot: inner.document.snapshot().get_untracked(),
            world: inner.viewport.world.get_untracked(),
            camera: self.0.stage.camera(),
            origin: self.0.origin.get().unwrap_or_default(),
            selection: inner.selection.get_untracked(),
            is_selecting: inner.selecting.get_untracked(),
            gap: inner.palette.gap.get_untracked(),
            opened: inner.opened.get_untracked(),
            is_dialog_open: inner.dialog.with_untracked(Option::is_some),
            pointer: pointer_in_use(),
            planner: self.0.planner.get(),
            system_names: self.0.system_names.clone(),
        }
    }

    fn hit(&self, event: &BrowserEvent, at: Pair) -> HitTarget {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        target.map_or(HitTarget::Outside, |target| hit_at(self.0.app, &target, at))
    }

    /// Listens for as long as the current owner lives.
    pub fn listen(&self) {
        self.listen_to_pointers();
        self.listen_to_view();
        self.listen_to_keys();
        let driver = self.clone();
        listen("blur", move |_| driver.dispatch(Event::Blur));
        self.follow_state();
        let driver = self.clone();
        self.0
            .app
            .connect_machine(Some(Rc::new(move |request: PageRequest| {
                let by_keyboard = is_focus_visible(document().active_element().as_ref());
                driver.dispatch(Event::PageRequest {
                    request,
                    by_keyboard,
                });
            })));
        let app = self.0.app;
        on_cleanup(move || app.connect_machine(None));
    }

    fn listen_to_pointers(&self) {
        let driver = self.clone();
        listen_early("pointerdown", move |event| {
            let pointer = pointer_input(event.unchecked_ref());
            note_pointer(pointer.kind);
            let hit = driver.hit(event, pointer.at);
            if is_on_canvas(event) {
                leave_field();
            }
            driver.step(Event::PointerDown { pointer, hit }, Some(event));
        });
        let driver = self.clone();
        listen("pointermove", move |event| {
            let is_on_canvas = is_on_canvas(event);
            if !is_on_canvas && driver.0.machine.borrow().is_at_rest() {
                return;
            }
            let pointer = pointer_input(event.unchecked_ref());
            driver.step(
                Event::PointerMove {
                    pointer,
                    is_on_canvas,
                },
                Some(event),
            );
        });
        let driver = self.clone();
        listen("pointerup", move |event| {
            let pointer = pointer_input(event.unchecked_ref());
            driver.step(Event::PointerUp { pointer }, Some(event));
        });
        for name in ["pointercancel", "lostpointercapture"] {
            let driver = self.clone();
            listen(name, move |event| {
                let event: &PointerEvent = event.unchecked_ref();
                if !driver.has_captured(event) {
                    driver.dispatch(Event::PointerLost(PointerId(event.pointer_id())));
                }
            });
        }
        let driver = self.clone();
        listen_early("mousedown", move |event| {
            if driver.0.machine.borrow().pans_by_space() {
                event.prevent_default();
            }
        });
        let driver = self.clone();
        listen_early("click", move |event| {
            let at = position(event.unchecked_ref());
            let modifiers = modifiers(event.unchecked_ref());
            let hit = driver.hit(event, at);
            driver.step(Event::Click { at, modifiers, hit }, Some(event));
        });
        let driver = self.clone();
        listen_early("contextmenu", move |event| {
            // A menu opened by the app is not the result of a press.
            if event.is_trusted() {
                driver.step(Event::ContextMenu, Some(event));
            }
        });
    }

    /// Whether the view still captures the pointer: a finger is captured by its first target until the view takes over.
    fn has_captured(&self, event: &PointerEvent) -> bool {
        let view = self.0.stage.view();
        event.type_() == "lostpointercapture"
            && view.is_some_and(|view| view.has_pointer_capture(event.pointer_id()))
    }

    fn listen_to_view(&self) {
        let driver = self.clone();
        listen("touchmove", move |event| {
            // The browser scrolls by itself.
            if !driver.0.machine.borrow().follows_fingers() {
                return;
            }
            let fingers = touches(event.unchecked_ref());
            driver.step(Event::TouchesMoved(fingers), Some(event));
        });
        let Some(view) = self.0.stage.view() else {
            return;
        };
        let driver = self.clone();
        listen_on(&view, "wheel", move |event| {
            let (turn, at) = turn(event.unchecked_ref(), now());
            driver.step(Event::Wheel { turn, at }, Some(event));
        });
        for name in ["touchstart", "touchend", "touchcancel"] {
            let driver = self.clone();
            listen_on(&view, name, move |event| {
                let fingers = touches(event.unchecked_ref());
                driver.step(Event::Touches(fingers), Some(event));
            });
        }
    }

    fn listen_to_keys(&self) {
        let driver = self.clone();
        listen_early("keydown", move |event| {
            let (key, phase) = (key_input(event.unchecked_ref()), KeyPhase::Early);
            driver.step(Event::KeyDown { key, phase }, Some(event));
        });
        let driver = self.clone();
        listen("keydown", move |event| {
            if !event.default_prevented() {
                let (key, phase) = (key_input(event.unchecked_ref()), KeyPhase::Late);
                driver.step(Event::KeyDown { key, phase }, Some(event));
            }
        });
        let driver = self.clone();
        listen("keyup", move |event| {
            let key = key_input(event.unchecked_ref());
            driver.step(Event::KeyUp { key }, Some(event));
        });
        let app = self.0.app;
        listen("focusin", move |event| {
            super::tab_stops::on_focus(app, event)
        });
    }

    /// Tells the machine about changes of the state it depends on.
    fn follow_state(&self) {
        let inner = self.0.app.inner();
        let (driver, dialog) = (self.clone(), inner.dialog.clone());
        effect(move || {
            if dialog.with(Option::is_some) {
                driver.dispatch(Event::DialogOpened);
            }
        });
        let driver = self.clone();
        let (snapshot, selection) = (inner.document.snapshot(), inner.selection.clone());
        let (world, zoom) = (inner.viewport.world.clone(), inner.viewport.zoom.clone());
        effect(move || {
            snapshot.track();
            selection.track();
            world.track();
            zoom.track();
            driver.dispatch(Event::SceneChanged);
        });
    }
}

/// Takes the focus from a text field, which commits its text. The browser would do so, but presses prevent its default action; and a
/// field that is removed with its panel gets no event.
fn leave_field() {
    let active = document().active_element();
    let active = active.filter(|active| active.matches("input, textarea").unwrap_or(false));
    if let Some(field) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        // A focused element can be blurred.
        let _ = field.blur();
    }
}

/// Whether the event's target is inside the scroll container.
fn is_on_canvas(event: &BrowserEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest(".view").ok().flatten().is_some())
}
