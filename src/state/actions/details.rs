//! What the machines of the hubs are, for those who ask.

use leptos::prelude::*;

use crate::domain::ids::{HubId, SystemRef};
use crate::domain::inventory::{AgentLink, SystemDetails};
use crate::state::app::App;

/// What is known of one machine.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineFacts {
    pub of: SystemRef,
    pub details: Option<SystemDetails>,
    pub link: Option<AgentLink>,
}

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

    /// Asks what one machine is and how its agent is connected, and writes the answer into the signal, unless that is gone by then.
    pub fn load_details(&self, of: SystemRef, into: RwSignal<Option<MachineFacts>>) {
        let Some(connection) = self.inner().sessions.connections.get(&of.hub) else {
            return;
        };
        let asked = connection.clone();
        connection.spawn(async move {
            let details = asked.details_of(&of.system).await;
            let link = asked.agent_link(&of.system).await;
            // The panel may be closed by now.
            let _ = into.try_set(Some(MachineFacts { of, details, link }));
        });
    }
}
