//! The tools above the table of systems: subsets with their counts, the sort order, and the choice of columns.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::fleet::{FleetColumn, FleetRow, SubsetCount, offers};
use crate::domain::lens::Lens;
use crate::domain::sorting::Sorting;
use crate::state::fleet::FleetChoices;
use crate::views::panel::listing::order_box;
use crate::views::ui::dynamic::sometimes;
use crate::views::ui::light::Light;
use crate::views::ui::menu::{dropdown, expanded};

/// Buttons that show a part of the systems.
pub fn subsets(rows: Memo<Vec<Arc<FleetRow>>>, choices: FleetChoices) -> AnyView {
    let chosen = choices.subset.clone();
    let offered = Memo::new(move |_| rows.with(|rows| offers(rows, chosen.get())));
    let button = move |offer: SubsetCount| {
        let (subset, chosen) = (offer.subset, choices.subset.clone());
        let shown = chosen.clone();
        let pressed = sometimes(move || {
            Some(if shown.get() == subset {
                "true"
            } else {
                "false"
            })
        });
        let count = Memo::new(move |_| {
            offered.with(|offered| {
                let offer = offered.iter().find(|offer| offer.subset == subset);
                offer.map_or(0, |offer| offer.count)
            })
        });
        view! {
            <button type="button" class="chip-button" aria-pressed=pressed on:click=move |_| chosen.set(subset)>
                {subset.health().map(|health| view! { <Light health=Signal::stored(health) /> })}
                {subset.word()} " "
                <span class="count">{move || count.get()}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <div class="subsets" role="group" aria-label="Which systems">
            <For
                each=move || offered.get()
                key=|offer| offer.subset.word()
                children=move |offer| button(offer)
            />
        </div>
    }
    .into_any()
}

/// Chooses the sort order of the table.
pub fn system_order_box(choices: FleetChoices) -> AnyView {
    let set = choices.sorting.clone();
    order_box(
        FleetColumn::ORDERS
            .map(|column| (column, column.word()))
            .to_vec(),
        choices.sorting.into(),
        Callback::new(move |column: FleetColumn| {
            let descending = column.is_usually_descending();
            set.set(Sorting { column, descending });
        }),
    )
}

/// Chooses the metric whose last hour is shown.
pub fn metric_box(label: &'static str, choices: FleetChoices) -> AnyView {
    let shown = choices.metric.clone();
    let options: Vec<_> = Lens::over_time()
        .map(|lens| view! { <option value=lens.as_str()>{lens.name()}</option> })
        .collect();
    let choose = move |event| {
        let value = event_target_value(&event);
        if let Some(lens) = Lens::over_time().find(|lens| lens.as_str() == value) {
            choices.show_metric(lens);
        }
    };
    view! {
        <label class="order-box metric-box">
            <span>{label}</span>
            <select prop:value=move || shown.get().as_str() on:change=choose>
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// Chooses the columns.
pub fn columns_menu(choices: FleetChoices) -> AnyView {
    let open = RwSignal::new(false);
    let button = view! {
        <button
            type="button"
            class="button quiet"
            aria-expanded=expanded(open)
            on:click=move |_| open.update(|open| *open = !*open)
        >
            "Columns"
        </button>
    };
    let items = move || {
        let choices = choices.clone();
        let boxes: Vec<_> = FleetColumn::CHOICES
            .into_iter()
            .map(|column| {
                let choices = choices.clone();
                let columns = choices.columns.clone();
                view! {
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || columns.with(|columns| columns.contains(&column))
                            on:change=move |_| choices.toggle(column)
                        />
                        <span>{column.word()}</span>
                    </label>
                }
            })
            .collect();
        // A click inside keeps the menu open.
        view! {
            <div class="columns" on:click=|event| event.stop_propagation()>
                {boxes} {metric_box("Last hour of", choices.clone())}
            </div>
        }
        .into_any()
    };
    dropdown(
        "menu columns-menu",
        open,
        button.into_any(),
        Arc::new(items),
    )
}
