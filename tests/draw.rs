//! The shapes of racks and devices, compared with files in `tests/fixtures/draw`. Run with `UPDATE_GOLDEN=1` to rewrite these files, and
//! review the difference.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

#[path = "support/golden.rs"]
mod golden;

use std::fmt::Write;
use std::sync::Arc;

use blinkenrack::domain::catalog::generic;
use blinkenrack::domain::drive_lights::DriveLights;
use blinkenrack::domain::format::DataUnit;
use blinkenrack::domain::health::{Health, Level, Thresholds};
use blinkenrack::domain::ids::{PictureId, RackId};
use blinkenrack::domain::layout::{
    Bay, Category, Connector, DeviceType, Direction, Faceplate, PlateTone, PortGroup, Rack,
    RackHeight, RackWidth,
};
use blinkenrack::domain::lens::{Amount, Band, LensMark, Spark};
use blinkenrack::domain::summary::Totals;
use blinkenrack::domain::units::{BytesPerSecond, HalfU, Percent};
use blinkenrack::domain::view::{
    Bar, Bars, ContextLine, DeviceView, FrontLights, SystemExtras, Traffic,
};
use blinkenrack::draw::area::Area;
use blinkenrack::draw::column::{self, NoteLine};
use blinkenrack::draw::device::{DeviceFrame, DeviceParts, LiveShapes};
use blinkenrack::draw::export::palette::{Color, ColorToken, Theme};
use blinkenrack::draw::face::LightOf;
use blinkenrack::draw::kind::Tint;
use blinkenrack::draw::rack;
use blinkenrack::draw::scale::Scale;
use blinkenrack::draw::shape::{Fill, Geometry, Role, Shape};
use blinkenrack::draw::spot;
use blinkenrack::draw::text;
use blinkenrack::draw::viewpoint::{Showing, Viewpoint};
use proptest::prelude::*;
use uuid::Uuid;

/// Font sizes of names and words for states.
const NAME_SIZE: f32 = 12.0;
const SMALL_NAME_SIZE: f32 = 10.5;
const STATE_SIZE: f32 = 10.5;
/// Path data is rounded to hundredths.
const ROUNDING: f32 = 0.03;

// Golden files.

fn check(name: &str, shapes: &[Shape]) {
    golden::check("draw", name, &listing(shapes));
}

/// One shape per line: role, fill, vertical offset, then path data or text with its position.
fn listing(shapes: &[Shape]) -> String {
    let mut lines = String::new();
    for shape in shapes {
        let fill = match shape.fill {
            Fill::Role => "-".to_owned(),
            Fill::Face(tint) => tint.id().to_owned(),
            Fill::Bars(fill) => fill.id(),
        };
        let role = shape.role.class();
        let geometry = geometry(&shape.geometry);
        let turned = if shape.turned { " turned" } else { "" };
        writeln!(
            lines,
            "{role} {fill} {:.2}{turned} {geometry}",
            shape.lowered
        )
        .unwrap();
    }
    lines
}

fn geometry(geometry: &Geometry) -> String {
    match geometry {
        Geometry::Path(data) => format!("path {data}"),
        Geometry::Picture { picture, area } => format!("picture {picture} {area:?}"),
        Geometry::Text { x, y, text } => format!("text {x:.2},{y:.2} {text:?}"),
        Geometry::Lines { x, y, length, text } => {
            format!("lines {x:.2},{y:.2} {length:.2} {text:?}")
        }
        Geometry::Glyphs(glyphs) => {
            let mut list = "glyphs".to_owned();
            for (run, x, y) in glyphs.runs() {
                write!(list, " {run}@{x:.2},{y:.2}").unwrap();
            }
            list
        }
    }
}

/// All shapes in drawing order.
fn in_order(parts: DeviceParts) -> Vec<Shape> {
    let mut shapes = parts.still;
    shapes.extend(parts.live.bars);
    shapes.push(parts.live.value);
    shapes.extend(parts.live.context);
    shapes
}

fn check_rack(name: &str, direction: Direction) {
    let id = RackId::new(Uuid::from_u128(1));
    let mut rack = Rack::new(id, "Rack A", RackHeight::new(12).unwrap());
    rack.numbering.direction = direction;
    for (scale, word) in [(Scale::WIDE, "wide"), (Scale::NARROW, "narrow")] {
        let frame = rack::frame(&rack, &scale, Viewpoint::Front);
        check(&format!("{name}-{word}"), &frame);
    }
}

fn check_device(name: &str, device_type: &DeviceType, width: f32, view: &DeviceView) {
    let frame = DeviceFrame::new(device_type, width, &Scale::WIDE);
    check(name, &in_order(frame.parts(view)));
}

fn device_type(category: Category, units: u16) -> DeviceType {
    DeviceType::new("type", "Model", category, HalfU::from_units(units))
}

fn view(name: &str, health: Health, value: &str) -> DeviceView {
    DeviceView {
        health,
        reason: None,
        lights: FrontLights::default(),
        name: name.to_owned(),
        bars: None,
        value: value.to_owned(),
        context: ContextLine::default(),
        accessible_name: name.to_owned(),
        guests: Totals::default(),
        lens: None,
    }
}

fn bar(percent: u8) -> Bar {
    Bar {
        percent: percent.into(),
        level: Thresholds::default().level(Percent::of_100(percent)),
    }
}

fn bars(cpu: u8, memory: u8, disk: u8) -> Option<Bars> {
    Some(Bars {
        cpu: Some(bar(cpu)),
        memory: Some(bar(memory)),
        disk: Some(bar(disk)),
    })
}

fn full_width() -> f32 {
    Scale::WIDE.inner(Default::default())
}

#[test]
fn rack_numbered_up() {
    check_rack("rack-12u-up", Direction::Up);
}

#[test]
fn rack_numbered_down() {
    check_rack("rack-12u-down", Direction::Down);
}

#[test]
fn a_column_beside_a_rack() {
    let lines = [(20.0, "10.0.0.2"), (49.0, "db, prod"), (78.0, "ｎａｓ …")];
    let lines = lines.map(|(y, text)| NoteLine {
        y,
        text: text.to_owned(),
    });
    check("column", &column::shapes(&lines, 8.0));
    check("column-file", &column::shapes_of_file(&lines, 8.0));
}

#[test]
fn server_that_is_up() {
    let mut server = device_type(Category::Server, 1);
    server.faceplate.drive_bays = 4;
    server.faceplate.vents = true;
    let view = DeviceView {
        bars: bars(12, 70, 45),
        context: "up 14 d · 47 °C".into(),
        ..view("pve-node1", Health::Ok, "12%")
    };
    check_device("server-1u-ok", &server, full_width(), &view);
}

#[test]
fn storage_that_is_critical_has_a_frame() {
    let mut storage = device_type(Category::Storage, 2);
    storage.faceplate.drive_bays = 12;
    let view = DeviceView {
        bars: bars(31, 66, 95),
        context: ContextLine::led_by(vec!["Disk media 95 %"], ["up 3 d".to_owned()].into_iter()),
        ..view("nas", Health::Critical, "31%")
    };
    check_device("storage-2u-critical", &storage, full_width(), &view);
}

#[test]
fn server_that_is_down_shows_no_bars() {
    let view = view("backup", Health::Down, "DOWN · 4 min");
    let server = device_type(Category::Server, 1);
    check_device("server-1u-down", &server, full_width(), &view);
}

#[test]
fn unlinked_switch_shows_its_ports_in_place_of_a_word() {
    let mut switch = device_type(Category::Network, 1);
    switch.faceplate.ports = vec![PortGroup::new(24, Connector::Rj45)];
    let view = view("core-switch", Health::Unlinked, "not linked");
    check_device("switch-24-unlinked", &switch, full_width(), &view);
}

#[test]
fn narrow_child_has_a_number_and_no_bars() {
    let view = DeviceView {
        bars: bars(8, 40, 20),
        ..view("mini-pc-with-a-long-name", Health::Ok, "8%")
    };
    let child = device_type(Category::Server, 1);
    check_device("child-110-ok", &child, 110.0, &view);
}

/// Checks the front of a generic type without a link.
fn check_generic(slug: &str, width: f32) {
    let device_type = generic::find(&format!("generic-{slug}")).unwrap();
    let view = view(&device_type.model, Health::Unlinked, "not linked");
    check_device(&format!("generic-{slug}"), device_type, width, &view);
}

#[test]
fn generic_fronts() {
    for slug in [
        "server-1u",
        "server-2u-12",
        "server-4u",
        "switch-24-poe",
        "switch-48",
        "switch-qsfp-32",
        "router-13",
        "firewall-10",
        "patch-24",
        "patch-fiber-24",
        "ups-2u",
        "pdu-schuko",
        "pdu-c13-c19",
        "nas-4",
        "nas-12",
        "jbod-60",
        "chassis-3u-8",
        "shelf-1u",
        "shelf-2u",
        "shelf-2u-3",
        "kvm-16",
        "kvm-console",
        "fan-1u",
        "cable-brush",
        "cable-rings",
        "blank-1u",
        "blank-half",
        "blank-vented",
        "mixer",
    ] {
        check_generic(slug, full_width());
    }
    check_generic("pdu-vertical-mixed", spot::STRIP);
    check_generic("nas-4-desktop", full_width() / 2.0);
}

