//! The camera as a state machine: its position, its motion, and their effects on the page. Pure: takes events and the time,
//! returns effects, which the canvas carries out.

use super::debouncer::{Debouncer, Elapsed};
use crate::domain::ids::LayoutId;
use crate::draw::area::{Area, Point};
use crate::draw::camera::{Camera, Pair};
use crate::draw::detail::Motion;

/// Duration of a camera flight to where an action sends it, in milliseconds.
const FLIGHT: f64 = 180.0;
/// A camera motion counts as ended this long after its last step, in milliseconds.
const MOTION_END: f64 = 160.0;
/// The camera is saved for the next visit this long after its last movement, in milliseconds.
const KEEP_AFTER: f64 = 400.0;
/// After a resize of the window, the sheets and bars around the racks may take this long to settle, in milliseconds.
const WINDOW_SETTLES: f64 = 500.0;
/// After a layout is opened, the first banners may come and go for this long, in milliseconds.
const LAYOUT_SETTLES: f64 = 4_000.0;

/// The saved camera of a layout: the zoom, and the point of the world in the middle of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SavedCamera {
    pub zoom: f64,
    pub middle: Point,
}

/// Where an action sends the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraGoal {
    /// Fit the whole world.
    Whole,
    /// Center an area, as large as fits.
    Fitted(Area),
    /// Bring an area into view, moving no further than needed.
    Revealed(Area),
    /// Bring a new area into view entirely, zooming out if necessary.
    Shown(Area),
    /// Multiply the zoom, about the middle of the view.
    ZoomedBy(f64),
    /// One world pixel per screen pixel; on a phone, fit the world's width. A repetition fits the whole world.
    ActualSize,
}

