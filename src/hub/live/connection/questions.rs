//! What screens ask the hub for, on behalf of the session.

use super::LiveConnection;
use crate::domain::ids::SystemId;
use crate::domain::inventory::SystemDetails;
use crate::domain::io::json;
use crate::domain::layout::Layout;
use crate::domain::problem::Problem;
use crate::domain::series::{Range, Sample};
use crate::domain::units::Millis;
use crate::hub::queries;

impl LiveConnection {
    /// A system's values over a range that ends at a moment of the hub's clock, oldest first.
    pub async fn series(
        &self,
        system: &SystemId,
        range: Range,
        until: Millis,
    ) -> Result<Vec<Sample>, Problem> {
        let token = self.signed_in.token();
        self.client
            .history(&token, system, range, until)
            .await
            .map_err(|error| self.signed_in.problem(&error))
    }

    /// What each machine of the hub is: one request for all of them.
    pub async fn details(&self) -> Result<Vec<SystemDetails>, Problem> {
        let token = self.signed_in.token();
        let details = self.client.details(&token).await;
        details.map_err(|error| self.signed_in.problem(&error))
    }

    /// When a system was last heard of, as the rows of its values tell. `None` where there are none, or no answer.
    pub async fn last_row(&self, system: &SystemId) -> Option<Millis> {
        let token = self.signed_in.token();
        self.client.last_row(&token, system).await.ok().flatten()
    }

    /// The layout that the demo's hub brings along.
    pub async fn demo_layout(&self) -> Option<Layout> {
        let answer = self.ports.transport.send(queries::demo_layout()).await;
        let loaded = json::read(&answer.ok()?.body).ok()?;
        Some(loaded.layout)
    }
}
