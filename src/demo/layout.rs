//! The layout the demo opens with: a home lab in three racks, most devices linked to the world's systems.

use uuid::{Builder, Uuid};

use super::machine::Machine;
use super::noise::Seed;
use super::world::DemoWorld;
use crate::domain::ids::{
    DeviceId, HubId, LayoutId, MonitorId, MonitorRef, RackId, SystemId, TypeSlug,
};
use crate::domain::layout::{
    Bay, Category, Connector, Depth, Device, DeviceType, Face, Faceplate, Layout, LifeCycle, Link,
    PinnedDisk, Place, PortGroup, Rack, RackHeight, Tags, Width,
};
use crate::domain::units::HalfU;

/// The hub id in the links of the demo's layout.
pub const HUB: &str = "demo";

const RACK_UNITS: u16 = 24;

/// The lowest unit a device occupies, its type, and its name, which is also the name of its system if it is linked.
type MountedMachine = (u16, &'static str, &'static str);

const RACKS: &[(&str, &[MountedMachine])] = &[
    (
        "Rack A",
        &[
            (24, "patch-panel-24", "Patch panel A"),
            (23, "switch-24", "USW-Pro-24"),
            (22, "firewall", "opnsense"),
            (20, "server-2u", "pve-node1"),
            (18, "server-2u", "pve-node2"),
            (17, "server-1u", "pve-node3"),
            (13, "gpu-server-4u", "ml-box"),
            (10, "nas-12-bay", "tank"),
            (9, "server-1u", "backup-pbs"),
            (8, "server-1u", "lab-scratch"),
            (7, "blank-1u", "Blank"),
            (5, "pdu-8", "PDU A"),
            (1, "ups-3u", "ups-a"),
        ],
    ),
    (
        "Rack B",
        &[
            (24, "switch-48", "core-sw"),
            (23, "cable-brush", "Cable brush"),
            (22, "server-1u", "k3s-01"),
            (21, "server-1u", "k3s-02"),
            (20, "server-1u", "k3s-03"),
            (17, "server-2u", "media"),
            (16, "pi-tray", "dns-1"),
            (15, "pi-tray", "dns-2"),
            (14, "blank-1u", "Blank"),
            (4, "pdu-8", "PDU B"),
        ],
    ),
    (
        "Rack C",
        &[
            (24, "patch-panel-24", "Patch panel C"),
            (23, "switch-24", "access-sw"),
            (21, "desktop-2u", "build-1"),
            (20, "server-1u", "monitor"),
            (17, SHELF, "Bench shelf"),
            (15, "blank-2u", "Blank"),
            (1, "ups-2u", "ups-b"),
        ],
    ),
];

const SHELF: &str = "shelf-2u";
/// The devices on the shelf, by bay.
const ON_SHELF: &[&str] = &["workbench", "Spare mini PC"];
/// Virtual machines with an agent of their own, and the device they run on.
const GUESTS: &[(&str, &str)] = &[
    ("pve-node1", "home-assistant"),
    ("pve-node1", "forge"),
    ("pve-node2", "db-1"),
];

/// Tags, and the devices that have them.
const TAGS: &[(&str, &[&str])] = &[
    (
        "prod",
        &[
            "opnsense",
            "pve-node1",
            "pve-node2",
            "tank",
            "core-sw",
            "media",
            "dns-1",
            "dns-2",
        ],
    ),
    (
        "lab",
        &["lab-scratch", "build-1", "workbench", "Spare mini PC"],
    ),
    ("virtualization", &["pve-node1", "pve-node2", "pve-node3"]),
    ("kubernetes", &["k3s-01", "k3s-02", "k3s-03"]),
];

/// Builds the demo's layout. Systems without a device in it are left for the user to place.
pub fn layout(world: &DemoWorld) -> Layout {
    let mut maker = Maker {
        world,
        seed: world.seed("layout"),
        made: 0,
    };
    let mut layout = Layout::new(LayoutId::new(maker.id()), "Home lab");
    layout.device_types = device_types().into_iter().collect();
    for (name, mounted) in RACKS {
        let rack = Rack::new(
            RackId::new(maker.id()),
            *name,
            RackHeight::clamped(RACK_UNITS),
        );
        for (unit, slug, name) in *mounted {
            let bottom = HalfU::from_units(unit.saturating_sub(1));
            let place = Place::Rack {
                rack: rack.id,
                bottom,
                face: Face::Front,
                column: 0,
            };
            let device = maker.device(slug, name, place);
            if *slug == SHELF {
                for (bay, name) in (0..).zip(ON_SHELF) {
                    layout.devices.insert(maker.device(
                        "mini-pc",
                        name,
                        Place::Bay {
                            parent: device.id,
                            bay,
                        },
                    ));
                }
            }
            layout.devices.insert(device);
        }
        layout.racks.push(rack);
    }
    layout
}

