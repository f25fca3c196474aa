//! Something on its way over the racks: where it would come to stand, shown as it moves.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::domain::ids::DeviceId;
use crate::domain::layout::Face;
use crate::domain::layout::Snapshot;
use crate::domain::placement::{
    Aim, DropTarget, Payload, PlacementContext, Refusal, Step, place_words,
};
use crate::draw::aim;
use crate::draw::area::{Area, Point};
use crate::draw::camera::Pair;
use crate::draw::world::World;
use crate::state::app::App;
use crate::state::drag::{DragMeans, DragSession, DragSource};
use crate::views::canvas::gesture::ghost::Ghost;
use crate::views::canvas::gesture::label::Label;
use crate::views::canvas::stage::Stage;

pub struct Carry {
    pub carrying: DragSession,
    payload: Payload,
    /// The layout and the world that it is carried over.
    snapshot: Arc<Snapshot>,
    world: Arc<World>,
    name: String,
    /// Where the view's left upper corner is in the window.
    corner: Pair,
    view: Pair,
    /// The point of the world where it was taken hold of.
    from: Point,
    /// From the pointer to the left and lower edge of the one held, as [`Aim`] counts.
    grip: (f32, f32),
    ghost: Ghost,
    label: Option<Label>,
    target: Option<DropTarget>,
    /// The side of the rack that was aimed at last.
    seen: Face,
}

impl Carry {
    /// `pressed` is where in the window a device was taken hold of; without it, the middle of what is carried is at the pointer.
    /// `None` when there is nothing to carry.
    pub fn new(
        app: &App,
        stage: Stage,
        carrying: &DragSession,
        pressed: Option<Pair>,
    ) -> Option<Self> {
        let inner = app.inner();
        let snapshot = inner.document.snapshot().get_untracked();
        let world = inner.viewport.world.get_untracked();
        let corner = stage.view_point(0.0, 0.0);
        let corner = (-corner.0, -corner.1);
        let at = match (pressed, carrying.means) {
            (Some(start), _) => start,
            (None, DragMeans::Pointer { at, .. }) => at,
            (None, DragMeans::Picking) => (0.0, 0.0),
        };
        let from = stage.world_point(at.0, at.1);
        let mut payload = app.payload_of(&carrying.what, Face::Front)?;
        let mount = payload.held().device_type.mount;
        let start = aim::aim_at(&world, &snapshot.layout, from, mount);
        if let Some(start) = start.filter(|_| pressed.is_some()) {
            payload = app.payload_of(&carrying.what, start.face)?;
        }
        let grip = grip_of(&snapshot, &payload, start.filter(|_| pressed.is_some()));
        let mut ghost = Ghost::new(stage);
        let by_pointer = matches!(carrying.means, DragMeans::Pointer { .. });
        if by_pointer {
            ghost.lift(stage, &nodes_of(stage, &snapshot, &world, &carrying.what));
        }
        let carry = Self {
            name: app.name_of_source(&carrying.what),
            carrying: carrying.clone(),
            seen: start.map_or(Face::Front, |start| start.face),
            payload,
            snapshot,
            world,
            corner,
            view: stage.camera().view(),
            from,
            grip,
            ghost,
            label: by_pointer.then(Label::new),
            target: None,
        };
        if let Some(label) = &carry.label {
            label.say(&carry.name, false);
            label.move_to(at);
        }
        if carry.is_picking() {
            carry.light_rooms();
        }
        Some(carry)
    }

    pub fn is_picking(&self) -> bool {
        self.carrying.means == DragMeans::Picking
    }

    /// Whether the layout or the world is another by now.
    pub fn is_outdated(&self, app: &App) -> bool {
        let inner = app.inner();
        let snapshot = inner.document.snapshot().get_untracked();
        let world = inner.viewport.world.get_untracked();
        !Arc::ptr_eq(&snapshot, &self.snapshot) || !Arc::ptr_eq(&world, &self.world)
    }

