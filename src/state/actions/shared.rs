//! Layouts shared in links.

use leptos::prelude::*;

use crate::domain::io::share::{self, Include, TooLong};
use crate::domain::layout::Layout;
use crate::shell::address;
use crate::state::app::App;

/// The code of the layout that the page's address holds.
pub fn in_address() -> Option<String> {
    share::in_fragment(&address::fragment()).map(str::to_owned)
}

/// Calls the handler when the address's fragment changes, for as long as the page lives.
pub fn on_new_address(handler: impl Fn() + 'static) {
    address::on_new_fragment(handler);
}

/// Removes the layout from the address.
pub fn forget() {
    // The address may name a device by now.
    if in_address().is_some() {
        address::drop_fragment();
    }
}

impl App {
    /// A link to this page that holds the open layout.
    pub fn share_link(&self, include: Include) -> Result<String, TooLong> {
        let document = &self.inner().document;
        let snapshot = document.snapshot().get();
        let fragment = share::encode(&snapshot.layout, document.hub().as_ref(), include)?;
        Ok(format!("{}#{fragment}", address::plain()))
    }

    /// Opens a layout from a link, in addition to the existing ones; without a hub, among the racks drawn in this browser.
    pub fn open_shared(&self, layout: Layout) {
        if self.inner().account.with_untracked(Option::is_some) {
            self.open_as_new_layout(layout);
        } else {
            self.open_local(Some(layout));
        }
    }
}
