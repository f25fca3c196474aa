//! Reads the event stream and passes each event on.

use std::rc::Rc;

use super::LiveConnection;
use crate::hub::queries;
use crate::hub::read;
use crate::hub::realtime::{Attempt, Event};
use crate::hub::sse::SseDecoder;
use crate::hub::transport::Opened;

/// After this many events of a stream the page may draw, even if more are waiting.
pub const EVENTS_AT_ONCE: usize = 64;

impl LiveConnection {
    pub(super) async fn read_stream(self: &Rc<Self>, attempt: Attempt) {
        let event = match self.ports.transport.open(queries::open_stream()).await {
            Ok(Opened::Stream(mut stream)) => {
                self.dispatch(Event::StreamOpened { attempt });
                let mut decoder = SseDecoder::new();
                let mut at_once = 0;
                loop {
                    if self.reading.get() != Some(attempt) {
                        return;
                    }
                    match stream.next().await {
                        Some(Ok(bytes)) => {
                            for event in decoder.push(&bytes) {
                                self.dispatch(Event::Sse { attempt, event });
                                at_once += 1;
                                if at_once == EVENTS_AT_ONCE {
                                    at_once = 0;
                                    self.let_the_page_draw().await;
                                }
                            }
                        }
                        Some(Err(reason)) => {
                            break Event::StreamEnded {
                                attempt,
                                result: Err(reason.into()),
                            };
                        }
                        None => {
                            break Event::StreamEnded {
                                attempt,
                                result: Ok(()),
                            };
                        }
                    }
                }
            }
            Ok(Opened::Answer(answer)) => Event::StreamRefused {
                attempt,
                error: read::not_a_stream(&answer),
            },
            Err(reason) => Event::StreamRefused {
                attempt,
                error: reason.into(),
            },
        };
        self.dispatch(event);
    }

    /// Chunks that have already arrived are read without yielding: without this, a flood of events would be one long task.
    /// Skipped while the page is hidden: nothing is drawn then, and timers are slow.
    async fn let_the_page_draw(&self) {
        if !self.hidden.get() {
            self.ports.clock.sleep(0).await;
        }
    }
}
