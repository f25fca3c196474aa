//! What the machines of the hubs are, for those who ask.

use crate::domain::ids::HubId;
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
}
