//! What hands do with whole racks, with mouse, pen and finger: a rack is moved by its header, and made higher or lower by its
//! upper edge. The layout changes once, when the pointer lets go.

mod edge;
mod moving;
mod resizing;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

use self::edge::EdgeHandle;
use self::moving::Moving;
use self::resizing::Resizing;
use super::hands::edges::Edges;
use super::hands::listen::{
    hold_the_page, is_held_by, listen, listen_early, listen_to_pointer, stop,
};
use super::stage::Stage;
use crate::domain::ids::RackId;
use crate::draw::camera::Pair;
use crate::state::FrameTask;
use crate::state::app::App;
use crate::views::actions::{self, RackDoing};
use crate::views::ui::dynamic::effect;

/// Shorter movements are clicks with an unsteady hand; a finger trembles more.
const THRESHOLD: f64 = 4.0;
const TOUCH_THRESHOLD: f64 = 10.0;
/// So long a finger rests on a header until it lifts the rack.
const LONG_PRESS: Duration = Duration::from_millis(350);

/// Attends to the racks for as long as the current owner lives.
pub fn attend(stage: Stage) {
    RackHands::new(App::expect(), stage).listen();
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grip {
    Header,
    Edge,
}

/// A pointer that is pressed and has not moved yet.
#[derive(Clone, Copy, Debug)]
struct Press {
    pointer: i32,
    by_touch: bool,
    /// In the window.
    start: Pair,
    rack: RackId,
    grip: Grip,
    /// Whether a finger has lifted the rack and not moved since.
    rests: bool,
}

#[derive(Default)]
enum Doing {
    #[default]
    Nothing,
    Pressed(Press),
    Dragging(Press, Box<dyn Drag>),
}

/// A drag under way. When it is dropped, what it has put on the page goes.
trait Drag {
    /// The pointer is at a point of the window.
    fn move_to(&mut self, stage: Stage, at: Pair);
    /// The pointer lets go.
    fn let_go(&mut self, app: App);
}

#[derive(Clone)]
struct RackHands(Rc<Inner>);

struct Inner {
    app: App,
    stage: Stage,
    edge: EdgeHandle,
    doing: RefCell<Doing>,
    edges: RefCell<Edges>,
    frame: RefCell<Option<FrameTask>>,
    long_press: Cell<Option<TimeoutHandle>>,
    /// The click that the browser sends after a drag is not meant as one.
    swallow_click: Cell<bool>,
}

impl RackHands {
    fn new(app: App, stage: Stage) -> Self {
        let hands = Self(Rc::new(Inner {
            app,
            stage,
            edge: EdgeHandle::new(app, stage),
            doing: RefCell::default(),
            edges: RefCell::default(),
            frame: RefCell::new(None),
            long_press: Cell::new(None),
            swallow_click: Cell::new(false),
        }));
        let weak = Rc::downgrade(&hands.0);
        let frame = FrameTask::new(move || {
            if let Some(inner) = weak.upgrade() {
                Self(inner).scroll_on();
            }
        });
        *hands.0.frame.borrow_mut() = Some(frame);
        hands
    }

    fn listen(&self) {
        let on = |name, work| listen_to_pointer(self, name, work);
        // Before the canvas takes a press on the edge for one on nothing.
        let hands = self.clone();
        listen_early("pointerdown", move |event| {
            hands.on_down(event.unchecked_ref());
        });
        on("pointermove", Self::on_move);
        on("pointerup", Self::on_up);
        on("pointercancel", |hands, event| hands.on_lost(event));
        on("lostpointercapture", |hands, event| hands.on_lost(event));
        let early = |name: &'static str, work: fn(&Self, &Event)| {
            let hands = self.clone();
            listen_early(name, move |event| work(&hands, event));
        };
        early("click", |hands, event| {
            if hands.0.swallow_click.take() {
                stop(event);
            }
        });
        early("keydown", |hands, event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            if hands.is_dragging() && RackDoing::of(event) == Some(RackDoing::Leave) {
                stop(event);
                hands.cancel();
            }
        });
        early("contextmenu", |hands, event| {
            if hands.is_dragging() {
                stop(event);
            }
        });
        let hands = self.clone();
        hold_the_page(move || hands.is_dragging());
        let hands = self.clone();
        listen("blur", move |_| hands.cancel());
        // What is dragged was taken up in the layout as it was.
        let hands = self.clone();
        let inner = self.0.app.inner();
        let (snapshot, world) = (inner.document.snapshot(), inner.viewport.world.clone());
        effect(move || {
            snapshot.track();
            world.track();
            hands.cancel();
        });
        let hands = self.clone();
        let (world, zoom) = (inner.viewport.world.clone(), inner.viewport.zoom.clone());
        let selection = inner.selection.clone();
        effect(move || {
            world.track();
            zoom.track();
            hands
                .0
                .edge
                .keep_for(selection.with(|selected| selected.rack()));
        });
    }

    fn is_dragging(&self) -> bool {
        matches!(*self.0.doing.borrow(), Doing::Dragging(..))
    }

    fn on_down(&self, event: &PointerEvent) {
        self.0.swallow_click.set(false);
        if !event.is_primary() || event.button() != 0 {
            // A second finger or button means something else than what is under way.
            return self.cancel();
        }
        let Some(press) = self.press_of(event) else {
            return;
        };
        if press.grip == Grip::Edge {
            stop(event);
            // What is dragged at once is nothing to scroll by, and its click selects nothing.
            self.0.swallow_click.set(true);
        } else if press.by_touch {
            let hands = self.clone();
            let timer = set_timeout(move || hands.lift(), LONG_PRESS).ok();
            self.0.long_press.set(timer);
        }
        *self.0.doing.borrow_mut() = Doing::Pressed(press);
    }

    fn press_of(&self, event: &PointerEvent) -> Option<Press> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let (rack, grip) = if target.has_attribute("data-rack-edge") {
            (self.0.edge.rack()?, Grip::Edge)
        } else {
            let header = target.closest("[data-rack-header]").ok()??;
            if target.closest(".rack-menu").ok()?.is_some() {
                return None;
            }
            let section = header.closest("[data-rack-id]").ok()??;
            let rack = RackId::parse(&section.get_attribute("data-rack-id")?)?;
            (rack, Grip::Header)
        };
        Some(Press {
            pointer: event.pointer_id(),
            by_touch: event.pointer_type() == "touch",
            start: position(event),
            rack,
            grip,
            rests: false,
        })
    }

    fn on_move(&self, event: &PointerEvent) {
        let at = position(event);
        let starts = match &mut *self.0.doing.borrow_mut() {
            Doing::Nothing => {
                if event.buttons() == 0 && is_on_canvas(event) {
                    self.0.edge.follow(at, event);
                }
                return;
            }
            Doing::Pressed(press) if press.pointer == event.pointer_id() => press.has_moved(at),
            Doing::Dragging(press, drag) if press.pointer == event.pointer_id() => {
                press.rests &= !press.has_moved(at);
                drag.move_to(self.0.stage, at);
                false
            }
            Doing::Pressed(_) | Doing::Dragging(..) => return,
        };
        if starts {
            self.start(at);
        }
        if self.is_dragging() {
            self.0.edges.borrow_mut().point(self.0.stage, at);
            self.request_scroll();
        }
    }

    /// What was pressed has moved far enough.
    fn start(&self, at: Pair) {
        let press = match &*self.0.doing.borrow() {
            Doing::Pressed(press) => *press,
            Doing::Nothing | Doing::Dragging(..) => return,
        };
        // The canvas may have taken the pointer, to be moved with the space bar held.
        let is_panned = self
            .0
            .stage
            .view()
            .is_some_and(|view| view.has_attribute("data-panning"));
        if is_panned || (press.by_touch && press.grip == Grip::Header) {
            // A finger that moves at once scrolls.
            return self.cancel();
        }
        self.drag(press, at);
    }

    /// A finger has rested long enough: it lifts the rack; lifted itself before it moves, it opens the menu.
    fn lift(&self) {
        let mut press = match &*self.0.doing.borrow() {
            Doing::Pressed(press) => *press,
            Doing::Nothing | Doing::Dragging(..) => return,
        };
        press.rests = true;
        // Not every device can, and not every user lets it.
        let _ = window().navigator().vibrate_with_duration(12);
        self.drag(press, press.start);
    }

    fn drag(&self, press: Press, at: Pair) {
        let (app, stage) = (self.0.app, self.0.stage);
        let drag: Option<Box<dyn Drag>> = match press.grip {
            Grip::Header => Moving::new(app, stage, press.rack, press.start)
                .map(|moving| Box::new(moving) as Box<dyn Drag>),
            Grip::Edge => Resizing::new(app, stage, press.rack, press.start)
                .map(|resizing| Box::new(resizing) as Box<dyn Drag>),
        };
        let Some(mut drag) = drag else {
            return self.cancel();
        };
        drag.move_to(stage, at);
        *self.0.doing.borrow_mut() = Doing::Dragging(press, drag);
        if let Some(view) = stage.view() {
            // Without capture a drag that leaves the window ends there: no harm.
            let _ = view.set_pointer_capture(press.pointer);
        }
    }

    fn on_up(&self, event: &PointerEvent) {
        self.forget_long_press();
        // The pointer's own click comes at once, if any; a later one is a key's.
        let hands = self.clone();
        let _ = set_timeout(move || hands.0.swallow_click.set(false), Duration::ZERO);
        let is_ours = match &*self.0.doing.borrow() {
            Doing::Nothing => false,
            Doing::Pressed(press) | Doing::Dragging(press, _) => {
                press.pointer == event.pointer_id()
            }
        };
        if !is_ours {
            return;
        }
        // Taken out first: the layout's change would cancel what is under way.
        let doing = std::mem::take(&mut *self.0.doing.borrow_mut());
        if let Doing::Dragging(press, mut drag) = doing {
            self.0.swallow_click.set(true);
            if press.rests {
                drop(drag);
                actions::open_menu_at(press.start);
            } else {
                drag.let_go(self.0.app);
            }
        }
    }

    /// The browser has taken the pointer away.
    fn on_lost(&self, event: &PointerEvent) {
        let is_ours = match &*self.0.doing.borrow() {
            Doing::Nothing => false,
            Doing::Pressed(press) | Doing::Dragging(press, _) => {
                press.pointer == event.pointer_id()
            }
        };
        if is_ours && !is_held_by(self.0.stage, event) {
            self.cancel();
        }
    }

    /// Puts everything back as it was.
    fn cancel(&self) {
        self.forget_long_press();
        let doing = std::mem::take(&mut *self.0.doing.borrow_mut());
        if matches!(doing, Doing::Dragging(..)) {
            self.0.swallow_click.set(true);
        }
    }

    fn forget_long_press(&self) {
        if let Some(timer) = self.0.long_press.take() {
            timer.clear();
        }
    }

    fn request_scroll(&self) {
        if self.0.edges.borrow().is_scrolling()
            && let Some(frame) = self.0.frame.borrow().as_ref()
        {
            frame.request();
        }
    }

    /// One frame of scrolling at an edge.
    fn scroll_on(&self) {
        if !self.is_dragging() {
            self.0.edges.replace(Edges::default());
            return;
        }
        let Some(at) = self.0.edges.borrow().scroll(self.0.stage) else {
            return;
        };
        if let Doing::Dragging(_, drag) = &mut *self.0.doing.borrow_mut() {
            drag.move_to(self.0.stage, at);
        }
        self.request_scroll();
    }
}

impl Press {
    /// Whether the pointer is far enough from where it was pressed.
    fn has_moved(&self, at: Pair) -> bool {
        let threshold = if self.by_touch && self.grip == Grip::Header {
            TOUCH_THRESHOLD
        } else {
            THRESHOLD
        };
        (at.0 - self.start.0).hypot(at.1 - self.start.1) >= threshold
    }
}

fn position(event: &PointerEvent) -> Pair {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn is_on_canvas(event: &PointerEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest(".view").ok().flatten().is_some())
}
