//! A gesture: what one pointer does over the racks from pressing to letting go. A mouse or pen that moves drags; a finger that
//! moves scrolls, unless it has rested first, and one that rests and lifts opens the menu. What is dragged to an edge scrolls the
//! view. Escape, another button or finger, a dialog that opens, and losing the pointer give it up.
//!
//! Whose gesture it is decides what can be gripped, and what a drag does. The layout changes once, when the pointer lets go.

mod drag;
mod edges;
pub mod ghost;
pub mod label;
pub mod listen;
mod press;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, PointerEvent};

pub use self::drag::{Drag, Grip};
use self::edges::Edges;
use self::listen::{hold_the_page, is_held_by, listen, listen_early, listen_to_pointer, stop};
pub use self::press::{Press, is_on_canvas, position};
use self::press::{is_let_go_elsewhere, vibrate};
use super::stage::Stage;
use crate::draw::camera::Pair;
use crate::state::app::App;
use crate::state::frames::FrameTask;
use crate::views::actions::{self, RackDoing};
use crate::views::ui::dynamic::effect;

/// So long a finger rests until it lifts what it is on.
const LONG_PRESS: Duration = Duration::from_millis(350);

/// When presses are heard of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressOrder {
    /// Before the canvas, which may take a press for one on nothing.
    BeforeAll,
    /// After all others, and only of presses that nobody has taken.
    AfterAll,
}

/// What a pointer has pressed, if that is of interest.
type FindGrip = dyn Fn(&PointerEvent) -> Option<Box<dyn Grip>>;

/// What is under way.
#[derive(Default)]
enum Doing {
    #[default]
    Nothing,
    Pressed(Press, Box<dyn Grip>),
    Dragging(Press, Box<dyn Drag>),
}

/// One at a time.
#[derive(Clone)]
pub struct Gesture(Rc<Inner>);

struct Inner {
    app: App,
    stage: Stage,
    grip: Box<FindGrip>,
    doing: RefCell<Doing>,
    edges: RefCell<Edges>,
    frame: FrameTask,
    long_press: Cell<Option<TimeoutHandle>>,
    /// The click that the browser sends after a drag is not meant as one.
    swallow_click: Cell<bool>,
    /// Nor is the menu that comes with the button that ended one.
    swallow_menu: Cell<bool>,
}