    /// The pointer is at a point of the window.
    pub fn move_to(&mut self, stage: Stage, at: Pair) {
        let inside = (at.0 - self.corner.0, at.1 - self.corner.1);
        let point = stage.camera().to_world(inside);
        self.ghost
            .follow(point.x - self.from.x, point.y - self.from.y);
        if let Some(label) = &self.label {
            label.move_to(at);
        }
        let in_view =
            (0.0..self.view.0).contains(&inside.0) && (0.0..self.view.1).contains(&inside.1);
        let target = in_view.then(|| self.target_at(point)).flatten();
        if target.is_none() && self.is_picking() {
            return;
        }
        self.show(target);
    }

    fn target_at(&mut self, point: Point) -> Option<DropTarget> {
        let mount = self.payload.held().device_type.mount;
        let aim = aim::aim_at(&self.world, &self.snapshot.layout, point, mount)?;
        self.seen = aim.face;
        self.context().target(&Aim {
            offset_across: self.grip.0,
            offset_above: self.grip.1,
            ..aim
        })
    }

    fn context(&self) -> PlacementContext<'_> {
        PlacementContext::new(&self.snapshot.layout, &self.snapshot.index, &self.payload)
    }

    fn show(&mut self, target: Option<DropTarget>) {
        if target == self.target {
            return;
        }
        let (mut fitting, mut blocked) = (Vec::new(), Vec::new());
        if let Some(target) = &target {
            for (item, landed) in self.payload.items().zip(&target.slots) {
                let area = aim::area_at(
                    &self.world,
                    &self.snapshot.layout,
                    &item.device_type,
                    landed.place,
                    self.seen,
                );
                let list = if landed.fits {
                    &mut fitting
                } else {
                    &mut blocked
                };
                list.extend(area);
            }
        }
        self.ghost.outline(&fitting, &blocked);
        if let Some(label) = &self.label {
            match target.as_ref().map(|target| &target.refusal) {
                None => label.say(&self.name, false),
                Some(Some(refusal)) => label.say(&refusal.to_string(), true),
                Some(None) => label.say(&self.words_of(target.as_ref()), false),
            }
        }
        self.target = target;
    }

    /// Where the one held would come to stand.
    fn words_of(&self, target: Option<&DropTarget>) -> String {
        target
            .and_then(DropTarget::place)
            .map_or_else(String::new, |place| {
                let device_type = &self.payload.held().device_type;
                place_words(&self.snapshot.layout, device_type, place)
            })
    }

    /// Puts it down where it is, if it fits there; else it goes back, and it is said why.
    pub fn let_go(self, app: &App) {
        let (what, target) = (self.carrying.what.clone(), self.target.clone());
        let is_new = !matches!(what, DragSource::Devices(_));
        // What was lifted is put back before the layout changes its nodes.
        drop(self);
        match target {
            Some(target) => match &target.refusal {
                Some(refusal) => {
                    app.cancel_drag();
                    app.say(refusal.to_string());
                }
                None => {
                    // A refusal has been said already.
                    let done = app.drop_at(&what, &target);
                    if let (Ok(device), true) = (done, is_new) {
                        app.select(crate::interaction::selection::Selection::Devices(vec![
                            device,
                        ]));
                    }
                }
            },
            None => app.cancel_drag(),
        }
    }

    /// What a click or tap at a point of the window picks: a target, or why there is none. `None` beside the racks.
    pub fn pick(&mut self, stage: Stage, at: Pair) -> Option<Result<DropTarget, Refusal>> {
        let point = stage.world_point(at.0, at.1);
        let target = self.target_at(point)?;
        let target = self.context().fitting_near(target, self.seen);
        self.show(Some(target.clone()));
        Some(match target.refusal {
            Some(refusal) => Err(refusal),
            None => Ok(target),
        })
    }

    /// The target that is shown, if it fits.
    pub fn fitting_target(&self) -> Option<DropTarget> {
        self.target
            .clone()
            .filter(|target| target.refusal.is_none())
    }

    /// Shows the first fitting place to those who pick by keys, and tells them how to go on.
    pub fn offer(&mut self, app: &App, stage: Stage) {
        let first = match self.payload.held().place {
            Some(_) => None,
            None => self.context().first(),
        };
        let place = match &first {
            Some(target) => format!("{}: {}", self.name, self.words_of(Some(target))),
            None => self.name.clone(),
        };
        app.say(format!(
            "{place}. Arrow keys choose the place, Enter puts it there, Escape cancels."
        ));
        if first.is_some() {
            self.show(first);
            self.reveal(stage);
        }
    }

    /// Goes to the next fitting place that way, and says which it is.
    pub fn step(&mut self, app: &App, stage: Stage, step: Step) {
        let next = match &self.target {
            Some(target) => {
                let there = target.dropped(&self.payload);
                let context =
                    PlacementContext::new(&self.snapshot.layout, &self.snapshot.index, &there);
                context.step(step)
            }
            None if self.payload.held().place.is_some() => self.context().step(step),
            None => self.context().first(),
        };
        let Some(target) = next else {
            app.say(no_place(step));
            return;
        };
        app.say(self.words_of(Some(&target)));
        self.show(Some(target));
        self.reveal(stage);
    }

    /// Brings the target into view.
    fn reveal(&self, stage: Stage) {
        let held = self.payload.held();
        let area = self
            .target
            .as_ref()
            .and_then(DropTarget::place)
            .and_then(|place| {
                aim::area_at(
                    &self.world,
                    &self.snapshot.layout,
                    &held.device_type,
                    place,
                    self.seen,
                )
            });
        if let Some(area) = area {
            stage.fly(stage.camera().revealing(area));
        }
    }

    /// Lights every place that there is for it.
    fn light_rooms(&self) {
        let context = self.context();
        let mut areas = Vec::new();
        for standing in self.world.standings() {
            let seen = if standing.front.is_some() {
                Face::Front
            } else {
                Face::Rear
            };
            for room in context.rooms_in(standing.rack, seen) {
                let mut device_type = self.payload.held().device_type.clone();
                device_type.height = room.height;
                areas.extend(aim::area_at(
                    &self.world,
                    &self.snapshot.layout,
                    &device_type,
                    room.place,
                    seen,
                ));
            }
        }
        self.ghost.light(&areas);
    }
}

