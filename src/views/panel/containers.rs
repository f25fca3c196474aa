//! The tab "Containers": what runs on the system, in groups, with logs and details on demand.

use leptos::prelude::*;

use super::inputs::{Badge, TabInputs};
use super::listing::{
    self, Followed, ListWords, counted, fact_list, filter_box, light, listed, order_box,
    sort_header,
};
use super::logs::logs;
use super::open_row::OpenRow;
use super::tree_view::tree_view;
use crate::domain::containers::{
    ContainerColumn, ContainerCount, ContainerGroup, ContainerLine, GroupLine, arranged,
    container_facts,
};
use crate::domain::health::Level;
use crate::domain::inventory::Container;
use crate::domain::inventory::lists::ContainerList;
use crate::domain::inventory::loading::Fault;
use crate::domain::sorting::Sorting;
use crate::domain::tree::Tree;
use crate::state::app::App;
use crate::state::list_orders::ListOrders;
use crate::state::part::lazy_part;
use crate::views::ui::dynamic::{dynamic, nothing, optional, sometimes, text};

lazy_part!(lists: pub fn load_containers() -> fn(TabInputs) -> AnyView = containers_tab);

const WORDS: ListWords = ListWords {
    many: "containers",
    since: "0.14",
    none: "This system reports no containers: none runs, or its agent may not ask Docker or Podman.",
};

/// The number of containers, once it is known.
pub fn badge(inputs: TabInputs) -> Option<Badge> {
    let system = inputs.system.get()?;
    let shown = App::expect().list::<ContainerList>(&system)?;
    shown.with(|shown| {
        let (list, _) = shown.list.as_ref()?;
        let count = ContainerCount::of(&list.0)?;
        Some(Badge {
            text: count.all.to_string(),
            level: count.has_bad.then_some(Level::Critical),
        })
    })
}

fn containers_tab(inputs: TabInputs) -> AnyView {
    let list = listing::opened::<ContainerList>(inputs);
    listed(
        inputs,
        list,
        WORDS,
        |list| list.0.is_empty(),
        move || table(inputs, list),
    )
}

/// One row of the table.
#[derive(Clone, PartialEq, Eq, Hash)]
enum RowKey {
    Group(String),
    Container(String),
}

#[derive(Clone, Copy)]
struct ContainerTable {
    inputs: TabInputs,
    containers: Memo<Vec<Container>>,
    groups: Memo<Vec<ContainerGroup>>,
    sorting: RwSignal<Sorting<ContainerColumn>>,
    /// The id of the container whose details are shown.
    open: OpenRow,
    /// The view with which the next opened row starts.
    first_look: StoredValue<Look>,
}

impl ContainerTable {
    fn last_class(self) -> Signal<String> {
        text(move || last_class(self.sorting.get().column.in_last_column()).to_owned())
    }
}

