//! A rack's name and facts, above its drawing.

use leptos::html;
use leptos::prelude::*;

use crate::domain::format::BETWEEN;
use crate::domain::health::Health;
use crate::domain::ids::RackId;
use crate::domain::summary::{PartialSum, RackFacts};
use crate::interaction::focus::Stop;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::actions::open_menu_below;
use crate::views::canvas::stage::Stage;
use crate::views::desk::{DeskPart, DeskView};
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::{optional, sometimes, text};
use crate::views::ui::icon::Icon;

/// The header's content.
#[derive(Clone, Default, PartialEq)]
struct HeaderWords {
    name: String,
    facts: String,
    /// The facts in full.
    told: String,
}

#[component]
pub fn RackHeader(id: RackId) -> impl IntoView {
    let app = App::expect();
    let stage: Stage = expect_context();
    let changed = stage.changes().of(id);
    let rack_changed = changed.clone();
    let words = Memo::new(move |_| {
        changed.track();
        words(app, id).unwrap_or_default()
    });
    let header = NodeRef::<html::Header>::new();
    let desk = DeskPart::expect();
    let select = move |_| {
        app.select(Selection::Rack(id));
    };
    let tabindex = move |stop: Stop| {
        let changed = rack_changed.clone();
        sometimes(move || {
            changed.track();
            tabindex(app, id, stop)
        })
    };
    view! {
        <header node_ref=header data-rack-header="">
            <button type="button" class="rack-name" tabindex=tabindex(Stop::Name) on:click=select>
                <h2>{text(move || words.with(|words| words.name.clone()))}</h2>
            </button>
            <p title=text(move || words.with(|words| words.told.clone()))>
                {text(move || words.with(|words| words.facts.clone()))}
            </p>
            {optional(move || desk.show(DeskView::RackSummary(id)))}
            <IconButton
                class="rack-menu"
                icon=Icon::More
                tabindex=tabindex(Stop::Menu)
                label=text(move || words.with(|words| format!("Menu of {}", words.name)))
                on_press=Callback::new(move |()| open_menu_below(header.get_untracked()))
            />
        </header>
    }
}

/// A rack is one Tab stop; arrow keys move within it.
fn tabindex(app: App, rack: RackId, stop: Stop) -> Option<&'static str> {
    let inner = app.inner();
    inner.focus.track_rack(rack);
    let snapshot = inner.document.snapshot().get_untracked();
    let is_stop = inner.focus.stop_of(&snapshot, rack) == stop;
    inner
        .focus
        .has_arrows()
        .then_some(if is_stop { "0" } else { "-1" })
}

fn words(app: App, id: RackId) -> Option<HeaderWords> {
    let snapshot = app.inner().document.snapshot().get_untracked();
    let rack = snapshot.layout.rack(id)?;
    let facts = RackFacts::of(&snapshot.layout, &snapshot.index, id, |_| Health::Unlinked)?;
    let noun = if facts.devices == 1 {
        "device"
    } else {
        "devices"
    };
    let mut line = format!(
        "{}U · {} {noun} · {} linked · {}U free",
        rack.height.units(),
        facts.devices,
        facts.linked,
        facts.free_units
    );
    let kilograms = PartialSum {
        sum: (facts.weight_grams.sum + 500) / 1_000,
        ..facts.weight_grams
    };
    let mut told = line.clone();
    for (known, unit) in [(facts.watts, "W"), (kilograms, "kg")] {
        if known.known > 0 {
            let at_least = if known.is_complete() { "" } else { "≥ " };
            line.push_str(&format!("{BETWEEN}{at_least}{} {unit}", known.sum));
            told.push_str(&format!(
                "{BETWEEN}{} {unit}, known for {} of {}",
                known.sum, known.known, known.of
            ));
        }
    }
    Some(HeaderWords {
        name: rack.name.clone(),
        facts: line,
        told,
    })
}
