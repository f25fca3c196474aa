//! Common parts of the tabs with lists: following a list, explaining why there is none, and sortable headers.

use std::time::Duration;

use leptos::prelude::*;

use super::inputs::TabInputs;
use crate::domain::ids::SystemRef;
use crate::domain::inventory::lists::{ContainerList, DiskList};
use crate::domain::inventory::loading::{Event, Fault, ListState};
use crate::domain::problem::Problem;
use crate::domain::sorting::Sorting;
use crate::domain::units::Millis;
use crate::state::actions::list_cell::new_viewer;
use crate::state::actions::system_lists::SystemList;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, effect, nothing, optional, sometimes};
use crate::views::ui::notice::{Notice, Tone};
use crate::views::ui::style_sheet::adopt;

/// How long the panel must show a system before its counts are requested.
const RESTED: Duration = Duration::from_millis(600);
/// How often lists check their age.
const TICK: Duration = Duration::from_secs(5);

/// The wording for a missing list.
#[derive(Clone, Copy)]
pub struct ListWords {
    /// `containers`
    pub many: &'static str,
    /// The hub version that introduced the list.
    pub since: &'static str,
    /// What to do so that the list has entries.
    pub none: &'static str,
}

/// The state of a list of the open system.
pub type Followed<T> = Memo<Option<ListState<T>>>;

/// The state of a list of the open system, without requesting it.
pub fn known<T: SystemList>(inputs: TabInputs) -> Followed<T> {
    let app = App::expect();
    Memo::new(move |_| {
        let system = inputs.system.get()?;
        app.list::<T>(&system).map(|list| list.get())
    })
}

/// Opens a list of the open system for as long as the component lives.
pub fn opened<T: SystemList>(inputs: TabInputs) -> Followed<T> {
    let app = App::expect();
    let viewer = new_viewer();
    let current = StoredValue::new(None::<SystemRef>);
    let close = move || {
        if let Some(system) = current.try_update_value(Option::take).flatten() {
            app.step_list::<T>(&system, Event::Closed(viewer));
        }
    };
    effect(move || {
        let system = inputs.system.get();
        untrack(|| {
            close();
            if let Some(system) = system {
                app.step_list::<T>(&system, Event::Opened(viewer));
                current.set_value(Some(system));
            }
        });
    });
    on_cleanup(close);
    let step = move |event: Event<T>| {
        if let Some(system) = current.try_get_value().flatten() {
            app.step_list(&system, event);
        }
    };
    let reported = Memo::new(move |_| {
        let system = inputs.system.get()?;
        let live = app.inner().live.clone();
        // Follows the reports.
        live.health_of(&system);
        live.system(&system)?.updated
    });
    effect(move || {
        if reported.get().is_some() {
            untrack(|| step(Event::News));
        }
    });
    let hub = app.inner().hub.clone();
    let is_live = Memo::new(move |_| hub.with(|hub| matches!(hub.root_word(), "live" | "demo")));
    let was_live = StoredValue::new(true);
    effect(move || {
        let is_live = is_live.get();
        // Connected again: the hub may have been updated, or restarted with other settings.
        if is_live && !was_live.get_value() {
            untrack(|| step(Event::HubChanged));
        }
        was_live.set_value(is_live);
    });
    if let Ok(timer) = set_interval(
        move || {
            if !document().hidden() {
                step(Event::Tick);
            }
        },
        TICK,
    ) {
        on_cleanup(move || timer.clear());
    }
    known(inputs)
}

/// Requests the lists whose counts are on the tabs, once the panel has rested on a system.
pub fn glance(inputs: TabInputs) {
    let app = App::expect();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    effect(move || {
        let system = inputs.system.get();
        stop();
        app.hold_lists(system.clone());
        let Some(system) = system else {
            return;
        };
        let ask = move || {
            app.step_list::<ContainerList>(&system, Event::Glanced);
            app.step_list::<DiskList>(&system, Event::Glanced);
        };
        waiting.set_value(set_timeout(ask, RESTED).ok());
    });
    on_cleanup(move || {
        stop();
        app.hold_lists(None);
    });
}

/// The content of a tab once there is a list, otherwise an explanation.
pub fn listed<T: SystemList>(
    inputs: TabInputs,
    list: Followed<T>,
    words: ListWords,
    is_empty: fn(&T) -> bool,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let app = App::expect();
    adopt(include_str!("../../../style/tables.css"));
    let fault =
        Memo::new(move |_| list.with(|list| list.as_ref().and_then(|shown| shown.fault.clone())));
    // Includes the system: the list of another system gets its own rows, forms and details.
    let stage = Memo::new(move |_| {
        let stage = list.with(|list| match list.as_ref().map(|shown| &shown.list) {
            Some(Some((list, _))) if is_empty(list) => ListStage::Empty,
            Some(Some(_)) => ListStage::Full,
            _ => ListStage::Nothing,
        });
        (inputs.system.get(), stage)
    });
    let unverified = Memo::new(move |_| {
        let health = app.inner().live.health_of(&inputs.system.get()?)?;
        (!health.is_verified()).then_some(health)
    });
    let retry = Callback::new(move |()| {
        if let Some(system) = inputs.system.get_untracked() {
            app.step_list::<T>(&system, Event::Refresh);
        }
    });
    let at = Memo::new(move |_| {
        list.with(|list| {
            list.as_ref()
                .and_then(|shown| shown.list.as_ref().map(|(_, at)| *at))
        })
    });
    view! {
        {optional(move || fault.get().map(|fault| fault_view(&fault, words, at.get(), retry)))}
        {optional(move || {
            let health = unverified.get()?;
            (stage.get().1 == ListStage::Full).then(|| {
                let at = at.get().map(|at| format!(", read at {}", time::local(at))).unwrap_or_default();
                let words = format!("{} This is what the system reported last{at}.", health.sentence());
                view! { <p class="hint unverified" role="status">{words}</p> }
            })
        })}
        {dynamic(move || {
            match stage.get().1 {
                ListStage::Full => content(),
                ListStage::Empty => view! { <p class="empty">{words.none}</p> }.into_any(),
                ListStage::Nothing if fault.with(Option::is_some) => nothing(),
                ListStage::Nothing => loading(),
            }
        })}
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq)]
enum ListStage {
    Nothing,
    Empty,
    Full,
}

