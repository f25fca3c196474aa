//! The sample rack on the start page.

use web_sys::Element;

use crate::domain::health::{Health, Level};
use crate::domain::layout::{Category, Connector, DeviceType, PortGroup};
use crate::domain::summary::Totals;
use crate::domain::units::HalfU;
use crate::domain::view::{Bar, Bars, ContextLine, DeviceView, FrontLights};
use crate::draw::device::DeviceFrame;
use crate::draw::scale::Scale;
use crate::draw::shape::Shape;
use crate::views::ui::shapes;

pub struct Picture {
    pub width: f32,
    pub height: f32,
    pub devices: Vec<PictureDevice>,
}

#[derive(Clone)]
pub struct PictureDevice {
    y: f32,
    health: Health,
    shapes: Vec<Shape>,
}

const WIDTH: f32 = 400.0;
const GAP: f32 = 3.0;

/// Name, height in U, health, drive bays, ports, and CPU, memory, disk in percent.
type Sketch = (&'static str, u16, Health, u16, u16, Option<[u8; 3]>);

const SKETCHES: [Sketch; 10] = [
    ("Patch panel A", 1, Health::Unlinked, 0, 24, None),
    ("USW-Pro-24", 1, Health::Unlinked, 0, 24, None),
    ("opnsense", 1, Health::Ok, 0, 6, Some([12, 38, 21])),
    ("pve-node1", 2, Health::Ok, 8, 0, Some([23, 64, 45])),
    ("pve-node2", 2, Health::Warn, 8, 0, Some([71, 82, 45])),
    ("pve-node3", 1, Health::Ok, 4, 0, Some([34, 58, 39])),
    ("ml-box", 4, Health::Critical, 12, 0, Some([93, 71, 66])),
    ("tank", 3, Health::Critical, 12, 0, Some([8, 44, 91])),
    ("backup-pbs", 1, Health::Down, 4, 0, None),
    ("lab-scratch", 1, Health::Paused, 4, 0, None),
];

pub fn picture() -> Picture {
    let scale = Scale::WIDE;
    let mut y = 0.0;
    let devices = SKETCHES
        .iter()
        .map(|sketch| {
            let device_type = type_of(sketch);
            let frame = DeviceFrame::new(&device_type, WIDTH, &scale);
            let parts = frame.parts(&view_of(sketch));
            let shapes = parts
                .still
                .into_iter()
                .chain(parts.live.bars)
                .chain([parts.live.value])
                .chain(parts.live.context)
                .collect();
            let device = PictureDevice {
                y,
                health: sketch.2,
                shapes,
            };
            y += frame.size().1 + GAP;
            device
        })
        .collect();
    Picture {
        width: WIDTH,
        height: y,
        devices,
    }
}

/// Draws one device as it would look in a rack.
pub fn mount(picture: &Element, device: &PictureDevice, append: impl Fn(&Element, &[Shape])) {
    let group = picture.owner_document().and_then(|document| {
        document
            .create_element_ns(picture.namespace_uri().as_deref(), "g")
            .ok()
    });
    let Some(group) = group else { return };
    shapes::set(&group, "class", "device");
    shapes::set(&group, "data-health", device.health.as_str());
    shapes::set(&group, "transform", &format!("translate(0 {})", device.y));
    append(&group, &device.shapes);
    // Fails only while the page is being torn down.
    let _ = picture.append_child(&group);
}

fn type_of((name, units, _, bays, ports, _): &Sketch) -> DeviceType {
    let mut device_type =
        DeviceType::new("sketch", *name, Category::Server, HalfU::from_units(*units));
    device_type.faceplate.drive_bays = *bays;
    if *ports > 0 {
        device_type.faceplate.ports = vec![PortGroup::new(*ports, Connector::Rj45)];
    }
    device_type
}

fn view_of((name, _, health, _, _, values): &Sketch) -> DeviceView {
    let bar = |percent: u8| {
        let level = match percent {
            90.. => Level::Critical,
            65.. => Level::Warn,
            _ => Level::Ok,
        };
        Some(Bar {
            percent: percent.into(),
            level,
        })
    };
    DeviceView {
        health: *health,
        reason: None,
        lights: FrontLights::default(),
        name: (*name).to_owned(),
        bars: values.map(|[cpu, memory, disk]| Bars {
            cpu: bar(cpu),
            memory: bar(memory),
            disk: bar(disk),
        }),
        value: match values {
            Some([cpu, ..]) => format!("{cpu}%"),
            None => health.word().to_owned(),
        },
        context: ContextLine::default(),
        accessible_name: String::new(),
        guests: Totals::default(),
        lens: None,
    }
}
