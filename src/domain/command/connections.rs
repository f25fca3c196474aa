//! Commands on the cables between ports.

use super::Command;
use crate::domain::ids::{ConnectionId, DeviceId};
use crate::domain::layout::{Connection, Layout};
use crate::domain::placement::Refusal;

pub(super) fn add(layout: &mut Layout, connection: &Connection) -> Result<Command, Refusal> {
    if layout.connections.contains(&connection.id) {
        return Err(Refusal::AlreadyThere(connection.words(layout)));
    }
    connection.check(layout)?;
    layout.connections.insert(connection.clone());
    Ok(Command::RemoveConnection(connection.id))
}

pub(super) fn remove(layout: &mut Layout, connection: ConnectionId) -> Result<Command, Refusal> {
    let removed = layout.connections.remove(&connection);
    let removed = removed.ok_or(Refusal::NoSuchConnection)?;
    Ok(Command::AddConnection(Box::new(removed)))
}

pub(super) fn edit(layout: &mut Layout, connection: &Connection) -> Result<Command, Refusal> {
    connection.check(layout)?;
    let before = layout.connections.get(&connection.id);
    let before = before.ok_or(Refusal::NoSuchConnection)?.clone();
    layout.connections.insert(connection.clone());
    Ok(Command::EditConnection(Box::new(before)))
}

/// Removes the cables connected to any of these devices; returns the commands that add them again.
pub(super) fn take_out(layout: &mut Layout, devices: &[DeviceId]) -> Vec<Command> {
    let leads_there = |connection: &&Connection| devices.iter().any(|id| connection.is_at(*id));
    let gone: Vec<Connection> = layout
        .connections
        .iter()
        .filter(leads_there)
        .cloned()
        .collect();
    for connection in &gone {
        layout.connections.remove(&connection.id);
    }
    let additions = gone.into_iter().map(Box::new);
    additions.map(Command::AddConnection).collect()
}

impl Connection {
    /// Checks that it is valid in the layout: both devices exist, and the ends differ.
    pub fn check(&self, layout: &Layout) -> Result<(), Refusal> {
        if self
            .ends()
            .iter()
            .any(|end| !layout.devices.contains(&end.device))
        {
            return Err(Refusal::NoSuchDevice);
        }
        if self.a == self.b {
            return Err(Refusal::NothingToDo("A cable has two different ends"));
        }
        Ok(())
    }

    /// Its label, or what it connects: `switch-1 to pve-1`.
    pub fn words(&self, layout: &Layout) -> String {
        if !self.label.is_empty() {
            return self.label.clone();
        }
        let name = |device| match layout.devices.get(device) {
            Some(device) => device.name.as_str(),
            None => "a device",
        };
        format!("{} to {}", name(&self.a.device), name(&self.b.device))
    }
}
