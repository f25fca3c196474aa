//! What an empty rack says: how to go on.

use leptos::prelude::*;

use crate::domain::ids::RackId;
use crate::draw::area::Area;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::column::columns;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::dynamic;
use crate::views::ui::style::pixels;

/// More empty racks than that are on purpose.
const MOST: usize = 12;
/// Lower racks have no room for it.
const LOWEST: f32 = 120.0;

/// On the racks: the columns beside them as well.
pub fn empty_racks() -> AnyView {
    view! { <EmptyRacks /> {columns()} }.into_any()
}

#[component]
fn EmptyRacks() -> impl IntoView {
    let app = App::expect();
    let inner = app.inner();
    let (world, snapshot) = (inner.viewport.world.clone(), inner.document.snapshot());
    let empty = Memo::new(move |_| {
        let world = world.get();
        snapshot.with(|snapshot| {
            let is_empty = |rack: RackId| {
                let index = &snapshot.index;
                index.devices_in(rack).is_empty() && index.devices_beside(rack).is_empty()
            };
            let standings = world.standings().iter();
            let empty = standings.filter(|standing| is_empty(standing.rack));
            let places = empty.map(|standing| (standing.rack, standing.drawings()));
            let mut hints: Vec<_> = places
                .filter(|(_, area)| area.height > LOWEST)
                .take(MOST + 1)
                .collect();
            if hints.len() > MOST {
                hints.clear();
            }
            hints
        })
    });
    dynamic(move || {
        let hints: Vec<_> = empty
            .get()
            .into_iter()
            .map(|(rack, area)| hint(app, rack, area))
            .collect();
        hints.into_any()
    })
}

fn hint(app: App, rack: RackId, area: Area) -> AnyView {
    let add = Callback::new(move |()| {
        app.select(Selection::Rack(rack));
        app.search_palette();
    });
    let length = |length: f32| pixels(f64::from(length));
    view! {
        <div
            class="rack-hint"
            style:left=length(area.x)
            style:top=length(area.y + area.height * 0.6)
            style:width=length(area.width)
        >
            <p>"Empty: drag devices here"</p>
            <Button label="Add a device" on_press=add />
        </div>
    }
    .into_any()
}
