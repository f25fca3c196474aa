//! Rows of many systems of a hub in one request.

use crate::domain::ids::{HubId, SystemId};
use crate::domain::series::rows::Window;
use crate::domain::series::{Range, Sample};
use crate::domain::units::Millis;
use crate::state::app::App;

/// Rows with the system of each, oldest first.
pub type ManyRows = Vec<(SystemId, Sample)>;

/// Receives an answer; `None` if there is none.
pub type Take<T> = Box<dyn FnOnce(Option<T>)>;

/// A caller waiting for a hub's answer. A request that ends with its session counts as not answered.
pub(super) struct Waiting<T>(Option<Take<T>>);

impl<T> Waiting<T> {
    pub(super) fn new(take: impl FnOnce(Option<T>) + 'static) -> Self {
        Self(Some(Box::new(take)))
    }

    pub(super) fn end(&mut self, answer: Option<T>) {
        if let Some(take) = self.0.take() {
            take(answer);
        }
    }
}

impl<T> Drop for Waiting<T> {
    fn drop(&mut self) {
        self.end(None);
    }
}

impl App {
    /// Reads the rows of one type of these systems that were written after a moment.
    pub fn load_rows(
        &self,
        hub: &HubId,
        systems: Vec<SystemId>,
        range: Range,
        since: Millis,
        take: Take<ManyRows>,
    ) {
        let mut waiting = Waiting(Some(take));
        if let Some(connection) = self.inner().sessions.connections.get(hub) {
            let asked = connection.clone();
            connection.spawn(async move {
                let rows = asked.rows_of_many(&systems, range, since).await;
                waiting.end(rows.ok());
            });
        }
    }

    /// Like [`Self::load_rows`], within a window of time.
    pub fn load_rows_within(
        &self,
        hub: &HubId,
        systems: Vec<SystemId>,
        range: Range,
        time: Window,
        take: Take<ManyRows>,
    ) {
        let mut waiting = Waiting(Some(take));
        if let Some(connection) = self.inner().sessions.connections.get(hub) {
            let asked = connection.clone();
            connection.spawn(async move {
                let rows = asked.rows_within(&systems, range, time).await;
                waiting.end(rows.ok());
            });
        }
    }

    /// Reads when these rows were written.
    pub fn load_row_times(
        &self,
        hub: &HubId,
        systems: Vec<SystemId>,
        range: Range,
        since: Millis,
        take: Take<Vec<(SystemId, Millis)>>,
    ) {
        let mut waiting = Waiting(Some(take));
        if let Some(connection) = self.inner().sessions.connections.get(hub) {
            let asked = connection.clone();
            connection.spawn(async move {
                let times = asked.row_times_of_many(&systems, range, since).await;
                waiting.end(times.ok());
            });
        }
    }
}
