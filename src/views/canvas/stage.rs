//! The camera above the world on the page: the driver of its machine, and the handle with which all parts of the canvas work.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::camera_command::goal_of;
use super::changes::Changes;
use super::clock::now;
use super::levels::Levels;
use super::node_registry::NodeRegistry;
use super::scroller::Scroller;
use crate::domain::ids::LayoutId;
use crate::domain::pages::AppPage;
use crate::draw::area::{Area, Point};
use crate::draw::camera::{Camera, Pair};
use crate::draw::detail::Motion;
use crate::draw::world::World;
use crate::interaction::camera_machine::{
    CameraContext, CameraEffect, CameraEvent, CameraMachine, CameraTimer, SavedCamera,
};
use crate::state::app::App;
use crate::state::frames::FrameTask;
use crate::state::timer::after;
use crate::state::viewport::{CameraCommand, keep_camera, kept_camera};

/// A handle to the canvas, copied freely into closures.
#[derive(Clone, Copy)]
pub struct Stage(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    app: App,
    scroller: RefCell<Option<Scroller>>,
    machine: RefCell<CameraMachine>,
    /// Effects wait for those before them: carrying one out may raise further events.
    queue: RefCell<VecDeque<CameraEffect>>,
    is_busy: Cell<bool>,
    frame: FrameTask,
    /// The visible part of the world.
    seen: ArcRwSignal<Area>,
    levels: Rc<Levels>,
    nodes: Rc<NodeRegistry>,
    changes: Rc<Changes>,
}

impl Stage {
    pub fn new(app: App) -> Self {
        let inner = Rc::new_cyclic(|weak: &Weak<Inner>| {
            let weak = weak.clone();
            Inner {
                app,
                scroller: RefCell::new(None),
                machine: RefCell::new(CameraMachine::new(window_size())),
                queue: RefCell::default(),
                is_busy: Cell::new(false),
                frame: FrameTask::new(move || {
                    if let Some(inner) = weak.upgrade() {
                        inner.step(CameraEvent::Frame);
                    }
                }),
                seen: ArcRwSignal::new(Area::default()),
                levels: Levels::new(),
                nodes: Rc::default(),
                changes: Rc::default(),
            }
        });
        Self(StoredValue::new_local(inner))
    }

    /// `None` once the canvas has left the page.
    fn inner(&self) -> Option<Rc<Inner>> {
        self.0.try_get_value()
    }

    fn step(&self, event: CameraEvent) {
        if let Some(inner) = self.inner() {
            inner.step(event);
        }
    }

    /// Takes the scroll container and its two children, once they are on the page.
    pub fn attach(&self, view: HtmlElement, sizer: HtmlElement, world: HtmlElement) {
        if let Some(inner) = self.inner() {
            *inner.scroller.borrow_mut() = Some(Scroller::new(view, sizer, world));
            self.resize();
        }
    }

    /// How much of each rack is drawn.
    pub fn levels(&self) -> Rc<Levels> {
        self.0.with_value(|inner| inner.levels.clone())
    }

    /// The nodes of all devices.
    pub fn nodes(&self) -> Rc<NodeRegistry> {
        self.0.with_value(|inner| inner.nodes.clone())
    }

    pub fn changes(&self) -> Rc<Changes> {
        self.0.with_value(|inner| inner.changes.clone())
    }

    /// Recomputes which racks are in view.
    pub fn look_around(&self) {
        if let Some(inner) = self.inner() {
            inner.look_around();
        }
    }

    /// The scroll container.
    pub fn view(&self) -> Option<HtmlElement> {
        let inner = self.inner()?;
        let scroller = inner.scroller.borrow();
        Some(scroller.as_ref()?.view().clone())
    }

    pub fn camera(&self) -> Camera {
        self.inner().map_or_else(
            || Camera::new((0.0, 0.0), (0.0, 0.0), false),
            |inner| inner.machine.borrow().camera(),
        )
    }

    /// Whether the camera is moving, or has been a moment ago.
    pub fn is_moving(&self) -> bool {
        self.inner()
            .is_some_and(|inner| inner.machine.borrow().motion() != Motion::AtRest)
    }

    /// The part of the world that is seen; changes with every scroll and zoom.
    pub fn seen(&self) -> ArcRwSignal<Area> {
        self.inner()
            .map_or_else(ArcRwSignal::default, |inner| inner.seen.clone())
    }

    /// Converts a point of the window to the view.
    pub fn view_point(&self, client_x: f64, client_y: f64) -> Pair {
        self.inner()
            .and_then(|inner| {
                let scroller = inner.scroller.borrow();
                Some(scroller.as_ref()?.point(client_x, client_y))
            })
            .unwrap_or((client_x, client_y))
    }

    /// Converts a point of the window to the world.
    pub fn world_point(&self, client_x: f64, client_y: f64) -> Point {
        self.camera().to_world(self.view_point(client_x, client_y))
    }

    /// Moves the camera at once; for gestures, which move it step by step.
    pub fn show(&self, camera: Camera) {
        self.step(CameraEvent::Led(camera));
    }

