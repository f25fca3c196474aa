//! Guesses the kind of machine of a system, and the generic device type for it.

use crate::domain::fold::fold;
use crate::domain::inventory::{Os, SystemDetails};
use crate::domain::layout::{Category, Connector, Depth, DeviceType, Faceplate, PortGroup};
use crate::domain::system::System;
use crate::domain::units::{Bytes, HalfU};

/// Number of hardware threads from which a machine counts as large.
const LARGE_FROM_THREADS: u32 = 24;
/// Amount of memory from which a machine counts as large, where it is known.
const LARGE_FROM_MEMORY: Bytes = Bytes(128 << 30);
/// Number of disks besides the first one from which a machine counts as storage.
const MANY_DISKS: usize = 3;

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

    /// Guesses the kind from the words of the name, otherwise from the size.
    pub(super) fn guess(system: &System) -> Self {
        Self::hinted(&system.name).unwrap_or_else(|| Self::by_size(system))
    }

    /// Guesses the kind from everything the hub knows: its name and host name, its software and battery, its disks and other hardware, its
    /// containers, and its size.
    pub(super) fn known(
        system: &System,
        details: Option<&SystemDetails>,
        suggested: Option<Self>,
    ) -> Self {
        let own_name = details.and_then(|details| Self::hinted(&details.hostname));
        let hint = Self::hinted(&system.name).or(own_name);
        // Rack-mounted gear has no battery of its own, so this is a laptop.
        let is_mobile = system.metrics.battery.is_some();
        let has_disks = system.metrics.extra_disks.len() >= MANY_DISKS;
        hint.or_else(|| details.and_then(Self::by_software))
            .or_else(|| is_mobile.then_some(Self::MiniPc))
            .or_else(|| has_disks.then_some(Self::Storage))
            .or_else(|| Self::by_build(details.and_then(Self::by_parts), suggested))
            .unwrap_or_else(|| Self::by_size(system))
    }

    /// Hardware is better evidence than containers, but does not show that a large machine is used for storage.
    fn by_build(parts: Option<Self>, suggested: Option<Self>) -> Option<Self> {
        match (parts, suggested) {
            (Some(Self::LargeServer), Some(Self::Storage)) => suggested,
            (parts, suggested) => parts.or(suggested),
        }
    }

    fn by_size(system: &System) -> Self {
        let threads = system.metrics.threads;
        if threads.is_some_and(|threads| threads >= LARGE_FROM_THREADS) {
            Self::LargeServer
        } else {
            Self::Server
        }
    }

    fn by_software(details: &SystemDetails) -> Option<Self> {
        let named = fold(&format!("{} {}", details.os_name, details.kernel));
        let has = |words: &[&str]| words.iter().any(|word| named.contains(word));
        if has(&[
            "truenas",
            "unraid",
            "synology",
            "openmediavault",
            "proxmox backup",
        ]) {
            return Some(Self::Storage);
        }
        if has(&["opnsense", "pfsense", "openwrt", "vyos", "routeros"]) {
            return Some(Self::Firewall);
        }
        if has(&["proxmox", "-pve", "esxi", "xcp-ng"]) {
            return Some(Self::LargeServer);
        }
        (details.os == Some(Os::MacOs)).then_some(Self::MiniPc)
    }

    fn by_parts(details: &SystemDetails) -> Option<Self> {
        let model = fold(&details.cpu_model);
        let has = |words: &[&str]| words.iter().any(|word| model.contains(word));
        if has(&[
            "raspberry",
            "cortex",
            "celeron",
            "atom(",
            "n100",
            "n95",
            "n305",
            "rk35",
        ]) {
            return Some(Self::MiniPc);
        }
        let is_large = has(&["xeon", "epyc", "threadripper"])
            || details.threads >= Some(LARGE_FROM_THREADS)
            || details.memory >= Some(LARGE_FROM_MEMORY);
        is_large.then_some(Self::LargeServer)
    }

    fn hinted(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        name.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric())
            .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
            .find_map(Self::hinted_by)
    }

    /// The kind that a single word, without the number after it, suggests.
    pub(super) fn hinted_by(word: &str) -> Option<Self> {
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
