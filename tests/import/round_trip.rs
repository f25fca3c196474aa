//! From our layouts to Rackula's files and back.

use blinkenrack::demo::DemoWorld;
use blinkenrack::demo::world::DEMO_SYSTEMS;
use blinkenrack::domain::command::{Command, DeviceFact, apply};
use blinkenrack::domain::ids::{
    ConnectionId, DeviceId, HubId, LayoutId, RackId, RowId, SystemId, TypeSlug,
};
use blinkenrack::domain::io::import::{ItemOutcome, ReportEntry};
use blinkenrack::domain::io::rackula::write;
use blinkenrack::domain::layout::{
    Bay, CableColor, Category, Connection, ConnectionEnd, Connector, Depth, Device, DeviceType,
    Direction, Extra, Face, Faceplate, Layout, LifeCycle, Link, Mount, Panel, PinnedDisk, Place,
    PlateColor, PlateTone, Port, PortGroup, Rack, RackHeight, RackWidth, Row, Side, Tags,
    UrlTemplate, UserLink, Width,
};
use blinkenrack::domain::units::{HalfU, Millis};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::rules;
use crate::support::{fixture, import_layout, reason};

/// A deterministic random source.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize].clone()
    }

    fn uuid(&mut self) -> Uuid {
        Uuid::from_u128(u128::from(self.0) << 64 | u128::from(self.below(1 << 30)))
    }

    fn extra(&mut self) -> Extra {
        if self.once_in(4) {
            json!({"x-note": {"n": self.below(9)}})
                .as_object()
                .cloned()
                .unwrap_or_default()
        } else {
            Extra::new()
        }
    }

    fn link(&mut self) -> Link {
        Link::new(
            HubId::new("https://hub.example/sub"),
            SystemId::new(format!("system{}", self.below(99))),
        )
    }
}

fn device_type(n: u64, chance: &mut Chance) -> DeviceType {
    let categories = [
        Category::Server,
        Category::PatchPanel,
        Category::AvMedia,
        Category::Other,
        Category::CableManagement,
    ];
    let height = HalfU(chance.below(6) as u16 + 1);
    let mut made = DeviceType::new(
        &format!("type-{n}"),
        format!("Model {n}"),
        chance.pick(&categories),
        height,
    );
    made.width = chance.pick(&[Width::Full, Width::Full, Width::Half, Width::Third]);
    made.depth = chance.pick(&[Depth::Full, Depth::Half]);
    made.mount = chance.pick(&[
        Mount::Rails,
        Mount::Rails,
        Mount::Rails,
        Mount::Bay,
        Mount::Side,
    ]);
    made.watts = chance.pick(&[None, Some(0), Some(350)]);
    made.weight_grams = chance.pick(&[None, Some(0), Some(12_345), Some(u32::MAX)]);
    made.extra = chance.extra();
    if chance.once_in(3) {
        made.manufacturer = "Example: \"quoted\" # makers".to_owned();
        made.rack_widths = vec![RackWidth::Ten, RackWidth::Nineteen, RackWidth::TwentyThree];
    }
    if chance.once_in(2) {
        let group = |count, connector| PortGroup::new(count, connector);
        made.faceplate = Faceplate {
            drive_bays: chance.below(3) as u16,
            ports: vec![
                group(24, Connector::Rj45),
                group(2, chance.pick(&[Connector::Qsfp, Connector::Keystone])),
            ],
            outlets: vec![group(
                3,
                chance.pick(&[Connector::IecC13, Connector::Schuko]),
            )],
            rear_ports: chance.pick(&[vec![], vec![group(4, Connector::Rj45)]]),
            rear_outlets: chance.pick(&[vec![], vec![group(8, Connector::IecC13)]]),
            ..Faceplate::default()
        };
    }
    for bay in 0..chance.below(5) {
        made.bays.push(Bay {
            name: format!("bay {bay}"),
            height: HalfU(chance.below(4) as u16 + 1),
            row: (bay / 3) as u8,
            column: (bay % 3) as u8,
            extra: Extra::new(),
        });
    }
    made
}