fn table(inputs: TabInputs, list: Followed<ContainerList>) -> AnyView {
    let filter = RwSignal::new(String::new());
    let orders = ListOrders::shared();
    let grouped = RwSignal::from(orders.are_containers_grouped);
    let sorting = RwSignal::from(orders.containers);
    let containers = Memo::new(move |_| {
        list.with(|list| {
            let shown = list.as_ref().and_then(|shown| shown.list.as_ref());
            shown.map(|(list, _)| list.0.clone()).unwrap_or_default()
        })
    });
    let groups = Memo::new(move |_| {
        containers
            .with(|containers| arranged(containers, &filter.get(), sorting.get(), grouped.get()))
    });
    let table = ContainerTable {
        inputs,
        containers,
        groups,
        sorting,
        open: OpenRow::none(),
        first_look: StoredValue::new(Look::Facts),
    };
    open_asked_log(table);
    let keys = Memo::new(move |_| {
        containers.with(|containers| groups.with(|groups| keys(containers, groups)))
    });
    let last = Memo::new(move |_| sorting.get().column.in_last_column());
    let count = text(move || {
        let shown =
            groups.with(|groups| groups.iter().map(|group| group.places.len()).sum::<usize>());
        counted(shown, containers.with(Vec::len), "containers")
    });
    let pressed = sometimes(move || Some(if grouped.get() { "true" } else { "false" }));
    view! {
        <div class="list-tools">
            {filter_box("Filter containers", filter)}
            {order_box(
                ContainerColumn::ALL.map(|column| (column, column.word())).to_vec(),
                sorting.into(),
                Callback::new(move |column: ContainerColumn| {
                    let descending = column.is_usually_descending();
                    sorting.set(Sorting { column, descending });
                }),
            )}
            <button type="button" class="button" aria-pressed=pressed on:click=move |_| grouped.update(|grouped| *grouped = !*grouped)>
                "Group"
            </button>
            <span class="counted" role="status">{count}</span>
        </div>
        <table class="list" aria-label="Containers">
            <thead>
                <tr>
                    {head(ContainerColumn::Name, "", sorting)}
                    {head(ContainerColumn::Cpu, "number", sorting)}
                    {head(ContainerColumn::Memory, "number", sorting)}
                    {head(ContainerColumn::Network, "number wide-only", sorting)}
                    {dynamic(move || head(last.get(), last_class(last.get()), sorting))}
                </tr>
            </thead>
            <tbody>
                <For each=move || keys.get() key=RowKey::clone let:key>
                    {match key {
                        RowKey::Group(name) => group_row(table, name),
                        RowKey::Container(id) => row(table, id),
                    }}
                </For>
            </tbody>
        </table>
        {optional(move || {
            keys.with(Vec::is_empty).then(|| view! { <p class="empty">"No containers match this filter."</p> })
        })}
    }
    .into_any()
}

fn head(
    column: ContainerColumn,
    class: &'static str,
    sorting: RwSignal<Sorting<ContainerColumn>>,
) -> AnyView {
    let descending = column.is_usually_descending();
    sort_header(column.word(), column, descending, class, sorting)
}

/// The class of the last column, which narrow panels show only if the table is sorted by it.
fn last_class(column: ContainerColumn) -> &'static str {
    match column {
        ContainerColumn::Status => "state wide-only",
        _ => "told",
    }
}

/// Opens the log that the tab was opened for.
fn open_asked_log(table: ContainerTable) {
    let device = table.inputs.device.get_untracked();
    let name = device.and_then(|device| App::expect().take_asked_log(device));
    let Some(name) = name else { return };
    let found = table.containers.with_untracked(|all| {
        let found = all.iter().find(|container| container.name == name);
        found.map(|container| container.id.clone())
    });
    if found.is_some() {
        table.first_look.set_value(Look::Logs);
        table.open.set(found);
    }
}

fn keys(containers: &[Container], groups: &[ContainerGroup]) -> Vec<RowKey> {
    let mut keys = Vec::new();
    for group in groups {
        keys.extend(group.name.clone().map(RowKey::Group));
        let of_group = group
            .places
            .iter()
            .filter_map(|place| containers.get(*place));
        keys.extend(of_group.map(|container| RowKey::Container(container.id.clone())));
    }
    keys
}

fn group_row(table: ContainerTable, name: String) -> AnyView {
    let last_class = table.last_class();
    let group = {
        let name = name.clone();
        Memo::new(move |_| {
            let is_it = |group: &&ContainerGroup| group.name.as_deref() == Some(&name);
            table
                .groups
                .with(|groups| groups.iter().find(is_it).cloned())
        })
    };
    let of = move |part: fn(GroupLine) -> String| {
        text(move || {
            let line = group.with(|group| group.as_ref().map(GroupLine::of));
            line.map(part).unwrap_or_default()
        })
    };
    let find = where_button(&name);
    view! {
        <tr class="group">
            <th scope="row">
                {name} " " <small>{of(|line| line.count)}</small> {find}
            </th>
            <td class="number">{of(|line| line.cpu)}</td>
            <td class="number">{of(|line| line.memory)}</td>
            <td class="wide-only"></td>
            <td class=last_class></td>
        </tr>
    }
    .into_any()
}