#[test]
fn half_a_unit_has_bars_that_lie_closer() {
    let panel = DeviceType::new("half", "Model", Category::Server, HalfU(1));
    let view = DeviceView {
        bars: bars(31, 72, 95),
        ..view("half-unit", Health::Ok, "31%")
    };
    check_device("server-half-u-ok", &panel, full_width(), &view);
}

fn glyphs_of(shape: &Shape) -> &str {
    match &shape.geometry {
        Geometry::Glyphs(glyphs) => &glyphs.text,
        _ => panic!("{:?} has no glyphs", shape.role),
    }
}

/// The maker's name on a one-unit front, if it is shown.
fn maker_on(device_type: &DeviceType, view: &DeviceView, scale: Scale) -> Option<String> {
    let frame = DeviceFrame::new(device_type, scale.inner(Default::default()), &scale);
    let parts = frame.parts(view);
    let shape = parts
        .still
        .iter()
        .find(|shape| shape.role == Role::Captions);
    shape.map(|shape| glyphs_of(shape).to_owned())
}

#[test]
fn the_maker_stands_on_a_high_front() {
    let mut server = device_type(Category::Server, 3);
    server.manufacturer = "Dell".to_owned();
    server.faceplate.drive_bays = 12;
    let unlinked = view("r740xd", Health::Unlinked, "not linked");
    check_device("server-3u-maker", &server, full_width(), &unlinked);
    let frame = DeviceFrame::new(&server, full_width(), &Scale::WIDE);
    let with_bars = DeviceView {
        bars: bars(31, 72, 95),
        ..view("r740xd", Health::Ok, "31%")
    };
    let captions = |shape: &&Shape| shape.role == Role::Captions;
    let below_name = frame.parts(&unlinked).still;
    let below_name = glyphs_of(below_name.iter().find(captions).unwrap());
    assert_eq!(below_name, "DELL");
    // Otherwise it shares the node of the numbers.
    let parts = frame.parts(&with_bars);
    assert!(!parts.still.iter().any(|shape| captions(&shape)));
    assert_eq!(glyphs_of(&parts.live.value), "CPUMEMDSKDELL31%72%95%");
    let plain = frame.live(&with_bars, true);
    assert_eq!(glyphs_of(&plain.value), "31%72%95%");
}

#[test]
fn the_maker_stands_on_a_low_front_that_has_room_for_all_of_its_name() {
    let mut switch = device_type(Category::Network, 1);
    switch.manufacturer = "Ubiquiti".to_owned();
    switch.faceplate.ports = vec![PortGroup::new(16, Connector::Rj45)];
    let unlinked = view("access-sw", Health::Unlinked, "not linked");
    for scale in [Scale::WIDE, Scale::NARROW] {
        let maker = maker_on(&switch, &unlinked, scale);
        assert_eq!(maker.as_deref(), Some("UBIQUITI"));
    }
    let frame = DeviceFrame::new(&switch, full_width(), &Scale::WIDE);
    check("switch-16-maker", &in_order(frame.parts(&unlinked)));
    // Ports take precedence.
    switch.faceplate.ports = vec![PortGroup::new(48, Connector::Rj45)];
    let named = view(
        "access-switch-of-the-garage",
        Health::Unlinked,
        "not linked",
    );
    assert_eq!(maker_on(&switch, &named, Scale::WIDE), None);
    let mut half = device_type(Category::Blank, 1);
    half.height = HalfU(1);
    half.manufacturer = "StarTech".to_owned();
    let maker = maker_on(&half, &view("blank", Health::Unlinked, ""), Scale::WIDE);
    assert_eq!(maker.as_deref(), Some("STARTECH"));
}

/// The number of elements of a device on screen, including its group.
fn elements(frame: &DeviceFrame, view: &DeviceView) -> usize {
    let still = frame.still_on_picture(view).len();
    let live = match view.lens {
        Some(_) => frame.live_under_lens(view, false),
        None => frame.live(view, false),
    };
    let own = frame.colored_lights(view, false).joined();
    let live = live.bars.iter().count() + 1 + live.context.iter().count();
    1 + still + live + usize::from(own.is_some())
}

/// A device with the maximum of information stays within the limit of elements.
#[test]
fn a_device_that_tells_all_there_is_has_few_elements() {
    let mut most = Vec::new();
    for half_units in 1..=12 {
        let mut host = device_type(Category::Storage, 1);
        host.height = HalfU(half_units);
        host.manufacturer = "Dell".to_owned();
        host.faceplate.drive_bays = 12;
        host.faceplate.display = true;
        host.faceplate.ports = vec![PortGroup::new(4, Connector::Rj45)];
        for health in [Health::Ok, Health::Warn, Health::Critical] {
            let (ok, warn, critical) = (Some(Level::Ok), Some(Level::Warn), Some(Level::Critical));
            let view = DeviceView {
                bars: bars(98, 72, 66),
                lights: FrontLights {
                    disks: vec![ok, warn, critical, ok, None, warn],
                    traffic: Some(Traffic::of(BytesPerSecond(1e8))),
                    joined: false,
                },
                context: ContextLine::led_by(
                    vec!["Load 50.3", "GPU 99.7 %", "Disk datasets 78 %"],
                    ["up 3 d".to_owned()].into_iter(),
                ),
                guests: [Health::Ok, Health::Warn, Health::Down, Health::Paused]
                    .into_iter()
                    .collect(),
                ..view("tank", health, "98%")
            };
            let view = view.with_joined_lights();
            let spark = Spark {
                points: vec![(0, 3), (9, 4), (60, 9)],
                joined_within: 60,
            };
            let under = view.clone().under(Some(LensMark {
                value: "63 °C".to_owned(),
                spark: Some(Arc::new(spark)),
                ..LensMark::default()
            }));
            let alone = DeviceView {
                guests: Totals::default(),
                ..view.clone()
            };
            for width in [60.0, 160.0, full_width()] {
                let frame = DeviceFrame::new(&host, width, &Scale::WIDE);
                for view in [&view, &under, &alone] {
                    most.push((elements(&frame, view), half_units, health, width));
                }
            }
        }
    }
    let worst = most.iter().max_by_key(|(count, ..)| *count).unwrap();
    assert_eq!(worst.0, 8, "{worst:?}");
}

/// The shapes of small lights by level, with the number of lights in each.
fn small_lights(device_type: &DeviceType, view: &DeviceView) -> Vec<(Level, usize)> {
    let frame = DeviceFrame::new(device_type, full_width(), &Scale::WIDE);
    let level = |shape: &Shape| match shape.role {
        Role::Small(level) => Some((level, figures(shape).len())),
        _ => None,
    };
    frame.parts(view).still.iter().filter_map(level).collect()
}

#[test]
fn bays_are_lit_by_the_disks_in_them() {
    let nas = generic::find("generic-nas-12").unwrap();
    let known = |health, disks: &[Level]| DeviceView {
        bars: bars(31, 40, 50),
        lights: FrontLights {
            disks: disks.iter().copied().map(Some).collect(),
            traffic: None,
            joined: false,
        },
        ..view("nas", health, "31%")
    };
    let (ok, warn, critical) = (Level::Ok, Level::Warn, Level::Critical);
    // Nothing is known about the disks: all bays show the health.
    assert_eq!(small_lights(nas, &known(Health::Ok, &[])), [(ok, 12)]);
    // Bays without a disk are dark.
    let three = known(Health::Ok, &[ok, ok, ok]);
    assert_eq!(small_lights(nas, &three), [(ok, 3)]);
    // Lights as bad as the device join its large light.
    let one_full = known(Health::Critical, &[ok, critical, ok]);
    assert_eq!(small_lights(nas, &one_full), [(ok, 2)]);
    let frame = DeviceFrame::new(nas, full_width(), &Scale::WIDE);
    let lights_of = |view: &DeviceView| figures(&frame.parts(view).still[1]).len();
    let none_full = known(Health::Critical, &[ok, ok, ok]);
    assert_eq!(lights_of(&one_full), lights_of(&none_full) + 1);
    // Several colors need a shape each until a single shape draws them all.
    let mixed = known(Health::Critical, &[ok, critical, warn]);
    assert_eq!(small_lights(nas, &mixed), [(warn, 1), (ok, 1)]);
    assert_eq!(small_lights(nas, &mixed.with_joined_lights()), []);
    check("nas-12-disks", &in_order(frame.parts(&one_full)));
    // Unverified values have no lights of their own.
    let down = DeviceView {
        bars: None,
        ..known(Health::Down, &[])
    };
    assert_eq!(small_lights(nas, &down), []);
}

