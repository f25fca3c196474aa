//! Everything hands do on the canvas with mouse, pen and finger: pressing, dragging, marking, putting down. While something is
//! under way, nothing of the page changes but a few nodes of its own above the racks, and the nodes of what is dragged.

mod carry;
pub(super) mod edges;
mod events;
mod focus_frame;
mod gap;
pub(super) mod ghost;
mod keyboard;
pub(super) mod label;
pub(super) mod listen;
mod marquee;
mod picking;
mod press;
mod selecting;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use web_sys::PointerEvent;

use self::carry::Carry;
use self::edges::Edges;
pub use self::gap::load_choose_gap;
use self::listen::is_held_by;
use self::marquee::Marquee;
use self::picking::PickingBanner;
use self::press::{Press, Spot};
use self::selecting::SelectingBanner;
use super::stage::Stage;
use crate::domain::ids::DeviceId;
use crate::draw::aim;
use crate::draw::camera::Pair;
use crate::state::FrameTask;
use crate::state::app::App;
use crate::state::carry::{Carried, Carrying, Means};
use crate::views::actions;
use crate::views::ui::focus::focus;

/// So long a finger rests on a device until it lifts it.
const LONG_PRESS: Duration = Duration::from_millis(350);

/// Attends to the canvas for as long as its owner lives; the view is the banner that asks for a place.
pub fn hands(stage: Stage) -> AnyView {
    let app = App::expect();
    let hands = Hands::new(app, stage);
    hands.listen();
    keyboard::attend(app, stage);
    gap::attend(app, stage);
    focus_frame::attend(app, stage);
    view! {
        <PickingBanner />
        <SelectingBanner />
    }
    .into_any()
}

/// What is under way.
#[derive(Default)]
enum Doing {
    #[default]
    Nothing,
    Pressed(Press),
    Carrying(Box<Carry>),
    Marking(Marquee),
}

#[derive(Clone)]
struct Hands(Rc<Inner>);

struct Inner {
    app: App,
    stage: Stage,
    doing: RefCell<Doing>,
    edges: RefCell<Edges>,
    frame: RefCell<Option<FrameTask>>,
    long_press: Cell<Option<TimeoutHandle>>,
    /// The click that the browser sends after a drag is not meant as one.
    swallow_click: Cell<bool>,
    /// Nor is the menu that comes with the button that ended one.
    swallow_menu: Cell<bool>,
}

