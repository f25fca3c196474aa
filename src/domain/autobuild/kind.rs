//! What kind of machine a system probably is, and the generic device type it is drawn as.

use crate::domain::layout::{Category, Connector, Depth, DeviceType, Faceplate, PortGroup};
use crate::domain::system::System;
use crate::domain::units::HalfU;

/// A machine with at least this many hardware threads is drawn as a large one.
const LARGE_FROM_THREADS: u32 = 24;

/// The kinds of machine that a name can suggest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MachineKind {
    Server,
    LargeServer,
    Storage,
    Firewall,
    Switch,
    MiniPc,
}

impl MachineKind {
    pub(super) const ALL: [Self; 6] = [
        Self::Server,
        Self::LargeServer,
        Self::Storage,
        Self::Firewall,
        Self::Switch,
        Self::MiniPc,
    ];

    pub(super) const fn slug(self) -> &'static str {
        match self {
            Self::Server => "server-1u",
            Self::LargeServer => "server-2u",
            Self::Storage => "storage-2u",
            Self::Firewall => "firewall-1u",
            Self::Switch => "switch-1u",
            Self::MiniPc => "mini-pc-1u",
        }
    }

    /// The kind of a system, by the words of its name, else by its size.
    pub(super) fn guess(system: &System) -> Self {
        let name = system.name.to_ascii_lowercase();
        let hint = name
            .split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric())
            .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
            .find_map(Self::hinted_by);
        let is_large = system
            .metrics
            .threads
            .is_some_and(|threads| threads >= LARGE_FROM_THREADS);
        hint.unwrap_or(if is_large {
            Self::LargeServer
        } else {
            Self::Server
        })
    }

    fn hinted_by(word: &str) -> Option<Self> {
        Some(match word {
            "nas" | "truenas" | "freenas" | "tank" | "storage" | "synology" | "qnap" | "unraid"
            | "backup" | "pbs" => Self::Storage,
            "pve" | "proxmox" | "esx" | "esxi" | "hypervisor" => Self::LargeServer,
            "opnsense" | "pfsense" | "fw" | "firewall" | "gateway" | "gw" | "router" => {
                Self::Firewall
            }
            "sw" | "switch" => Self::Switch,
            "pi" | "rpi" | "raspberry" | "raspberrypi" | "nuc" | "mini" => Self::MiniPc,
            _ => return None,
        })
    }

    pub(super) fn device_type(self) -> DeviceType {
        let one = HalfU::from_units(1);
        let two = HalfU::from_units(2);
        let (model, category, height, depth, faceplate) = match self {
            Self::Server => ("1U server", Category::Server, one, Depth::Full, bays(8)),
            Self::LargeServer => ("2U server", Category::Server, two, Depth::Full, bays(8)),
            Self::Storage => ("2U storage", Category::Storage, two, Depth::Full, bays(12)),
            Self::Firewall => (
                "1U firewall",
                Category::Firewall,
                one,
                Depth::Half,
                ports(6),
            ),
            Self::Switch => (
                "1U switch, 24 ports",
                Category::Network,
                one,
                Depth::Half,
                ports(24),
            ),
            Self::MiniPc => (
                "Mini PC on a 1U tray",
                Category::Server,
                one,
                Depth::Half,
                bays(0),
            ),
        };
        DeviceType {
            depth,
            faceplate,
            ..DeviceType::new(self.slug(), model, category, height)
        }
    }
}

fn bays(drive_bays: u16) -> Faceplate {
    Faceplate {
        drive_bays,
        vents: true,
        ..Faceplate::default()
    }
}

fn ports(count: u16) -> Faceplate {
    Faceplate {
        ports: vec![PortGroup::new(count, Connector::Rj45)],
        ..Faceplate::default()
    }
}
