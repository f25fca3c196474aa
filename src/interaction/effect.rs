//! What the driver does to the page.

use super::focus::Stop;
use super::input::{PointerId, Timer};
use super::selection::Selection;
use super::source::DragSource;
use crate::domain::catalog::gap::Spot;
use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::placement::{DropTarget, Step};
use crate::draw::area::{Area, Point};
use crate::draw::camera::{Camera, Pair};

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    // The event that is being handled.
    /// Suppresses the browser's default action.
    PreventDefault,
    /// Also keeps the event from other listeners.
    Consume,

    // Pointer, timers and frames.
    /// Routes all events of this pointer to the view.
    Capture(PointerId),
    StartTimer(Timer),
    CancelTimer(Timer),
    RequestFrame,
    /// Gives haptic feedback.
    Vibrate,

    // The camera.
    ShowCamera(Camera),
    FlyTo(Camera),
    /// Whether the canvas is being panned by a mouse.
    Panning(bool),

    // Feedback of a drag. `EndDrag` removes all of it.
    /// Shows copies of these devices that follow the pointer; each with the world position of the drawing that contains it.
    Lift(Vec<(DeviceId, Point)>),
    /// Moves the copies to this distance from where they were lifted, in world pixels.
    MoveLifted {
        dx: f32,
        dy: f32,
    },
    LiftRack(RackId),
    /// Moves the lifted rack to this distance from its place, in world pixels.
    MoveRack {
        dx: f32,
        dy: f32,
    },
    /// Outlines where things would be dropped, and those that do not fit there.
    Outline {
        fitting: Vec<Area>,
        blocked: Vec<Area>,
    },
    /// Marks all free places for what is being placed.
    FreeRooms(Vec<Area>),
    /// Sets the label beside the pointer.
    Label {
        words: String,
        is_blocked: bool,
    },
    MoveLabel(Pair),
    /// Whether the selection frame covers a device.
    Catch {
        device: DeviceId,
        is_caught: bool,
    },
    EndDrag,

    // Results.
    /// Runs one command.
    Run(Command),
    /// Drops something new or moved at its target, as one command.
    Drop {
        source: DragSource,
        target: DropTarget,
        then: AfterDrop,
    },
    /// Adds a new device at the first free place, or in the chosen gap.
    PlaceFirst(DragSource),
    /// An item was taken from the palette.
    Taken(DragSource),
    /// Shows the banner that asks for a place with this text; `None` hides it.
    Picking(Option<String>),
    Select(Selection),
    /// Leaves the mode in which clicks and taps select.
    EndSelecting,
    Open(Option<DeviceId>),
    /// Moves the focus into the open panel.
    EnterPanel,
    ChooseGap(Option<Spot>),
    /// Opens the context menu for a point of the window.
    OpenMenu(Pair),
    /// The context menu of what has the focus, at a point of the window; `None` below it.
    OpenMenuOfFocused(Option<Pair>),
    Say(String),
    /// Announce to screen readers what the screen shows anyway.
    Announce(String),
    /// Moves the selected devices one step in a direction.
    MoveSelected(Step),
    /// Puts the resize handle at a rack.
    EdgeHandle(Option<RackId>),

    // The keyboard's focus.
    /// Focuses a device, without a focus ring.
    FocusByPress(DeviceId),
    /// Focuses a device and brings it into view.
    FocusDevice(DeviceId),
    FocusHeader(RackId, Stop),
    /// The previously focused device must not get the focus back.
    ForgetFocus,
}

/// What follows a drop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterDrop {
    Nothing,
    /// The device is selected.
    Select,
    /// The device is selected and gets the focus.
    SelectAndFocus,
}
