//! What a gesture works on: what is gripped, and what is dragged.

use web_sys::PointerEvent;

use super::Press;
use crate::draw::camera::Pair;
use crate::state::app::App;
use crate::views::canvas::stage::Stage;

/// What a pointer is pressed on.
pub trait Grip {
    /// Whether it is there for nothing but to be dragged: by a finger at once as well, and its press and click are nobody else's.
    fn is_handle(&self) -> bool {
        false
    }

    /// What begins when the pointer has moved far enough, to a point of the window.
    fn drag(&self, press: &Press, at: Pair) -> Option<Box<dyn Drag>>;

    /// What a finger lifts that has rested.
    fn lift(&self, press: &Press) -> Option<Box<dyn Drag>>;
}

/// A drag under way. When it is dropped, what it has put on the page goes.
pub trait Drag {
    /// The pointer is at a point of the window.
    fn move_to(&mut self, stage: Stage, at: Pair);

    /// The pointer lets go.
    fn let_go(self: Box<Self>, app: App, event: &PointerEvent);

    /// Everything is to be as it was.
    fn give_up(self: Box<Self>, _app: App) {}

    /// Whether the layout or the world that it began in has passed; asked after each change of theirs.
    fn is_outdated(&self, _app: App) -> bool {
        true
    }
}
