//! The alerts that were acknowledged in this browser.

use std::rc::Rc;

use crate::state::acknowledging::Acknowledging;
use crate::state::app::App;

impl App {
    /// Returns the acknowledgements; the first call starts keeping them up to date.
    pub fn acknowledging(&self) -> Rc<Acknowledging> {
        let inner = self.inner();
        let live = &inner.live;
        let all = inner
            .acknowledging
            .get_or_init(|| Acknowledging::start(live));
        all.clone()
    }
}
