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
        set(&inner.choices, named.choices);
        match named.device {
            Some(named) => {
                set(&inner.range, named.range);
                self.open_tab(named.device, &named.tab);
            }
            None => self.open_device(None),
        }
    }

    /// Opens a tab of a device's panel, on the page that is shown.
    pub fn open_tab(&self, device: DeviceId, tab: &str) {
        set(&self.inner().tab, tab.to_owned());
        self.open_device(Some(device));
    }

    /// Writes the page, the open device and what is chosen of both into the address. Another page or device is a step in the browser's
    /// history, another choice is not.
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

fn set(signal: &ArcRwSignal<String>, value: String) {
    if signal.with_untracked(|before| *before != value) {
        signal.set(value);
    }
}