fn layout(seed: u64) -> Layout {
    let chance = &mut Chance(seed);
    let mut layout = Layout::new(LayoutId::new(chance.uuid()), "Round: trip");
    layout.extra = chance.extra();
    let rows: Vec<RowId> = (0..2).map(|_| RowId::new(chance.uuid())).collect();
    for (n, id) in rows.iter().enumerate() {
        layout.rows.push(Row {
            id: *id,
            name: format!("Row {n}"),
            extra: Extra::new(),
        });
    }
    for n in 0..3 {
        let height = RackHeight::clamped(chance.pick(&[1, 6, 12, 42]));
        let mut rack = Rack::new(RackId::new(chance.uuid()), format!("Rack {n}"), height);
        rack.row = chance.pick(&[None, Some(rows[0])]);
        rack.width = chance.pick(&[RackWidth::Ten, RackWidth::Nineteen]);
        rack.numbering.direction = chance.pick(&[Direction::Up, Direction::Down]);
        rack.numbering.start = chance.pick(&[0, 1, 7]);
        rack.depth_mm = chance.pick(&[None, Some(800)]);
        rack.notes = chance.pick(&["", "- a\n- b: c\n"]).to_owned();
        rack.extra = chance.extra();
        layout.racks.push(rack);
    }
    for n in 0..8 {
        let made = device_type(n, chance);
        apply(&mut layout, &Command::AddType(Box::new(made))).expect("a type");
    }
    for n in 0..60 {
        let place = place(&layout, chance);
        let slug = TypeSlug::new(format!("type-{}", chance.below(8)));
        let mut device = Device::new(
            DeviceId::new(chance.uuid()),
            slug,
            format!("device {n}"),
            place,
        );
        device.notes = chance
            .pick(&["", "yes", "26.6", "# not a comment"])
            .to_owned();
        device.address = chance
            .pick(&["", "192.0.2.7", "fe80::1", "host.example"])
            .to_owned();
        device.extra = chance.extra();
        if chance.once_in(3) {
            device.links = vec![chance.link()];
            device.guests = Link::distinct([chance.link(), chance.link()]);
        }
        add_facts(&mut device, chance);
        // Devices that do not fit are left out.
        let _ = apply(&mut layout, &Command::AddDevice(Box::new(device)));
    }
    add_cables(&mut layout, chance);
    layout
}

fn add_facts(device: &mut Device, chance: &mut Chance) {
    if chance.once_in(3) {
        device.tags = Tags::of(["prod", "rack door"]);
        device.life_cycle = LifeCycle::Spare;
    }
    if chance.once_in(3) {
        device.disks = vec![PinnedDisk::new(1, "WD-1")];
        device.user_links = vec![UserLink {
            name: "Web".to_owned(),
            url: UrlTemplate::parse("https://{address}:8006/").expect("a sound link"),
            extra: chance.extra(),
        }];
    }
}

fn add_cables(layout: &mut Layout, chance: &mut Chance) {
    layout.label_template = chance.pick(&["", "{name}"]).to_owned();
    let devices: Vec<DeviceId> = layout.devices.iter().map(|device| device.id).collect();
    if devices.is_empty() {
        return;
    }
    for n in 0..6 {
        let end = |chance: &mut Chance| ConnectionEnd {
            device: chance.pick(&devices),
            port: if chance.once_in(2) {
                Port::Named {
                    port: format!("eth{}", chance.below(3)),
                }
            } else {
                Port::Placed {
                    panel: chance.pick(&[Panel::Ports, Panel::RearPorts, Panel::Outlets]),
                    group: chance.below(2) as u16,
                    index: chance.below(6) as u16,
                }
            },
        };
        let (a, b) = (end(chance), end(chance));
        let mut cable = Connection::new(ConnectionId::new(chance.uuid()), a, b);
        cable.kind = chance.pick(&["", "cat6a"]).to_owned();
        cable.label = chance.pick(&["", "uplink"]).to_owned();
        cable.color = CableColor::parse("#33A1ff").filter(|_| n % 2 == 0);
        cable.length_mm = Some(1500).filter(|_| n % 3 == 0);
        cable.extra = chance.extra();
        // A cable with two equal ends is left out.
        let _ = apply(layout, &Command::AddConnection(Box::new(cable)));
    }
}