/// Where the pointer holds the device: as it was pressed, else in its middle.
fn grip_of(snapshot: &Snapshot, payload: &Payload, start: Option<Aim>) -> (f32, f32) {
    let held = payload.held();
    let context = PlacementContext::new(&snapshot.layout, &snapshot.index, payload);
    let area = held
        .place
        .and_then(|place| context.area(&held.device_type, place));
    match (start, area) {
        (Some(start), Some(area)) => (start.across - area.left, start.above - area.bottom),
        _ => {
            let columns = f32::from(held.device_type.width.columns());
            (0.5 / columns, f32::from(held.device_type.height.0) / 2.0)
        }
    }
}

/// The nodes of the devices and of what is in their bays, each with where the drawing it is in begins in the world.
fn nodes_of(
    stage: Stage,
    snapshot: &Snapshot,
    world: &World,
    what: &DragSource,
) -> Vec<(Element, (f32, f32))> {
    let (DragSource::Devices(devices), Some(view)) = (what, stage.view()) else {
        return Vec::new();
    };
    let all: Vec<DeviceId> = devices
        .iter()
        .flat_map(|device| snapshot.index.with_children(*device))
        .collect();
    let mut nodes = Vec::new();
    for id in all {
        let Some(standing) = snapshot
            .layout
            .devices
            .get(&id)
            .and_then(|device| world.place_of(snapshot.layout.rack_of(device)?.id))
        else {
            continue;
        };
        let found = view.query_selector_all(&format!("[data-device-id=\"{id}\"]"));
        let Ok(found) = found else { continue };
        // One for each side of the rack that is shown, the front first.
        let drawings = [standing.front, standing.rear].into_iter().flatten();
        for (at, drawing) in (0..found.length()).zip(drawings) {
            let node = found
                .item(at)
                .and_then(|node| node.dyn_into::<Element>().ok());
            nodes.extend(node.map(|node| (node, corner_of(&drawing))));
        }
    }
    nodes
}

fn corner_of(area: &Area) -> (f32, f32) {
    (area.x, area.y)
}

/// What is said when nothing fits that way.
pub fn no_place(step: Step) -> &'static str {
    match step {
        Step::Up => "No free place above",
        Step::Down => "No free place below",
        Step::Left => "No free place to the left",
        Step::Right => "No free place to the right",
    }
}
