//! What stands above a rack besides its name: its facts, the summary of its devices, and its menu.

use leptos::html;
use leptos::prelude::*;

use super::header::tabindex;
use crate::domain::format::BETWEEN;
use crate::domain::health::Health;
use crate::domain::ids::RackId;
use crate::domain::summary::{PartialSum, RackFacts};
use crate::interaction::focus::Stop;
use crate::state::app::App;
use crate::views::actions::open_menu_below;
use crate::views::canvas::stage::Stage;
use crate::views::lens::rack_summary;
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::text;
use crate::views::ui::icon::Icon;

#[derive(Clone, Default, PartialEq)]
struct RackWords {
    name: String,
    facts: String,
    /// The facts in full.
    told: String,
}

pub fn rack_details(id: RackId) -> AnyView {
    let app = App::expect();
    let stage: Stage = expect_context();
    let changed = stage.changes().of(id);
    let words = Memo::new(move |_| {
        changed.track();
        words(app, id).unwrap_or_default()
    });
    let facts = NodeRef::<html::P>::new();
    let open_menu = Callback::new(move |()| {
        let header = facts
            .get_untracked()
            .and_then(|facts| facts.parent_element());
        open_menu_below(header);
    });
    view! {
        <p node_ref=facts title=text(move || words.with(|words| words.told.clone()))>
            {text(move || words.with(|words| words.facts.clone()))}
        </p>
        {rack_summary(id)}
        <IconButton
            class="rack-menu"
            icon=Icon::More
            tabindex=tabindex(app, stage, id, Stop::Menu)
            label=text(move || words.with(|words| format!("Menu of {}", words.name)))
            on_press=open_menu
        />
    }
    .into_any()
}

fn words(app: App, id: RackId) -> Option<RackWords> {
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
    Some(RackWords {
        name: rack.name.clone(),
        facts: line,
        told,
    })
}
