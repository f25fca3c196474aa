//! An editor as the driver of the browser has it: it keeps the layout, the camera and the selection, carries out the effects of
//! the machine, and remembers what is shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use blinkenrack::domain::arrange::place_new;
use blinkenrack::domain::command::{Command, apply};
use blinkenrack::domain::ids::{DeviceId, LayoutId, RackId};
use blinkenrack::domain::layout::{
    Bay, Category, Depth, Device, DeviceType, Extra, Face, Layout, Mount, Place, Rack, RackHeight,
    Side, Snapshot, Width,
};
use blinkenrack::domain::placement::check_devices;
use blinkenrack::domain::units::HalfU;
use blinkenrack::draw::area::{Area, Point};
use blinkenrack::draw::camera::{Camera, Pair};
use blinkenrack::draw::scale::Scale;
use blinkenrack::draw::world::{Faces, World};
use blinkenrack::interaction::effect::{AfterDrop, Effect};
use blinkenrack::interaction::focus::Stop;
use blinkenrack::interaction::hit::{ElementHit, HitTarget, hit_test};
use blinkenrack::interaction::input::{
    Button, Event, KeyPhase, Modifiers, PointerId, PointerInput, Request, Timer,
};
use blinkenrack::interaction::keys::KeyInput;
use blinkenrack::interaction::machine::Machine;
use blinkenrack::interaction::scene::Scene;
use blinkenrack::interaction::selection::Selection;
use blinkenrack::interaction::source::{DragSource, move_command};
use blinkenrack::interaction::thresholds::PointerKind;
use uuid::Uuid;

/// The view's size, and where its upper left corner is in the window.
const VIEW: Pair = (1_600.0, 1_000.0);
const ORIGIN: Pair = (260.0, 60.0);

pub const MOUSE: PointerId = PointerId(1);

/// The devices of [`layout`], as they stand.
pub const SERVER: u128 = 1;
pub const NARROW: u128 = 2;
pub const SHELF: u128 = 3;
pub const IN_SHELF: u128 = 4;
pub const STRIP: u128 = 5;
pub const OTHER: u128 = 6;
pub const DEVICES: [u128; 6] = [SERVER, NARROW, SHELF, IN_SHELF, STRIP, OTHER];
pub const RACKS: [u128; 3] = [101, 102, 103];

pub fn device(n: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(n))
}

pub fn rack(n: u128) -> RackId {
    RackId::new(Uuid::from_u128(n))
}

pub fn rails(home: u128, bottom: u16) -> Place {
    Place::Rack {
        rack: rack(home),
        bottom: HalfU(bottom),
        face: Face::Front,
        column: 0,
    }
}

/// One unit high and as wide as a rack.
pub fn server_type() -> DeviceType {
    DeviceType::new("server", "Server", Category::Server, HalfU(2))
}

fn types() -> Vec<DeviceType> {
    let bay = |column| Bay {
        name: format!("Bay {}", column + 1),
        height: HalfU(2),
        row: 0,
        column,
        extra: Extra::new(),
    };
    let like = |slug: &str| DeviceType::new(slug, slug, Category::Server, HalfU(2));
    vec![
        server_type(),
        DeviceType {
            width: Width::Half,
            depth: Depth::Half,
            ..like("narrow")
        },
        DeviceType {
            bays: vec![bay(0), bay(1)],
            height: HalfU(4),
            ..like("shelf")
        },
        DeviceType {
            mount: Mount::Bay,
            ..like("small")
        },
        DeviceType {
            mount: Mount::Side,
            height: HalfU(8),
            ..like("strip")
        },
    ]
}

/// Three racks of 12 units with a device of each kind.
pub fn layout() -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(9)), "Home");
    layout.device_types = types().into_iter().collect();
    for (n, name) in RACKS.into_iter().zip(["Rack A", "Rack B", "Rack C"]) {
        layout
            .racks
            .push(Rack::new(rack(n), name, RackHeight::clamped(12)));
    }
    let [first, second, _] = RACKS;
    let places = [
        (SERVER, "server", rails(first, 20)),
        (NARROW, "narrow", rails(first, 16)),
        (SHELF, "shelf", rails(second, 8)),
        (
            IN_SHELF,
            "small",
            Place::Bay {
                parent: device(SHELF),
                bay: 0,
            },
        ),
        (
            STRIP,
            "strip",
            Place::Side {
                rack: rack(second),
                side: Side::Left,
                slot: 0,
            },
        ),
        (OTHER, "server", rails(second, 0)),
    ];
    for (n, slug, place) in places {
        let slug = blinkenrack::domain::ids::TypeSlug::new(slug);
        let one = Device::new(device(n), slug, format!("box-{n}"), place);
        apply(&mut layout, &Command::AddDevice(Box::new(one))).expect("there is room");
    }
    layout
}