#[test]
fn the_more_traffic_the_more_ports_are_lit() {
    let switch = generic::find("generic-switch-48").unwrap();
    let lit = |rate: f64| {
        let (frame, view) = linked_front("switch-48", "core-sw", Scale::WIDE);
        let view = DeviceView {
            lights: FrontLights {
                disks: Vec::new(),
                traffic: Some(Traffic::of(BytesPerSecond(rate))),
                joined: false,
            },
            ..view
        };
        let again = frame.parts(&view).still;
        assert_eq!(again, frame.parts(&view).still);
        let lights = small_lights(switch, &view);
        lights.first().map_or(0, |(_, lights)| *lights)
    };
    assert_eq!(
        (lit(0.0), lit(900.0), lit(-5.0), lit(f64::NAN)),
        (0, 0, 0, 0)
    );
    let rising = [1e3 * 1.1, 1e4, 1e5, 1e6, 1e7, 1e8, 1e12].map(lit);
    assert!(rising.is_sorted_by(|less, more| less < more), "{rising:?}");
    assert_eq!(rising[6], 52);
}

#[test]
fn a_change_that_no_light_shows_redraws_nothing() {
    let with = |slug: &str, traffic: f64, disks: &[Level]| {
        let (frame, view) = linked_front(slug, "core-sw", Scale::WIDE);
        let lights = FrontLights {
            disks: disks.iter().copied().map(Some).collect(),
            traffic: Some(Traffic::of(BytesPerSecond(traffic))),
            joined: false,
        };
        (frame, DeviceView { lights, ..view })
    };
    let same = |slug, old: (f64, &[Level]), new: (f64, &[Level])| {
        let (frame, old) = with(slug, old.0, old.1);
        frame.has_same_parts(&old, &with(slug, new.0, new.1).1)
    };
    let (ok, warn) = (&[Level::Ok][..], &[Level::Warn][..]);
    assert!(same("switch-48", (3e6, ok), (3.9e6, warn)));
    assert!(!same("switch-48", (3e6, ok), (3e8, ok)));
    assert!(same("server-1u", (3e6, ok), (3e8, ok)));
    assert!(!same("server-1u", (3e6, ok), (3e6, warn)));
}

#[test]
fn every_drive_and_port_has_a_light_within_the_front() {
    let nas = generic::find("generic-nas-12").unwrap();
    let frame = DeviceFrame::new(nas, full_width(), &Scale::WIDE);
    let lights = frame.lights(&view("nas", Health::Unlinked, ""));
    let drives: Vec<LightOf> = lights.iter().map(|light| light.of).collect();
    let expected: Vec<LightOf> = (0..12).map(LightOf::Drive).collect();
    assert_eq!(drives, expected);
    let switch = generic::find("generic-switch-24").unwrap();
    let frame = DeviceFrame::new(switch, full_width(), &Scale::WIDE);
    let lights = frame.lights(&view("sw", Health::Unlinked, ""));
    assert_eq!(lights.len(), 28);
    let (width, height) = frame.size();
    for light in lights {
        assert!((0.0..=width).contains(&light.x) && (0.0..=height).contains(&light.y));
    }
}

/// A one-unit front with values, for the slug of a generic type.
fn linked_front(slug: &str, name: &str, scale: Scale) -> (DeviceFrame, DeviceView) {
    let device_type = generic::find(&format!("generic-{slug}")).unwrap();
    let frame = DeviceFrame::new(device_type, scale.inner(Default::default()), &scale);
    let view = DeviceView {
        bars: bars(31, 72, 95),
        context: "up 14 d".into(),
        ..view(name, Health::Ok, "31%")
    };
    (frame, view)
}

#[test]
fn all_ports_stand_between_a_name_and_live_bars() {
    let long = "core-switch.rack-a.basement.example.org";
    for (slug, ports) in [("switch-48", 52), ("switch-24", 28), ("switch-8", 10)] {
        for name in ["core-sw", long] {
            for scale in [Scale::WIDE, Scale::NARROW] {
                let (frame, view) = linked_front(slug, name, scale);
                let parts = frame.parts(&view);
                let lights = frame.lights(&view);
                assert_eq!(lights.len(), ports, "{slug} {name}");
                let (left, shown, size) = name_of(&parts).unwrap();
                let right = left + text::width(shown, size);
                assert!(shown.chars().count() > 6, "{slug}: {shown}");
                let bars = readings_left(&parts);
                for light in &lights {
                    assert!(light.x > right && light.x < bars, "{slug}: {light:?}");
                }
                // In a row, two neighboring ports can be told apart.
                let columns = ports.div_ceil(2) as f32;
                let span = lights.iter().map(|light| light.x).fold(0.0, f32::max) - right;
                assert!(span / columns > 3.4, "{slug}: {span}");
            }
        }
    }
    let (frame, view) = linked_front("switch-48", "core-sw", Scale::WIDE);
    check("switch-48-linked", &in_order(frame.parts(&view)));
    let (frame, view) = linked_front("switch-48", long, Scale::NARROW);
    check("switch-48-linked-narrow", &in_order(frame.parts(&view)));
}

/// In a rack of 10 inches there is hardly room for more than the ports: bars give way, and number and ports stand below the name.
#[test]
fn gear_with_many_ports_keeps_its_name_in_a_rack_of_ten_inches() {
    for scale in [Scale::WIDE, Scale::NARROW] {
        let width = scale.inner(RackWidth::Ten);
        for (slug, ports, units) in [
            ("switch-48", 52, 1),
            ("switch-48-poe", 52, 2),
            ("switch-24", 28, 1),
            ("switch-24", 28, 2),
        ] {
            let of_one_unit = generic::find(&format!("generic-{slug}")).unwrap();
            let device_type = DeviceType {
                height: HalfU::from_units(units),
                ..of_one_unit.clone()
            };
            let frame = DeviceFrame::new(&device_type, width, &scale);
            for name in ["core-sw", "sw1", "core-switch.rack-a.basement.example.org"] {
                for (health, value, bars) in [
                    (Health::Unlinked, "", None),
                    (Health::Ok, "31%", bars(31, 72, 95)),
                    (Health::Ok, "12 ms", None),
                    (Health::Down, "DOWN · 12 min", None),
                ] {
                    let view = DeviceView {
                        bars,
                        context: "up 14 d".into(),
                        ..view(name, health, value)
                    };
                    let parts = frame.parts(&view);
                    let (left, shown, size) = name_of(&parts)
                        .unwrap_or_else(|| panic!("{units}U {slug} {value} has no name"));
                    let letters = shown
                        .chars()
                        .filter(|letter| letter.is_alphanumeric())
                        .count();
                    assert!(letters >= 3, "{units}U {slug} {value}: {shown}");
                    assert!(
                        left + text::width(shown, size) <= width,
                        "{slug} {value}: {shown}"
                    );
                    let openings = figures(&parts.still[0]).len();
                    // A state in words comes before some of the ports.
                    let is_down = health == Health::Down;
                    let least = if is_down { 24 } else { ports };
                    assert!(openings > least, "{units}U {slug} {value}: {openings}");
                }
            }
        }
    }
    let device_type = generic::find("generic-switch-48").unwrap();
    let frame = DeviceFrame::new(device_type, Scale::WIDE.inner(RackWidth::Ten), &Scale::WIDE);
    let view = DeviceView {
        bars: bars(31, 72, 95),
        ..view("core-sw", Health::Ok, "31%")
    };
    assert_eq!(name_of(&frame.parts(&view)).unwrap().1, "core-sw");
    check("switch-48-ten-inches", &in_order(frame.parts(&view)));
}

/// Bays identify storage: a long name is truncated before they are squeezed.
#[test]
fn bays_keep_their_size_beside_a_long_name() {
    let long = "storage-of-the-basement.rack-a.example.org";
    let across = |name: &str, slug: &str, scale: Scale| {
        let (frame, view) = linked_front(slug, name, scale);
        let drives = frame.lights(&view).into_iter();
        let drives = drives.filter(|light| matches!(light.of, LightOf::Drive(_)));
        let at: Vec<f32> = drives.map(|light| light.x).collect();
        let right = at.iter().copied().fold(0.0, f32::max);
        let left = at.iter().copied().fold(f32::MAX, f32::min);
        (at.len(), right - left)
    };
    for (slug, bays) in [
        ("nas-4", 4),
        ("nas-12", 12),
        ("server-2u-12", 12),
        ("server-1u", 8),
    ] {
        for scale in [Scale::WIDE, Scale::NARROW] {
            let (short, long) = (across("nas", slug, scale), across(long, slug, scale));
            assert_eq!((short.0, long.0), (bays, bays), "{slug}");
            assert!(long.1 >= 0.6 * short.1, "{slug}: {short:?}, {long:?}");
        }
    }
}