fn place(layout: &Layout, chance: &mut Chance) -> Place {
    let rack = chance.pick(&layout.racks);
    let parents: Vec<DeviceId> = layout.devices.iter().map(|device| device.id).collect();
    match chance.below(8) {
        0 => Place::Side {
            rack: rack.id,
            side: Side::Left,
            slot: 0,
        },
        1..=3 if !parents.is_empty() => Place::Bay {
            parent: chance.pick(&parents),
            bay: chance.below(4) as u16,
        },
        _ => Place::Rack {
            rack: rack.id,
            bottom: HalfU(chance.below(u64::from(rack.height.half_units().0)) as u16),
            face: chance.pick(&[Face::Front, Face::Rear, Face::Both]),
            column: chance.below(3) as u8,
        },
    }
}

/// The part of a layout that Rackula can hold: everything except what the export reports as skipped, namely rows without racks, devices
/// beside the rails, and devices nested more than one level deep (or in a carrier).
fn holdable(mut layout: Layout, report: &[ReportEntry]) -> Layout {
    let skipped = |item: String| {
        report
            .iter()
            .any(|entry| entry.item == item && matches!(entry.outcome, ItemOutcome::Skipped(_)))
    };
    layout
        .rows
        .retain(|row| !skipped(format!("Row “{}”", row.name)));
    let gone: Vec<DeviceId> = layout
        .devices
        .iter()
        .filter(|device| skipped(format!("Device “{}”", device.name)))
        .map(|device| device.id)
        .collect();
    for id in &gone {
        layout.devices.remove(id);
    }
    let loose = |cable: &&Connection| gone.iter().any(|id| cable.is_at(*id));
    let loose: Vec<ConnectionId> = layout
        .connections
        .iter()
        .filter(loose)
        .map(|cable| cable.id)
        .collect();
    for id in &loose {
        layout.connections.remove(id);
    }
    layout
}

/// A layout without its id and without data kept only for Rackula, as a file has values for all of Rackula's fields.
fn bare(layout: &Layout) -> Value {
    let mut value = json!(layout);
    value["id"] = Value::Null;
    without_rackula(&mut value);
    value
}

fn without_rackula(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("rackula");
            map.values_mut().for_each(without_rackula);
        }
        Value::Array(list) => list.iter_mut().for_each(without_rackula),
        _ => {}
    }
}

#[test]
fn the_demos_layout_keeps_the_rules() {
    let world = DemoWorld::new(1, DEMO_SYSTEMS, Millis(1_760_000_000_000));
    let text = write(&blinkenrack::demo::layout::layout(&world)).text;
    let documents = blinkenrack::domain::io::yaml::parse(&text)
        .expect("YAML")
        .documents;
    rules::check_file(&documents[0]);
}

#[test]
fn what_rackula_can_hold_comes_back() {
    for seed in 0..120 {
        let before = layout(seed);
        let exported = write(&before);
        let (after, report) = import_layout(exported.text.as_bytes());
        let expected = holdable(before, &exported.report);
        assert_eq!(
            bare(&after),
            bare(&expected),
            "seed {seed}\n{report:#?}\n{}",
            exported.text
        );
    }
}

#[test]
fn a_file_that_came_in_goes_out_and_comes_in_the_same() {
    let made: Vec<Vec<u8>> = (0..50)
        .map(|seed| write(&layout(seed)).text.into_bytes())
        .collect();
    let files = [
        "homelab.rackula.yaml",
        "single-rack-of-old.yaml",
        "troubles.rackula.yaml",
    ]
    .map(fixture);
    for file in files.into_iter().chain(made) {
        let (first, _) = import_layout(&file);
        let (second, report) = import_layout(write(&first).text.as_bytes());
        let (third, _) = import_layout(write(&second).text.as_bytes());
        assert_eq!(bare(&second), bare(&first), "{report:#?}");
        let same_id = Layout {
            id: second.id,
            ..third
        };
        assert_eq!(same_id, second);
    }
}

