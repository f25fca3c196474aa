//! What the machines of the hubs are, for those who ask.

use leptos::prelude::*;

use crate::domain::ids::{HubId, SystemRef};
use crate::domain::inventory::SystemDetails;
use crate::state::app::App;

impl App {
    /// Asks each hub once what its machines are, and hands over the answers as they come. A hub that does not answer is left out.
    pub fn read_details(&self, then: impl Fn(HubId, Vec<SystemDetails>) + Clone + 'static) {
        for connection in self.inner().sessions.connections.all() {
            let (asked, then) = (connection.clone(), then.clone());
            connection.spawn(async move {
                if let Ok(details) = asked.details().await {
                    then(asked.hub().clone(), details);
                }
            });
        }
    }

    /// Asks what one machine is, and writes the answer into the signal, unless that is gone by then.
    pub fn load_details(&self, of: SystemRef, into: RwSignal<Option<(SystemRef, SystemDetails)>>) {
        let Some(connection) = self.inner().sessions.connections.get(&of.hub) else {
            return;
        };
        let asked = connection.clone();
        connection.spawn(async move {
            if let Some(details) = asked.details_of(&of.system).await {
                // The panel may be closed by now.
                let _ = into.try_set(Some((of, details)));
            }
        });
    }
}