struct Maker<'a> {
    world: &'a DemoWorld,
    seed: Seed,
    made: u64,
}

impl Maker<'_> {
    /// The next id: the same in every run.
    fn id(&mut self) -> Uuid {
        self.made += 1;
        let half = |key| self.seed.child(self.made).child(key).bits();
        Builder::from_u128(u128::from(half(0)) << 64 | u128::from(half(1))).into_uuid()
    }

    fn device(&mut self, slug: &str, name: &str, place: Place) -> Device {
        let mut device = Device::new(DeviceId::new(self.id()), TypeSlug::new(slug), name, place);
        device.links = self
            .link(name)
            .or_else(|| self.check(name))
            .into_iter()
            .collect();
        let tags = TAGS.iter().filter(|(_, devices)| devices.contains(&name));
        device.tags = Tags::of(tags.map(|(tag, _)| *tag));
        if name == "Spare mini PC" {
            device.life_cycle = LifeCycle::Spare;
        }
        let guests = GUESTS.iter().filter(|(host, _)| *host == name);
        if name == "tank" {
            let serials = self
                .world
                .named(name)
                .into_iter()
                .flat_map(Machine::disk_serials);
            let pins = serials
                .zip(0..)
                .map(|(serial, bay)| PinnedDisk::new(bay, serial));
            device.disks = pins.collect();
        }
        device.guests = guests.filter_map(|(_, guest)| self.link(guest)).collect();
        device
    }

    /// A link to the monitor that checks a device without an agent.
    fn check(&self, name: &str) -> Option<Link> {
        let mut monitors = self.world.monitors().iter();
        let monitor = monitors.find(|monitor| monitor.is_of_device(name))?;
        let reference = MonitorRef::new(HubId::new(HUB), MonitorId::new(&monitor.id));
        Some(reference.into())
    }

    fn link(&self, name: &str) -> Option<Link> {
        let system = self.world.named(name)?;
        Some(Link::new(HubId::new(HUB), SystemId::new(&system.id)))
    }
}

fn device_types() -> Vec<DeviceType> {
    let plain = Faceplate::default;
    vec![
        shallow(
            "patch-panel-24",
            "24-port patch panel",
            Category::PatchPanel,
            ports(&[(24, Connector::Keystone)]),
        ),
        shallow(
            "switch-24",
            "24-port switch",
            Category::Network,
            ports(&[(24, Connector::Rj45), (2, Connector::SfpPlus)]),
        ),
        shallow(
            "switch-48",
            "48-port switch",
            Category::Network,
            ports(&[(48, Connector::Rj45), (4, Connector::SfpPlus)]),
        ),
        shallow(
            "firewall",
            "Firewall appliance",
            Category::Firewall,
            ports(&[(4, Connector::Rj45), (2, Connector::SfpPlus)]),
        ),
        deep("server-1u", "1U server", Category::Server, 1, bays(4)),
        deep("server-2u", "2U server", Category::Server, 2, bays(8)),
        // Nothing on its front leaves room for words.
        deep("desktop-2u", "2U desktop PC", Category::Other, 2, plain()),
        deep(
            "gpu-server-4u",
            "4U GPU server",
            Category::Server,
            4,
            Faceplate {
                display: true,
                ..bays(4)
            },
        ),
        deep(
            "nas-12-bay",
            "12-bay storage",
            Category::Storage,
            3,
            bays(12),
        ),
        shallow(
            "pi-tray",
            "Raspberry Pi tray",
            Category::Server,
            ports(&[(1, Connector::Rj45), (2, Connector::UsbA)]),
        ),
        shallow(
            "cable-brush",
            "Brush panel",
            Category::CableManagement,
            plain(),
        ),
        shallow("pdu-8", "8-outlet PDU", Category::Power, outlets(8, false)),
        deep("ups-2u", "2U UPS", Category::Power, 2, outlets(0, true)),
        deep("ups-3u", "3U UPS", Category::Power, 3, outlets(0, true)),
        shallow("blank-1u", "1U blank", Category::Blank, plain()),
        DeviceType {
            depth: Depth::Half,
            ..deep("blank-2u", "2U blank", Category::Blank, 2, plain())
        },
        shelf(),
        DeviceType {
            width: Width::Half,
            ..shallow(
                "mini-pc",
                "Mini PC",
                Category::Server,
                ports(&[(1, Connector::Rj45), (2, Connector::UsbA)]),
            )
        },
    ]
}

