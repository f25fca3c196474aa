//! Events on the hubs since the page was opened.

use std::rc::Rc;

use crate::state::app::App;
use crate::state::event_log::{EventLog, EventSource};

impl App {
    /// Starts recording events, for as long as the page lives.
    pub fn follow_events(&self) {
        let inner = self.inner();
        let _ = inner.events.get_or_init(|| -> Rc<dyn EventSource> {
            EventLog::start(
                &inner.live,
                inner.messages.clone(),
                inner.notifications.clone(),
            )
        });
    }
}