fn row(table: ContainerTable, id: String) -> AnyView {
    let container = {
        let id = id.clone();
        Memo::new(move |_| {
            table
                .containers
                .with(|all| all.iter().find(|known| known.id == id).cloned())
        })
    };
    let line = Memo::new(move |_| {
        let unit = table.inputs.preferences.get().network;
        let sorted_by = table.sorting.get().column;
        container.with(|container| {
            let container = container.as_ref()?;
            Some(ContainerLine::of(container, sorted_by, unit))
        })
    });
    let of = move |part: fn(&ContainerLine) -> &String| {
        text(move || line.with(|line| line.as_ref().map(part).cloned().unwrap_or_default()))
    };
    let tone = sometimes(move || line.with(|line| line.as_ref().map(|line| line.level.as_str())));
    let row = table.open.row(&id);
    let is_updatable =
        Memo::new(move |_| line.with(|line| line.as_ref().is_some_and(|line| line.is_updatable)));
    let last_class = table.last_class();
    view! {
        <tr data-tone=tone>
            <th scope="row">
                <button type="button" class="row-head" aria-expanded=row.expanded() on:click=move |_| row.toggle()>
                    {light(tone)}
                    <span class="name">{of(|line| &line.name)}</span>
                    {optional(move || is_updatable.get().then(|| view! { <span class="chip">"update"</span> }))}
                </button>
            </th>
            <td class="number">{of(|line| &line.cpu)}</td>
            <td class="number">{of(|line| &line.memory)}</td>
            <td class="number wide-only">{of(|line| &line.network)}</td>
            <td class=last_class title=of(|line| &line.last)>{of(|line| &line.last)}</td>
        </tr>
        {optional(move || {
            row.is_open.get().then(|| {
                view! {
                    <tr class="details">
                        <td colspan="5">{details(table, container, &id)}</td>
                    </tr>
                }
            })
        })}
    }
    .into_any()
}

/// What is shown below an open row.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    Facts,
    Logs,
    Inspect,
}

fn details(table: ContainerTable, container: Memo<Option<Container>>, id: &str) -> AnyView {
    let look = RwSignal::new(table.first_look.get_value());
    table.first_look.set_value(Look::Facts);
    let id = id.to_owned();
    let name = container.with_untracked(|container| {
        container
            .as_ref()
            .map(|known| known.name.clone())
            .unwrap_or_default()
    });
    let button = move |word: &'static str, of: Look| {
        let pressed = sometimes(move || Some(if look.get() == of { "true" } else { "false" }));
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| look.set(of)>
                {word}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label="View">
            {button("Facts", Look::Facts)} {button("Logs", Look::Logs)} {button("Inspect", Look::Inspect)}
        </div>
        {dynamic(move || {
            let system = table.inputs.system.get_untracked();
            match (look.get(), system) {
                (Look::Facts, _) => facts(table, container),
                (Look::Logs, Some(system)) => logs(system, id.clone(), &name),
                (Look::Inspect, _) => inspect(table, &id),
                _ => nothing(),
            }
        })}
    }
    .into_any()
}

fn facts(table: ContainerTable, container: Memo<Option<Container>>) -> AnyView {
    dynamic(move || {
        let Some(container) = container.get() else {
            return nothing();
        };
        let unit = table.inputs.preferences.get().network;
        let facts = fact_list(container_facts(&container, unit));
        let find = where_button(&container.name);
        view! { {facts} {find} }.into_any()
    })
}

/// A link to the racks that highlights all devices that run it.
fn where_button(name: &str) -> AnyView {
    let app = App::expect();
    let spoken = format!("Show where {name} runs");
    let name = name.to_owned();
    view! {
        <button
            type="button"
            class="link asks"
            aria-label=spoken
            title="Show where it runs"
            on:click=move |_| app.show_where_it_runs(&name)
        >
            "Where?"
        </button>
    }
    .into_any()
}

fn inspect(table: ContainerTable, id: &str) -> AnyView {
    let told = RwSignal::new(None::<Result<Tree, Fault>>);
    if let Some(system) = table.inputs.system.get_untracked() {
        App::expect().read_container_info(&system, id.to_owned(), move |result| {
            // The row may be closed by now.
            let _ = told.try_set(Some(result));
        });
    }
    dynamic(move || match told.get() {
        None => view! { <p class="hint" role="status">"Asking the system…"</p> }.into_any(),
        Some(Ok(tree)) => tree_view(&tree),
        Some(Err(fault)) => {
            let words = fault.words("details of containers");
            view! { <p class="empty" role="status">{words}</p> }.into_any()
        }
    })
}
