//! The open device in the page's address.

use leptos::prelude::*;

use crate::domain::device_address::DeviceAddress;
use crate::domain::ids::DeviceId;
use crate::shell::address::{self, HistoryStep};
use crate::state::app::App;

impl App {
    /// Opens what the address names; `None` closes the panel.
    pub fn open_address(&self, named: Option<DeviceAddress>) {
        let inner = self.inner();
        if let Some(named) = &named
            && inner.tab.with_untracked(|tab| *tab != named.tab)
        {
            inner.tab.set(named.tab.clone());
        }
        self.open_device(named.map(|named| named.device));
    }

    /// Writes the open device and its tab into the address. Another device is a step in the browser's history, another tab is not.
    pub fn show_address(&self, before: Option<&DeviceAddress>, now: Option<&DeviceAddress>) {
        let device = |address: Option<&DeviceAddress>| address.map(|address| address.device);
        let step = if device(before) == device(now) {
            HistoryStep::Same
        } else {
            HistoryStep::New
        };
        let fragment = now.map(DeviceAddress::fragment).unwrap_or_default();
        address::set_fragment(&fragment, step);
    }

    /// Takes the device out of the address.
    pub fn forget_address(&self) {
        if DeviceAddress::parse(&address::fragment()).is_some() {
            address::drop_fragment();
        }
    }

    /// The device in the query of the address, where earlier versions wrote it.
    pub fn device_in_query(&self) -> Option<DeviceId> {
        DeviceId::parse(&address::parameter(&address::query(), "device")?)
    }
}
