//! The tab "Services": the units of systemd, failed ones first.

use leptos::prelude::*;

use super::inputs::{Badge, TabInputs};
use super::listing::{self, Followed, ListWords, counted, filter_box, light, listed, sort_header};
use super::open_row::OpenRow;
use super::tree_view::tree_view;
use crate::domain::format::BETWEEN;
use crate::domain::health::Level;
use crate::domain::inventory::Service;
use crate::domain::inventory::lists::ServiceList;
use crate::domain::inventory::loading::Fault;
use crate::domain::services::{ServiceColumn, ServiceLine, arranged, failed};
use crate::domain::tree::Tree;
use crate::state::app::App;
use crate::state::list_orders::ListOrders;
use crate::state::part::lazy_part;
use crate::views::ui::dynamic::{dynamic, nothing, optional, sometimes, text};

lazy_part!(lists: pub fn load_services() -> fn(TabInputs) -> AnyView = services);

const WORDS: ListWords = ListWords {
    many: "services",
    since: "0.16",
    none: "This system reports no services: its agent watches those of systemd, on Linux.",
};

/// The number of failed services, from the list or, until that is loaded, from the system's report.
pub fn badge(inputs: TabInputs) -> Option<Badge> {
    let app = App::expect();
    let system = inputs.system.get()?;
    let known = app.list::<ServiceList>(&system)?;
    let listed = known.with(|shown| shown.list.as_ref().map(|(list, _)| failed(&list.0)));
    let failed = match listed {
        Some(failed) => failed,
        None => {
            // Follows the reports.
            app.inner().live.health_of(&system);
            app.inner().live.system(&system)?.metrics.services?.failed as usize
        }
    };
    (failed > 0).then(|| Badge {
        text: failed.to_string(),
        level: Some(Level::Critical),
    })
}

fn services(inputs: TabInputs) -> AnyView {
    let list = listing::opened::<ServiceList>(inputs);
    listed(
        inputs,
        list,
        WORDS,
        |list| list.0.is_empty(),
        move || table(inputs, list),
    )
}

fn table(inputs: TabInputs, list: Followed<ServiceList>) -> AnyView {
    let filter = RwSignal::new(String::new());
    let sorting = RwSignal::from(ListOrders::shared().services);
    let open = OpenRow::none();
    let services = Memo::new(move |_| {
        list.with(|list| {
            let shown = list.as_ref().and_then(|shown| shown.list.as_ref());
            shown.map(|(list, _)| list.0.clone()).unwrap_or_default()
        })
    });
    let names = Memo::new(move |_| {
        services.with(|services| {
            let places = arranged(services, &filter.get(), sorting.get());
            let name = |place: usize| services.get(place).map(|service| service.name.clone());
            places.into_iter().filter_map(name).collect::<Vec<_>>()
        })
    });
    let count = text(move || {
        let (shown, all) = (names.with(Vec::len), services.with(Vec::len));
        let failed = services.with(|services| failed(services));
        let mut words = counted(shown, all, "services");
        if failed > 0 {
            words.push_str(&format!("{BETWEEN}{failed} failed"));
        }
        words
    });
    view! {
        <div class="list-tools">
            {filter_box("Filter services", filter)}
            <span class="counted" role="status">{count}</span>
        </div>
        <table class="list" aria-label="Services">
            <thead>
                <tr>
                    {sort_header("Service", ServiceColumn::Name, false, "", sorting)}
                    {sort_header("State", ServiceColumn::State, false, "", sorting)}
                    {sort_header("CPU", ServiceColumn::Cpu, true, "number", sorting)}
                    {sort_header("Memory", ServiceColumn::Memory, true, "number", sorting)}
                </tr>
            </thead>
            <tbody>
                <For each=move || names.get() key=String::clone let:name>
                    {row(inputs, services, name, open)}
                </For>
            </tbody>
        </table>
        {optional(move || {
            names.with(Vec::is_empty).then(|| view! { <p class="empty">"No services match this filter."</p> })
        })}
    }
    .into_any()
}

fn row(inputs: TabInputs, services: Memo<Vec<Service>>, name: String, open: OpenRow) -> AnyView {
    let line = {
        let name = name.clone();
        Memo::new(move |_| {
            services.with(|services| {
                let found = services.iter().find(|known| known.name == name);
                found.map(ServiceLine::of)
            })
        })
    };
    let of = move |part: fn(&ServiceLine) -> &String| {
        text(move || line.with(|line| line.as_ref().map(part).cloned().unwrap_or_default()))
    };
    let tone = sometimes(move || line.with(|line| line.as_ref().map(|line| line.tone)));
    let row = open.row(&name);
    view! {
        <tr data-tone=tone>
            <th scope="row">
                <button type="button" class="row-head" aria-expanded=row.expanded() on:click=move |_| row.toggle()>
                    {light(tone)}
                    <span class="name">{of(|line| &line.name)}</span>
                </button>
            </th>
            <td class="state">{of(|line| &line.state)}</td>
            <td class="number">{of(|line| &line.cpu)}</td>
            <td class="number">{of(|line| &line.memory)}</td>
        </tr>
        {optional(move || {
            row.is_open.get().then(|| {
                view! {
                    <tr class="details">
                        <td colspan="4">{details(inputs, of(|line| &line.peaks), &name)}</td>
                    </tr>
                }
            })
        })}
    }
    .into_any()
}

fn details(inputs: TabInputs, peaks: Signal<String>, name: &str) -> AnyView {
    let app = App::expect();
    let told = RwSignal::new(None::<Result<Tree, Fault>>);
    if let Some(system) = inputs.system.get_untracked() {
        app.read_service_info(&system, name.to_owned(), move |result| {
            // The row may be closed by now.
            let _ = told.try_set(Some(result));
        });
    }
    view! {
        <p class="facts">{peaks}</p>
        {dynamic(move || match told.get() {
            None => view! { <p class="hint" role="status">"Asking the system…"</p> }.into_any(),
            Some(Ok(Tree::Branch(parts))) if parts.is_empty() => nothing(),
            Some(Ok(tree)) => tree_view(&tree),
            Some(Err(fault)) => {
                let words = fault.words("details of services");
                view! { <p class="empty" role="status">{words}</p> }.into_any()
            }
        })}
    }
    .into_any()
}
