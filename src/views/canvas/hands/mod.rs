//! Everything hands do with devices, with mouse, pen and finger: dragging, marking, putting down. While something is under way,
//! nothing of the page changes but a few nodes of its own above the racks, and the nodes of what is dragged.

mod carry;
mod focus_frame;
mod gap;
mod grip;
mod in_hand;
mod keyboard;
mod marquee;
mod picking;
mod placing;
mod selecting;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use self::carry::Carry;
pub use self::gap::load_choose_gap;
use self::in_hand::InHand;
use self::picking::PickingBanner;
use self::selecting::SelectingBanner;
use super::gesture::listen::{listen, listen_early, listen_to_pointer};
use super::gesture::{Gesture, PressOrder, position};
use super::stage::Stage;
use crate::state::app::App;
use crate::state::drag::{DragMeans, DragSession};
use crate::views::ui::dynamic::effect;

/// Attends to the devices for as long as its owner lives; the view is the banner that asks for a place.
pub fn hands(stage: Stage) -> AnyView {
    let app = App::expect();
    Hands::new(app, stage).listen();
    keyboard::attend(app, stage);
    gap::attend(app, stage);
    focus_frame::attend(app, stage);
    view! {
        <PickingBanner />
        <SelectingBanner />
    }
    .into_any()
}

#[derive(Clone)]
struct Hands {
    app: App,
    stage: Stage,
    in_hand: InHand,
    gesture: Gesture,
}

impl Hands {
    fn new(app: App, stage: Stage) -> Self {
        let in_hand = InHand::default();
        let gesture = {
            let in_hand = in_hand.clone();
            Gesture::attend(app, stage, PressOrder::AfterAll, move |event| {
                grip::grip_at(app, stage, &in_hand, event)
            })
        };
        Self {
            app,
            stage,
            in_hand,
            gesture,
        }
    }

    fn listen(&self) {
        let app = self.app;
        listen("focusin", move |event| keyboard::on_focus(app, event));
        listen_to_pointer(self, "pointermove", |hands, event| {
            if hands.in_hand.is_picking() {
                hands.in_hand.move_to(hands.stage, position(event));
            }
        });
        let hands = self.clone();
        listen_early("click", move |event| hands.on_click(event.unchecked_ref()));
        let hands = self.clone();
        listen_early("keydown", move |event| hands.on_key(event.unchecked_ref()));
        let hands = self.clone();
        listen("blur", move |_| hands.stop_picking());
        let hands = self.clone();
        let carried = app.inner().drag.clone();
        effect(move || {
            let carried = carried.get();
            hands.follow_drag(carried);
        });
        // A place is picked in the layout as it was.
        let hands = self.clone();
        let inner = app.inner();
        let (snapshot, world) = (inner.document.snapshot(), inner.viewport.world.clone());
        effect(move || {
            snapshot.track();
            world.track();
            if hands.in_hand.is_outdated(&app) {
                hands.stop_picking();
            }
        });
    }

    /// Something is taken up or dropped by others: the palette, a menu, a key.
    fn follow_drag(&self, carried: Option<DragSession>) {
        if self.in_hand.carrying() == carried {
            return;
        }
        self.gesture.forget();
        self.in_hand.take();
        let Some(carrying) = carried else {
            return;
        };
        let Some(mut carry) = Carry::new(&self.app, self.stage, &carrying, None) else {
            return self.app.cancel_drag();
        };
        let is_by_keyboard = || keyboard::is_by_keyboard(document().active_element().as_ref());
        if carrying.means == DragMeans::Picking && is_by_keyboard() {
            carry.offer(&self.app, self.stage);
        }
        self.in_hand.put(carry);
        if let DragMeans::Pointer { id, at } = carrying.means {
            let drag = Box::new(self.in_hand.clone());
            self.gesture.take_over(id, at, drag);
        }
    }

    /// What waits for its place stays where it was.
    fn stop_picking(&self) {
        if self.in_hand.is_picking() {
            self.in_hand.take();
            self.app.cancel_drag();
        }
    }
}