fn deep(
    slug: &str,
    model: &str,
    category: Category,
    units: u16,
    faceplate: Faceplate,
) -> DeviceType {
    DeviceType {
        faceplate,
        ..DeviceType::new(slug, model, category, HalfU::from_units(units))
    }
}

/// One unit high and of half depth.
fn shallow(slug: &str, model: &str, category: Category, faceplate: Faceplate) -> DeviceType {
    DeviceType {
        depth: Depth::Half,
        ..deep(slug, model, category, 1, faceplate)
    }
}

fn shelf() -> DeviceType {
    let bay = |column: u8| Bay {
        name: format!("Bay {}", column + 1),
        height: HalfU::from_units(1),
        row: 0,
        column,
        extra: Default::default(),
    };
    DeviceType {
        bays: vec![bay(0), bay(1)],
        ..deep(SHELF, "2U shelf", Category::Shelf, 2, Faceplate::default())
    }
}

fn ports(groups: &[(u16, Connector)]) -> Faceplate {
    let ports = groups
        .iter()
        .map(|(count, connector)| PortGroup::new(*count, *connector))
        .collect();
    Faceplate {
        ports,
        ..Faceplate::default()
    }
}

fn bays(drive_bays: u16) -> Faceplate {
    Faceplate {
        drive_bays,
        vents: true,
        ..Faceplate::default()
    }
}

fn outlets(count: u16, display: bool) -> Faceplate {
    let outlets = if count == 0 {
        Vec::new()
    } else {
        vec![PortGroup::new(count, Connector::IecC13)]
    };
    Faceplate {
        outlets,
        display,
        ..Faceplate::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::world::DEMO_SYSTEMS;
    use crate::domain::occupancy::{Footprint, Occupancy};
    use crate::domain::units::Millis;

    fn world() -> DemoWorld {
        DemoWorld::new(1, DEMO_SYSTEMS, Millis(0))
    }

    #[test]
    fn every_device_has_room_and_a_type() {
        let layout = layout(&world());
        let mut taken: Vec<_> = layout.racks.iter().map(Occupancy::empty).collect();
        for device in &layout.devices {
            let device_type = layout
                .type_of(device)
                .unwrap_or_else(|| panic!("{} has no type", device.name));
            let Place::Rack {
                rack,
                bottom,
                face,
                column,
            } = device.place
            else {
                continue;
            };
            let place = layout
                .racks
                .iter()
                .position(|known| known.id == rack)
                .expect("its rack");
            let footprint = Footprint::of(device_type, face, column).expect("a column");
            assert!(
                taken[place].fits(bottom, device_type.height, footprint),
                "{} does not fit",
                device.name
            );
            taken[place].take(bottom, device_type.height, footprint);
        }
    }

    #[test]
    fn all_but_a_few_systems_are_linked_once() {
        let world = world();
        let layout = layout(&world);
        let links: Vec<_> = layout.devices.iter().flat_map(Device::systems).collect();
        let times = |id: &str| {
            links
                .iter()
                .filter(|shown| shown.system.as_str() == id)
                .count()
        };
        assert!(world.systems().iter().all(|system| times(&system.id) <= 1));
        let unlinked: Vec<_> = world
            .systems()
            .iter()
            .filter(|system| times(&system.id) == 0)
            .map(|system| system.name.as_str())
            .collect();
        assert_eq!(unlinked, ["nuc-garage", "pi-hole", "vps-fra"]);
    }

    #[test]
    fn it_is_the_same_every_time() {
        assert_eq!(layout(&world()), layout(&world()));
    }
}
