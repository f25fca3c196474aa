//! The current page and the open device, in the page's address.

use leptos::prelude::*;

use crate::domain::ids::DeviceId;
use crate::domain::pages::PageAddress;
use crate::shell::address::{self, HistoryStep};
use crate::state::app::App;

impl App {
    /// Shows what the address names; without a device the panel closes.
    pub fn open_address(&self, named: PageAddress) {
        let inner = self.inner();
        self.show_page(named.page);
        let named = named.device;
        if let Some(named) = &named
            && inner.tab.with_untracked(|tab| *tab != named.tab)
        {
            inner.tab.set(named.tab.clone());
        }
        self.open_device(named.map(|named| named.device));
    }

    /// Writes the page, the open device and its tab into the address. A change of page or device adds an entry to the browser's history; a
    /// change of tab does not.
    pub fn show_address(&self, before: &PageAddress, now: &PageAddress) {
        let device = |address: &PageAddress| address.device.as_ref().map(|open| open.device);
        let step = if before.page == now.page && device(before) == device(now) {
            HistoryStep::Same
        } else {
            HistoryStep::New
        };
        address::set_fragment(&now.fragment(), step);
    }

    /// Removes the page and the device from the address.
    pub fn forget_address(&self) {
        if PageAddress::parse(&address::fragment()) != PageAddress::default() {
            address::drop_fragment();
        }
    }

    /// The device in the query of the address, as in links made by earlier versions.
    pub fn device_in_query(&self) -> Option<DeviceId> {
        DeviceId::parse(&address::parameter(&address::query(), "device")?)
    }
}
