//! When a system last reported.

use leptos::prelude::*;

use crate::domain::ids::SystemRef;
use crate::domain::units::Millis;
use crate::state::app::App;

impl App {
    /// Writes the time of a system's last row into the signal, if the hub knows it.
    pub fn load_last_row(&self, of: SystemRef, into: RwSignal<Option<(SystemRef, Millis)>>) {
        let Some(connection) = self.inner().sessions.connections.get(&of.hub) else {
            return;
        };
        let asked = connection.clone();
        connection.spawn(async move {
            if let Some(at) = asked.last_row(&of.system).await {
                // The panel may be closed by now.
                let _ = into.try_set(Some((of, at)));
            }
        });
    }
}