/// Half- and third-width gear, as it is mounted on a shelf or side by side.
#[test]
fn narrow_gear_shows_its_ports_and_its_sign() {
    for ports in [4, 5, 8] {
        let mut switch = device_type(Category::Network, 1);
        switch.faceplate.ports = vec![PortGroup::new(ports, Connector::Rj45)];
        for (parts_of_width, scale) in [
            (2.0, Scale::WIDE),
            (3.0, Scale::WIDE),
            (2.0, Scale::NARROW),
            (3.0, Scale::NARROW),
        ] {
            let width = scale.inner(Default::default()) / parts_of_width;
            let frame = DeviceFrame::new(&switch, width, &scale);
            let without_sign = DeviceFrame::new(
                &DeviceType {
                    category: Category::Other,
                    ..switch.clone()
                },
                width,
                &scale,
            );
            for view in [
                view("desk-switch", Health::Unlinked, "not linked"),
                DeviceView {
                    bars: bars(31, 72, 95),
                    ..view("desk-switch", Health::Ok, "31%")
                },
            ] {
                let openings = |frame: &DeviceFrame| figures(&frame.parts(&view).still[0]).len();
                let shown = openings(&without_sign) - 1;
                assert!(shown >= usize::from(ports), "{shown} of {ports} at {width}");
                // Six openings form the sign of network gear.
                assert_eq!(openings(&frame), openings(&without_sign) + 6);
                let name = frame.parts(&view);
                let (_, name, _) = name_of(&name).unwrap();
                assert!(name.chars().count() >= 4, "{name} at {width}");
                let from_afar = frame.plain_still(&view);
                let others = without_sign.plain_still(&view);
                assert!(figures(&from_afar[0]).len() >= figures(&others[0]).len() + 6);
            }
        }
    }
    let mut switch = device_type(Category::Network, 1);
    switch.faceplate.ports = vec![PortGroup::new(5, Connector::Rj45)];
    let frame = DeviceFrame::new(&switch, full_width() / 3.0, &Scale::WIDE);
    let view = DeviceView {
        bars: bars(31, 72, 95),
        ..view("desk-switch", Health::Ok, "31%")
    };
    check("switch-third-width-linked", &in_order(frame.parts(&view)));
}

#[test]
fn half_wide_gear_tells_its_whole_name_before_its_bars() {
    let mut server = device_type(Category::Server, 1);
    server.faceplate.vents = true;
    let mut switch = device_type(Category::Network, 1);
    switch.faceplate.ports = vec![PortGroup::new(8, Connector::Rj45)];
    for scale in [Scale::WIDE, Scale::NARROW] {
        let width = scale.inner(Default::default()) / 2.0;
        for (device_type, units, name) in [
            (&server, 1, "proxmox-node-01"),
            (&switch, 1, "desk-switch-02"),
            (&server, 2, "backup-nas"),
        ] {
            let mut device_type = device_type.clone();
            device_type.height = HalfU::from_units(units);
            let frame = DeviceFrame::new(&device_type, width, &scale);
            let down = view(name, Health::Down, "DOWN · 12 min");
            let up = DeviceView {
                bars: bars(31, 72, 95),
                ..view(name, Health::Ok, "31%")
            };
            for view in [&up, &down] {
                let parts = frame.parts(view);
                let (x, shown, size) = name_of(&parts).expect("a name");
                assert_eq!(shown, name, "{units} U of {width}, {:?}", view.health);
                assert!(x + text::width(shown, size) <= width);
            }
            // The number stays.
            let number = match frame.parts(&up).live.value.geometry {
                Geometry::Glyphs(glyphs) => glyphs.text,
                Geometry::Text { text, .. } => text,
                other => panic!("{other:?} is no number"),
            };
            assert!(number.starts_with("31%"), "{number}");
        }
        // A short name leaves the bars in place.
        let frame = DeviceFrame::new(&server, width, &scale);
        let short = DeviceView {
            bars: bars(31, 72, 95),
            ..view("nas", Health::Ok, "31%")
        };
        assert!(frame.parts(&short).live.bars.is_some());
    }
}

/// What is chosen in the palette looks like what is then placed in the rack.
#[test]
fn the_picture_of_a_type_is_the_plate_that_is_placed() {
    for device_type in generic::types() {
        for columns in [1.0, 2.0, 3.0] {
            let frame = DeviceFrame::new(device_type, full_width() / columns, &Scale::WIDE);
            let placed = frame.still(&view("", Health::Unlinked, ""));
            assert_eq!(frame.picture(), placed, "{}", device_type.slug);
        }
    }
    // With its own picture, nothing but light and edge lies on it.
    let server = generic::find("generic-server-2u").unwrap();
    let frame = DeviceFrame::new(server, full_width(), &Scale::WIDE);
    let own = PictureId::new(Uuid::from_u128(1));
    let still = frame
        .with_picture(Some(own))
        .still_on_picture(&DeviceView::unlinked(""));
    let Geometry::Picture { picture, area } = still[0].geometry else {
        panic!("{:?} is no picture", still[0].role);
    };
    assert_eq!((picture, area.width), (own, full_width() - 1.0));
    assert_eq!(
        figures(&still[1]).len(),
        0,
        "no piece of plate without a name"
    );
    // All its ports are in it.
    let switch = generic::find("generic-switch-24").unwrap();
    let small = DeviceFrame::new(switch, Scale::WIDE.inner(RackWidth::Ten), &Scale::WIDE);
    assert!(figures(&small.picture()[0]).len() > 28);
}

/// The openings of any type stay on its plate.
#[test]
fn openings_stay_on_the_plate() {
    for device_type in generic::types() {
        for width in [14.0, 26.0, 66.0, 110.0, 165.0, 205.0, full_width()] {
            for scale in [Scale::WIDE, Scale::NARROW] {
                let frame = DeviceFrame::new(device_type, width, &scale);
                let (width, height) = frame.size();
                let plate = Bounds {
                    left: 0.0,
                    top: 0.0,
                    right: width,
                    bottom: height,
                };
                for view in [
                    view("name", Health::Unlinked, "not linked"),
                    DeviceView {
                        bars: bars(31, 72, 95),
                        context: "up 14 d".into(),
                        ..view("name", Health::Ok, "31%")
                    },
                ] {
                    let parts = frame.parts(&view);
                    for figure in figures(&parts.still[0]) {
                        let slug = &device_type.slug;
                        assert!(plate.contains(&figure), "{slug} {width}: {figure:?}");
                    }
                }
            }
        }
    }
}

/// A shelf with a bay for each of this many devices, and the areas of the devices.
fn shelf_with(slug: &str, child: HalfU, count: usize) -> (DeviceFrame, Vec<Area>) {
    with_children(
        generic::find(&format!("generic-{slug}")).unwrap(),
        child,
        count,
    )
}

fn with_children(shelf: &DeviceType, child: HalfU, count: usize) -> (DeviceFrame, Vec<Area>) {
    let outer = spot::PlatePosition {
        x: 0.0,
        y: 0.0,
        width: full_width(),
    };
    let plate = spot::plate(outer, shelf.height, &Scale::WIDE);
    let children: Vec<Area> = shelf
        .bays
        .iter()
        .take(count)
        .map(|bay| {
            let inner = spot::spot_in(shelf, outer, bay, child, &Scale::WIDE);
            spot::plate(inner, child, &Scale::WIDE).within(&plate)
        })
        .collect();
    let frame = DeviceFrame::new(shelf, full_width(), &Scale::WIDE).holding(children.clone());
    (frame, children)
}

#[test]
fn bays_are_where_what_is_put_there_stands() {
    for (slug, height) in [("shelf-2u-3", 4), ("mini-pc-shelf", 2), ("chassis-6u-8", 6)] {
        let count = generic::find(&format!("generic-{slug}"))
            .unwrap()
            .bays
            .len();
        let (_, children) = shelf_with(slug, HalfU(height), count);
        let (frame, _) = shelf_with(slug, HalfU(height), 0);
        let plate = &frame.parts(&view("shelf", Health::Unlinked, "")).still[0];
        let openings = figures(plate);
        for child in children {
            let covers = |opening: &&Bounds| {
                (opening.left - child.x).abs() < 0.1
                    && (opening.right - child.right()).abs() < 0.1
                    && opening.top >= child.y - 0.1
                    && opening.bottom <= child.bottom() + 0.1
            };
            assert!(
                openings.iter().any(|opening| covers(&opening)),
                "{slug}: {child:?}"
            );
        }
    }
}

/// The rectangles cut out of a picture for text, and the position of the name.
fn pieces_and_name(frame: DeviceFrame) -> (Vec<Bounds>, (f32, f32)) {
    let picture = PictureId::new(Uuid::from_u128(1));
    let view = view("blades", Health::Unlinked, "");
    let still = frame.with_picture(Some(picture)).still_on_picture(&view);
    let named = still.last().unwrap();
    let Geometry::Text { x, y, .. } = &named.geometry else {
        panic!("{:?} is no name", named.role);
    };
    (figures(&still[1]), (*x, *y))
}

