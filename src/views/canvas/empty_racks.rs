//! What an empty rack says: how to go on.

use leptos::prelude::*;

use crate::domain::empty_racks::EmptyRacks;
use crate::domain::ids::RackId;
use crate::draw::area::Area;
use crate::draw::world::World;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::column::columns;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, effect};
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
    let hints = RwSignal::new(Vec::new());
    let mut racks = EmptyRacks::default();
    effect(move || {
        let world = world.get();
        let empty = snapshot.with(|snapshot| racks.of(snapshot));
        let now = places(&world, empty);
        if hints.with_untracked(|shown| *shown != now) {
            hints.set(now);
        }
    });
    dynamic(move || {
        let hints: Vec<_> = hints
            .get()
            .into_iter()
            .map(|(rack, area)| hint(app, rack, area))
            .collect();
        hints.into_any()
    })
}

/// Where the drawings of these racks are that have room for a hint.
fn places(world: &World, empty: &[RackId]) -> Vec<(RackId, Area)> {
    if empty.is_empty() {
        return Vec::new();
    }
    let standings = world.standings().iter();
    let empty = standings.filter(|standing| empty.binary_search(&standing.rack).is_ok());
    let places = empty.map(|standing| (standing.rack, standing.drawings()));
    let mut places: Vec<_> = places
        .filter(|(_, area)| area.height > LOWEST)
        .take(MOST + 1)
        .collect();
    if places.len() > MOST {
        places.clear();
    }
    places
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
