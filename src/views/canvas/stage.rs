//! The camera above the world, what leads it and who follows it: what every part of the canvas works with.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::camera_command::camera_for;
use super::changes::Changes;
use super::clock::now;
use super::levels::Levels;
use super::node_registry::NodeRegistry;
use super::scroller::Scroller;
use crate::domain::ids::LayoutId;
use crate::draw::area::{Area, Point};
use crate::draw::camera::{Camera, Pair};
use crate::draw::detail::Motion;
use crate::draw::world::World;
use crate::interaction::quiet::{Elapsed, Quiet};
use crate::state::app::App;
use crate::state::frames::FrameTask;
use crate::state::viewport::{CameraCommand, SavedCamera};

/// How long the camera takes to get where an action sends it, in milliseconds.
const FLIGHT: f64 = 180.0;
/// So long after its last step a motion of the camera is over, in milliseconds.
const MOTION_END: f64 = 160.0;
/// So long after the camera moved last, its place is kept for the next visit, in milliseconds.
const KEEP_AFTER: f64 = 400.0;
/// So long after the window got another size, the sheets and bars around the racks may still find their places, in milliseconds.
const WINDOW_SETTLES: f64 = 500.0;

/// So long after a layout is opened, the first banners may still come and go, in milliseconds.
const LAYOUT_SETTLES: f64 = 4_000.0;

/// A handle to the canvas, copied freely into closures.
#[derive(Clone, Copy)]
pub struct Stage(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    app: App,
    scroller: RefCell<Option<Scroller>>,
    camera: Cell<Camera>,
    flight: Cell<Option<Flight>>,
    frame: RefCell<Option<FrameTask>>,
    /// The layout that is looked at, once it has been looked at.
    layout: Cell<Option<LayoutId>>,
    /// Whether the view is still the initial one, neither moved nor zoomed.
    untouched: Cell<bool>,
    /// The window's size, and until when what is around the racks follows it.
    window: Cell<Pair>,
    settling_until: Cell<f64>,
    /// Until when banners may still find their places above a layout that was just opened.
    loading_until: Cell<f64>,
    /// The zoom at which the motion under way began.
    motion: Cell<Option<f64>>,
    motion_end: Cell<Quiet>,
    keeping: Cell<Quiet>,
    /// Changes whenever another part of the world is seen.
    seen: ArcRwSignal<Area>,
    levels: Rc<Levels>,
    nodes: Rc<NodeRegistry>,
    changes: Rc<Changes>,
}

#[derive(Clone, Copy)]
struct Flight {
    from: Camera,
    to: Camera,
    since: f64,
}

impl Stage {
    pub fn new(app: App) -> Self {
        let inner = Rc::new(Inner {
            app,
            scroller: RefCell::new(None),
            camera: Cell::new(Camera::new((0.0, 0.0), (0.0, 0.0), false)),
            flight: Cell::new(None),
            frame: RefCell::new(None),
            layout: Cell::new(None),
            untouched: Cell::new(true),
            window: Cell::new(window_size()),
            settling_until: Cell::new(0.0),
            loading_until: Cell::new(0.0),
            motion: Cell::new(None),
            motion_end: Cell::new(Quiet::new(MOTION_END)),
            keeping: Cell::new(Quiet::new(KEEP_AFTER)),
            seen: ArcRwSignal::new(Area::default()),
            levels: Levels::new(),
            nodes: Rc::default(),
            changes: Rc::default(),
        });
        let weak = Rc::downgrade(&inner);
        *inner.frame.borrow_mut() = Some(FrameTask::new(move || {
            if let Some(inner) = weak.upgrade() {
                inner.on_frame();
            }
        }));
        Self(StoredValue::new_local(inner))
    }

    /// `None` once the canvas has left the page.
    fn inner(&self) -> Option<Rc<Inner>> {
        self.0.try_get_value()
    }

    /// The scroll container and its two children are on the page.
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