#[test]
fn a_name_in_a_bay_leaves_the_picture_beside_it() {
    let mut chassis = generic::find("generic-chassis-6u-8").unwrap().clone();
    let bay = Bay {
        height: HalfU(12),
        ..chassis.bays[0].clone()
    };
    chassis.bays = (0..12)
        .map(|column| Bay {
            row: 0,
            column,
            ..bay.clone()
        })
        .collect();
    let (frame, children) = with_children(&chassis, bay.height, 1);
    let (width, _) = frame.size();
    let (pieces, _) = pieces_and_name(frame);
    let [piece] = pieces.as_slice() else {
        panic!("{pieces:?}")
    };
    let bay = children[0].width;
    assert!(bay < 44.0, "the bays are narrow");
    assert!(
        piece.left >= children[0].right() && piece.right < width / 2.0,
        "{piece:?} beside {children:?}"
    );
    assert!(piece.right - piece.left <= bay, "{piece:?}");
}

#[test]
fn the_name_of_a_short_strip_stands_on_a_piece_of_plate() {
    for half_units in 2..=3 {
        let mut strip = device_type(Category::Server, 1);
        strip.height = HalfU(half_units);
        let (pieces, (x, y)) = pieces_and_name(DeviceFrame::new(&strip, 40.0, &Scale::WIDE));
        let is_behind =
            |piece: &Bounds| piece.left < x && piece.top < y - 9.0 && piece.bottom > y + 2.0;
        // A rotated name begins below the light.
        assert!(
            half_units > 3 || pieces.iter().any(is_behind),
            "{half_units}: {pieces:?}"
        );
    }
}

/// A plate too narrow for light and name side by side has its name below the light, or rotated.
#[test]
fn narrow_gear_and_a_chassis_with_narrow_bays_tell_their_names() {
    let computer = generic::find("generic-raspberry-pi").unwrap();
    for width in [34.0, 40.0, 43.0] {
        let frame = DeviceFrame::new(computer, width, &Scale::WIDE);
        let parts = frame.parts(&view("pi-1", Health::Ok, "9%"));
        let (left, name, size) = name_of(&parts).unwrap();
        assert_eq!(name, "pi-1");
        assert!(left + text::width(name, size) <= width, "{width}");
    }
    let (frame, children) = shelf_with("chassis-3u-8", HalfU(6), 6);
    let parts = frame.parts(&view("Blades", Health::Unlinked, ""));
    assert_eq!(name_of(&parts).map(|(_, name, _)| name), Some("Blades"));
    let light = figures(&parts.still[1]).into_iter().next_back().unwrap();
    assert!(children.iter().all(|child| child.right() <= light.left));
}

/// A device in a bay has its own openings, through which the shelf would be visible.
#[test]
fn nothing_of_a_shelf_is_drawn_where_devices_stand_in_it() {
    for (slug, child, count, shows_name) in [
        ("shelf-2u-3", 2, 3, true),
        ("mini-pc-shelf", 2, 3, false),
        ("mini-pc-shelf", 2, 2, true),
        ("mini-pc-shelf", 2, 0, true),
        ("chassis-3u-8", 6, 8, false),
    ] {
        let (frame, children) = shelf_with(slug, HalfU(child), count);
        let parts = frame.parts(&view("shelf", Health::Ok, ""));
        let name = name_of(&parts);
        assert_eq!(name.is_some(), shows_name, "{slug} with {count}");
        let light = figures(&parts.still[1]).into_iter().skip(1);
        for child in children {
            for mark in light.clone() {
                let mark = Area::new(
                    mark.left,
                    mark.top,
                    mark.right - mark.left,
                    mark.bottom - mark.top,
                );
                assert!(!mark.meets(&child), "{slug}: a light behind {child:?}");
            }
            if let Some((x, text, size)) = name {
                let line = Area::new(x, 8.0, text::width(text, size), 10.0);
                assert!(!line.meets(&child), "{slug}: {text} behind {child:?}");
            }
        }
    }
    let (frame, _) = shelf_with("shelf-2u-3", HalfU(2), 3);
    check(
        "shelf-2u-with-three-minis",
        &in_order(frame.parts(&view("Bench", Health::Unlinked, ""))),
    );
}

/// The name would look like that of a device in the bay.
#[test]
fn a_name_lies_in_a_free_bay_only_where_the_bays_leave_no_plate() {
    let bay = |height: u16, row: u8, column: u8| Bay {
        height: HalfU(height),
        row,
        column,
        ..generic::find("generic-shelf-2u-3").unwrap().bays[0].clone()
    };
    for (height, bays, most, is_on_plate) in [
        // Above low bays, on a plate of one unit or more, or of half a unit.
        (4, vec![bay(2, 0, 0), bay(2, 0, 1)], 2, true),
        (2, vec![bay(1, 0, 0), bay(1, 0, 1)], 2, true),
        (3, vec![bay(2, 0, 0), bay(2, 0, 1)], 2, true),
        // Above the lower one of two bays.
        (4, vec![bay(4, 0, 0), bay(2, 0, 1)], 1, true),
        // These take all of it.
        (2, vec![bay(2, 0, 0), bay(2, 0, 1)], 2, false),
        (4, vec![bay(2, 0, 0), bay(2, 0, 1), bay(2, 1, 0)], 3, false),
    ] {
        let mut shelf = device_type(Category::Shelf, 1);
        (shelf.height, shelf.bays) = (HalfU(height), bays);
        for count in 0..=most {
            let (frame, _) = with_children(&shelf, shelf.bays[0].height, count);
            let parts = frame.parts(&view("shelf", Health::Unlinked, ""));
            let Some((x, text, size)) = name_of(&parts) else {
                assert!(!is_on_plate, "{height}: no name with {count} devices");
                continue;
            };
            let Some(Geometry::Text { y, .. }) = parts
                .still
                .iter()
                .find(|shape| matches!(shape.role, Role::Name | Role::SmallName))
                .map(|shape| &shape.geometry)
            else {
                panic!("it is a text");
            };
            let line = Bounds {
                left: x,
                top: y - 0.6 * size,
                right: x + text::width(text, size),
                bottom: *y,
            };
            let openings = figures(&parts.still[0]).into_iter().skip(1);
            let meets = |bay: &Bounds| {
                bay.left < line.right
                    && line.left < bay.right
                    && bay.top < line.bottom
                    && line.top < bay.bottom
            };
            if is_on_plate {
                let behind: Vec<Bounds> = openings.filter(meets).collect();
                assert!(
                    behind.is_empty(),
                    "{height}, {count}: {line:?} in {behind:?}"
                );
            }
        }
    }
}

#[test]
fn the_back_of_a_device_has_the_tint_and_sign_of_its_front() {
    for (slug, tint) in [("nas-12", Tint::Storage), ("switch-48", Tint::Network)] {
        let device_type = generic::find(&format!("generic-{slug}")).unwrap();
        for showing in [Showing::Plate, Showing::Back] {
            let frame = DeviceFrame::showing(device_type, showing, full_width(), &Scale::WIDE);
            let parts = frame.parts(&view("device", Health::Unlinked, ""));
            assert_eq!(parts.still[0].fill, Fill::Face(tint), "{slug}");
            let parts =
                frame
                    .toned(Some(PlateTone::Pink))
                    .parts(&view("device", Health::Unlinked, ""));
            let own = Fill::Face(Tint::Own(PlateTone::Pink));
            assert_eq!(parts.still[0].fill, own, "a color of its own");
        }
    }
}

#[test]
fn a_state_is_told_by_the_form_of_its_light() {
    let server = device_type(Category::Server, 1);
    let light = |health| {
        let frame = DeviceFrame::new(&server, full_width(), &Scale::WIDE);
        let parts = frame.parts(&view("server", health, ""));
        let Geometry::Path(data) = &parts.still[1].geometry else {
            panic!("lights are a path")
        };
        data.split('M').nth(2).unwrap().to_owned()
    };
    let forms = [Health::Ok, Health::Warn, Health::Critical, Health::Down].map(light);
    for (place, form) in forms.iter().enumerate() {
        assert!(!forms[..place].contains(form));
    }
}

#[test]
fn every_fifth_unit_and_the_side_are_bold() {
    let id = RackId::new(Uuid::from_u128(1));
    let rack = Rack::new(id, "Rack A", RackHeight::new(12).unwrap());
    for (seen, word) in [(Viewpoint::Front, "FRONT"), (Viewpoint::Rear, "REAR")] {
        let frame = rack::frame(&rack, &Scale::WIDE, seen);
        let bold = frame.iter().find(|shape| shape.role == Role::RackFifths);
        assert_eq!(glyphs_of(bold.unwrap()), format!("105{word}"));
    }
}

