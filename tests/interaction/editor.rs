//! An editor like the one that the browser's driver has: it keeps the layout, the camera and the selection, carries out the machine's
//! effects, and records what is shown.

mod input;
mod points;

use std::collections::BTreeSet;
use std::sync::Arc;

use blinkenrack::domain::arrange::{move_to_target, place_new_at};
use blinkenrack::domain::command::{Command, apply};
use blinkenrack::domain::ids::{DeviceId, RackId, SystemId};
use blinkenrack::domain::layout::{Layout, Place, Snapshot};
use blinkenrack::domain::placement::{DropTarget, check_devices};
use blinkenrack::draw::area::Area;
use blinkenrack::draw::camera::{Camera, Pair};
use blinkenrack::draw::scale::Scale;
use blinkenrack::draw::world::{Faces, World};
use blinkenrack::interaction::effect::{AfterDrop, Effect};
use blinkenrack::interaction::focus::Stop;
use blinkenrack::interaction::input::{Event, PointerId, Timer};
use blinkenrack::interaction::machine::InteractionMachine;
use blinkenrack::interaction::scene::{Planner, Scene, SystemNames};
use blinkenrack::interaction::selection::Selection;
use blinkenrack::interaction::source::DragSource;
use blinkenrack::interaction::thresholds::PointerKind;

pub use crate::home::*;

/// The view's size, and the position of its upper left corner in the window.
const VIEW: Pair = (1_600.0, 1_000.0);
const ORIGIN: Pair = (260.0, 60.0);

pub const MOUSE: PointerId = PointerId(1);

/// What is shown of the interaction under way.
#[derive(Debug, Default, PartialEq)]
pub struct Page {
    pub lifted: Vec<DeviceId>,
    pub lifted_rack: Option<RackId>,
    pub fitting: Vec<Area>,
    pub blocked: Vec<Area>,
    pub rooms: Vec<Area>,
    pub label: Option<(String, bool)>,
    pub caught: BTreeSet<DeviceId>,
    pub is_panning: bool,
    pub picking: Option<String>,
}

pub struct Editor {
    pub machine: InteractionMachine,
    pub scene: Scene,
    pub page: Page,
    pub now: f64,
    /// All commands that were run, in order.
    pub commands: Vec<Command>,
    pub said: Vec<String>,
    /// How often the focus moved into the panel.
    pub panel_entered: usize,
    pub menus: Vec<Pair>,
    /// Those of what has the focus: where, if not below it.
    pub menus_by_key: Vec<Option<Pair>>,
    pub timer: Option<Timer>,
    pub wants_frame: bool,
    pub edge: Option<RackId>,
    pub focus: Option<(RackId, Stop)>,
    /// Whether the last event was kept from the browser, and from all other handlers.
    pub is_prevented: bool,
    pub is_consumed: bool,
    new: u128,
    faces: Faces,
    buttons: u16,
}

impl Editor {
    pub fn new() -> Self {
        let snapshot = Arc::new(Snapshot::new(layout()));
        let world = Arc::new(World::new(&snapshot.layout, &Scale::WIDE, Faces::Front, 6));
        let camera = Camera::new(VIEW, world.size(), false).at_first(world.first_rack());
        let mut editor = Self {
            machine: InteractionMachine::default(),
            scene: Scene {
                snapshot,
                world,
                camera,
                origin: ORIGIN,
                selection: Selection::Nothing,
                is_selecting: false,
                gap: None,
                opened: None,
                is_dialog_open: false,
                pointer: PointerKind::Mouse,
                planner: Some(Planner::ARRANGE),
                system_names: SystemNames::new(|system| {
                    (system.system == SystemId::new("web")).then(|| "web-01".to_owned())
                }),
            },
            page: Page::default(),
            now: 1_000.0,
            commands: Vec::new(),
            said: Vec::new(),
            panel_entered: 0,
            menus: Vec::new(),
            menus_by_key: Vec::new(),
            timer: None,
            wants_frame: false,
            edge: None,
            focus: None,
            is_prevented: false,
            is_consumed: false,
            new: 1_000,
            faces: Faces::Front,
            buttons: 0,
        };
        editor.send(Event::SceneChanged);
        editor
    }

    pub fn layout(&self) -> &Layout {
        &self.scene.snapshot.layout
    }

    pub fn place(&self, n: u128) -> Option<Place> {
        self.layout()
            .devices
            .get(&device(n))
            .map(|device| device.place)
    }

    /// Sends an event to the machine, carries out its effects, and checks the invariants.
    pub fn send(&mut self, event: Event) -> Vec<Effect> {
        self.now += 1.0;
        (self.is_prevented, self.is_consumed) = (false, false);
        let may_change = matches!(
            &event,
            Event::PointerUp { .. } | Event::Click { .. } | Event::KeyDown { .. }
        );
        let words = format!("{event:?}");
        let effects = self.machine.step(event, &self.scene, self.now);
        let before = self.commands.len();
        for effect in &effects {
            self.carry_out(effect.clone());
        }
        let count = self.commands.len() - before;
        assert!(count <= 1, "{count} commands after {words}");
        assert!(count == 0 || may_change, "{words} changed the layout");
        if count > 0 {
            self.send(Event::SceneChanged);
        }
        self.check(&words);
        effects
    }

    fn check(&self, after: &str) {
        if self.machine.session().is_none() {
            let picking = &self.page.picking;
            assert_eq!(
                picking.is_some(),
                self.machine.is_picking(),
                "the banner after {after}"
            );
            let mut rest = Page {
                picking: picking.clone(),
                ..Page::default()
            };
            if picking.is_some() {
                // The outlines of picking stay.
                rest.fitting.clone_from(&self.page.fitting);
                rest.blocked.clone_from(&self.page.blocked);
                rest.rooms.clone_from(&self.page.rooms);
            }
            assert_eq!(self.page, rest, "something is left after {after}");
        }
        let all: Vec<DeviceId> = self.layout().devices.iter().map(|one| one.id).collect();
        assert_eq!(check_devices(self.layout(), &all), Ok(()), "after {after}");
    }