/// What is shown of what is under way.
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
    pub machine: Machine,
    pub scene: Scene,
    pub page: Page,
    pub now: f64,
    /// Everything that was run, in order.
    pub commands: Vec<Command>,
    pub said: Vec<String>,
    pub menus: Vec<Pair>,
    pub timer: Option<Timer>,
    pub wants_frame: bool,
    pub edge: Option<RackId>,
    pub focus: Option<(RackId, Stop)>,
    /// Whether the last event was kept from the browser, and from all others.
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
        let camera = Camera::new(VIEW, world.size(), false).at_first();
        let mut editor = Self {
            machine: Machine::default(),
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
            },
            page: Page::default(),
            now: 1_000.0,
            commands: Vec::new(),
            said: Vec::new(),
            menus: Vec::new(),
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

    /// Tells the machine, carries out its effects, and checks what must always hold.
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
                // Its outlines stay.
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
            Effect::ChooseGap(gap) => self.scene.gap = gap,
            Effect::OpenMenu(at) => self.menus.push(at),
            Effect::Say(words) => self.said.push(words),
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

    fn drop_at(
        &mut self,
        source: &DragSource,
        target: &blinkenrack::domain::placement::DropTarget,
        then: AfterDrop,
    ) {
        let layout = self.layout();
        let (command, held) = match source {
            DragSource::Devices(devices) => (
                move_command(layout, target).expect("a drop moves something"),
                devices.first().copied(),
            ),
            DragSource::NewDevice(device_type) => {
                let place = target.place().expect("a target has a place");
                let id = device(self.new + 1);
                let command = place_new(layout, device_type, place, id, None);
                (command.expect("what is shown as possible is"), Some(id))
            }
            DragSource::System(_) => return,
        };
        self.new += 1;
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

    /// Other sides of the racks are shown.
    pub fn show_faces(&mut self, faces: Faces) {
        self.faces = faces;
        self.set_layout(self.layout().clone());
        self.send(Event::SceneChanged);
    }

    /// Where a point of the world is in the window.
    pub fn window_point(&self, point: Point) -> Pair {
        let (x, y) = self.scene.camera.to_view(point);
        (x + ORIGIN.0, y + ORIGIN.1)
    }

    /// The middle of a device in the window.
    pub fn center(&self, n: u128) -> Pair {
        let layout = self.layout();
        let found = layout.devices.get(&device(n)).expect("it is there");
        let area = self
            .scene
            .world
            .area_of(layout, found)
            .expect("it is drawn");
        self.window_point(area.center())
    }

    /// The middle of a unit of a rack, counted from the floor as 0.
    pub fn unit(&self, home: u128, unit: u16) -> Pair {
        let world = &self.scene.world;
        let standing = world.place_of(rack(home)).expect("it stands");
        let drawing = standing.front.or(standing.rear).expect("it is drawn");
        let height = self.layout().rack(rack(home)).expect("it is there").height;
        let top = world
            .scale()
            .top_of(height.half_units(), HalfU(2 * unit), HalfU(2));
        self.window_point(Point::new(
            drawing.center().x,
            drawing.y + top + world.scale().unit / 2.0,
        ))
    }

    /// In a rack's header.
    pub fn header(&self, home: u128) -> Pair {
        let standing = self.scene.world.place_of(rack(home)).expect("it stands");
        self.window_point(standing.header.center())
    }

    /// On the upper edge of a rack.
    pub fn edge_of(&self, home: u128) -> Pair {
        let standing = self.scene.world.place_of(rack(home)).expect("it stands");
        let drawings = standing.drawings();
        self.window_point(Point::new(drawings.center().x, drawings.y))
    }

    /// Beside all racks.
    pub fn background(&self) -> Pair {
        let (width, height) = self.scene.world.size();
        self.window_point(Point::new(width + 60.0, height * 0.6))
    }

    /// What the page's elements make of a point: handle and header lie over the canvas.
    pub fn hit(&self, at: Pair) -> HitTarget {
        let point = self.scene.world_point(at);
        let standings = self.scene.world.standings();
        let header = standings
            .iter()
            .find(|standing| standing.header.contains(point));
        let is_edge = self.edge.is_some_and(|rack| {
            let standing = self.scene.world.place_of(rack);
            standing.is_some_and(|standing| {
                let drawings = standing.drawings();
                (point.y - drawings.y).abs() < 5.0
                    && (drawings.x..drawings.right()).contains(&point.x)
            })
        });
        let element = if !self.scene.is_in_view(at) {
            ElementHit::Outside
        } else if is_edge {
            ElementHit::RackEdge
        } else if let Some(standing) = header {
            ElementHit::RackHeader(standing.rack)
        } else {
            ElementHit::Canvas
        };
        hit_test(&self.scene.snapshot, &self.scene.world, element, point)
    }

    pub fn pointer(&self, kind: PointerKind, at: Pair) -> PointerInput {
        PointerInput {
            id: MOUSE,
            kind,
            at,
            is_primary: true,
            button: Button::Main,
            buttons: self.buttons,
            modifiers: Modifiers::default(),
        }
    }

    pub fn down(&mut self, pointer: PointerInput) {
        self.buttons = pointer.button.alone();
        let hit = self.hit(pointer.at);
        self.send(Event::PointerDown {
            pointer: PointerInput {
                buttons: self.buttons,
                ..pointer
            },
            hit,
        });
    }

    pub fn press(&mut self, kind: PointerKind, at: Pair) {
        self.down(self.pointer(kind, at));
    }

    pub fn move_to(&mut self, kind: PointerKind, at: Pair) {
        let pointer = self.pointer(kind, at);
        let is_on_canvas = self.scene.is_in_view(at);
        self.send(Event::PointerMove {
            pointer,
            is_on_canvas,
        });
    }

    /// Moves there in steps, as a hand does.
    pub fn drag_to(&mut self, kind: PointerKind, from: Pair, to: Pair) {
        for step in 1..=8 {
            let share = f64::from(step) / 8.0;
            self.move_to(
                kind,
                (
                    from.0 + (to.0 - from.0) * share,
                    from.1 + (to.1 - from.1) * share,
                ),
            );
        }
    }

    pub fn release(&mut self, kind: PointerKind, at: Pair) {
        self.buttons = 0;
        let pointer = self.pointer(kind, at);
        self.send(Event::PointerUp { pointer });
        self.click_with(at, Modifiers::default());
    }

    /// The click that the browser sends after a release.
    pub fn click_with(&mut self, at: Pair, modifiers: Modifiers) {
        let hit = self.hit(at);
        self.send(Event::Click { at, modifiers, hit });
    }

    /// Presses and releases without moving.
    pub fn click(&mut self, at: Pair) {
        self.press(PointerKind::Mouse, at);
        self.release(PointerKind::Mouse, at);
    }

    /// Drags with the mouse from one point to another.
    pub fn drag(&mut self, from: Pair, to: Pair) {
        self.press(PointerKind::Mouse, from);
        self.drag_to(PointerKind::Mouse, from, to);
        self.release(PointerKind::Mouse, to);
    }

    /// Holds a finger still there until it has lifted what is there.
    pub fn hold(&mut self, at: Pair) {
        self.press(PointerKind::Touch, at);
        let timer = self.timer.take().expect("a finger waits");
        self.send(Event::Timer(timer));
    }

    pub fn key(&mut self, key: &str) {
        self.key_with(key, false);
    }

    pub fn key_with(&mut self, key: &str, shift: bool) {
        let key = KeyInput {
            key: key.to_owned(),
            shift,
            focus: self.focus,
            is_on_page: self.focus.is_none(),
            ..KeyInput::default()
        };
        for phase in [KeyPhase::Early, KeyPhase::Late] {
            let key = key.clone();
            self.send(Event::KeyDown { key, phase });
            if self.is_prevented {
                break;
            }
        }
        self.send(Event::KeyUp { key });
    }

    pub fn request(&mut self, request: Request, by_keyboard: bool) {
        self.send(Event::Request {
            request,
            by_keyboard,
        });
    }

    /// A new device of the palette.
    pub fn new_server() -> DragSource {
        DragSource::NewDevice(Box::new(server_type()))
    }

    /// Presses something in the palette, beside the canvas.
    pub fn press_palette(&mut self, kind: PointerKind, at: Pair) {
        self.press(kind, at);
        let pointer = self.pointer(kind, at);
        let source = Self::new_server();
        self.request(Request::Press { source, pointer }, false);
    }

    /// Lets animation frames come for so long, in milliseconds, one each `every`.
    pub fn frames(&mut self, lasting: f64, every: f64) {
        let end = self.now + lasting;
        while self.wants_frame && self.now < end {
            self.wants_frame = false;
            self.now += every - 1.0;
            self.send(Event::Frame);
        }
    }
}

impl Editor {
    /// Begins to drag the server from wherever the pointer is, at any zoom.
    pub fn drag_start(&mut self, from: Pair) {
        self.buttons = 1;
        let pointer = self.pointer(PointerKind::Mouse, from);
        let hit = HitTarget::Device(device(SERVER));
        self.send(Event::PointerDown { pointer, hit });
    }
}
