//! The hint in an empty rack: how to go on.

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

/// Maximum number of hints: more empty racks than this are deliberate.
const MOST: usize = 12;
/// Minimum height of a rack with room for the hint.
const LOWEST: f32 = 120.0;

/// The hints, together with the columns beside the racks.
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

/// The drawings of these racks that have room for a hint.
fn places(world: &World, empty: &[RackId]) -> Vec<(RackId, Area)> {
    if empty.is_empty() {
        return Vec::new();
    }
    let placed_racks = world.placed_racks().iter();
    let empty = placed_racks.filter(|placed| empty.binary_search(&placed.rack).is_ok());
    let places = empty.map(|placed| (placed.rack, placed.drawings()));
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