    fn carry_out(&mut self, effect: Effect) {
        let page = &mut self.page;
        match effect {
            Effect::PreventDefault => self.is_prevented = true,
            Effect::Consume => (self.is_prevented, self.is_consumed) = (true, true),
            Effect::StartTimer(timer) => self.timer = Some(timer),
            Effect::CancelTimer(timer) => {
                if self.timer == Some(timer) {
                    self.timer = None;
                }
            }
            Effect::RequestFrame => self.wants_frame = true,
            Effect::ShowCamera(camera) | Effect::FlyTo(camera) => self.scene.camera = camera,
            Effect::Panning(is_panning) => page.is_panning = is_panning,
            Effect::Lift(devices) => {
                page.lifted = devices.into_iter().map(|(device, _)| device).collect();
            }
            Effect::LiftRack(rack) => page.lifted_rack = Some(rack),
            Effect::Outline { fitting, blocked } => {
                (page.fitting, page.blocked) = (fitting, blocked);
            }
            Effect::FreeRooms(rooms) => page.rooms = rooms,
            Effect::Label { words, is_blocked } => page.label = Some((words, is_blocked)),
            Effect::Catch { device, is_caught } => {
                let is_new = if is_caught {
                    page.caught.insert(device)
                } else {
                    page.caught.remove(&device)
                };
                assert!(is_new, "a device is caught or let go twice");
            }
            Effect::EndDrag => {
                self.page = Page {
                    picking: page.picking.take(),
                    is_panning: page.is_panning,
                    ..Page::default()
                };
            }
            Effect::Run(command) => {
                self.run(command);
            }
            Effect::Drop {
                source,
                target,
                then,
            } => self.drop_at(&source, &target, then),
            Effect::Picking(words) => page.picking = words,
            Effect::Select(selection) => self.select(selection),
            Effect::EndSelecting => self.scene.is_selecting = false,
            Effect::Open(device) => {
                self.scene.opened = device;
                if device.is_some() {
                    self.select(Selection::of_devices(device.into_iter().collect()));
                }
            }
            Effect::EnterPanel => self.panel_entered += 1,
            Effect::ChooseGap(gap) => self.scene.gap = gap,
            Effect::OpenMenu(at) => self.menus.push(at),
            Effect::OpenMenuOfFocused(at) => self.menus_by_key.push(at),
            Effect::Say(words) | Effect::Announce(words) => self.said.push(words),
            Effect::EdgeHandle(rack) => self.edge = rack,
            Effect::FocusDevice(id) | Effect::FocusByPress(id) => {
                let layout = &self.scene.snapshot.layout;
                let home = layout
                    .devices
                    .get(&id)
                    .and_then(|device| layout.rack_of(device));
                self.focus = home.map(|home| (home.id, Stop::Device(id)));
            }
            Effect::FocusHeader(rack, stop) => self.focus = Some((rack, stop)),
            Effect::ForgetFocus => self.focus = None,
            Effect::Capture(_)
            | Effect::Vibrate
            | Effect::MoveLifted { .. }
            | Effect::MoveRack { .. }
            | Effect::MoveLabel(_)
            | Effect::PlaceFirst(_)
            | Effect::Taken(_)
            | Effect::MoveSelected(_) => {}
        }
    }

    fn select(&mut self, selection: Selection) {
        if selection != Selection::Nothing {
            self.scene.gap = None;
        }
        self.scene.selection = selection;
    }

    fn drop_at(&mut self, source: &DragSource, target: &DropTarget, then: AfterDrop) {
        let layout = self.layout();
        let (command, held) = match source {
            DragSource::Devices(devices) => (
                move_to_target(layout, target, device(self.new + 2))
                    .expect("a drop moves something"),
                devices.first().copied(),
            ),
            DragSource::NewDevice(device_type) => {
                let id = device(self.new + 1);
                let ids = (id, device(self.new + 2));
                let command = place_new_at(layout, device_type, target, ids);
                (command.expect("what is shown as possible is"), Some(id))
            }
            DragSource::System(_) => return,
        };
        self.new += 2;
        self.run(command);
        if then != AfterDrop::Nothing {
            self.select(Selection::of_devices(held.into_iter().collect()));
        }
    }

    fn run(&mut self, command: Command) {
        let mut layout = self.layout().clone();
        apply(&mut layout, &command).expect("what is shown as possible is done");
        self.commands.push(command);
        self.set_layout(layout);
    }

    fn set_layout(&mut self, layout: Layout) {
        self.scene.world = Arc::new(World::new(&layout, &Scale::WIDE, self.faces, 6));
        self.scene.camera = self.scene.camera.over(self.scene.world.size());
        self.scene.snapshot = Arc::new(Snapshot::new(layout));
    }

    /// Another tab renames a device.
    pub fn change_elsewhere(&mut self) {
        let mut layout = self.layout().clone();
        self.new += 1;
        let name = format!("renamed-{}", self.new);
        let rename = Command::RenameDevice {
            device: device(OTHER),
            name,
        };
        apply(&mut layout, &rename).expect("it is there");
        self.set_layout(layout);
        self.send(Event::SceneChanged);
    }

    /// Shows other faces of the racks.
    pub fn show_faces(&mut self, faces: Faces) {
        self.faces = faces;
        self.set_layout(self.layout().clone());
        self.send(Event::SceneChanged);
    }
}