fn loading() -> AnyView {
    view! {
        <p class="hint" role="status">
            "Loading…"
        </p>
    }
    .into_any()
}

fn fault_view(fault: &Fault, words: ListWords, at: Option<Millis>, retry: Callback<()>) -> AnyView {
    let many = words.many;
    let sentence = match fault {
        Fault::HubTooOld => format!(
            "This hub does not list {many}. Beszel does since version {}: update the hub to see them.",
            words.since
        ),
        Fault::Disabled => format!("This hub has switched off its {many}."),
        Fault::NotAllowed => format!("Your account may not see the {many} of this system."),
        Fault::Lost(problem) => {
            let problem = match at {
                Some(at) => Problem::new(
                    format!(
                        "{} What follows is of {}.",
                        problem.sentence,
                        time::local(at)
                    ),
                    problem.way_forward.clone(),
                ),
                None => problem.clone(),
            };
            return view! {
                <Notice tone=Tone::Warn problem=problem />
                <div class="actions">
                    <Button label="Try again" on_press=retry />
                </div>
            }
            .into_any();
        }
    };
    view! { <p class="empty" role="status">{sentence}</p> }.into_any()
}

/// A header of a column that sorts the table.
pub fn sort_header<C>(
    label: &'static str,
    column: C,
    usually_descending: bool,
    class: &'static str,
    sorting: RwSignal<Sorting<C>>,
) -> AnyView
where
    C: Copy + PartialEq + Send + Sync + 'static,
{
    let aria_sort = sometimes(move || Some(sorting.get().aria_sort(column)));
    let press =
        move |_| sorting.update(|sorting| *sorting = sorting.pressed(column, usually_descending));
    view! {
        <th scope="col" class=class aria-sort=aria_sort>
            <button type="button" on:click=press>
                {label}
            </button>
        </th>
    }
    .into_any()
}

/// A choice of sort order: for orders without a column, and where columns do not fit.
pub fn order_box<C>(
    orders: Vec<(C, &'static str)>,
    sorting: Signal<Sorting<C>>,
    choose: Callback<C>,
) -> AnyView
where
    C: Copy + PartialEq + Send + Sync + 'static,
{
    let options: Vec<_> = orders
        .iter()
        .enumerate()
        .map(|(place, (_, word))| view! { <option value=place.to_string()>{*word}</option> })
        .collect();
    let columns: Vec<C> = orders.into_iter().map(|(column, _)| column).collect();
    let all = columns.clone();
    let chosen = move || {
        let column = sorting.get().column;
        let place = all.iter().position(|other| *other == column);
        place.map(|place| place.to_string()).unwrap_or_default()
    };
    let on_change = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        if let Some(column) = place.and_then(|place| columns.get(place)) {
            choose.run(*column);
        }
    };
    view! {
        <label class="order-box">
            <span class="visually-hidden">"Sort by"</span>
            <select title="Sort by" prop:value=chosen on:change=on_change>
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// The facts below a row, as names and texts.
pub fn fact_list(facts: Vec<(&'static str, String)>) -> AnyView {
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(name, words)| view! { <dt>{name}</dt> <dd>{words}</dd> })
        .collect();
    view! { <dl class="facts">{facts}</dl> }.into_any()
}

/// The head of a table that is not sorted: the names and classes of its columns.
pub fn table_head(columns: &[(&'static str, &'static str)]) -> AnyView {
    let cells: Vec<_> = columns
        .iter()
        .map(|(name, class)| view! { <th scope="col" class=*class>{*name}</th> })
        .collect();
    view! {
        <thead>
            <tr>{cells}</tr>
        </thead>
    }
    .into_any()
}

/// The count of a filtered list: `12 services`, or `3 of 12 services`.
pub fn counted(shown: usize, all: usize, many: &str) -> String {
    if shown == all {
        format!("{all} {many}")
    } else {
        format!("{shown} of {all} {many}")
    }
}

/// The box that a list is filtered by.
pub fn filter_box(label: &'static str, value: RwSignal<String>) -> AnyView {
    view! {
        <input
            type="search"
            class="filter-list"
            aria-label=label
            placeholder=label
            autocomplete="off"
            spellcheck="false"
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
    .into_any()
}

/// A light of a list's row, with the same shapes as those of devices.
pub fn light(tone: Signal<Option<&'static str>>) -> AnyView {
    view! { <span class="light" aria-hidden="true" data-health=tone></span> }.into_any()
}

/// The explanation below a row of a list.
pub fn why_row(why: Memo<String>, tone: Signal<Option<&'static str>>) -> AnyView {
    optional(move || {
        Some(why.get()).filter(|why| !why.is_empty()).map(|why| {
            view! {
                <tr class="why" data-tone=tone>
                    <td colspan="5">{why}</td>
                </tr>
            }
        })
    })
}
