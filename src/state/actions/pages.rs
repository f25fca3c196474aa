//! Navigation between pages, and what the fleet pages read.

use leptos::prelude::*;

use crate::domain::filter::{DeviceFilter, FilterFacts};
use crate::domain::fleet::Fleet;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::Snapshot;
use crate::domain::pages::AppPage;
use crate::interaction::selection::Selection;
use crate::shell::{clock, page};
use crate::state::app::App;
use crate::state::viewport::CameraCommand;

impl App {
    /// Shows a page, with its panel closed.
    pub fn open_page(&self, page: AppPage) {
        self.open_device(None);
        self.show_page(page);
    }

    /// Shows a page, leaving the panel as it is.
    pub fn show_page(&self, page: AppPage) {
        let inner = self.inner();
        if inner.page.with_untracked(|shown| *shown != page) {
            // They were of the page before.
            inner.choices.set(String::new());
            inner.page.set(page);
        }
    }

    /// Opens or closes the palette; devices are added to racks, so the page with the racks is shown.
    pub fn add_to_racks(&self) {
        let is_elsewhere = self.inner().page.get_untracked() != AppPage::Racks;
        self.show_page(AppPage::Racks);
        if is_elsewhere {
            self.search_palette();
        } else {
            self.toggle_palette();
        }
    }

    /// Exposes the current page to style sheets and tests.
    pub fn mark_page(&self, page: AppPage) {
        page::set_root_state("page", page.as_str());
    }

    /// Shows a device where it stands.
    pub fn go_to_device(&self, device: DeviceId) {
        self.show_page(AppPage::Racks);
        self.select(Selection::Devices(vec![device]));
        self.move_camera(CameraCommand::Device(device));
    }

    /// Shows a rack, selected.
    pub fn go_to_rack(&self, rack: RackId) {
        self.show_page(AppPage::Racks);
        self.select(Selection::Rack(rack));
        self.move_camera(CameraCommand::Rack(rack));
    }

    /// Shows the racks and highlights the devices that run the container.
    pub fn show_where_it_runs(&self, container: &str) {
        self.open_page(AppPage::Racks);
        let text = DeviceFilter::for_container(container);
        self.inner().filtering.text.set(text);
    }

    /// The systems of all hubs, and which of them fit the filter.
    pub fn fleet(&self, snapshot: &Snapshot, filter: &DeviceFilter, asked: &FilterFacts) -> Fleet {
        let live = &self.inner().live;
        live.with_store(|store| store.fleet(snapshot, filter, asked, clock::now()))
    }
}
