//! What goes out: what the driver does to the page.

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
    /// The browser does nothing of its own.
    PreventDefault,
    /// The same, and no other listener gets it.
    Consume,

    // Pointer, timers and frames.
    /// The view gets the events of this pointer wherever it goes.
    Capture(PointerId),
    StartTimer(Timer),
    CancelTimer(Timer),
    RequestFrame,
    /// The finger feels a tick.
    Vibrate,

    // The camera.
    ShowCamera(Camera),
    FlyTo(Camera),
    /// Whether the canvas is being panned by a mouse.
    Panning(bool),

    // What is shown of a drag. `EndDrag` removes all of it.
    /// Copies of these devices follow the pointer; each with the world's point where the drawing it is in begins.
    Lift(Vec<(DeviceId, Point)>),
    /// The copies are that far from where they were lifted, in the world's pixels.
    MoveLifted {
        dx: f32,
        dy: f32,
    },
    LiftRack(RackId),
    /// The lifted rack is that far from its place, in the world's pixels.
    MoveRack {
        dx: f32,
        dy: f32,
    },
    /// Outlines of where things would be dropped, and of those that do not fit there.
    Outline {
        fitting: Vec<Area>,
        blocked: Vec<Area>,
    },
    /// All free places for what is picked.
    FreeRooms(Vec<Area>),
    /// The words beside the pointer.
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
    /// Adds something new at the first free place, or in the chosen gap.
    PlaceFirst(DragSource),
    /// Something of the palette has been taken.
    Taken(DragSource),
    /// The banner that asks for a place says what for; `None` hides it.
    Picking(Option<String>),
    Select(Selection),
    /// Ends selecting by clicks and taps.
    EndSelecting,
    Open(Option<DeviceId>),
    /// Goes into the open panel.
    EnterPanel,
    ChooseGap(Option<Spot>),
    /// The context menu of what is at a point of the window.
    OpenMenu(Pair),
    Say(String),
    /// Moves the selected devices by a key.
    MoveSelected(Step),
    /// Where the handle to resize a rack is.
    EdgeHandle(Option<RackId>),

    // The keyboard's focus.
    /// To a device, without a frame around it.
    FocusByPress(DeviceId),
    /// To a device, which is brought into view.
    FocusDevice(DeviceId),
    FocusHeader(RackId, Stop),
    /// The device that had the focus does not get it back.
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