#[test]
fn hatching_stays_within_what_it_hatches() {
    let area = Area::new(30.0, 40.0, 360.0, 27.0);
    let bounds = Bounds {
        left: area.x,
        top: area.y,
        right: area.right(),
        bottom: area.bottom(),
    };
    let lines = figures(&rack::taken(&[area]));
    assert!(lines.len() > 30);
    assert!(lines.iter().all(|line| bounds.contains(line)));
}

/// Text on plates is legible on all of them.
#[test]
fn words_stand_out_from_every_plate() {
    let share = |byte: u8| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance =
        |Color(r, g, b): Color| 0.2126 * share(r) + 0.7152 * share(g) + 0.0722 * share(b);
    for theme in [Theme::Dark, Theme::Light] {
        for tint in Tint::ALL {
            for plate in [ColorToken::FaceTop, ColorToken::FaceBottom] {
                let plate = luminance(theme.tinted(plate, tint));
                for words in [
                    ColorToken::Text,
                    ColorToken::TextSoft,
                    ColorToken::TextMuted,
                    ColorToken::DownText,
                ] {
                    let words_on_it = luminance(theme.color(words));
                    let (light, dark) = (plate.max(words_on_it), plate.min(words_on_it));
                    let contrast = (light + 0.05) / (dark + 0.05);
                    assert!(
                        contrast >= 4.5,
                        "{theme:?} {tint:?} {words:?}: {contrast:.2}"
                    );
                }
            }
        }
    }
}

// Properties of every device.

/// The bounds of a path.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Bounds {
    fn at(x: f32, y: f32) -> Self {
        Self {
            left: x,
            top: y,
            right: x,
            bottom: y,
        }
    }

    fn include(&mut self, x: f32, y: f32) {
        self.left = self.left.min(x);
        self.top = self.top.min(y);
        self.right = self.right.max(x);
        self.bottom = self.bottom.max(y);
    }

    fn lowered(self, by: f32) -> Self {
        Self {
            top: self.top + by,
            bottom: self.bottom + by,
            ..self
        }
    }

    fn contains(&self, other: &Self) -> bool {
        self.left <= other.left + ROUNDING
            && self.top <= other.top + ROUNDING
            && self.right >= other.right - ROUNDING
            && self.bottom >= other.bottom - ROUNDING
    }
}

/// The bounds of each closed figure in the path data of rectangles with or without rounded corners.
fn figures(shape: &Shape) -> Vec<Bounds> {
    let Geometry::Path(data) = &shape.geometry else {
        panic!("{:?} is no path", shape.role);
    };
    data.split('M').skip(1).map(figure).collect()
}

/// Rounded corners touch the edges at their end points, so the points alone give the bounds.
fn figure(data: &str) -> Bounds {
    let mut commands = Vec::new();
    for character in format!("M{data}").chars() {
        match character {
            'z' => {}
            letter if letter.is_alphabetic() => commands.push((letter, String::new())),
            other => {
                let (_, text) = commands.last_mut().unwrap();
                if other == '-' {
                    text.push(' ');
                }
                text.push(other);
            }
        }
    }
    let (mut x, mut y) = (0.0, 0.0);
    let mut bounds: Option<Bounds> = None;
    for (letter, text) in commands {
        let numbers: Vec<f32> = text
            .split_whitespace()
            .map(|number| number.parse().unwrap())
            .collect();
        match (letter, numbers.as_slice()) {
            ('l', [by_x, by_y]) => (x, y) = (x + by_x, y + by_y),
            ('M', [to_x, to_y]) => (x, y) = (*to_x, *to_y),
            ('h', [by]) => x += by,
            ('v', [by]) => y += by,
            ('a', [.., by_x, by_y]) => (x, y) = (x + by_x, y + by_y),
            other => panic!("unknown path command {other:?}"),
        }
        bounds.get_or_insert(Bounds::at(x, y)).include(x, y);
    }
    bounds.unwrap()
}

/// The position of the name, its visible text, and its size.
fn name_of(parts: &DeviceParts) -> Option<(f32, &str, f32)> {
    parts.still.iter().find_map(|shape| {
        let size = match shape.role {
            Role::Name => NAME_SIZE,
            Role::SmallName => SMALL_NAME_SIZE,
            _ => return None,
        };
        let (x, text) = text_of(shape);
        Some((x, text, size))
    })
}

fn text_of(shape: &Shape) -> (f32, &str) {
    match &shape.geometry {
        Geometry::Text { x, text, .. } | Geometry::Lines { x, text, .. } => (*x, text),
        _ => panic!("{:?} is no text", shape.role),
    }
}

/// Whether number or word are on their own line.
fn is_below_the_name(parts: &DeviceParts) -> bool {
    let is_name = |shape: &&Shape| matches!(shape.role, Role::Name | Role::SmallName);
    let name = parts.still.iter().find(is_name);
    match (name.map(|name| &name.geometry), &parts.live.value.geometry) {
        (Some(Geometry::Text { y: name, .. }), Geometry::Text { y: value, .. }) => {
            value - name > 9.0
        }
        _ => false,
    }
}

/// The left edge of the readings that a name must stay clear of: the number or word at the right end, or what precedes it.
fn readings_left(parts: &DeviceParts) -> f32 {
    let from_value = match &parts.live.value.geometry {
        Geometry::Text { x, text, .. } => x - text::width(text, STATE_SIZE),
        Geometry::Glyphs(glyphs) => glyphs.xs.iter().copied().fold(f32::MAX, f32::min) - 10.0,
        Geometry::Path(_) | Geometry::Picture { .. } | Geometry::Lines { .. } => {
            panic!("a value is text")
        }
    };
    let from_bars = parts
        .live
        .bars
        .iter()
        .flat_map(figures)
        .map(|figure| figure.left)
        .fold(f32::MAX, f32::min);
    from_value.min(from_bars)
}

fn any_bar() -> impl Strategy<Value = Option<Bar>> {
    // Some hub values are out of range, and a bar must still stay in its groove.
    prop_oneof![
        1 => Just(None),
        4 => (0_u8..=110).prop_map(|percent| Some(bar(percent))),
    ]
}

fn any_bars() -> impl Strategy<Value = Bars> {
    (any_bar(), any_bar(), any_bar()).prop_map(|(cpu, memory, disk)| Bars { cpu, memory, disk })
}

fn any_lights() -> impl Strategy<Value = FrontLights> {
    let level = prop_oneof![Just(Level::Ok), Just(Level::Warn), Just(Level::Critical)];
    let traffic =
        proptest::option::of((0.0..1e10).prop_map(|rate| Traffic::of(BytesPerSecond(rate))));
    (proptest::collection::vec(level, 0..16), traffic).prop_map(|(disks, traffic)| FrontLights {
        disks: disks.into_iter().map(Some).collect(),
        traffic,
        joined: false,
    })
}

/// States as [`DeviceView::of`] makes them: bars and context for verified ones, a word for the others.
fn any_state() -> impl Strategy<Value = DeviceView> {
    let word = prop_oneof![
        (0_u32..60).prop_map(|minutes| (Health::Down, format!("DOWN · {minutes} min"))),
        (0_u32..60).prop_map(|hours| (Health::Stale, format!("stale · {hours} h"))),
        Just((Health::Paused, "paused".to_owned())),
        Just((Health::Missing, "no access".to_owned())),
        Just((Health::Unlinked, "not linked".to_owned())),
        Just((Health::HubLost, "hub lost".to_owned())),
    ];
    let verified = prop_oneof![Just(Health::Ok), Just(Health::Warn), Just(Health::Critical)];
    let unverified = word.prop_map(|(health, value)| view("", health, &value));
    let verified = (verified, any_bars(), any_lights(), "[a-z0-9 ·°%]{0,60}").prop_map(
        |(health, bars, lights, context)| {
            let value = bars
                .cpu
                .map_or_else(String::new, |cpu| format!("{}%", cpu.percent));
            DeviceView {
                bars: Some(bars),
                lights,
                context: context.as_str().into(),
                ..view("", health, &value)
            }
        },
    );
    let guests = proptest::collection::vec(proptest::sample::select(&Health::ALL[..]), 0..9);
    (prop_oneof![unverified, verified], guests).prop_map(|(state, guests)| {
        let context = if state.context.is_empty() && !guests.is_empty() {
            "guests".into()
        } else {
            state.context.clone()
        };
        DeviceView {
            guests: guests.into_iter().collect(),
            context,
            ..state
        }
    })
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9.-]{0,48}",
        "[名前サーバー]{1,20}",
        "[mW@%]{1,40}"
    ]
}

