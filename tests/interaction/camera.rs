//! The camera without a browser: its initial position, how it follows the window's size, and that its motions end.

mod panels;

use std::cell::Cell;

use blinkenrack::domain::ids::LayoutId;
use blinkenrack::draw::area::{Area, Point};
use blinkenrack::draw::camera::{Camera, Pair};
use blinkenrack::draw::detail::Motion;
use blinkenrack::interaction::camera_machine::{
    CameraContext, CameraEffect, CameraEvent, CameraGoal, CameraMachine, CameraTimer, SavedCamera,
};
use proptest::prelude::*;
use uuid::Uuid;

const WINDOW: Pair = (1_600.0, 1_000.0);
const VIEW: Pair = (1_500.0, 850.0);
const WORLD: (f32, f32) = (4_000.0, 1_200.0);
const FIRST_RACK: Area = Area::new(40.0, 40.0, 560.0, 1_000.0);
/// Far from the first rack.
const DEVICE: Area = Area::new(3_300.0, 700.0, 480.0, 46.0);
/// The duration of a frame, in milliseconds.
const FRAME: f64 = 16.0;

struct Surroundings {
    view: Pair,
    saved: Cell<Option<SavedCamera>>,
    opened: Cell<Option<Area>>,
}

impl CameraContext for Surroundings {
    fn view(&self) -> Option<Pair> {
        Some(self.view)
    }

    fn is_on_screen(&self) -> bool {
        true
    }

    fn saved(&self, _: LayoutId, _: bool) -> Option<SavedCamera> {
        self.saved.get()
    }

    fn first_rack(&self) -> Area {
        FIRST_RACK
    }

    fn opened(&self) -> Option<Area> {
        self.opened.get()
    }
}

/// Carries out effects like the page, and runs its frames and timers.
struct Page {
    machine: CameraMachine,
    around: Surroundings,
    now: f64,
    wants_frame: bool,
    timers: Vec<(f64, CameraTimer)>,
    is_moving: bool,
    /// The camera that the page shows.
    placed: Option<Camera>,
    kept: Vec<SavedCamera>,
}

fn layout(number: u128) -> LayoutId {
    LayoutId::new(Uuid::from_u128(number))
}

impl Page {
    fn new() -> Self {
        Self {
            machine: CameraMachine::new(WINDOW),
            around: Surroundings {
                view: VIEW,
                saved: Cell::new(None),
                opened: Cell::new(None),
            },
            now: 10_000.0,
            wants_frame: false,
            timers: Vec::new(),
            is_moving: false,
            placed: None,
            kept: Vec::new(),
        }
    }

    /// Opens a layout of several racks at the initial position.
    fn open() -> Self {
        let mut page = Self::new();
        page.resize(VIEW, WINDOW);
        page.show(1, WORLD);
        page
    }

    fn send(&mut self, event: CameraEvent) {
        for effect in self.machine.step(event, &self.around, self.now) {
            match effect {
                CameraEffect::RequestFrame => self.wants_frame = true,
                CameraEffect::StartTimer(timer, wait) => {
                    let is_running = self.timers.iter().any(|(_, other)| *other == timer);
                    assert!(!is_running, "one {timer:?} is enough");
                    self.timers.push((self.now + wait, timer));
                }
                CameraEffect::Moving(is_moving) => {
                    assert_ne!(self.is_moving, is_moving, "told once");
                    self.is_moving = is_moving;
                }
                CameraEffect::Place => self.placed = Some(self.machine.camera()),
                CameraEffect::Announce => {}
                CameraEffect::Keep { saved, .. } => self.kept.push(saved),
            }
        }
        assert_eq!(self.is_moving, self.machine.motion() != Motion::AtRest);
    }

    fn show(&mut self, number: u128, size: (f32, f32)) {
        self.send(CameraEvent::World {
            layout: layout(number),
            size,
            has_racks: true,
            narrow: false,
        });
    }

    fn resize(&mut self, view: Pair, window: Pair) {
        self.around.view = view;
        self.send(CameraEvent::Resized { view, window });
    }

    fn ask(&mut self, goal: CameraGoal) {
        let at_once = false;
        self.send(CameraEvent::Asked { goal, at_once });
    }

    /// Lets time pass, with all frames and timers in it.
    fn wait(&mut self, time: f64) {
        let end = self.now + time;
        while self.now < end {
            self.now += FRAME;
            if std::mem::take(&mut self.wants_frame) {
                self.send(CameraEvent::Frame);
            }
            let now = self.now;
            while let Some(place) = self.timers.iter().position(|(due, _)| *due <= now) {
                let (_, timer) = self.timers.swap_remove(place);
                self.send(CameraEvent::Timer(timer));
            }
        }
    }

    fn camera(&self) -> Camera {
        self.machine.camera()
    }

    fn sees(&self, area: Area) -> bool {
        let seen = self.camera().visible();
        let corner = seen.contains(Point::new(area.x, area.y));
        corner && seen.contains(Point::new(area.right(), area.bottom()))
    }

