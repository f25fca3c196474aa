//! Events of the machine: pointers, touches, wheel, keys, timers, and changes of the page meanwhile.

use super::hit::HitTarget;
use super::keys::KeyInput;
use super::source::DragSource;
use super::thresholds::PointerKind;
use crate::draw::camera::Pair;
use crate::draw::wheel::Turn;

/// The browser's id of a pointer.
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
    /// The value of [`PointerInput::buttons`] if only this button is pressed.
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
    /// Position in the window, in pixels.
    pub at: Pair,
    /// `false` for every finger but the first.
    pub is_primary: bool,
    pub button: Button,
    /// Bit mask of all pressed buttons.
    pub buttons: u16,
    pub modifiers: Modifiers,
}

/// A timer, with the number of the press that started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    LongPress(u32),
}

/// Key events are delivered twice: before all other listeners, and after them if none has handled the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPhase {
    Early,
    Late,
}

/// The device that caused a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClickKind {
    Mouse,
    Touch,
    Key,
}

/// Requests of other parts of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum PageRequest {
    /// A pointer is pressed on something that can be dragged to the racks.
    Press {
        source: DragSource,
        pointer: PointerInput,
    },
    /// Something that can be dragged to the racks is clicked.
    Click { source: DragSource, kind: ClickKind },
    /// Start picking a place for something.
    Pick(DragSource),
    /// Stop picking a place.
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
    /// The browser has canceled the pointer.
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
    /// A finger was added or removed: the fingers on the canvas, in window coordinates.
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
    /// `by_keyboard` tells whether the keyboard was the last input device.
    PageRequest {
        request: PageRequest,
        by_keyboard: bool,
    },
}