fn any_device_type() -> impl Strategy<Value = DeviceType> {
    (1_u16..=12, 0_u16..=36, 0_u16..=52, any::<(bool, bool)>()).prop_map(
        |(half_units, drives, ports, (vents, display))| {
            let mut made = device_type(Category::Server, 1);
            made.height = HalfU(half_units);
            made.faceplate.drive_bays = drives;
            made.faceplate.vents = vents;
            made.faceplate.display = display;
            if vents {
                made.manufacturer = "Maker".to_owned();
            }
            if ports > 0 {
                made.faceplate.ports = vec![PortGroup::new(ports, Connector::Rj45)];
            }
            made
        },
    )
}

fn any_frame() -> impl Strategy<Value = DeviceFrame> {
    (any_device_type(), 100.0_f32..=340.0, any::<bool>()).prop_map(
        |(device_type, width, narrow)| {
            let scale = if narrow { Scale::NARROW } else { Scale::WIDE };
            DeviceFrame::new(&device_type, width, &scale)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Hundreds of devices are on screen at once, so each may have eight nodes, including its group, three of them live.
    #[test]
    fn a_device_has_few_shapes(frame in any_frame(), name in any_name(), state in any_state()) {
        let state = DeviceView { name, ..state }.with_joined_lights();
        let parts = frame.parts(&state);
        if let Some(Geometry::Lines { .. }) = parts.live.context.as_ref().map(|line| &line.geometry) {
            prop_assert!(frame.size().1 > 50.0, "two lines on a low plate");
        }
        let roles = parts.still.iter().map(|shape| shape.role);
        for role in roles {
            prop_assert!(!matches!(role, Role::Bars | Role::Value | Role::Context | Role::Reason));
        }
        prop_assert!(elements(&frame, &state) <= 8);
        let plain = frame.plain_still(&state).len() + usize::from(parts.live.bars.is_some());
        let own = frame.colored_lights(&state, true).joined();
        prop_assert!(2 + plain + usize::from(own.is_some()) <= 8);
    }

    /// A picture replaces what is drawn on a plate, and hides no text.
    #[test]
    fn a_device_with_a_picture_has_as_few(frame in any_frame(), name in any_name(), state in any_state()) {
        let view = DeviceView { name, ..state };
        let picture = PictureId::new(Uuid::from_u128(1));
        let plain = frame.clone().still_on_picture(&view);
        prop_assert_eq!(&plain, &frame.still(&view));
        let frame = frame.with_picture(Some(picture));
        let live = frame.live(&view, false);
        let still = frame.still_on_picture(&view);
        if view.lens.is_some() {
            prop_assert_eq!(&still, &plain);
            return Ok(());
        }
        let own = frame.colored_lights(&view, false).joined();
        let nodes = 2 + still.len()
            + usize::from(live.bars.is_some())
            + live.context.iter().count()
            + usize::from(own.is_some());
        prop_assert!(nodes <= 8);
        let roles: Vec<Role> = still.iter().map(|shape| shape.role).collect();
        prop_assert_eq!(&roles[..3], &[Role::Picture, Role::Face, Role::Lights]);
        prop_assert!(roles[3..].iter().all(|role| matches!(role, Role::Name | Role::SmallName)));
        let (width, height) = frame.size();
        let Geometry::Picture { area, .. } = &still[0].geometry else {
            panic!("the picture comes first")
        };
        prop_assert!(area.x >= 0.0 && area.y >= 0.0 && area.right() <= width && area.bottom() <= height);
        prop_assert!(area.width > 0.0 && area.height > 0.0);
    }

    #[test]
    fn bars_lie_in_their_grooves(frame in any_frame(), name in any_name(), state in any_state()) {
        let parts = frame.parts(&DeviceView { name, ..state });
        if let Some(shape) = &parts.live.bars {
            let openings = figures(&parts.still[0]);
            // The first figure is the plate itself.
            let grooves = openings.get(1..).unwrap_or_default();
            for bar in figures(shape) {
                let bar = bar.lowered(shape.lowered);
                let groove = grooves
                    .iter()
                    .find(|groove| (groove.left - bar.left).abs() < ROUNDING && groove.contains(&bar));
                prop_assert!(groove.is_some(), "{bar:?} lies in none of {grooves:?}");
            }
        }
    }

    #[test]
    fn names_stay_clear_of_the_readings(frame in any_frame(), name in any_name(), state in any_state()) {
        let parts = frame.parts(&DeviceView { name, ..state });
        // A narrow plate has them below each other, and so does one of less than full width with a long name.
        prop_assume!(frame.size().0 >= 126.0 && !is_below_the_name(&parts));
        if let Some((x, name, size)) = name_of(&parts) {
            let right = x + text::width(name, size);
            prop_assert!(
                name == "…" || right <= readings_left(&parts),
                "{name} ends at {right}, readings begin at {}", readings_left(&parts)
            );
        }
    }

    /// Ports take precedence, however long the name and whatever the state.
    #[test]
    fn no_name_takes_a_port_away(
        ports in 1_u16..=48,
        narrow in any::<bool>(),
        name in any_name(),
        state in any_state(),
    ) {
        let mut switch = device_type(Category::Network, 1);
        switch.faceplate.ports = vec![PortGroup::new(ports, Connector::Rj45)];
        let scale = if narrow { Scale::NARROW } else { Scale::WIDE };
        let frame = DeviceFrame::new(&switch, scale.inner(Default::default()), &scale);
        let lights = frame.lights(&DeviceView { name, ..state });
        prop_assert_eq!(lights.len(), usize::from(ports));
    }

    /// In that case the screen keeps the still shapes, so a difference between them would remain unseen.
    #[test]
    fn the_same_parts_are_the_same_shapes(
        frame in any_frame(),
        name in any_name(),
        old in any_state(),
        new in any_state(),
    ) {
        let old = DeviceView { name: name.clone(), ..old };
        let new = DeviceView { name, ..new };
        if frame.has_same_parts(&old, &new) {
            let (old, new) = (frame.parts(&old), frame.parts(&new));
            prop_assert_eq!(old.still, new.still);
            prop_assert_eq!(old.live.bars.is_some(), new.live.bars.is_some());
            let role = |live: &LiveShapes| live.context.as_ref().map(|line| line.role);
            prop_assert_eq!(role(&old.live), role(&new.live));
        }
    }
}

#[test]
fn reasons_take_two_lines_where_there_is_room() {
    let reasons = ["Load 50.3", "GPU 99.7 %", "Disk datasets 78 %", "79 °C"];
    let told = |half_units, guests: &[Health]| {
        let server = DeviceType::new("box", "Model", Category::Server, HalfU(half_units));
        let view = DeviceView {
            bars: bars(98, 72, 66),
            context: ContextLine::led_by(reasons.to_vec(), ["up 3 d".to_owned()].into_iter()),
            guests: guests.iter().copied().collect(),
            ..view("ml-box", Health::Critical, "98%")
        };
        let frame = DeviceFrame::new(&server, full_width(), &Scale::WIDE);
        let line = frame.live(&view, false).context;
        line.map(|line| (line.role, text_of(&line).1.to_owned()))
    };
    let lines = |words: &str| Some((Role::Reason, words.to_owned()));
    assert_eq!(told(4, &[]), lines("Load 50.3\nGPU 99.7 % +2"));
    // The lights of guests are between.
    assert_eq!(told(6, &[Health::Ok]), lines("Load 50.3\n\nGPU 99.7 % +2"));
    // On two units they replace the second line.
    assert_eq!(told(4, &[Health::Ok]), lines("Load 50.3 +3"));
    assert_eq!(told(2, &[]), None);
}

#[test]
fn fewer_words_are_said_before_any_is_cut() {
    let told = |name: &str, width: f32| {
        let server = device_type(Category::Server, 2);
        let view = DeviceView {
            bars: bars(12, 40, 33),
            ..view(name, Health::Ok, "12%")
        };
        let view = view.with_guests([Health::Warn, Health::Warn].into_iter().collect());
        let frame = DeviceFrame::new(&server, width, &Scale::WIDE);
        let first = frame.live(&view, false).context;
        first.map(|line| text_of(&line).1.to_owned())
    };
    let said: Vec<Option<String>> = (130..420).map(|width| told("nas", width as f32)).collect();
    // A longer name leaves more room below it.
    let with_room = told("storage-of-the-attic", full_width());
    assert_eq!(with_room.as_deref(), Some("2 guests warning"));
    let whole = said
        .iter()
        .flatten()
        .filter(|words| *words == "guests warning");
    assert!(whole.count() > 10, "{said:?}");
    // Where a text is truncated, there is no room for the short form either, and where it is shortened, none for more. The room is measured
    // as the rest of a line truncated to it.
    let room = |width: f32| {
        let server = device_type(Category::Server, 2);
        let view = DeviceView {
            bars: bars(12, 40, 33),
            context: ContextLine::with_reason(Some(&"i".repeat(200))),
            ..view("nas", Health::Warn, "12%")
        };
        let frame = DeviceFrame::new(&server, width, &Scale::WIDE);
        let first = frame.live(&view, false).context;
        first.map(|line| text::width(text_of(&line).1, 11.0))
    };
    let mut cut = 0;
    for (words, at) in said.iter().zip(130..420) {
        let (Some(words), Some(room)) = (words, room(at as f32)) else {
            continue;
        };
        let fits = |words: &str| text::width(words, 11.0) <= room;
        if words.ends_with('…') {
            cut += 1;
            assert!(!fits("guests warn"), "{words} at {at}");
            assert!("guests warn".starts_with(words.trim_end_matches('…').trim_end()));
        } else if words == "guests warn" {
            assert!(!fits("guests warning"), "{words} at {at}");
        } else if words == "guests warning" {
            assert!(!fits("2 guests warning"), "{words} at {at}");
        }
    }
    assert!(cut > 10, "{said:?}");
}

#[test]
fn no_word_of_what_needs_a_look_is_cut_on_a_plate_of_full_width() {
    let server = DeviceType {
        faceplate: Faceplate {
            drive_bays: 8,
            vents: true,
            ..Faceplate::default()
        },
        ..device_type(Category::Server, 2)
    };
    let told = |view: &DeviceView, scale: Scale| {
        let width = scale.inner(RackWidth::default());
        let frame = DeviceFrame::new(&server, width, &scale);
        let line = frame.live(view, false).context.expect("small print");
        text_of(&line).1.to_owned()
    };
    let own = |health, reason: Option<&str>| DeviceView {
        bars: bars(12, 40, 33),
        context: ContextLine::with_reason(reason),
        ..view("pve-node1", health, "12%")
    };
    let states = [
        Health::Warn,
        Health::Critical,
        Health::Down,
        Health::Stale,
        Health::Missing,
        Health::HubLost,
    ];
    let worst = ["/dev/sdh: failing", "/dev/nvme10n1: watch"];
    for scale in [Scale::NARROW, Scale::WIDE] {
        for (guest, count) in states
            .into_iter()
            .flat_map(|state| [(state, 1), (state, 2)])
        {
            let guests: Totals = vec![guest; count].into_iter().collect();
            let alone = own(Health::Ok, None).with_guests(guests);
            let line = told(&alone, scale);
            assert!(!line.contains('…'), "{line}");
            let also = own(Health::Warn, Some("Load 9.1")).with_guests(guests);
            let line = told(&also, scale);
            assert!(!line.contains('…'), "{line}");
        }
        for worst in worst {
            let drives = DriveLights {
                worst: Some(worst.to_owned()),
                ..DriveLights::default()
            };
            let line = told(&own(Health::Ok, None).with_drives(drives), scale);
            assert!(!line.contains('…'), "{line}");
        }
    }
    let both = own(Health::Ok, None).with_guests([Health::Warn; 2].into_iter().collect());
    assert_eq!(told(&both, Scale::NARROW), "guests warn");
}

#[test]
fn it_is_known_whether_the_small_print_has_room_for_containers() {
    let view_of = |context: &str, health| DeviceView {
        bars: bars(12, 40, 33),
        context: ContextLine::with_reason(Some(context)),
        ..view("nas", health, "12%")
    };
    let tells = |units, context: &str, health| {
        let server = device_type(Category::Server, units);
        let frame = DeviceFrame::new(&server, full_width(), &Scale::WIDE);
        frame.has_room_for_containers(&view_of(context, health), &SystemExtras::default())
    };
    assert!(tells(4, "up 14 d", Health::Ok));
    assert!(!tells(1, "up 14 d", Health::Ok), "no small print at all");
    assert!(!tells(2, &["up 14 d"; 30].join(" · "), Health::Ok));
    // Only the reason for the health is shown.
    assert!(!tells(4, "Load 49.9", Health::Critical));
    // It is shown on a line without room for more, but is requested all the same.
    let known = SystemExtras {
        containers: Some(12),
        ..SystemExtras::default()
    };
    let server = device_type(Category::Server, 2);
    let mut narrow = 0;
    for width in 90..420 {
        let frame = DeviceFrame::new(&server, width as f32, &Scale::WIDE);
        let bare = view_of("up 14 d · 47 °C", Health::Ok);
        let told = bare.clone().with_extras(&known, None, DataUnit::Bytes);
        if frame.has_room_for_containers(&bare, &SystemExtras::default()) {
            assert!(frame.has_room_for_containers(&told, &known), "{width}");
            let again = frame.has_room_for_containers(&told, &SystemExtras::default());
            narrow += usize::from(!again);
        }
    }
    assert!(narrow > 20, "{narrow}");
}

/// The view of a server under a lens.
fn under_lens(value: &str, band: usize) -> DeviceView {
    let verified = DeviceView {
        bars: bars(12, 70, 45),
        context: "up 14 d".into(),
        ..view("pve-node1", Health::Ok, "12%")
    };
    verified.under(Some(LensMark {
        shown: Some((Band::at(band), Amount(630))),
        value: value.to_owned(),
        spoken: "temperature 63 °C".to_owned(),
        ..LensMark::default()
    }))
}

#[test]
fn a_lens_has_one_value_at_the_right_in_place_of_bars() {
    for (units, role) in [(1, Role::LensValue), (2, Role::LargeLensValue)] {
        let frame = DeviceFrame::new(
            &device_type(Category::Server, units),
            full_width(),
            &Scale::WIDE,
        );
        let hot = under_lens("63 °C", 4);
        let live = frame.live_under_lens(&hot, false);
        assert_eq!(live.value.role, role);
        assert_eq!(text_of(&live.value), (full_width() - 17.0, "63 °C"));
        assert!(live.bars.is_none());
        // Another value of the same lens leaves all other shapes unchanged.
        let hotter = under_lens("64 °C", 5);
        assert!(frame.has_same_parts(&hot, &hotter));
        assert_eq!(frame.still(&hot), frame.still(&hotter));
        let without = DeviceView { lens: None, ..hot };
        assert!(!frame.has_same_parts(&without, &hotter));
    }
}

#[test]
fn a_high_device_draws_its_last_hour_below_the_value() {
    let spark = Spark {
        points: vec![(0, 0), (20, 48), (40, 10), (60, 48)],
        joined_within: 20,
    };
    for (units, is_drawn) in [(1, false), (2, true), (4, true)] {
        let server = device_type(Category::Server, units);
        let frame = DeviceFrame::new(&server, full_width(), &Scale::WIDE);
        let without = under_lens("63 °C", 4);
        let mut with = without.clone();
        with.lens = with.lens.map(|mark| LensMark {
            spark: Some(Arc::new(spark.clone())),
            ..mark
        });
        let Some(line) = frame.live_under_lens(&with, false).bars else {
            assert!(!is_drawn, "{units}U");
            continue;
        };
        assert!(is_drawn, "{units}U");
        assert_eq!(line.role, Role::Spark);
        let Geometry::Path(data) = &line.geometry else {
            panic!("a path");
        };
        let [left, top, right, bottom] = extent_of(data);
        let (_, value) = place_of(&frame.live_under_lens(&with, false).value);
        assert!(top > value && bottom < frame.size().1 - 4.0, "{data}");
        assert!((right - (full_width() - 17.0)).abs() < ROUNDING, "{data}");
        assert!(right - left > 80.0, "{data}");
        assert!(!frame.has_same_parts(&without, &with));
    }
}

/// Left, top, right and bottom of an open line: moves and steps.
fn extent_of(data: &str) -> [f32; 4] {
    let spaced = data.replace('-', " -");
    let numbers: Vec<f32> = spaced
        .split(|letter: char| !(letter.is_ascii_digit() || ".-".contains(letter)))
        .filter_map(|number| number.parse().ok())
        .collect();
    let mut at = (0.0, 0.0);
    let mut extent = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for step in numbers.chunks_exact(2) {
        at = (at.0 + step[0], at.1 + step[1]);
        extent = [
            extent[0].min(at.0),
            extent[1].min(at.1),
            extent[2].max(at.0),
            extent[3].max(at.1),
        ];
    }
    extent
}

/// The position of a text.
fn place_of(shape: &Shape) -> (f32, f32) {
    match &shape.geometry {
        Geometry::Text { x, y, .. } => (*x, *y),
        _ => panic!("a text"),
    }
}

#[test]
fn what_is_down_keeps_its_word_under_a_lens() {
    let server = device_type(Category::Server, 2);
    let frame = DeviceFrame::new(&server, full_width(), &Scale::WIDE);
    let down = view("backup", Health::Down, "DOWN · 4 min").under(Some(LensMark {
        note: "last seen 44 °C".to_owned(),
        ..LensMark::default()
    }));
    let live = frame.live_under_lens(&down, false);
    assert_eq!(text_of(&live.value).1, "DOWN · 4 min");
    assert_eq!(live.value.role, Role::Value);
    assert_eq!(text_of(&live.context.unwrap()).1, "last seen 44 °C");
}
