//! Work without a hub: layouts that are kept like those of a hub, under a name that no hub has.

use leptos::prelude::*;

use crate::domain::ids::{HubId, LayoutId, RackId};
use crate::domain::layout::{Layout, Rack, RackHeight};
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::document::drawn::{DrawnBefore, LOCAL};
use crate::state::ids::new_uuid;
use crate::state::screen::Screen;

impl App {
    /// Shows the racks drawn without a hub; a given layout is kept beside them and opened.
    pub fn open_local(&self, layout: Option<Layout>) {
        if !untrack(|| self.is_local()) {
            self.inner().sessions.disconnect(Some(HubId::new(LOCAL)));
            self.inner().account.set(None);
            self.inner().screen.set(Screen::Racks);
        }
        let app = *self;
        spawn(async move {
            let found =
                app.inner().document.is_open() || app.inner().document.open_saved_layout().await;
            // The user may have gone elsewhere meanwhile.
            if !untrack(|| app.is_local()) {
                return;
            }
            match layout {
                Some(layout) => app.open_as_new_layout(layout),
                None if !found => app.inner().document.adopt_layout(beginning()),
                None => {}
            }
        });
    }

    /// Whether racks are shown without a hub; tracks the screen.
    pub fn is_local(&self) -> bool {
        let inner = self.inner();
        inner.screen.get() == Screen::Racks && inner.account.with(Option::is_none)
    }

    /// Leaves the racks drawn without a hub for the start page, where one can sign in.
    pub fn leave_local(&self) {
        let inner = self.inner();
        if !untrack(|| self.is_local()) || !self.inner().document.may_close() {
            return;
        }
        let layout = self.inner().document.layout();
        let is_drawn = !layout.devices.is_empty();
        inner
            .document
            .drawn_before
            .set(is_drawn.then(|| DrawnBefore::new(layout)));
        self.inner().sessions.disconnect(None);
        inner.screen.set(Screen::Start { problem: None });
    }

    /// Copies the layout drawn before signing in to the hub's layouts, and opens it.
    pub fn take_drawn_along(&self) {
        let drawn = self.inner().document.drawn_before.clone();
        if let Some(taken) = drawn.get_untracked() {
            drawn.set(None);
            self.open_as_new_layout((*taken.layout).clone());
        }
    }

    /// Dismisses the offer to copy the layout drawn before signing in.
    pub fn leave_drawn_behind(&self) {
        self.inner().document.drawn_before.set(None);
    }
}

/// One empty rack to start with.
fn beginning() -> Layout {
    let mut layout = Layout::new(LayoutId::new(new_uuid()), "My racks");
    layout.racks.push(Rack::new(
        RackId::new(new_uuid()),
        "Rack A",
        RackHeight::clamped(24),
    ));
    layout
}