    /// Other racks may be in sight.
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
            |inner| inner.camera.get(),
        )
    }

    /// Whether the camera is moving, or has been a moment ago.
    pub fn is_moving(&self) -> bool {
        self.inner()
            .is_some_and(|inner| inner.motion.get().is_some())
    }

    /// The part of the world that is seen; changes with every scroll and zoom.
    pub fn seen(&self) -> ArcRwSignal<Area> {
        self.inner()
            .map_or_else(ArcRwSignal::default, |inner| inner.seen.clone())
    }

    /// Where a point of the window is in the view.
    pub fn view_point(&self, client_x: f64, client_y: f64) -> Pair {
        self.inner()
            .and_then(|inner| {
                let scroller = inner.scroller.borrow();
                Some(scroller.as_ref()?.point(client_x, client_y))
            })
            .unwrap_or((client_x, client_y))
    }

    /// Where a point of the window is in the world.
    pub fn world_point(&self, client_x: f64, client_y: f64) -> Point {
        self.camera().to_world(self.view_point(client_x, client_y))
    }

    /// Shows this at once; for gestures, which lead the camera step by step.
    pub fn show(&self, camera: Camera) {
        if let Some(inner) = self.inner() {
            inner.flight.set(None);
            inner.untouched.set(false);
            inner.mark_motion();
            inner.camera.set(camera);
            inner.request_frame();
        }
    }

    /// Goes there within a moment, or at once for those who want nothing to move.
    pub fn fly(&self, camera: Camera) {
        let Some(inner) = self.inner() else { return };
        if wants_no_motion() {
            return self.show(camera);
        }
        inner.untouched.set(false);
        inner.mark_motion();
        inner.flight.set(Some(Flight {
            from: inner.camera.get(),
            to: camera,
            since: now(),
        }));
        inner.request_frame();
    }

    /// The racks stand elsewhere, or it is another layout.
    pub fn set_world(&self, layout: LayoutId, world: &World, narrow: bool) {
        let Some(inner) = self.inner() else { return };
        let camera = inner.camera.get();
        let is_known = inner.layout.get() == Some(layout) && camera.is_narrow() == narrow;
        if is_known {
            inner.adapt(|camera| camera.over(world.size()));
        } else {
            inner.flight.set(None);
            // A window that has become a phone's, or is one no longer, has another size before the observer reports it.
            let view = inner.measured().unwrap_or(camera.view());
            inner.camera.set(Camera::new(view, world.size(), narrow));
            // An empty layout has nothing to look at yet.
            let has_racks = !world.standings().is_empty();
            inner.layout.set(has_racks.then_some(layout));
            inner.loading_until.set(now() + LAYOUT_SETTLES);
            inner.look_first();
        }
        if let Some(scroller) = inner.scroller.borrow().as_ref() {
            scroller.size_world(world.size());
        }
        inner.apply();
    }

    /// The scroll container may have another size.
    pub fn resize(&self) {
        let Some(inner) = self.inner() else { return };
        let camera = inner.camera.get();
        let Some(size) = inner.measured().filter(|size| *size != camera.view()) else {
            return;
        };
        let is_first = camera.view() == (0.0, 0.0);
        inner.adapt(|camera| camera.resized(size));
        // Sheets beside the racks and banners above them leave them where they are, once the page has loaded.
        let may_look_anew = inner.is_window_settling()
            || (camera.view().0 == size.0 && now() < inner.loading_until.get());
        if is_first || (inner.untouched.get() && may_look_anew) {
            inner.look_first();
        }
        // The panel never covers the device it is about, nor does a smaller window.
        let opened = inner.app.inner().opened.get_untracked();
        let to_opened =
            |device| camera_for(inner.app, inner.camera.get(), CameraCommand::Device(device));
        if let Some(camera) = opened.and_then(to_opened) {
            inner.camera.set(camera);
        }
        inner.apply();
    }

    /// The browser has scrolled.
    pub fn on_scroll(&self) {
        if let Some(inner) = self.inner() {
            inner.on_scroll();
        }
    }

    pub fn move_camera(&self, command: CameraCommand) {
        let Some(inner) = self.inner() else { return };
        // Several steps of the zoom in a row go on from where the last one leads.
        let from = inner
            .flight
            .get()
            .map_or(inner.camera.get(), |flight| flight.to);
        let camera = camera_for(inner.app, from, command);
        if let Some(camera) = camera.filter(|camera| *camera != inner.camera.get()) {
            self.fly(camera);
        }
    }
}

impl Inner {
    fn request_frame(&self) {
        if let Some(frame) = self.frame.borrow().as_ref() {
            frame.request();
        }
    }

    fn on_frame(self: &Rc<Self>) {
        if let Some(flight) = self.flight.get() {
            let share = ((now() - flight.since) / FLIGHT).clamp(0.0, 1.0);
            // Fast at first, then slower.
            let eased = 1.0 - (1.0 - share).powi(3);
            self.camera.set(flight.from.towards(&flight.to, eased));
            if share < 1.0 {
                self.mark_motion();
                self.request_frame();
            } else {
                self.flight.set(None);
            }
        }
        self.apply();
    }

    /// Brings the page in line with the camera. A motion only moves the world: to scroll the view as well, the browser would have to
    /// lay it out and paint it in each frame.
    fn apply(self: &Rc<Self>) {
        let camera = self.camera.get();
        if let Some(scroller) = self.scroller.borrow().as_ref() {
            if self.motion.get().is_none() {
                scroller.scroll(&camera);
            }
            scroller.move_world(&camera);
        }
        self.announce(&camera);
    }

    /// Follows the browser, which scrolls by fingers and to what gets the focus.
    fn on_scroll(self: &Rc<Self>) {
        let by = self
            .scroller
            .borrow()
            .as_ref()
            .and_then(Scroller::scrolled_by);
        let Some(by) = by else { return };
        let mut camera = self.camera.get();
        camera.scroll.0 += by.0;
        camera.scroll.1 += by.1;
        self.untouched.set(false);
        self.camera.set(camera);
        self.announce(&camera);
    }

