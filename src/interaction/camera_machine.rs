//! The camera as a machine: where it is, on its way to, and what that means for the page. Pure: events and the time in, effects
//! out. The canvas carries them out.

use super::quiet::{Elapsed, Quiet};
use crate::domain::ids::LayoutId;
use crate::draw::area::{Area, Point};
use crate::draw::camera::{Camera, Pair};
use crate::draw::detail::Motion;

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

/// What was looked at in a layout: the zoom, and the point of the world in the middle of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SavedCamera {
    pub zoom: f64,
    pub middle: Point,
}

/// Where an action sends the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraGoal {
    /// All of the world.
    Whole,
    /// An area in the middle of the view, as large as fits.
    Fitted(Area),
    /// An area in view; no further than needed.
    Revealed(Area),
    /// The same for what is new: all of it, and from farther away where it takes that.
    Shown(Area),
    /// Multiplies the zoom, about the middle of what is seen.
    ZoomedBy(f64),
    /// A pixel of the world is one of the screen; on a phone the world is as wide as the view. Once more, all of the world.
    ActualSize,
}

/// What the machine asks about the page and the layout that is looked at.
pub trait Sights {
    /// The view's size on the page, where it has one. A window that has become a phone's has another before [`CameraEvent::Resized`].
    fn view(&self) -> Option<Pair>;
    /// Where the last visit to it ended; a phone and a wide screen have different worlds.
    fn saved(&self, layout: LayoutId, narrow: bool) -> Option<SavedCamera>;
    /// The rack at the beginning of the world.
    fn first_rack(&self) -> Area;
    /// The device whose panel is open.
    fn opened(&self) -> Option<Area>;
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraEvent {
    /// A gesture leads the camera, step by step.
    Led(Camera),
    /// An action sends it there; at once for those who want nothing to move.
    Sent {
        to: Camera,
        at_once: bool,
    },
    /// The same with where it is to go. Several steps of the zoom in a row go on from where the last one leads.
    Asked {
        goal: CameraGoal,
        at_once: bool,
    },
    /// The racks stand elsewhere, or it is another layout.
    World {
        layout: LayoutId,
        size: (f32, f32),
        /// An empty layout has nothing to look at yet.
        has_racks: bool,
        narrow: bool,
    },
    /// The view or the window may have another size.
    Resized {
        view: Pair,
        window: Pair,
    },
    /// The browser has scrolled the view by itself: fingers do, and what gets the focus.
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
    /// For so long, in milliseconds.
    StartTimer(CameraTimer, f64),
    /// Whether the camera moves, from now on.
    Moving(bool),
    /// The page is to show what the camera sees. A motion only moves the world: to scroll the view as well, the browser would have to
    /// lay it out and paint it in each frame.
    Place,
    /// Other racks may be in sight. The zoom is announced when the camera is at rest.
    Announce,
    /// The next visit to the layout is to begin here.
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

#[derive(Debug)]
pub struct CameraMachine {
    camera: Camera,
    flight: Option<Flight>,
    /// The layout that is looked at, once it has been looked at.
    layout: Option<LayoutId>,
    /// Whether the view is still the initial one, neither moved nor zoomed.
    is_untouched: bool,
    /// The window's size, and until when what is around the racks follows it.
    window: Pair,
    settling_until: f64,
    /// Until when banners may still find their places above a layout that was just opened.
    loading_until: f64,
    /// The zoom at which the motion under way began.
    motion: Option<f64>,
    motion_end: Quiet,
    keeping: Quiet,
}

impl CameraMachine {
    /// In a window of that size.
    pub fn new(window: Pair) -> Self {
        Self {
            camera: Camera::new((0.0, 0.0), (0.0, 0.0), false),
            flight: None,
            layout: None,
            is_untouched: true,
            window,
            settling_until: 0.0,
            loading_until: 0.0,
            motion: None,
            motion_end: Quiet::new(MOTION_END),
            keeping: Quiet::new(KEEP_AFTER),
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
    pub fn step(&mut self, event: CameraEvent, sights: &dyn Sights, now: f64) -> Vec<CameraEffect> {
        let mut out = Vec::new();
        match event {
            CameraEvent::Led(camera) => self.lead(camera, now, &mut out),
            CameraEvent::Sent { to, at_once } => self.send(to, at_once, now, &mut out),
            CameraEvent::Asked { goal, at_once } => {
                let from = self.flight.map_or(self.camera, |flight| flight.to);
                let to = reached(from, goal);
                if to != self.camera {
                    self.send(to, at_once, now, &mut out);
                }
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
                    let view = sights.view().unwrap_or(self.camera.view());
                    self.camera = Camera::new(view, size, narrow);
                    self.layout = has_racks.then_some(layout);
                    self.loading_until = now + LAYOUT_SETTLES;
                    self.look_first(sights);
                }
                self.place(now, &mut out);
            }
            CameraEvent::Resized { view, window } => {
                self.resize(view, window, sights, now, &mut out);
            }
            CameraEvent::Scrolled((right, down)) => {
                self.camera.scroll.0 += right;
                self.camera.scroll.1 += down;
                self.is_untouched = false;
                self.announce(now, &mut out);
            }
            CameraEvent::Frame => self.on_frame(now, &mut out),
            CameraEvent::Timer(timer) => self.on_timer(timer, now, &mut out),
        }
        out
    }

    fn lead(&mut self, camera: Camera, now: f64, out: &mut Vec<CameraEffect>) {
        self.flight = None;
        self.is_untouched = false;
        self.mark_motion(now, out);
        self.camera = camera;
        out.push(CameraEffect::RequestFrame);
    }

    fn send(&mut self, to: Camera, at_once: bool, now: f64, out: &mut Vec<CameraEffect>) {
        if at_once {
            return self.lead(to, now, out);
        }
        self.is_untouched = false;
        self.mark_motion(now, out);
        let (from, since) = (self.camera, now);
        self.flight = Some(Flight { from, to, since });
        out.push(CameraEffect::RequestFrame);
    }

    fn resize(
        &mut self,
        view: Pair,
        window: Pair,
        sights: &dyn Sights,
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
        // Sheets beside the racks and banners above them leave them where they are, once the page has loaded.
        let is_settling =
            now < self.settling_until || (before.0 == view.0 && now < self.loading_until);
        if before == (0.0, 0.0) || (self.is_untouched && is_settling) {
            self.look_first(sights);
        }
        // The panel never covers the device it is about, nor does a smaller window.
        if let Some(opened) = sights.opened() {
            let leading = match &mut self.flight {
                Some(flight) => &mut flight.to,
                None => &mut self.camera,
            };
            *leading = leading.revealing(opened);
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
        let elapsed = self.quiet(timer).on_timer(now);
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
        // What nobody has moved is made anew for the next window, which may have another size.
        if self.layout.is_some() && !self.is_untouched {
            self.put_off(CameraTimer::Keep, now, out);
        }
    }

    /// The camera moves, and goes on moving until nothing more has come for a while.
    fn mark_motion(&mut self, now: f64, out: &mut Vec<CameraEffect>) {
        if self.motion.is_none() {
            self.motion = Some(self.camera.zoom);
            out.push(CameraEffect::Moving(true));
        }
        self.put_off(CameraTimer::MotionEnd, now, out);
    }

    fn put_off(&mut self, timer: CameraTimer, now: f64, out: &mut Vec<CameraEffect>) {
        if let Some(wait) = self.quiet(timer).happen(now) {
            out.push(CameraEffect::StartTimer(timer, wait));
        }
    }

    fn quiet(&mut self, timer: CameraTimer) -> &mut Quiet {
        match timer {
            CameraTimer::MotionEnd => &mut self.motion_end,
            CameraTimer::Keep => &mut self.keeping,
        }
    }

    /// Where the last visit ended, or as it is shown at first.
    fn look_first(&mut self, sights: &dyn Sights) {
        self.is_untouched = true;
        let Some(layout) = self.layout else { return };
        let camera = self.camera;
        self.camera = match sights.saved(layout, camera.is_narrow()) {
            Some(saved) => camera
                .zoomed(saved.zoom)
                .with_point_at(saved.middle, camera.middle()),
            None => camera.at_first(sights.first_rack()),
        };
    }

    /// Adapts the camera to another view or world, and where it is on its way to as well: that was made for the old one.
    fn adapt(&mut self, change: impl Fn(Camera) -> Camera) {
        self.camera = change(self.camera);
        if let Some(flight) = &mut self.flight {
            flight.from = change(flight.from);
            flight.to = change(flight.to);
        }
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
