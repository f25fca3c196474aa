//! The alerts that were acknowledged in this browser.

use std::rc::Rc;

use crate::state::acknowledging::Acknowledging;
use crate::state::app::App;

impl App {
    /// Looked after from when it is first asked for.
    pub fn acknowledging(&self) -> Rc<Acknowledging> {
        let inner = self.inner();
        let live = &inner.live;
        let all = inner
            .acknowledging
            .get_or_init(|| Acknowledging::start(live));
        all.clone()
    }
}
