//! A rack's name, above its drawing. What else is above it follows: see `details`.

use leptos::prelude::*;

use crate::domain::ids::RackId;
use crate::draw::detail::is_long_name;
use crate::draw::scale::Scale;
use crate::interaction::focus::Stop;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::canvas::stage::Stage;
use crate::views::desk::{DeskPart, DeskView};
use crate::views::ui::dynamic::{optional, sometimes, text};

/// `is_near`: whether the rack was once near enough to read what is written above it.
#[component]
pub fn RackHeader(id: RackId, scale: Signal<Scale>, is_near: ArcRwSignal<bool>) -> impl IntoView {
    let app = App::expect();
    let stage: Stage = expect_context();
    let changed = stage.changes().of(id);
    let rack = move || {
        changed.track();
        let snapshot = app.inner().document.snapshot().get_untracked();
        snapshot.layout.rack(id).cloned()
    };
    let name = {
        let rack = rack.clone();
        text(move || rack().map_or_else(String::new, |rack| rack.name))
    };
    let is_long = sometimes(move || {
        let rack = rack()?;
        is_long_name(&rack.name, scale.get().rack_width(rack.width)).then_some("")
    });
    let desk = DeskPart::expect();
    let select = move |_| {
        app.select(Selection::Rack(id));
    };
    view! {
        <header data-rack-header="">
            <button type="button" class="rack-name" tabindex=tabindex(app, stage, id, Stop::Name) on:click=select>
                <h2 data-long=is_long>{name}</h2>
            </button>
            {optional(move || is_near.get().then(|| desk.show(DeskView::RackDetails(id))).flatten())}
        </header>
    }
}

/// A rack is one Tab stop; arrow keys move within it.
pub(super) fn tabindex(
    app: App,
    stage: Stage,
    rack: RackId,
    stop: Stop,
) -> Signal<Option<&'static str>> {
    let changed = stage.changes().of(rack);
    sometimes(move || {
        changed.track();
        let inner = app.inner();
        inner.focus.track_rack(rack);
        let snapshot = inner.document.snapshot().get_untracked();
        let is_stop = inner.focus.stop_of(&snapshot, rack) == stop;
        inner
            .focus
            .has_arrows()
            .then_some(if is_stop { "0" } else { "-1" })
    })
}
