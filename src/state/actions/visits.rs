//! What lasts from visit to visit, and what tabs share.

use crate::state::app::App;
use crate::state::last_visits::LastVisits;
use crate::state::stream_leases::StreamSharing;

impl App {
    /// Shows what was known at the last visit, and keeps what is known at this one, for as long as the page lives.
    pub fn follow_visits(&self) {
        let inner = self.inner();
        let start = || LastVisits::start(&inner.live, &inner.sessions);
        let _ = inner.visits.get_or_init(|| start());
    }

    /// Limits the streams to what the browser has room for, for as long as the page lives.
    pub fn share_streams(&self) {
        let inner = self.inner();
        let start = || StreamSharing::start(&inner.live, &inner.sessions);
        let _ = inner.stream_leases.get_or_init(|| start());
    }
}