#[test]
fn colors_go_out_as_rackula_has_them_and_come_back_as_ours() {
    let (mut layout, _) = import_layout(&fixture("homelab.rackula.yaml"));
    let mut devices = layout.devices.iter().map(|device| device.id);
    let colors = ["blue", "", "tartan", "pink"].map(|word| PlateColor::from(word.to_owned()));
    let given: Vec<_> = devices.by_ref().take(4).zip(colors).collect();
    for (device, color) in &given {
        let fact = DeviceFact::Color(color.clone());
        let device = *device;
        apply(&mut layout, &Command::SetDeviceFact { device, fact }).expect("it is there");
    }
    let text = write(&layout).text;
    assert!(text.contains("colour_override: \"#2f7fd6\""), "{text}");
    let (back, _) = import_layout(text.as_bytes());
    for (device, color) in &given {
        assert_eq!(
            back.devices.get(device).map(|device| &device.color),
            Some(color)
        );
    }
    // Changed in Rackula.
    let changed = text.replace("#2f7fd6", "#00ff00");
    let (back, _) = import_layout(changed.as_bytes());
    let green = PlateColor::Tone(PlateTone::Teal);
    assert_eq!(
        back.devices.get(&given[0].0).map(|device| &device.color),
        Some(&green)
    );
}

#[test]
fn what_came_from_rackula_goes_back_to_it() {
    let (layout, _) = import_layout(&fixture("homelab.rackula.yaml"));
    let text = write(&layout).text;
    for part in [
        "version: \"26.6.6\"",
        "colour_override: \"#336699\"",
        "ip: \"192.0.2.11\"",
        "system: \"abcdefghijklmno\"",
        "team: \"lab\"",
        "base_weight: 35.5",
        "form_factor: \"wall-mount\"",
        "template_name: \"eth0\"",
        "part_number: \"EX-2000\"",
        "category: \"quantum-computer\"",
        "type: \"800gbase-x-osfp-unheard-of\"",
        "id: \"bay-group\"",
        "rotation: 90",
        "house_rules:",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn what_rackula_refuses_is_not_written() {
    for seed in 0..40 {
        check_written(&layout(seed));
    }
    for name in [
        "homelab.rackula.yaml",
        "single-rack-of-old.yaml",
        "troubles.rackula.yaml",
        "words-of-later.rackula.yaml",
    ] {
        check_written(&import_layout(&fixture(name)).0);
    }
    let mut long = layout(1);
    long.name = "n".repeat(150);
    let exported = write(&long);
    assert!(reason(&exported.report, &format!("Layout “{}”", long.name)).contains("cut after 100"));
}

#[test]
fn what_rackula_would_refuse_waits_under_our_own_key() {
    let (first, _) = import_layout(&fixture("words-of-later.rackula.yaml"));
    let exported = write(&first);
    let told = |entry: &ReportEntry| {
        entry.item == "Device type “later”" && entry.outcome.reason().contains("“category”")
    };
    assert!(exported.report.iter().any(told), "{:#?}", exported.report);
    let (second, _) = import_layout(exported.text.as_bytes());
    let kept = |layout: &Layout| {
        let later = layout
            .device_types
            .get(&TypeSlug::new("later"))
            .expect("a type");
        let device = layout.devices.iter().next().expect("a device");
        (
            later.extra["rackula"].clone(),
            device.extra["rackula"].clone(),
            layout.racks[0].extra["rackula"].clone(),
            layout.extra["rackula"]["rack_groups"].clone(),
            later.faceplate.clone(),
        )
    };
    assert_eq!(kept(&second), kept(&first));
    // Values changed in Rackula in the meantime win.
    let changed = exported
        .text
        .replace("category: \"other\"", "category: storage");
    let (third, _) = import_layout(changed.as_bytes());
    let later = third
        .device_types
        .get(&TypeSlug::new("later"))
        .expect("a type");
    assert_eq!(later.category, Category::Storage);
    assert_eq!(later.extra["rackula"].get("category"), None);
}

fn check_written(layout: &Layout) {
    let text = write(layout).text;
    let documents = blinkenrack::domain::io::yaml::parse(&text)
        .expect("YAML")
        .documents;
    rules::check_file(&documents[0]);
}
