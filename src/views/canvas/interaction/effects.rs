//! Carries out the machine's effects.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::edge_handle::EdgeHandle;
use super::tab_stops::{go, go_to_header};
use super::view_of_drag::ViewOfDrag;
use crate::interaction::effect::{AfterDrop, Effect};
use crate::interaction::input::Timer;
use crate::interaction::selection::Selection;
use crate::interaction::source::DragSource;
use crate::interaction::thresholds::LONG_PRESS;
use crate::state::app::App;
use crate::state::frames::FrameTask;
use crate::views::actions;
use crate::views::actions::arranging::{self, Arranging};
use crate::views::canvas::stage::Stage;
use crate::views::ui::focus::{focus_by_press, focus_panel};
use crate::views::ui::style::mark;

/// The parts of the page that effects change.
pub struct Page {
    app: App,
    stage: Stage,
    frame: FrameTask,
    timer: Cell<Option<TimeoutHandle>>,
    on_timer: Rc<dyn Fn(Timer)>,
    drag: RefCell<ViewOfDrag>,
    edge: EdgeHandle,
}

impl Page {
    pub fn new(app: App, stage: Stage, frame: FrameTask, on_timer: Rc<dyn Fn(Timer)>) -> Self {
        Self {
            app,
            stage,
            frame,
            timer: Cell::new(None),
            on_timer,
            drag: RefCell::new(ViewOfDrag::new(stage)),
            edge: EdgeHandle::new(app, stage),
        }
    }

    /// Starts the timer of a press; there is one at most.
    fn start_timer(&self, timer: Timer) {
        self.cancel_timer();
        let on_timer = self.on_timer.clone();
        self.timer
            .set(set_timeout(move || on_timer(timer), LONG_PRESS).ok());
    }

    fn cancel_timer(&self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

pub fn carry_out(page: &Page, effect: Effect) {
    let (app, stage) = (page.app, page.stage);
    match effect {
        // Effects on a browser event were carried out at once.
        Effect::PreventDefault | Effect::Consume => {}

        Effect::Capture(pointer) => {
            if let Some(view) = stage.view() {
                // Without capture a drag ends at the edge of the window: no harm.
                let _ = view.set_pointer_capture(pointer.0);
            }
        }
        Effect::StartTimer(timer) => page.start_timer(timer),
        Effect::CancelTimer(_) => page.cancel_timer(),
        Effect::RequestFrame => page.frame.request(),
        Effect::Vibrate => vibrate(),

        Effect::ShowCamera(camera) => stage.show(camera),
        Effect::FlyTo(camera) => stage.fly(camera),
        Effect::Panning(is_panning) => {
            if let Some(view) = stage.view() {
                mark(&view, "data-panning", is_panning);
            }
        }

        Effect::Lift(devices) => page.drag.borrow_mut().lift(&devices),
        Effect::MoveLifted { dx, dy } => page.drag.borrow_mut().move_lifted(dx, dy),
        Effect::LiftRack(rack) => page.drag.borrow_mut().lift_rack(rack),
        Effect::MoveRack { dx, dy } => page.drag.borrow().move_rack(dx, dy),
        Effect::Outline { fitting, blocked } => {
            page.drag.borrow_mut().outline(&fitting, &blocked);
        }
        Effect::FreeRooms(rooms) => page.drag.borrow_mut().show_rooms(&rooms),
        Effect::Label { words, is_blocked } => page.drag.borrow_mut().say(&words, is_blocked),
        Effect::MoveLabel(at) => page.drag.borrow_mut().move_label(at),
        Effect::Catch { device, is_caught } => page.drag.borrow_mut().catch(device, is_caught),
        Effect::EndDrag => page.drag.borrow_mut().end(),

        Effect::Run(command) => app.run_soon(command),
        Effect::Drop {
            source,
            target,
            then,
        } => app.drop_at(source, target, move |device| {
            if then != AfterDrop::Nothing {
                app.select(Selection::Devices(vec![device]));
            }
            if then == AfterDrop::SelectAndFocus {
                // After its node is created.
                let _ = set_timeout(move || go(app, stage, device), Duration::ZERO);
            }
        }),
        Effect::PlaceFirst(source) => match source {
            DragSource::NewDevice(device_type) => app.place_new(&device_type),
            DragSource::System(source) => app.place_system_in_gap(&source.system),
            DragSource::Devices(_) => {}
        },
        Effect::Taken(source) => app.note_taken(&source),
        Effect::Picking(words) => app.inner().picking.set(words),
        Effect::Select(selection) => app.select(selection),
        Effect::EndSelecting => app.end_selecting(),
        Effect::Open(device) => app.open_device(device),
        Effect::EnterPanel => focus_panel(),
        Effect::ChooseGap(gap) => app.choose_gap(gap),
        Effect::OpenMenu(at) => actions::open_menu_at(at),
        Effect::OpenMenuOfFocused(at) => actions::open_menu_of_focused(at),
        Effect::Say(words) => app.say(words),
        Effect::Announce(words) => app.announce(words),
        Effect::MoveSelected(step) => arranging::start(app, Arranging::Move(step)),
        Effect::EdgeHandle(rack) => page.edge.put(rack),

        Effect::FocusByPress(device) => {
            if let Some(node) = stage.nodes().node(device) {
                focus_by_press(&node);
            }
        }
        Effect::FocusDevice(device) => go(app, stage, device),
        Effect::FocusHeader(rack, stop) => go_to_header(stage, rack, stop),
        Effect::ForgetFocus => app.inner().focus.forget(),
    }
}

/// Vibrates the device. Not every device can, users may disable it, and browsers log a warning before the first tap.
fn vibrate() {
    let navigator = window().navigator();
    let was_tapped = Reflect::get(&navigator, &JsValue::from_str("userActivation"))
        .and_then(|activation| Reflect::get(&activation, &JsValue::from_str("hasBeenActive")));
    if was_tapped.is_ok_and(|was_tapped| was_tapped == true) {
        let _ = navigator.vibrate_with_duration(12);
    }
}
