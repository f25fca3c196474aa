//! The panel of what is selected, where that is a rack or several devices: what it is, and what can be done with it.

use std::sync::Arc;

use leptos::prelude::*;

use super::actions::{ActionItem, Group, actions};
use super::ui::button::IconButton;
use super::ui::dynamic::{dynamic, nothing};
use super::ui::icon::Icon;
use super::ui::lazy::lazy;
use super::ui::light::Light;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::summary::RackFacts;
use crate::state::app::App;
use crate::state::document::Snapshot;
use crate::state::part::lazy_part;
use crate::state::selection::Selection;
use crate::state::viewport::Glance;

/// More are only counted.
const LISTED: usize = 12;

#[component]
pub fn SelectionPanel() -> impl IntoView {
    let inner = App::expect().inner();
    let (selection, selecting) = (inner.selection.clone(), inner.selecting.clone());
    let snapshot = inner.document.snapshot();
    dynamic(move || {
        let selected = selection.get();
        match &selected {
            // It would be in the way of more.
            _ if selecting.get() => nothing(),
            Selection::Devices(devices) if devices.len() < 2 => nothing(),
            Selection::Nothing | Selection::Row(_) => nothing(),
            _ => snapshot
                .with(|snapshot| lazy("panel", load_chosen, Chosen(snapshot.clone(), selected))),
        }
    })
}

/// What is selected, and in which layout.
#[derive(Clone)]
struct Chosen(Arc<Snapshot>, Selection);

lazy_part!(editor: fn load_chosen() -> fn(Chosen) -> AnyView = chosen);

fn chosen(Chosen(snapshot, selection): Chosen) -> AnyView {
    match &selection {
        Selection::Rack(rack) => of_rack(&snapshot, *rack),
        Selection::Devices(devices) => of_devices(&snapshot, devices),
        Selection::Nothing | Selection::Row(_) => nothing(),
    }
}

fn of_rack(snapshot: &Snapshot, id: RackId) -> AnyView {
    let layout = &snapshot.layout;
    let facts = RackFacts::of(layout, &snapshot.index, id, |_| Health::Unlinked);
    let (Some(rack), Some(facts)) = (layout.rack(id), facts) else {
        return nothing();
    };
    let row = rack
        .row
        .and_then(|row| layout.rows.iter().find(|other| other.id == row));
    let size = format!("{} U · {} inches", rack.height.units(), rack.width.inches());
    let place = match row {
        Some(row) => format!("{} · {size}", row.name),
        None => size,
    };
    let mut tiles = vec![
        tile("Free", format!("{} U", facts.free_units)),
        tile("Devices", facts.devices.to_string()),
        tile("Linked", facts.linked.to_string()),
    ];
    if let Some(depth) = rack.depth_mm {
        tiles.push(tile("Depth", format!("{depth} mm")));
    }
    let notes = (!rack.notes.is_empty()).then(|| {
        let notes = rack.notes.clone();
        view! { <p class="notes">{notes}</p> }
    });
    view! {
        <aside class="panel" aria-label="Rack">
            <Head name=rack.name.clone() />
            <p class="where">{place}</p>
            <dl class="tiles even">{tiles}</dl>
            {notes}
            <Doings group=Group::Racks />
        </aside>
    }
    .into_any()
}

fn of_devices(snapshot: &Snapshot, devices: &[DeviceId]) -> AnyView {
    let layout = &snapshot.layout;
    let rows: Vec<_> = devices
        .iter()
        .take(LISTED)
        .filter_map(|id| layout.devices.get(id))
        .map(|device| device_row(device.id, &device.name, layout.spoken_place(device)))
        .collect();
    let more = devices.len().checked_sub(LISTED).filter(|more| *more > 0);
    let more = more.map(|more| view! { <p class="where">{format!("and {more} more")}</p> });
    view! {
        <aside class="panel" aria-label="Selected devices">
            <Head name=format!("{} devices", devices.len()) />
            <ul class="listed">{rows}</ul>
            {more}
            <Doings group=Group::Devices />
        </aside>
    }
    .into_any()
}

fn device_row(id: DeviceId, name: &str, place: Option<String>) -> AnyView {
    let app = App::expect();
    let view = app.inner().document.snapshot().with_untracked(|snapshot| {
        let device = snapshot.layout.devices.get(&id)?;
        Some(app.inner().board.view(device))
    });
    let health = Signal::derive(move || {
        view.as_ref()
            .map_or(Health::Unlinked, |view| view.with(|view| view.health))
    });
    view! {
        <li>
            <button type="button" class="button quiet" on:click=move |_| app.look(Glance::Device(id))>
                <Light health=health />
                <span>{name.to_owned()}</span>
                <small>{place}</small>
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn Head(name: String) -> impl IntoView {
    let app = App::expect();
    view! {
        <div class="head">
            <h2>{name}</h2>
            <IconButton
                icon=Icon::Close
                label=Signal::stored("Close".to_owned())
                on_press=Callback::new(move |()| app.select(Selection::Nothing))
            />
        </div>
    }
}

/// All that the registry has for it.
#[component]
fn Doings(group: Group) -> impl IntoView {
    let app = App::expect();
    let rows: Vec<_> = actions()
        .filter(|action| action.group == group && (action.is_possible)(app))
        .map(|action| view! { <ActionItem action=action /> })
        .collect();
    view! {
        <div class="items" role="menu" aria-label="Actions">
            {rows}
        </div>
    }
}

fn tile(label: &'static str, value: String) -> AnyView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}
