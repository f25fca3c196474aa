//! What is in hand: dragged by a pointer, or waiting for its place to be picked.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::PointerEvent;

use super::carry::Carry;
use crate::draw::camera::Pair;
use crate::state::app::App;
use crate::state::drag::DragSession;
use crate::views::canvas::gesture::Drag;
use crate::views::canvas::stage::Stage;

/// A handle to the one place for it.
#[derive(Clone, Default)]
pub struct InHand(Rc<RefCell<Option<Carry>>>);

impl InHand {
    pub fn put(&self, carry: Carry) {
        self.0.replace(Some(carry));
    }

    pub fn take(&self) -> Option<Carry> {
        self.0.take()
    }

    /// Does something with it, if there is anything.
    pub fn with<T>(&self, work: impl FnOnce(&mut Carry) -> T) -> Option<T> {
        self.0.borrow_mut().as_mut().map(work)
    }

    pub fn carrying(&self) -> Option<DragSession> {
        self.with(|carry| carry.carrying.clone())
    }

    pub fn is_picking(&self) -> bool {
        self.with(|carry| carry.is_picking()).unwrap_or(false)
    }

    /// The pointer is at a point of the window.
    pub fn move_to(&self, stage: Stage, at: Pair) {
        self.with(|carry| carry.move_to(stage, at));
    }

    /// Whether the layout or the world is another by now.
    pub fn is_outdated(&self, app: &App) -> bool {
        self.with(|carry| carry.is_outdated(app)).unwrap_or(false)
    }
}

impl Drag for InHand {
    fn move_to(&mut self, stage: Stage, at: Pair) {
        Self::move_to(self, stage, at);
    }

    fn let_go(self: Box<Self>, app: App, _event: &PointerEvent) {
        if let Some(carry) = self.take() {
            carry.let_go(&app);
        }
    }

    fn give_up(self: Box<Self>, app: App) {
        self.take();
        app.cancel_drag();
    }

    fn is_outdated(&self, app: App) -> bool {
        Self::is_outdated(self, &app)
    }
}
