//! What comes in: pointers, touches, wheel, keys, timers, and what else changes while they are in use.

use super::hit::HitTarget;
use super::keys::KeyInput;
use super::source::DragSource;
use super::thresholds::PointerKind;
use crate::draw::camera::Pair;
use crate::draw::wheel::Turn;

/// The number that the browser gives a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointerId(pub i32);

/// The button whose press or release an event reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    Main,
    Middle,
    Other,
}

impl Button {
    /// The only bit that is set in [`PointerInput::buttons`] while this button alone is pressed.
    pub const fn alone(self) -> u16 {
        match self {
            Self::Main => 1,
            Self::Middle => 4,
            Self::Other => 2,
        }
    }
}

/// Modifier keys held meanwhile. `command` is Ctrl, or Cmd on a Mac.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    pub command: bool,
    pub shift: bool,
}

/// One event of a pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointerInput {
    pub id: PointerId,
    pub kind: PointerKind,
    /// In the window, in pixels.
    pub at: Pair,
    /// `false` for every finger but the first.
    pub is_primary: bool,
    pub button: Button,
    /// All buttons that are pressed, as bits.
    pub buttons: u16,
    pub modifiers: Modifiers,
}

/// A timer, with the number of the press that started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    LongPress(u32),
}

/// Key events come twice: before every other listener, and after all of them if none has handled it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPhase {
    Early,
    Late,
}

/// What a click came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClickKind {
    Mouse,
    Touch,
    Key,
}

/// What other parts of the page ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum PageRequest {
    /// A pointer is pressed on something that can be dragged to the racks.
    Press {
        source: DragSource,
        pointer: PointerInput,
    },
    /// Something that can be dragged to the racks is clicked.
    Click { source: DragSource, kind: ClickKind },
    /// The place of something is to be picked.
    Pick(DragSource),
    /// Nothing is to be picked any more.
    StopPicking,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    PointerDown {
        pointer: PointerInput,
        hit: HitTarget,
    },
    PointerMove {
        pointer: PointerInput,
        is_on_canvas: bool,
    },
    PointerUp {
        pointer: PointerInput,
    },
    /// The browser has taken the pointer away.
    PointerLost(PointerId),
    Click {
        at: Pair,
        modifiers: Modifiers,
        hit: HitTarget,
    },
    /// The browser is about to open a context menu.
    ContextMenu,
    KeyDown {
        key: KeyInput,
        phase: KeyPhase,
    },
    KeyUp {
        key: KeyInput,
    },
    Wheel {
        turn: Turn,
        at: Pair,
    },
    /// The fingers on the canvas, in the window: one more or one less.
    Touches(Vec<Pair>),
    /// The fingers on the canvas have moved.
    TouchesMoved(Vec<Pair>),
    Timer(Timer),
    /// The animation frame that was requested.
    Frame,
    /// The window has lost the focus.
    Blur,
    DialogOpened,
    /// The layout, the world, the zoom or the selection has changed.
    SceneChanged,
    /// `by_keyboard`: the keyboard was used last.
    PageRequest {
        request: PageRequest,
        by_keyboard: bool,
    },
}