    /// The point of the world in the upper left corner of the view.
    fn corner(&self) -> Point {
        self.camera().to_world((0.0, 0.0))
    }
}

fn is_near(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < 0.5 && (a.y - b.y).abs() < 0.5
}

#[test]
fn an_untouched_view_is_made_anew_for_another_window() {
    let mut page = Page::open();
    assert!(page.sees(FIRST_RACK));
    page.wait(10_000.0);
    page.resize((900.0, 500.0), (1_000.0, 650.0));
    assert!(page.sees(FIRST_RACK), "{:?}", page.camera());
    // Bars take their final places a moment later.
    page.wait(100.0);
    page.resize((900.0, 400.0), (1_000.0, 650.0));
    assert!(page.sees(FIRST_RACK), "{:?}", page.camera());
    assert_eq!(page.kept, [], "nobody has moved it");
}

#[test]
fn a_sheet_beside_the_racks_leaves_them_where_they_are() {
    let mut page = Page::open();
    page.wait(10_000.0);
    let (zoom, corner) = (page.camera().zoom, page.corner());
    page.resize((1_000.0, VIEW.1), WINDOW);
    assert_eq!(page.camera().zoom, zoom);
    assert!(is_near(page.corner(), corner));
}

#[test]
fn a_banner_of_the_first_seconds_moves_them_and_a_later_one_does_not() {
    let banner = 60.0;
    for (after, is_made_anew) in [(1_000.0, true), (10_000.0, false)] {
        let mut page = Page::open();
        page.wait(after);
        let zoom = page.camera().zoom;
        page.resize((VIEW.0, VIEW.1 - banner), WINDOW);
        assert_eq!(page.camera().zoom != zoom, is_made_anew, "after {after} ms");
    }
}

#[test]
fn what_a_person_moved_stays_in_every_window() {
    let mut page = Page::open();
    page.send(CameraEvent::Led(page.camera().zoomed(2.0)));
    page.wait(1_000.0);
    let corner = page.corner();
    page.resize((900.0, 500.0), (1_000.0, 650.0));
    assert_eq!(page.camera().zoom, 2.0);
    assert!(is_near(page.corner(), corner));
    page.send(CameraEvent::Scrolled((30.0, 0.0)));
    assert!(!is_near(page.corner(), corner));
}

#[test]
fn the_last_visit_goes_on_in_another_window() {
    let mut page = Page::open();
    page.ask(CameraGoal::Fitted(DEVICE));
    page.wait(2_000.0);
    let saved = *page.kept.last().expect("the place is kept");
    assert_eq!(
        page.kept.len(),
        1,
        "once for the whole motion: {:?}",
        page.kept
    );
    let mut next = Page::new();
    next.around.saved.set(Some(saved));
    next.resize((1_200.0, 700.0), (1_280.0, 720.0));
    next.show(1, WORLD);
    assert_eq!(next.camera().zoom, saved.zoom);
    let middle = next.camera().to_world(next.camera().middle());
    assert!(is_near(middle, saved.middle));
}

#[test]
fn another_layout_is_seen_from_its_beginning_and_the_same_from_where_it_was() {
    let mut page = Page::open();
    page.send(CameraEvent::Led(
        page.camera().zoomed(2.0).moved((600.0, 200.0)),
    ));
    page.wait(1_000.0);
    let corner = page.corner();
    page.show(1, (4_600.0, 1_200.0));
    assert!(is_near(page.corner(), corner), "a rack more");
    page.ask(CameraGoal::Whole);
    page.show(2, WORLD);
    assert!(page.sees(FIRST_RACK), "another layout");
    page.wait(1_000.0);
    assert!(page.sees(FIRST_RACK), "and no flight of the last one");
}

#[test]
fn an_empty_layout_is_looked_at_anew_with_its_first_rack() {
    let mut page = Page::new();
    page.resize(VIEW, WINDOW);
    let layout = layout(1);
    let world = |size, has_racks| CameraEvent::World {
        layout,
        size,
        has_racks,
        narrow: false,
    };
    page.send(world((0.0, 0.0), false));
    page.send(world(WORLD, true));
    assert!(page.sees(FIRST_RACK));
}

#[test]
fn a_flight_ends_where_it_was_sent() {
    let mut page = Page::open();
    page.ask(CameraGoal::Revealed(DEVICE));
    assert!(
        page.is_moving && !page.sees(DEVICE),
        "on its way, not there"
    );
    page.wait(2_000.0);
    assert!(!page.is_moving && page.sees(DEVICE));
    assert!(!page.wants_frame && page.timers.is_empty());
    assert_eq!(page.placed, Some(page.camera()));
    // With reduced motion.
    let goal = CameraGoal::Revealed(FIRST_RACK);
    page.send(CameraEvent::Asked {
        goal,
        at_once: true,
    });
    page.wait(FRAME);
    assert!(page.sees(Area::new(FIRST_RACK.x, FIRST_RACK.y, 100.0, 100.0)));
}

