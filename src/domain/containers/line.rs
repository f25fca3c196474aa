//! Texts of the table of a system's containers, row by row, and its sort columns.

use super::{ContainerGroup, ContainerLevel, health_word, level};
use crate::domain::format::{self, DataUnit};
use crate::domain::inventory::Container;
use crate::domain::units::{Bytes, Percent};

/// What the table can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerColumn {
    Name,
    Cpu,
    Memory,
    Network,
    Status,
    Health,
    Image,
    Ports,
    Updatable,
}

impl ContainerColumn {
    /// In the order of menus: those with a column of their own first.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Cpu,
        Self::Memory,
        Self::Network,
        Self::Status,
        Self::Health,
        Self::Image,
        Self::Ports,
        Self::Updatable,
    ];

    /// Its name in menus and in the header.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "Container",
            Self::Cpu => "CPU",
            Self::Memory => "Memory",
            Self::Network => "Network",
            Self::Status => "State",
            Self::Health => "Health",
            Self::Image => "Image",
            Self::Ports => "Ports",
            Self::Updatable => "Update",
        }
    }

    /// Whether the table is sorted by it in descending order at first.
    pub const fn is_usually_descending(self) -> bool {
        matches!(self, Self::Cpu | Self::Memory | Self::Network)
    }

    /// What the last column shows while the table is sorted by this: what has no column of its own, else the state.
    pub const fn in_last_column(self) -> Self {
        match self {
            Self::Health | Self::Image | Self::Ports | Self::Updatable => self,
            Self::Name | Self::Cpu | Self::Memory | Self::Network | Self::Status => Self::Status,
        }
    }
}

/// Texts of the row of a container; empty where unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerLine {
    pub name: String,
    pub level: ContainerLevel,
    pub is_updatable: bool,
    pub cpu: String,
    pub memory: String,
    pub network: String,
    /// Text of the last column.
    pub last: String,
}

impl ContainerLine {
    /// The row in a table that is sorted by `sorted_by`.
    pub fn of(container: &Container, sorted_by: ContainerColumn, unit: DataUnit) -> Self {
        Self {
            name: container.name.clone(),
            level: level(container),
            is_updatable: container.updatable == Some(true),
            cpu: cpu_words(container.cpu),
            memory: memory_words(container.memory),
            network: network_words(container, unit),
            last: match sorted_by.in_last_column() {
                ContainerColumn::Health => health_words(container).to_owned(),
                ContainerColumn::Image => container.image.clone(),
                ContainerColumn::Ports => container.ports.clone(),
                ContainerColumn::Updatable => update_words(container).to_owned(),
                _ => state_words(container),
            },
        }
    }
}

/// Texts of the row of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupLine {
    pub count: String,
    pub cpu: String,
    pub memory: String,
}

impl GroupLine {
    pub fn of(group: &ContainerGroup) -> Self {
        Self {
            count: group.places.len().to_string(),
            cpu: cpu_words(group.cpu),
            memory: memory_words(group.memory),
        }
    }
}

/// Details of a container below its row: labels and texts. Unknown ones are left out.
pub fn container_facts(container: &Container, unit: DataUnit) -> Vec<(&'static str, String)> {
    let facts = [
        ("State", container.status.clone()),
        ("Health", health_words(container).to_owned()),
        ("Network", network_words(container, unit)),
        ("Image", container.image.clone()),
        ("Update", update_words(container).to_owned()),
        ("Ports", container.ports.clone()),
        ("Project", container.project.clone()),
        ("Id", container.id.clone()),
    ];
    let known = facts.into_iter().filter(|(_, words)| !words.is_empty());
    known.collect()
}

fn cpu_words(cpu: Option<Percent>) -> String {
    cpu.map(format::percent).unwrap_or_default()
}

fn memory_words(memory: Option<Bytes>) -> String {
    let words = memory.map(|memory| format::bytes(memory.0 as f64));
    words.unwrap_or_default()
}

fn network_words(container: &Container, unit: DataUnit) -> String {
    let words = container.network.map(|rate| format::rate(rate, unit));
    words.unwrap_or_default()
}

/// The engine's words, else the health in a word where there is a check.
fn state_words(container: &Container) -> String {
    match health_word(container.health) {
        Some(word) if container.status.is_empty() => word.to_owned(),
        _ => container.status.clone(),
    }
}

fn health_words(container: &Container) -> &'static str {
    health_word(container.health).unwrap_or("no check")
}

const fn update_words(container: &Container) -> &'static str {
    match container.updatable {
        Some(true) => "a newer image is there",
        Some(false) => "up to date",
        None => "",
    }
}