    /// Flies to a camera position within a moment, or at once if the user prefers reduced motion.
    pub fn fly(&self, to: Camera) {
        let at_once = wants_no_motion();
        self.step(CameraEvent::Sent { to, at_once });
    }

    pub fn move_camera(&self, command: CameraCommand) {
        let Some(inner) = self.inner() else { return };
        if let Some(goal) = goal_of(inner.app, command) {
            let at_once = wants_no_motion();
            inner.step(CameraEvent::Asked { goal, at_once });
        }
    }

    /// Takes over new positions of the racks, or another layout.
    pub fn set_world(&self, layout: LayoutId, world: &World, narrow: bool) {
        let Some(inner) = self.inner() else { return };
        if let Some(scroller) = inner.scroller.borrow().as_ref() {
            scroller.size_world(world.size());
        }
        inner.step(CameraEvent::World {
            layout,
            size: world.size(),
            has_racks: !world.placed_racks().is_empty(),
            narrow,
        });
    }

    /// Measures the scroll container, which may have changed its size.
    pub fn resize(&self) {
        let Some(inner) = self.inner() else { return };
        if let Some(view) = inner.view() {
            let window = window_size();
            inner.step(CameraEvent::Resized { view, window });
        }
    }

    /// Handles that the browser has scrolled.
    pub fn on_scroll(&self) {
        let Some(inner) = self.inner() else { return };
        let scroller = inner.scroller.borrow();
        let by = scroller.as_ref().and_then(Scroller::scrolled_by);
        drop(scroller);
        if let Some(by) = by {
            inner.step(CameraEvent::Scrolled(by));
        }
    }
}

impl CameraContext for Inner {
    fn view(&self) -> Option<Pair> {
        self.scroller.borrow().as_ref()?.size()
    }

    fn saved(&self, layout: LayoutId, narrow: bool) -> Option<SavedCamera> {
        kept_camera(layout, narrow)
    }

    fn is_on_screen(&self) -> bool {
        self.app.inner().page.get_untracked() == AppPage::Racks
    }

    fn first_rack(&self) -> Area {
        let viewport = &self.app.inner().viewport;
        viewport.world.get_untracked().first_rack()
    }

    fn opened(&self) -> Option<Area> {
        let inner = self.app.inner();
        let device = inner.opened.get_untracked()?;
        let snapshot = inner.document.snapshot().get_untracked();
        let world = inner.viewport.world.get_untracked();
        world.bounds_of(&snapshot.layout, &[device])
    }
}

impl Inner {
    fn step(self: &Rc<Self>, event: CameraEvent) {
        let effects = self.machine.borrow_mut().step(event, &**self, now());
        self.queue.borrow_mut().extend(effects);
        if self.is_busy.replace(true) {
            return;
        }
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(effect) = next else { break };
            self.carry_out(effect);
        }
        self.is_busy.set(false);
    }

    fn carry_out(self: &Rc<Self>, effect: CameraEffect) {
        match effect {
            CameraEffect::RequestFrame => self.frame.request(),
            CameraEffect::StartTimer(timer, wait) => self.start(timer, wait),
            CameraEffect::Moving(is_moving) => {
                if let Some(scroller) = self.scroller.borrow().as_ref() {
                    scroller.set_moving(is_moving);
                }
            }
            CameraEffect::Place => self.place(),
            CameraEffect::Announce => self.announce(),
            CameraEffect::Keep {
                layout,
                narrow,
                saved,
            } => keep_camera(layout, narrow, saved),
        }
    }

    /// The camera and its state of motion.
    fn now(&self) -> (Camera, Motion) {
        let machine = self.machine.borrow();
        (machine.camera(), machine.motion())
    }

    fn place(&self) {
        let (camera, motion) = self.now();
        if let Some(scroller) = self.scroller.borrow().as_ref() {
            if motion == Motion::AtRest {
                scroller.scroll(&camera);
            }
            scroller.move_world(&camera);
        }
    }

    fn announce(&self) {
        let (camera, motion) = self.now();
        let seen = camera.visible();
        if self.seen.with_untracked(|old| *old != seen) {
            self.seen.set(seen);
        }
        self.look_around();
        let zoom = &self.app.inner().viewport.zoom;
        if motion == Motion::AtRest && zoom.with_untracked(|old| *old != camera.zoom) {
            zoom.set(camera.zoom);
        }
    }

    fn look_around(&self) {
        let (camera, motion) = self.now();
        if camera.view() != (0.0, 0.0) {
            let world = self.app.inner().viewport.world.get_untracked();
            self.levels
                .look(&world, camera.visible(), camera.zoom, motion);
        }
    }

    fn start(self: &Rc<Self>, timer: CameraTimer, wait: f64) {
        let weak = Rc::downgrade(self);
        after(Duration::from_millis(wait.ceil() as u64), move || {
            if let Some(inner) = weak.upgrade() {
                inner.step(CameraEvent::Timer(timer));
            }
        });
    }
}

pub fn window_size() -> Pair {
    let number = |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_f64());
    let window = window();
    (
        number(window.inner_width()).unwrap_or_default(),
        number(window.inner_height()).unwrap_or_default(),
    )
}

fn wants_no_motion() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}