/// What the machine asks about the page and the open layout.
pub trait CameraContext {
    /// The size of the view, if it has one. When a window becomes as narrow as a phone's, it changes before [`CameraEvent::Resized`].
    fn view(&self) -> Option<Pair>;
    /// The camera at the end of the last visit; phones and wide screens have different worlds.
    fn saved(&self, layout: LayoutId, narrow: bool) -> Option<SavedCamera>;
    /// Whether the racks are shown, and not another page.
    fn is_on_screen(&self) -> bool;
    /// The first rack of the world.
    fn first_rack(&self) -> Area;
    /// The device whose panel is open.
    fn opened(&self) -> Option<Area>;
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraEvent {
    /// A step of a gesture that moves the camera.
    Led(Camera),
    /// An action sends the camera somewhere; `at_once` if the user prefers reduced motion.
    Sent {
        to: Camera,
        at_once: bool,
    },
    /// An action sends the camera to a goal. Repeated zoom steps start from the end of the previous one.
    Asked {
        goal: CameraGoal,
        at_once: bool,
    },
    /// The racks have moved, or the layout has changed.
    World {
        layout: LayoutId,
        size: (f32, f32),
        /// False for an empty layout, which has nothing to look at yet.
        has_racks: bool,
        narrow: bool,
    },
    /// The size of the view or the window may have changed.
    Resized {
        view: Pair,
        window: Pair,
    },
    /// The browser itself has scrolled the view, for a finger or for an element that received the focus.
    Scrolled(Pair),
    Frame,
    Timer(CameraTimer),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraTimer {
    MotionEnd,
    Keep,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraEffect {
    RequestFrame,
    /// With its duration in milliseconds.
    StartTimer(CameraTimer, f64),
    /// The camera has started or stopped moving.
    Moving(bool),
    /// Apply the camera to the page. During a motion only the world is transformed: scrolling the view as well would make the
    /// browser lay it out and paint it in every frame.
    Place,
    /// The racks in sight may have changed. The zoom is announced when the camera is at rest.
    Announce,
    /// Save the camera for the next visit to the layout.
    Keep {
        layout: LayoutId,
        narrow: bool,
        saved: SavedCamera,
    },
}

#[derive(Clone, Copy, Debug)]
struct Flight {
    from: Camera,
    to: Camera,
    since: f64,
}

/// What the view was fitted to, last.
#[derive(Clone, Copy, Debug)]
enum Fit {
    /// The initial view, or what the last visit ended with.
    First(Option<SavedCamera>),
    Goal(CameraGoal),
}

#[derive(Debug)]
pub struct CameraMachine {
    camera: Camera,
    flight: Option<Flight>,
    /// The open layout, once it has racks to look at.
    layout: Option<LayoutId>,
    /// Whether the view is still the initial one, neither moved nor zoomed.
    is_untouched: bool,
    /// `None` once a person has moved or zoomed the view.
    fit: Option<Fit>,
    /// What was brought into view since then.
    revealed: Option<Area>,
    /// The window's size, and until when its surroundings are settling after a resize.
    window: Pair,
    settling_until: f64,
    /// Until when banners may come and go above a layout that was just opened.
    loading_until: f64,
    /// The zoom at the start of the current motion.
    motion: Option<f64>,
    motion_end: Debouncer,
    keeping: Debouncer,
}

impl CameraMachine {
    /// `window` is the size of the window.
    pub fn new(window: Pair) -> Self {
        Self {
            camera: Camera::new((0.0, 0.0), (0.0, 0.0), false),
            flight: None,
            layout: None,
            is_untouched: true,
            fit: None,
            revealed: None,
            window,
            settling_until: 0.0,
            loading_until: 0.0,
            motion: None,
            motion_end: Debouncer::new(MOTION_END),
            keeping: Debouncer::new(KEEP_AFTER),
        }
    }

    pub fn camera(&self) -> Camera {
        self.camera
    }

    /// What the camera is doing, or did a moment ago.
    pub fn motion(&self) -> Motion {
        match self.motion {
            None => Motion::AtRest,
            Some(zoom) if zoom == self.camera.zoom => Motion::Moving,
            Some(_) => Motion::Zooming,
        }
    }

    /// Takes an event and returns what is to be done, in order. `now` is in milliseconds from any fixed time.
    pub fn step(
        &mut self,
        event: CameraEvent,
        context: &dyn CameraContext,
        now: f64,
    ) -> Vec<CameraEffect> {
        let mut out = Vec::new();
        match event {
            CameraEvent::Led(camera) => self.lead(camera, now, &mut out),
            CameraEvent::Sent { to, at_once } => self.send(to, at_once, now, &mut out),
            CameraEvent::Asked { goal, at_once } => {
                let from = self.flight.map_or(self.camera, |flight| flight.to);
                let to = reached(from, goal);
                let fit = self.fit;
                if to != self.camera {
                    self.send(to, at_once, now, &mut out);
                }
                (self.fit, self.revealed) = match goal {
                    CameraGoal::Revealed(area) => (fit, Some(area)),
                    CameraGoal::Whole | CameraGoal::Fitted(_) | CameraGoal::Shown(_) => {
                        (Some(Fit::Goal(goal)), None)
                    }
                    CameraGoal::ZoomedBy(_) | CameraGoal::ActualSize => (None, None),
                };
            }
            CameraEvent::World {
                layout,
                size,
                has_racks,
                narrow,
            } => {
                if self.layout == Some(layout) && self.camera.is_narrow() == narrow {
                    self.adapt(|camera| camera.over(size));
                } else {
                    self.flight = None;
                    let view = context.view().unwrap_or(self.camera.view());
                    self.camera = Camera::new(view, size, narrow);
                    self.layout = has_racks.then_some(layout);
                    self.loading_until = now + LAYOUT_SETTLES;
                    self.look_first(context);
                }
                self.place(now, &mut out);
            }
            CameraEvent::Resized { view, window } => {
                self.resize(view, window, context, now, &mut out);
            }
            CameraEvent::Scrolled((right, down)) => {
                self.camera.scroll.0 += right;
                self.camera.scroll.1 += down;
                self.touch();
                self.announce(now, &mut out);
            }
            CameraEvent::Frame => self.on_frame(now, &mut out),
            CameraEvent::Timer(timer) => self.on_timer(timer, now, &mut out),
        }
        out
    }

    /// Notes that the view was moved or zoomed.
    fn touch(&mut self) {
        self.is_untouched = false;
        self.fit = None;
    }

    fn lead(&mut self, camera: Camera, now: f64, out: &mut Vec<CameraEffect>) {
        self.flight = None;
        self.touch();
        self.mark_motion(now, out);
        self.camera = camera;
        out.push(CameraEffect::RequestFrame);
    }

    fn send(&mut self, to: Camera, at_once: bool, now: f64, out: &mut Vec<CameraEffect>) {
        if at_once {
            return self.lead(to, now, out);
        }
        self.touch();
        self.mark_motion(now, out);
        let (from, since) = (self.camera, now);
        self.flight = Some(Flight { from, to, since });
        out.push(CameraEffect::RequestFrame);
    }

    fn resize(
        &mut self,
        view: Pair,
        window: Pair,
        context: &dyn CameraContext,
        now: f64,
        out: &mut Vec<CameraEffect>,
    ) {
        let before = self.camera.view();
        if view == before {
            return;
        }
        if std::mem::replace(&mut self.window, window) != window {
            self.settling_until = now + WINDOW_SETTLES;
        }
        self.adapt(|camera| camera.resized(view));
        // Once the page has settled, sheets beside the racks and banners above them do not move the camera.
        let is_settling =
            now < self.settling_until || (before.0 == view.0 && now < self.loading_until);
        if before == (0.0, 0.0) || (self.is_untouched && is_settling) {
            self.look_first(context);
        } else if view.0 >= before.0 && view.1 >= before.1 && context.is_on_screen() {
            // A panel or a banner has gone, not the page of the racks with its banners.
            self.fit_again(context);
        }
        let leading = match &mut self.flight {
            Some(flight) => &mut flight.to,
            None => &mut self.camera,
        };
        // Neither the panel nor a smaller window may cover the opened device, or a new rack.
        if let Some(opened) = context.opened() {
            *leading = leading.revealing(opened);
        } else if let Some(Fit::Goal(CameraGoal::Shown(area))) = self.fit {
            *leading = leading.showing(area);
        }
        self.place(now, out);
    }

    fn on_frame(&mut self, now: f64, out: &mut Vec<CameraEffect>) {
        if let Some(flight) = self.flight {
            let share = ((now - flight.since) / FLIGHT).clamp(0.0, 1.0);
            // Fast at first, then slower.
            let eased = 1.0 - (1.0 - share).powi(3);
            self.camera = flight.from.towards(&flight.to, eased);
            if share < 1.0 {
                self.mark_motion(now, out);
                out.push(CameraEffect::RequestFrame);
            } else {
                self.flight = None;
            }
        }
        self.place(now, out);
    }

    fn on_timer(&mut self, timer: CameraTimer, now: f64, out: &mut Vec<CameraEffect>) {
        let elapsed = self.debouncer(timer).on_timer(now);
        match (elapsed, timer) {
            (Elapsed::NotYet(left), _) => out.push(CameraEffect::StartTimer(timer, left)),
            (Elapsed::Quiet, CameraTimer::MotionEnd) => {
                self.motion = None;
                out.push(CameraEffect::Moving(false));
                self.place(now, out);
            }
            (Elapsed::Quiet, CameraTimer::Keep) => {
                if let Some(layout) = self.layout {
                    let camera = &self.camera;
                    out.push(CameraEffect::Keep {
                        layout,
                        narrow: camera.is_narrow(),
                        saved: SavedCamera {
                            zoom: camera.zoom,
                            middle: camera.to_world(camera.middle()),
                        },
                    });
                }
            }
        }
    }

    fn place(&mut self, now: f64, out: &mut Vec<CameraEffect>) {
        out.push(CameraEffect::Place);
        self.announce(now, out);
    }

    fn announce(&mut self, now: f64, out: &mut Vec<CameraEffect>) {
        out.push(CameraEffect::Announce);
        // An untouched camera is not saved: it is computed again for the next window, whose size may differ.
        if self.layout.is_some() && !self.is_untouched {
            self.put_off(CameraTimer::Keep, now, out);
        }
    }

    /// Marks the camera as moving, until nothing more has come for a while.
    fn mark_motion(&mut self, now: f64, out: &mut Vec<CameraEffect>) {
        if self.motion.is_none() {
            self.motion = Some(self.camera.zoom);
            out.push(CameraEffect::Moving(true));
        }
        self.put_off(CameraTimer::MotionEnd, now, out);
    }

    fn put_off(&mut self, timer: CameraTimer, now: f64, out: &mut Vec<CameraEffect>) {
        if let Some(wait) = self.debouncer(timer).happen(now) {
            out.push(CameraEffect::StartTimer(timer, wait));
        }
    }

    fn debouncer(&mut self, timer: CameraTimer) -> &mut Debouncer {
        match timer {
            CameraTimer::MotionEnd => &mut self.motion_end,
            CameraTimer::Keep => &mut self.keeping,
        }
    }

    /// Shows what the last visit ended with, or the initial view.
    fn look_first(&mut self, context: &dyn CameraContext) {
        self.is_untouched = true;
        let Some(layout) = self.layout else { return };
        let saved = context.saved(layout, self.camera.is_narrow());
        self.camera = first(self.camera, saved, context);
        self.fit = Some(Fit::First(saved));
        self.revealed = None;
    }

    /// Fits the view again to what it was fitted to before it became smaller, unless what was brought into view since then would be out
    /// of view.
    fn fit_again(&mut self, context: &dyn CameraContext) {
        let again = match self.fit {
            None => return,
            Some(Fit::First(saved)) => first(self.camera, saved, context),
            Some(Fit::Goal(goal)) => reached(self.camera, goal),
        };
        let seen = again.visible();
        let is_seen = |area: Area| {
            let (near, far) = (
                Point::new(area.x, area.y),
                Point::new(area.right(), area.bottom()),
            );
            seen.contains(near) && seen.contains(far)
        };
        if self.revealed.is_none_or(is_seen) {
            self.flight = None;
            self.camera = again;
        }
    }

    /// Adapts the camera to another view or world, and also a flight in progress, which was computed for the old one.
    fn adapt(&mut self, change: impl Fn(Camera) -> Camera) {
        self.camera = change(self.camera);
        if let Some(flight) = &mut self.flight {
            flight.from = change(flight.from);
            flight.to = change(flight.to);
        }
    }
}

/// What the last visit ended with, or the initial view.
fn first(camera: Camera, saved: Option<SavedCamera>, context: &dyn CameraContext) -> Camera {
    match saved {
        Some(saved) => camera
            .zoomed(saved.zoom)
            .with_point_at(saved.middle, camera.middle()),
        None => camera.at_first(context.first_rack()),
    }
}

fn reached(from: Camera, goal: CameraGoal) -> Camera {
    match goal {
        CameraGoal::Whole => from.fitted(from.whole(), 1.0),
        CameraGoal::Fitted(area) => from.fitted(area, 1.5),
        CameraGoal::Revealed(area) => from.revealing(area),
        CameraGoal::Shown(area) => from.showing(area),
        CameraGoal::ZoomedBy(factor) => from.zoomed(from.zoom * factor),
        CameraGoal::ActualSize if from.is_across() => from.fitted(from.whole(), 1.0),
        CameraGoal::ActualSize if from.is_narrow() => from.zoomed(from.across()),
        CameraGoal::ActualSize => from.zoomed(1.0),
    }
}