impl Hands {
    fn new(app: App, stage: Stage) -> Self {
        let hands = Self(Rc::new(Inner {
            app,
            stage,
            doing: RefCell::default(),
            edges: RefCell::default(),
            frame: RefCell::new(None),
            long_press: Cell::new(None),
            swallow_click: Cell::new(false),
            swallow_menu: Cell::new(false),
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

    fn is_busy(&self) -> bool {
        matches!(
            *self.0.doing.borrow(),
            Doing::Carrying(_) | Doing::Marking(_)
        ) && !self.is_picking()
    }

    fn is_picking(&self) -> bool {
        matches!(&*self.0.doing.borrow(), Doing::Carrying(carry) if carry.is_picking())
    }

    /// Whether a finger is down that has not done anything yet. The browser's own long press is not waited for: it differs by
    /// browser, and some have none.
    fn is_touched(&self) -> bool {
        matches!(&*self.0.doing.borrow(), Doing::Pressed(press) if press.by_touch)
    }

    fn on_down(&self, event: &PointerEvent) {
        self.0.swallow_click.set(false);
        self.0.swallow_menu.set(false);
        if self.is_picking() {
            self.0.app.inner().focus.forget();
            return;
        }
        if !event.is_primary() || (event.button() != 0 && self.is_busy()) {
            // A second finger or button means something else than what is under way.
            return self.cancel();
        }
        // What moves over the canvas has taken it already.
        if event.button() != 0 || event.default_prevented() {
            return;
        }
        let Some(press) = Press::of(&self.0.app, self.0.stage, event) else {
            return;
        };
        if !matches!(press.spot, Spot::Device(_)) {
            self.0.app.inner().focus.forget();
        }
        if press.by_touch {
            let hands = self.clone();
            let timer = set_timeout(move || hands.rest(), LONG_PRESS).ok();
            self.0.long_press.set(timer);
        }
        *self.0.doing.borrow_mut() = Doing::Pressed(press);
    }

    fn on_move(&self, event: &PointerEvent) {
        let at = position(event);
        if self.is_let_go_elsewhere(event) {
            self.0.swallow_menu.set(event.buttons() != 0);
            return self.cancel();
        }
        let starts = match &mut *self.0.doing.borrow_mut() {
            Doing::Nothing => return,
            Doing::Pressed(press) if press.pointer == event.pointer_id() => press.has_moved(at),
            Doing::Pressed(_) => return,
            Doing::Carrying(carry) if carry.hears(event.pointer_id()) => {
                carry.move_to(self.0.stage, at);
                false
            }
            Doing::Carrying(_) => return,
            Doing::Marking(marquee) if marquee.pointer == event.pointer_id() => {
                marquee.move_to(self.0.stage, at);
                false
            }
            Doing::Marking(_) => return,
        };
        if starts {
            self.start(event);
        }
        if self.is_busy() {
            self.0.edges.borrow_mut().point(self.0.stage, at);
            self.request_scroll();
        }
    }

    /// Whether the first button is not alone any more: further buttons are told by movements, and so is a release that the page
    /// did not hear of.
    fn is_let_go_elsewhere(&self, event: &PointerEvent) -> bool {
        const FIRST: u16 = 1;
        self.is_busy() && self.hears(event) && event.buttons() != FIRST
    }

    /// Whether what is under way is the work of that pointer.
    fn hears(&self, event: &PointerEvent) -> bool {
        match &*self.0.doing.borrow() {
            Doing::Nothing => false,
            Doing::Pressed(press) => press.pointer == event.pointer_id(),
            Doing::Carrying(carry) => carry.hears(event.pointer_id()),
            Doing::Marking(marquee) => marquee.pointer == event.pointer_id(),
        }
    }

    fn begin(&self, doing: Doing) {
        *self.0.doing.borrow_mut() = doing;
        self.0.edges.replace(Edges::default());
    }

    /// From now on the canvas hears of the pointer wherever it is. Without that a drag ends at the edge of the window: no harm.
    fn capture(&self, pointer: i32) {
        if let Some(view) = self.0.stage.view() {
            let _ = view.set_pointer_capture(pointer);
        }
    }

    /// What was pressed has moved far enough.
    fn start(&self, event: &PointerEvent) {
        let Doing::Pressed(press) = std::mem::take(&mut *self.0.doing.borrow_mut()) else {
            return;
        };
        if press.by_touch {
            // The finger scrolls.
            self.forget_long_press();
            return;
        }
        match press.spot {
            Spot::Device(device) if !press.shift => {
                self.take_up(&press, device, position(event));
            }
            Spot::Device(_) | Spot::Slot | Spot::Free if press.marks() => {
                let mut marquee = Marquee::new(&self.0.app, self.0.stage, &press);
                marquee.move_to(self.0.stage, position(event));
                self.begin(Doing::Marking(marquee));
            }
            _ => return,
        }
        self.capture(event.pointer_id());
    }

    /// A finger has rested long enough: it lifts a device; lifted itself before it moves, it opens the menu.
    fn rest(&self) {
        let Doing::Pressed(mut press) = std::mem::take(&mut *self.0.doing.borrow_mut()) else {
            return;
        };
        press.has_rested = true;
        *self.0.doing.borrow_mut() = Doing::Pressed(press);
        // Not every device can, and not every user lets it.
        let _ = window().navigator().vibrate_with_duration(12);
        if let Spot::Device(device) = press.spot {
            self.take_up(&press, device, press.start);
            self.capture(press.pointer);
        }
    }

    /// Takes up the pressed device, with all that are selected if it is one of them.
    fn take_up(&self, press: &Press, device: DeviceId, at: Pair) {
        let app = self.0.app;
        let mut devices = vec![device];
        app.inner().selection.with_untracked(|selection| {
            if selection.contains(device) {
                let others = selection.devices().iter().filter(|other| **other != device);
                devices.extend(others);
            }
        });
        let carrying = Carrying {
            what: Carried::Devices(devices),
            means: Means::Pointer {
                id: press.pointer,
                at,
            },
        };
        if let Some(mut carry) = Carry::new(&app, self.0.stage, &carrying, Some(press)) {
            carry.move_to(self.0.stage, at);
            self.begin(Doing::Carrying(Box::new(carry)));
            app.inner().carried.set(Some(carrying));
            // The browser gives the focus to what is pressed, but not through the openings of a plate.
            if let Some(node) = self.0.stage.marks().node(device) {
                focus(&node);
            }
        }
    }

    /// Something is taken up or dropped by others: the palette, a menu, a key.
    fn follow_carried(&self, carried: Option<Carrying>) {
        let is_same = match (&*self.0.doing.borrow(), &carried) {
            (Doing::Carrying(carry), Some(carried)) => carry.carrying == *carried,
            (Doing::Carrying(_), None) | (_, Some(_)) => false,
            (_, None) => true,
        };
        if is_same {
            return;
        }
        *self.0.doing.borrow_mut() = Doing::Nothing;
        let Some(carrying) = carried else {
            return;
        };
        let Some(mut carry) = Carry::new(&self.0.app, self.0.stage, &carrying, None) else {
            return self.0.app.drop_carried();
        };
        match carrying.means {
            Means::Pointer { id, .. } => self.capture(id),
            Means::Picking if keyboard::is_by_keyboard(document().active_element().as_ref()) => {
                carry.offer(&self.0.app, self.0.stage);
            }
            Means::Picking => {}
        }
        self.begin(Doing::Carrying(Box::new(carry)));
    }

    fn on_change(&self) {
        let is_outdated = match &*self.0.doing.borrow() {
            Doing::Carrying(carry) => carry.is_outdated(&self.0.app),
            Doing::Marking(_) => true,
            Doing::Nothing | Doing::Pressed(_) => false,
        };
        if is_outdated {
            self.cancel();
        }
    }

    fn on_up(&self, event: &PointerEvent) {
        self.forget_long_press();
        if self.is_picking() {
            return;
        }
        if !self.hears(event) {
            return;
        }
        // Taken out first: what follows asks what is under way.
        let doing = std::mem::take(&mut *self.0.doing.borrow_mut());
        match doing {
            Doing::Pressed(press) if press.has_rested => self.open_menu(&press),
            Doing::Nothing | Doing::Pressed(_) => {}
            Doing::Carrying(carry) => match carry.resting {
                Some(press) => {
                    drop(carry);
                    self.0.app.drop_carried();
                    self.open_menu(&press);
                }
                None => {
                    self.0.swallow_click.set(true);
                    carry.let_go(&self.0.app);
                }
            },
            Doing::Marking(marquee) => {
                self.0.swallow_click.set(true);
                let is_selecting = self.0.app.inner().selecting.get_untracked();
                let add = event.ctrl_key() || event.meta_key() || is_selecting;
                marquee.finish(&self.0.app, add);
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
        let is_kept = is_held_by(self.0.stage, event);
        if !is_kept && !self.is_picking() && self.hears(event) {
            self.cancel();
        }
    }

    /// Puts everything back as it was.
    fn cancel(&self) {
        self.forget_long_press();
        self.0.swallow_click.set(self.is_busy());
        let doing = std::mem::take(&mut *self.0.doing.borrow_mut());
        if let Doing::Carrying(carry) = doing {
            drop(carry);
            self.0.app.drop_carried();
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
        if !self.is_busy() {
            return;
        }
        let Some(at) = self.0.edges.borrow().scroll(self.0.stage) else {
            return;
        };
        match &mut *self.0.doing.borrow_mut() {
            Doing::Carrying(carry) => carry.move_to(self.0.stage, at),
            Doing::Marking(marquee) => marquee.move_to(self.0.stage, at),
            Doing::Nothing | Doing::Pressed(_) => {}
        }
        self.request_scroll();
    }
}

fn position(event: &PointerEvent) -> Pair {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Whether a point of the window is on a rack's drawing.
fn is_on_rack(app: &App, stage: Stage, at: Pair) -> bool {
    let point = stage.world_point(at.0, at.1);
    let world = &app.inner().viewport.world;
    world.with_untracked(|world| aim::is_on_rack(world, point))
}
