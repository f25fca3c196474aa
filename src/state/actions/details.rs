//! Machine details, read from the hubs.

use leptos::prelude::*;

use crate::domain::ids::{HubId, SystemRef};
use crate::domain::inventory::SystemDetails;
use crate::domain::machine_facts::MachineFacts;
use crate::state::app::App;

impl App {
    /// Asks each hub once for its machines' details, and passes on the answers as they arrive. A hub that does not answer is left out.
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

    /// Asks for the details of one machine and how its agent is connected, and writes each answer into the signal as it arrives, unless
    /// another machine is wanted by then.
    pub fn load_details(
        &self,
        of: SystemRef,
        wanted: Memo<Option<SystemRef>>,
        into: RwSignal<Option<MachineFacts>>,
    ) {
        let Some(connection) = self.inner().sessions.connections.get(&of.hub) else {
            return;
        };
        let asked = connection.clone();
        connection.spawn(async move {
            // Once the panel is closed, no machine is wanted.
            let note = |answer: &dyn Fn(&mut MachineFacts)| {
                let wanted = wanted.try_get_untracked().flatten();
                let _ = into.try_update(|known| {
                    MachineFacts::to_note(known, &of, wanted.as_ref()).map(answer)
                });
            };
            if let Some(details) = asked.details_of(&of.system).await {
                note(&|facts| facts.details = Some(details.clone()));
            }
            if let Some(link) = asked.agent_link(&of.system).await {
                note(&|facts| facts.link = Some(link));
            }
        });
    }
}
