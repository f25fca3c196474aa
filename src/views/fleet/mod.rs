//! The pages beside the racks: all systems of all hubs. They are one part, loaded when the first of them is opened.

mod address;
mod alert_news;
mod bulk;
mod cells;
mod grid;
mod hours;
mod list_notes;
mod list_page;
mod no_hub;
mod overview;
mod picking;
mod rack_order;
mod rows;
mod strips;
mod systems;
mod table;
mod time_line;
mod tools;

use leptos::prelude::*;

use self::list_page::list_page;
use self::overview::overview;
pub use self::overview::show_systems;
use self::systems::systems;
use crate::domain::fleet::lists::ListKind;
use crate::domain::pages::AppPage;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::desk::{DeskView, later};
use crate::views::ui::dynamic::{dynamic, nothing};
use crate::views::ui::lazy::lazy;
use crate::views::ui::style_sheet::adopt;

lazy_part!(fleet: fn load_page() -> fn(AppPage) -> AnyView = page);

/// The page that lies over the racks, if one does.
pub fn pages() -> AnyView {
    let shown = App::expect().inner().page.clone();
    let shown = Memo::new(move |_| shown.get());
    dynamic(move || match shown.get() {
        AppPage::Racks => nothing(),
        page => lazy("page", load_page, page),
    })
}

fn page(page: AppPage) -> AnyView {
    adopt(include_str!("../../../style/tables.css"));
    adopt(include_str!("../../../style/fleet.css"));
    let content = match page {
        AppPage::Racks => nothing(),
        AppPage::Overview => overview(),
        AppPage::Systems => systems(),
        AppPage::Containers => list_page(page, ListKind::Containers),
        AppPage::Disks => list_page(page, ListKind::Disks),
        AppPage::Services => list_page(page, ListKind::Services),
        AppPage::Alerts => list_page(page, ListKind::Alerts),
    };
    view! {
        <main class="page">
            {later("", DeskView::Banners)} {content}
        </main>
    }
    .into_any()
}
