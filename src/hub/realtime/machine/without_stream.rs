//! Operation without a stream, when the browser's limit on streams to the host is used up: polls the list once a minute, and
//! sooner after a failure.

use super::super::{ConnectionState, TimerKind};
use super::lists::POLL_MS;
use super::{Realtime, Stream};
use crate::domain::units::Millis;
use crate::hub::error::HubError;

impl Realtime {
    pub(super) fn allow_stream(&mut self, may_stream: bool, now: Millis) {
        if std::mem::replace(&mut self.may_stream, may_stream) == may_stream || self.is_off() {
            return;
        }
        if may_stream {
            return self.connect(now);
        }
        // A list that is on its way is still useful.
        self.lists.polling = true;
        self.live_since = None;
        self.hang_up();
        self.connect(now);
        if let Some(ConnectionState::Live | ConnectionState::Listed) = self.connection {
            self.report_polling();
        }
    }

    /// Polls instead of opening a stream.
    pub(super) fn do_without_stream(&mut self, now: Millis) {
        self.stream = Stream::Waiting;
        self.opened = Some(now);
        self.fault = HubError::NoStreamFree;
        self.lists.polling = true;
        self.set_timer(TimerKind::Poll, POLL_MS);
        self.relist();
    }
}