impl Gesture {
    /// Attends to pointers for as long as the current owner lives.
    pub fn attend(
        app: App,
        stage: Stage,
        order: PressOrder,
        grip: impl Fn(&PointerEvent) -> Option<Box<dyn Grip>> + 'static,
    ) -> Self {
        let gesture = Self(Rc::new_cyclic(|weak: &Weak<Inner>| {
            let weak = weak.clone();
            let scroll_on = move || {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).scroll_on();
                }
            };
            Inner {
                app,
                stage,
                grip: Box::new(grip),
                doing: RefCell::default(),
                edges: RefCell::default(),
                frame: FrameTask::new(scroll_on),
                long_press: Cell::new(None),
                swallow_click: Cell::new(false),
                swallow_menu: Cell::new(false),
            }
        }));
        gesture.listen(order);
        gesture
    }

    fn listen(&self, order: PressOrder) {
        let on = |name, work| listen_to_pointer(self, name, work);
        let early = |name, work: fn(&Self, &Event)| {
            let gesture = self.clone();
            listen_early(name, move |event| work(&gesture, event));
        };
        match order {
            PressOrder::BeforeAll => early("pointerdown", |gesture, event| {
                gesture.on_down(event.unchecked_ref());
            }),
            PressOrder::AfterAll => on("pointerdown", Self::on_down),
        }
        on("pointermove", Self::on_move);
        on("pointerup", Self::on_up);
        on("pointercancel", Self::on_lost);
        on("lostpointercapture", Self::on_lost);
        early("click", |gesture, event| {
            if gesture.0.swallow_click.take() {
                stop(event);
            }
        });
        early("keydown", |gesture, event| {
            gesture.on_key(event.unchecked_ref());
        });
        early("contextmenu", |gesture, event| {
            if gesture.is_touched() || gesture.is_dragging() || gesture.0.swallow_menu.take() {
                stop(event);
            }
        });
        let gesture = self.clone();
        hold_the_page(move || gesture.is_dragging());
        let gesture = self.clone();
        listen("blur", move |_| gesture.cancel());
        let gesture = self.clone();
        let dialog = self.0.app.inner().dialog.clone();
        effect(move || {
            if dialog.with(Option::is_some) {
                gesture.cancel();
            }
        });
        let gesture = self.clone();
        let inner = self.0.app.inner();
        let (snapshot, world) = (inner.document.snapshot(), inner.viewport.world.clone());
        effect(move || {
            snapshot.track();
            world.track();
            gesture.on_change();
        });
    }

    pub fn is_idle(&self) -> bool {
        matches!(*self.0.doing.borrow(), Doing::Nothing)
    }

    pub fn is_dragging(&self) -> bool {
        matches!(*self.0.doing.borrow(), Doing::Dragging(..))
    }

    /// Whether a finger is down that has not done anything yet. The browser's own long press is not waited for: it differs by
    /// browser, and some have none.
    fn is_touched(&self) -> bool {
        matches!(&*self.0.doing.borrow(), Doing::Pressed(press, _) if press.waits)
    }

    /// Whether what is under way is the work of that pointer.
    fn hears(&self, event: &PointerEvent) -> bool {
        match &*self.0.doing.borrow() {
            Doing::Nothing => false,
            Doing::Pressed(press, _) | Doing::Dragging(press, _) => {
                press.pointer == event.pointer_id()
            }
        }
    }

    fn take(&self) -> Doing {
        self.0.doing.take()
    }

    fn on_down(&self, event: &PointerEvent) {
        self.0.swallow_click.set(false);
        self.0.swallow_menu.set(false);
        if !event.is_primary() || event.button() != 0 {
            // A second finger or button means something else than what is under way.
            return self.cancel();
        }
        // What moves over the canvas may have taken it already.
        if event.default_prevented() {
            return;
        }
        let Some(grip) = (self.0.grip)(event) else {
            return;
        };
        let press = Press::new(event, grip.is_handle());
        if grip.is_handle() {
            stop(event);
            self.0.swallow_click.set(true);
        }
        if press.waits {
            let gesture = self.clone();
            let timer = set_timeout(move || gesture.rest(), LONG_PRESS).ok();
            self.0.long_press.set(timer);
        }
        self.0.doing.replace(Doing::Pressed(press, grip));
    }

    fn on_move(&self, event: &PointerEvent) {
        if !self.hears(event) {
            return;
        }
        let at = position(event);
        if self.is_dragging() && is_let_go_elsewhere(event) {
            self.0.swallow_menu.set(event.buttons() != 0);
            return self.cancel();
        }
        let starts = match &mut *self.0.doing.borrow_mut() {
            Doing::Nothing => return,
            Doing::Pressed(press, _) => press.has_moved(at),
            Doing::Dragging(press, drag) => {
                press.rests &= !press.has_moved(at);
                drag.move_to(self.0.stage, at);
                false
            }
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
        self.forget_long_press();
        let Doing::Pressed(press, grip) = self.take() else {
            return;
        };
        // A finger that moves at once scrolls.
        if press.waits {
            return;
        }
        if let Some(drag) = grip.drag(&press, at) {
            self.begin(press, drag, at);
        }
    }

    /// A finger has rested long enough: it lifts what is there; lifted itself before it moves, it opens the menu.
    fn rest(&self) {
        let (mut press, grip) = match self.take() {
            Doing::Pressed(press, grip) => (press, grip),
            other => return drop(self.0.doing.replace(other)),
        };
        press.rests = true;
        vibrate();
        match grip.lift(&press) {
            Some(drag) => self.begin(press, drag, press.start),
            None => drop(self.0.doing.replace(Doing::Pressed(press, grip))),
        }
    }

    fn begin(&self, press: Press, mut drag: Box<dyn Drag>, at: Pair) {
        drag.move_to(self.0.stage, at);
        self.hold(press, drag);
    }

    /// Goes on with a drag that began elsewhere, whose pointer is at a point of the window.
    pub fn take_over(&self, pointer: i32, at: Pair, drag: Box<dyn Drag>) {
        self.hold(Press::elsewhere(pointer, at), drag);
    }

    fn hold(&self, press: Press, drag: Box<dyn Drag>) {
        self.0.doing.replace(Doing::Dragging(press, drag));
        self.0.edges.replace(Edges::default());
        if let Some(view) = self.0.stage.view() {
            // From now on the canvas hears of the pointer wherever it is. Without that a drag ends at the edge of the window: no harm.
            let _ = view.set_pointer_capture(press.pointer);
        }
    }

    fn on_up(&self, event: &PointerEvent) {
        self.forget_long_press();
        if !self.hears(event) {
            return;
        }
        // Taken out first: what follows asks what is under way.
        match self.take() {
            Doing::Nothing => {}
            Doing::Pressed(press, _) => {
                if press.rests {
                    self.open_menu(&press);
                }
            }
            Doing::Dragging(press, drag) => {
                self.0.swallow_click.set(true);
                if press.rests {
                    drag.give_up(self.0.app);
                    self.open_menu(&press);
                } else {
                    drag.let_go(self.0.app, event);
                }
            }
        }
    }

    /// Opens the menu of what a finger has rested on.
    fn open_menu(&self, press: &Press) {
        actions::open_menu_at(press.start);
        // Neither a click nor a menu of the browser's own is to follow.
        self.0.swallow_click.set(true);
        self.0.swallow_menu.set(true);
    }

    /// The browser has taken the pointer away; not if it is the canvas that has it now.
    fn on_lost(&self, event: &PointerEvent) {
        if self.hears(event) && !is_held_by(self.0.stage, event) {
            self.cancel();
        }
    }

    fn on_key(&self, event: &KeyboardEvent) {
        if !self.is_dragging() {
            // A click or a menu by a key is meant as one.
            self.0.swallow_click.set(false);
            self.0.swallow_menu.set(false);
        } else if RackDoing::of(event) == Some(RackDoing::Leave) {
            stop(event);
            self.cancel();
        }
    }

    /// What is dragged was taken up in the layout as it was.
    fn on_change(&self) {
        let is_outdated = match &*self.0.doing.borrow() {
            Doing::Dragging(_, drag) => drag.is_outdated(self.0.app),
            Doing::Nothing | Doing::Pressed(..) => false,
        };
        if is_outdated {
            self.cancel();
        }
    }

    /// Puts everything back as it was.
    fn cancel(&self) {
        self.forget_long_press();
        if let Doing::Dragging(_, drag) = self.take() {
            self.0.swallow_click.set(true);
            drag.give_up(self.0.app);
        }
    }

    /// Ends whatever is under way without a word to it: something else has begun.
    pub fn forget(&self) {
        self.forget_long_press();
        drop(self.take());
    }

    fn forget_long_press(&self) {
        if let Some(timer) = self.0.long_press.take() {
            timer.clear();
        }
    }

    fn request_scroll(&self) {
        if self.0.edges.borrow().is_scrolling() {
            self.0.frame.request();
        }
    }

    /// One frame of scrolling at an edge.
    fn scroll_on(&self) {
        if !self.is_dragging() {
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