    /// Announces what is seen, and keeps it for the next visit. The zoom is announced when the camera is at rest.
    fn announce(self: &Rc<Self>, camera: &Camera) {
        let seen = camera.visible();
        if self.seen.with_untracked(|old| *old != seen) {
            self.seen.set(seen);
        }
        self.look_around();
        let zoom = &self.app.inner().viewport.zoom;
        let is_at_rest = self.motion.get().is_none();
        if is_at_rest && zoom.with_untracked(|old| *old != camera.zoom) {
            zoom.set(camera.zoom);
        }
        // What nobody has moved is made anew for the next window, which may have another size.
        if self.layout.get().is_some() && !self.untouched.get() {
            self.put_off(|inner| &inner.keeping, Self::keep);
        }
    }

    fn keep(self: &Rc<Self>) {
        let camera = self.camera.get();
        let Some(layout) = self.layout.get() else {
            return;
        };
        let saved = SavedCamera {
            zoom: camera.zoom,
            middle: camera.to_world(camera.middle()),
        };
        saved.keep(layout, camera.is_narrow());
    }

    fn look_around(&self) {
        let camera = self.camera.get();
        if camera.view() != (0.0, 0.0) {
            let world = self.app.inner().viewport.world.get_untracked();
            let motion = match self.motion.get() {
                None => Motion::AtRest,
                Some(zoom) if zoom == camera.zoom => Motion::Moving,
                Some(_) => Motion::Zooming,
            };
            self.levels
                .look(&world, camera.visible(), camera.zoom, motion);
        }
    }

    /// Where the last visit ended, or as it is shown at first.
    fn look_first(&self) {
        self.untouched.set(true);
        let camera = self.camera.get();
        let Some(layout) = self.layout.get() else {
            return;
        };
        let kept = SavedCamera::kept(layout, camera.is_narrow());
        self.camera.set(match kept {
            Some(saved) => camera
                .zoomed(saved.zoom)
                .with_point_at(saved.middle, camera.middle()),
            None => {
                let world = self.app.inner().viewport.world.get_untracked();
                camera.at_first(world.first_rack())
            }
        });
    }

    /// The camera moves, and goes on moving until nothing more has come for a while.
    fn mark_motion(self: &Rc<Self>) {
        if self.motion.get().is_none() {
            self.motion.set(Some(self.camera.get().zoom));
            self.set_moving(true);
        }
        self.put_off(|inner| &inner.motion_end, Self::end_motion);
    }

    fn end_motion(self: &Rc<Self>) {
        self.motion.set(None);
        self.set_moving(false);
        self.apply();
    }

    /// Does something once nothing has put it off for a while.
    fn put_off(self: &Rc<Self>, quiet: fn(&Self) -> &Cell<Quiet>, work: fn(&Rc<Self>)) {
        let mut state = quiet(self).get();
        let wait = state.happen(now());
        quiet(self).set(state);
        if let Some(wait) = wait {
            self.wait(wait, quiet, work);
        }
    }

    fn wait(self: &Rc<Self>, wait: f64, quiet: fn(&Self) -> &Cell<Quiet>, work: fn(&Rc<Self>)) {
        let weak = Rc::downgrade(self);
        let on_timer = move || {
            let Some(inner) = weak.upgrade() else { return };
            let mut state = quiet(&inner).get();
            let elapsed = state.on_timer(now());
            quiet(&inner).set(state);
            match elapsed {
                Elapsed::Quiet => work(&inner),
                Elapsed::NotYet(left) => inner.wait(left, quiet, work),
            }
        };
        // The browser's own timer: one of Leptos ends with whatever moves the camera, such as a dialog that closes.
        let on_timer = Closure::once_into_js(on_timer);
        // Refused only while the page is being torn down.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(
            on_timer.unchecked_ref(),
            wait.ceil() as i32,
        );
    }

    /// Adapts the camera to another view or world, and where it is on its way to as well: that was made for the old one.
    fn adapt(&self, change: impl Fn(Camera) -> Camera) {
        self.camera.set(change(self.camera.get()));
        self.flight.set(self.flight.get().map(|flight| Flight {
            from: change(flight.from),
            to: change(flight.to),
            ..flight
        }));
    }

    /// Whether the window has got another size just now.
    fn is_window_settling(&self) -> bool {
        let size = window_size();
        if self.window.replace(size) != size {
            self.settling_until.set(now() + WINDOW_SETTLES);
        }
        now() < self.settling_until.get()
    }

    /// The view's size on the page; `None` while it has none.
    fn measured(&self) -> Option<Pair> {
        self.scroller.borrow().as_ref()?.size()
    }

    fn set_moving(&self, is_moving: bool) {
        if let Some(scroller) = self.scroller.borrow().as_ref() {
            scroller.set_moving(is_moving);
        }
    }
}

fn window_size() -> Pair {
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
