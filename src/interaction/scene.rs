//! What the machine sees and never changes: the layout, where it is drawn, and what is selected.

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use super::selection::Selection;
use super::thresholds::PointerKind;
use crate::domain::arrange::{self, Slot};
use crate::domain::catalog::gap::Spot;
use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::layout::{DeviceType, Layout, Link, Snapshot};
use crate::domain::placement::Refusal;
use crate::draw::area::Point;
use crate::draw::camera::{Camera, Pair};
use crate::draw::world::World;

/// Computes changes of a layout that a drag previews.
#[derive(Clone, Copy, Debug)]
pub struct Planner {
    /// Changes the type of a device.
    pub change_model: fn(&Layout, DeviceId, &DeviceType) -> Result<Command, Refusal>,
    /// Moves a rack to another place among the racks.
    pub move_rack: fn(&Layout, RackId, Slot) -> Result<Command, Refusal>,
}

impl Planner {
    /// Follows the rules of [`arrange`].
    pub const ARRANGE: Self = Self {
        change_model: arrange::change_model,
        move_rack: arrange::move_rack,
    };
}

type FindName = dyn Fn(&SystemRef) -> Option<String>;

/// Looks up the current names of systems.
#[derive(Clone)]
pub struct SystemNames(Rc<FindName>);

impl SystemNames {
    pub fn new(find: impl Fn(&SystemRef) -> Option<String> + 'static) -> Self {
        Self(Rc::new(find))
    }

    /// The name of a linked system; if its hub does not report it, the name stored with the link.
    pub fn of(&self, link: &Link) -> String {
        let listed = link.system().and_then(|system| (self.0)(system));
        let name = listed.or_else(|| link.seen_name().map(str::to_owned));
        name.unwrap_or_else(|| "another system".to_owned())
    }
}

impl fmt::Debug for SystemNames {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SystemNames")
    }
}

/// The state of the page at the moment of an event.
#[derive(Clone, Debug)]
pub struct Scene {
    pub snapshot: Arc<Snapshot>,
    /// Where the racks of the snapshot are drawn.
    pub world: Arc<World>,
    pub camera: Camera,
    /// The position of the view's upper left corner in the window, in pixels.
    pub origin: Pair,
    pub selection: Selection,
    /// Whether clicks and taps add to the selection.
    pub is_selecting: bool,
    /// The chosen gap; it may have been filled since.
    pub gap: Option<Spot>,
    /// The device whose panel is open.
    pub opened: Option<DeviceId>,
    pub is_dialog_open: bool,
    /// The pointer that was pressed last.
    pub pointer: PointerKind,
    /// `None` until it is loaded: until then no drag changes a model or moves a rack.
    pub planner: Option<Planner>,
    pub system_names: SystemNames,
}

impl Scene {
    /// Converts a point of the window to one of the view.
    pub fn view_point(&self, at: Pair) -> Pair {
        (at.0 - self.origin.0, at.1 - self.origin.1)
    }

    /// Converts a point of the window to one of the world.
    pub fn world_point(&self, at: Pair) -> Point {
        self.camera.to_world(self.view_point(at))
    }

    /// Whether a point of the window is in the view.
    pub fn is_in_view(&self, at: Pair) -> bool {
        let (inside, view) = (self.view_point(at), self.camera.view());
        (0.0..view.0).contains(&inside.0) && (0.0..view.1).contains(&inside.1)
    }

    /// The same with another camera.
    pub fn seen_by(&self, camera: Camera) -> Self {
        Self {
            camera,
            ..self.clone()
        }
    }

    /// The chosen gap, if it is free still.
    pub fn free_gap(&self) -> Option<Spot> {
        let is_free = |spot: &Spot| spot.edges(&self.snapshot.layout).is_some();
        self.gap
            .filter(|spot| self.selection == Selection::Nothing && is_free(spot))
    }
}