#[test]
fn steps_of_the_zoom_in_a_row_add_up() {
    let mut page = Page::open();
    let zoom = page.camera().zoom;
    for _ in 0..3 {
        page.ask(CameraGoal::ZoomedBy(1.25));
        page.wait(FRAME);
    }
    page.wait(2_000.0);
    let wanted = zoom * 1.25_f64.powi(3);
    assert!((page.camera().zoom - wanted).abs() < 0.001);
}

#[test]
fn actual_size_once_more_is_all_of_it_on_a_phone() {
    let mut page = Page::new();
    let phone = (390.0, 700.0);
    page.resize(phone, (390.0, 844.0));
    page.send(CameraEvent::World {
        layout: layout(1),
        size: (620.0, 4_000.0),
        has_racks: true,
        narrow: true,
    });
    assert!(page.camera().is_across(), "as wide as the screen");
    page.ask(CameraGoal::ActualSize);
    page.wait(1_000.0);
    assert!(page.camera().zoom < page.camera().across());
    page.ask(CameraGoal::ActualSize);
    page.wait(1_000.0);
    assert!(page.camera().is_across());
}

#[derive(Clone, Debug)]
enum Act {
    Lead(f64, f64),
    Ask(CameraGoal),
    AskAtOnce(CameraGoal),
    Resize(f64, f64, bool),
    World(u128, f32, bool, bool),
    Scroll(f64, f64),
    Open(bool),
    Wait(f64),
    /// A frame that nobody requested.
    Frame,
}

fn goals() -> impl Strategy<Value = CameraGoal> {
    let area = (0.0..3_000.0_f32, 0.0..1_000.0_f32, 1.0..2_000.0_f32)
        .prop_map(|(x, y, size)| Area::new(x, y, size, size));
    prop_oneof![
        Just(CameraGoal::Whole),
        Just(CameraGoal::ActualSize),
        area.clone().prop_map(CameraGoal::Fitted),
        area.clone().prop_map(CameraGoal::Revealed),
        area.prop_map(CameraGoal::Shown),
        (0.01..20.0_f64).prop_map(CameraGoal::ZoomedBy),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0.05..6.0_f64, -900.0..900.0_f64).prop_map(|(zoom, by)| Act::Lead(zoom, by)),
        goals().prop_map(Act::Ask),
        goals().prop_map(Act::AskAtOnce),
        (1.0..3_000.0_f64, 1.0..2_000.0_f64, any::<bool>())
            .prop_map(|(width, height, window)| Act::Resize(width, height, window)),
        (1..4_u128, 0.0..6_000.0_f32, any::<bool>(), any::<bool>())
            .prop_map(|(layout, width, racks, narrow)| Act::World(layout, width, racks, narrow)),
        (-300.0..300.0_f64, -300.0..300.0_f64).prop_map(|(x, y)| Act::Scroll(x, y)),
        any::<bool>().prop_map(Act::Open),
        (0.0..700.0_f64).prop_map(Act::Wait),
        Just(Act::Frame),
    ]
}

proptest! {
    /// For any order of events: every motion ends, the page shows what the camera sees, and nothing runs at rest.
    #[test]
    fn it_comes_to_rest(acts in prop::collection::vec(acts(), 1..60)) {
        let mut page = Page::new();
        for act in acts {
            match act {
                Act::Lead(zoom, by) => {
                    let camera = page.camera().zoomed(zoom).moved((by, by));
                    page.send(CameraEvent::Led(camera));
                }
                Act::Ask(goal) => page.ask(goal),
                Act::AskAtOnce(goal) => page.send(CameraEvent::Asked { goal, at_once: true }),
                Act::Resize(width, height, window) => {
                    let window = if window { (width + 80.0, height + 120.0) } else { WINDOW };
                    page.resize((width, height), window);
                }
                Act::World(number, width, has_racks, narrow) => {
                    let (layout, size) = (layout(number), (width, 1_200.0));
                    page.send(CameraEvent::World { layout, size, has_racks, narrow });
                }
                Act::Scroll(x, y) => page.send(CameraEvent::Scrolled((x, y))),
                Act::Open(is_open) => page.around.opened.set(is_open.then_some(DEVICE)),
                Act::Wait(time) => page.wait(time),
                Act::Frame => page.send(CameraEvent::Frame),
            }
            let zoom = page.camera().zoom;
            prop_assert!((Camera::MIN_ZOOM..=Camera::MAX_ZOOM).contains(&zoom), "{}", zoom);
        }
        page.wait(3_000.0);
        prop_assert!(!page.is_moving && !page.wants_frame);
        prop_assert!(page.timers.is_empty(), "{:?}", page.timers);
        prop_assert!(page.placed.is_none_or(|placed| placed.zoom == page.camera().zoom));
    }
}
