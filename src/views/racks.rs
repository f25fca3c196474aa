//! The screen of a signed-in user: bar, rail, the page that is shown, and the panel of the open device. The racks stay while another
//! page lies over them.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::bar::TopBar;
use super::canvas::Canvas;
use super::desk::{DeskPart, DeskView, later};
use super::desk_part::{self, load_desk};
use super::dialogs;
use super::messages::announcer::Announcer;
use super::palette::Palette;
use super::panel::{Opening, load_panel};
use super::ui::dynamic::{effect, optional};
use super::ui::lazy::lazy;
use crate::domain::device_address::DeviceAddress;
use crate::domain::ids::DeviceId;
use crate::domain::pages::PageAddress;
use crate::state::app::App;
use crate::state::spawn;

#[component]
pub fn RacksScreen() -> impl IntoView {
    let app = App::expect();
    DeskPart::provide(load_desk);
    let opened = app.inner().opened.clone();
    let open = Memo::new(move |_| opened.get());
    let set_open = Callback::new(move |device: Option<DeviceId>| app.open_device(device));
    follow_address(app, open);
    prepare_on_first_input();
    let is_open = Memo::new(move |_| open.get().is_some());
    let opening = Opening {
        device: open.into(),
        on_close: Callback::new(move |()| set_open.run(None)),
    };
    view! {
        <div class="app">
            <TopBar />
            {later("rail", DeskView::Rail)}
            <Palette />
            <main class="canvas">
                <h1 class="visually-hidden">"Racks"</h1>
                {later("lens-bar", DeskView::LensBar)}
                {later("", DeskView::Banners)}
                <Canvas open=open.into() />
                {later("lens-legend", DeskView::LensLegend)}
                {later("", DeskView::ContextMenu)}
            </main>
            {later("", DeskView::Pages)}
            {optional(move || is_open.get().then(|| lazy("panel sheet", load_panel, opening)))}
            {later("", DeskView::SelectionPanel)}
            {later("phone-bar", DeskView::PhoneBar)}
            {later("", DeskView::Dialogs)}
            <Announcer />
        </div>
    }
}

/// Keeps the page, the open device and the tab of its panel in the address, for sharing and for the back button.
fn follow_address(app: App, open: Memo<Option<DeviceId>>) {
    let hash = use_location().hash;
    let named = Memo::new(move |_| hash.with(|hash| PageAddress::parse(hash)));
    let is_first = StoredValue::new(true);
    let written = StoredValue::new(None::<PageAddress>);
    effect(move || {
        let named = named.get();
        // What was written here comes back a moment later, and is older than what is shown by then.
        if written.try_update_value(Option::take).flatten().as_ref() == Some(&named) {
            return;
        }
        let in_query = is_first
            .get_value()
            .then(|| app.device_in_query())
            .flatten();
        is_first.set_value(false);
        match in_query.filter(|_| named.device.is_none()) {
            Some(device) => app.open_device(Some(device)),
            None => app.open_address(named),
        }
    });
    effect(move || {
        let inner = app.inner();
        let (tab, range, page) = (inner.tab.get(), inner.range.get(), inner.page.get());
        app.mark_page(page);
        let device = open
            .get()
            .map(|device| DeviceAddress { device, tab, range });
        let choices = inner.choices.get();
        let now = PageAddress {
            page,
            choices,
            device,
        };
        let before = named.get_untracked();
        if now != before {
            written.set_value(Some(now.clone()));
            app.show_address(&before, &now);
        }
    });
}

/// Loads what changes layouts on the first input, and after it forms and menus: the first change waits for as little as possible.
fn prepare_on_first_input() {
    let app = App::expect();
    let prepared = StoredValue::new(false);
    let prepare = move || {
        if !prepared.get_value() {
            prepared.set_value(true);
            spawn(async move {
                desk_part::loaded().await;
                app.expect_changes().await;
                dialogs::load_ahead();
            });
        }
    };
    let pointer = window_event_listener(ev::pointermove, move |_| prepare());
    let press = window_event_listener(ev::pointerdown, move |_| prepare());
    let key = window_event_listener(ev::keydown, move |_| prepare());
    on_cleanup(move || {
        pointer.remove();
        press.remove();
        key.remove();
    });
}
