//! The panel of a selected rack or row, or of several selected devices: fields, facts and actions.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::Snapshot;
use crate::domain::summary::RackFacts;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::viewport::CameraCommand;
use crate::views::actions::{ActionGroup, ActionItem, actions, by_id};
use crate::views::inspector::{devices_fields, rack_fields, row_fields};
use crate::views::panel_focus::return_to_selection;
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::{dynamic, effect, nothing, optional, text};
use crate::views::ui::focus::focus;
use crate::views::ui::icon::Icon;
use crate::views::ui::lazy::lazy;
use crate::views::ui::light::Light;

/// Maximum number of devices listed; the rest are counted.
const LISTED: usize = 12;

/// Which panel is shown. Its content follows the selection and the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SelectionKind {
    Rack,
    Row,
    Devices,
}

/// The panel of the selection, if any.
pub fn selection_panel() -> AnyView {
    let inner = App::expect().inner();
    let (selection, selecting) = (inner.selection.clone(), inner.selecting.clone());
    let for_menu = inner.selected_for_menu.clone();
    let kind = Memo::new(move |_| {
        // The panel would cover the racks while more are selected, and a phone's menu.
        let is_wanted = !selecting.get() && !for_menu.get();
        let kind = selection.with(|selection| match selection {
            Selection::Devices(devices) if devices.len() > 1 => Some(SelectionKind::Devices),
            Selection::Rack(_) => Some(SelectionKind::Rack),
            Selection::Row(_) => Some(SelectionKind::Row),
            Selection::Devices(_) | Selection::Nothing => None,
        });
        kind.filter(|_| is_wanted)
    });
    dynamic(move || {
        kind.get()
            .map_or_else(nothing, |kind| lazy("panel", load_chosen, kind))
    })
}

lazy_part!(editor: fn load_chosen() -> fn(SelectionKind) -> AnyView = chosen);

fn chosen(kind: SelectionKind) -> AnyView {
    super::adopt_styles();
    match kind {
        SelectionKind::Rack => view! { <ChosenRack /> }.into_any(),
        SelectionKind::Row => view! { <ChosenRow /> }.into_any(),
        SelectionKind::Devices => view! { <ChosenDevices /> }.into_any(),
    }
}

/// The panel's summary of a rack.
#[derive(Clone, Default, PartialEq)]
struct RackCard {
    name: String,
    /// `Garage · 24U · 19 inches`.
    place: String,
    tiles: Vec<(&'static str, String)>,
    /// Power and weight of its devices, as far as known.
    sums: String,
}

#[component]
fn ChosenRack() -> impl IntoView {
    let inner = App::expect().inner();
    let (selection, snapshot) = (inner.selection.clone(), inner.document.snapshot());
    let rack = Memo::new(move |_| selection.with(Selection::rack));
    let card = Memo::new(move |_| snapshot.with(|snapshot| card_of(snapshot, rack.get()?)));
    let of_card = move |part: fn(&RackCard) -> &str| {
        text(move || card.with(|card| card.as_ref().map(part).unwrap_or_default().to_owned()))
    };
    let tiles = move || card.with(|card| card.as_ref().map(|card| card.tiles.clone()));
    let sums = of_card(|card| &card.sums);
    view! {
        <aside class="panel" aria-label="Rack" on:keydown=leave_by_key>
            <Head name=of_card(|card| &card.name) />
            <p class="where">{of_card(|card| &card.place)}</p>
            {dynamic(move || {
                let tiles: Vec<_> = tiles().into_iter().flatten().map(tile).collect();
                view! { <dl class="tiles even">{tiles}</dl> }.into_any()
            })}
            {optional(move || sums.with(|sums| !sums.is_empty()).then(|| view! { <p class="where">{sums}</p> }))}
            {dynamic(move || rack.get().map_or_else(nothing, rack_fields))}
            <Doings group=ActionGroup::Racks />
        </aside>
    }
}

fn card_of(snapshot: &Snapshot, id: RackId) -> Option<RackCard> {
    let layout = &snapshot.layout;
    let facts = RackFacts::of(layout, &snapshot.index, id, |_| Health::Unlinked)?;
    let rack = layout.rack(id)?;
    let row = rack
        .row
        .and_then(|row| layout.rows.iter().find(|other| other.id == row));
    let size = format!("{}U · {} inches", rack.height.units(), rack.width.inches());
    let mut tiles = vec![
        ("Free", format!("{}U", facts.free_units)),
        ("Devices", facts.devices.to_string()),
        ("Linked", facts.linked.to_string()),
    ];
    if let Some(depth) = rack.depth_mm {
        tiles.push(("Depth", format!("{depth} mm")));
    }
    Some(RackCard {
        name: rack.name.clone(),
        place: match row {
            Some(row) => format!("{} · {size}", row.name),
            None => size,
        },
        tiles,
        sums: facts.sums(),
    })
}

#[component]
fn ChosenRow() -> impl IntoView {
    let inner = App::expect().inner();
    let (selection, snapshot) = (inner.selection.clone(), inner.document.snapshot());
    let row = Memo::new(move |_| selection.with(Selection::row));
    let words = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            let found = snapshot.layout.row(row.get()?)?;
            let racks = snapshot.layout.racks_in(Some(found.id));
            let names: Vec<&str> = racks.map(|rack| rack.name.as_str()).collect();
            Some((found.name.clone(), names.join(", ")))
        })
    });
    let racks = text(move || {
        let racks = words.with(|words| words.as_ref().map(|words| words.1.clone()));
        racks
            .filter(|racks| !racks.is_empty())
            .unwrap_or_else(|| "No racks in it".to_owned())
    });
    view! {
        <aside class="panel" aria-label="Row" on:keydown=leave_by_key>
            <Head name=text(move || words.get().map(|words| words.0).unwrap_or_default()) />
            <p class="where">{racks}</p>
            {dynamic(move || row.get().map_or_else(nothing, row_fields))}
            <Doings group=ActionGroup::Rows />
        </aside>
    }
}

#[component]
fn ChosenDevices() -> impl IntoView {
    let inner = App::expect().inner();
    let selection = inner.selection.clone();
    let devices = Memo::new(move |_| selection.with(|selection| selection.devices().to_vec()));
    let listed =
        move || devices.with(|devices| devices.iter().take(LISTED).copied().collect::<Vec<_>>());
    let more = move || {
        devices
            .with(Vec::len)
            .checked_sub(LISTED)
            .filter(|more| *more > 0)
    };
    view! {
        <aside class="panel" aria-label="Selected devices" on:keydown=leave_by_key>
            <Head name=text(move || format!("{} devices", devices.with(Vec::len))) />
            {dynamic(move || devices_fields(devices.get()))}
            <ul class="listed">
                <For each=listed key=|id| *id let:id>
                    {device_row(id)}
                </For>
            </ul>
            {optional(move || more().map(|more| view! { <p class="where">{format!("and {more} more")}</p> }))}
            <Doings group=ActionGroup::Devices />
        </aside>
    }
}

fn device_row(id: DeviceId) -> AnyView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let view = snapshot.with_untracked(|snapshot| {
        let device = snapshot.layout.devices.get(&id)?;
        Some(app.inner().live.view(device))
    });
    let health = Signal::derive(move || {
        view.as_ref()
            .map_or(Health::Unlinked, |view| view.with(|view| view.health))
    });
    let words = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            let device = snapshot.layout.devices.get(&id)?;
            Some((device.name.clone(), snapshot.layout.spoken_place(device)))
        })
    });
    let name = text(move || words.get().map_or_else(String::new, |words| words.0));
    let place = text(move || words.get().and_then(|words| words.1).unwrap_or_default());
    view! {
        <li>
            <button type="button" class="button quiet" on:click=move |_| app.move_camera(CameraCommand::Device(id))>
                <Light health=health />
                <span>{name}</span>
                <small>{place}</small>
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn Head(name: Signal<String>) -> impl IntoView {
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

/// Escape and F6 return to the selection; another Escape, on the racks, clears it.
fn leave_by_key(event: KeyboardEvent) {
    let leaves = matches!(event.key().as_str(), "Escape" | "F6");
    if leaves && !event.default_prevented() && return_to_selection(App::expect()) {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// All actions of the registry that are possible now. A row stays while its action is possible, so that it keeps the focus.
#[component]
fn Doings(group: ActionGroup) -> impl IntoView {
    let app = App::expect();
    let inner = app.inner();
    let (selection, snapshot) = (inner.selection.clone(), inner.document.snapshot());
    let possible = Memo::new(move |_| {
        selection.track();
        snapshot.track();
        let of_group = actions().filter(|action| action.group == group);
        let possible = of_group.filter(|action| (action.is_possible)(app));
        possible.map(|action| action.id).collect::<Vec<_>>()
    });
    let list = NodeRef::<html::Div>::new();
    // If the pressed row disappears, the row in its place gets the focus.
    let pressed = StoredValue::new(None::<&'static str>);
    let mut before = Vec::new();
    effect(move || {
        let now = possible.get();
        let before = std::mem::replace(&mut before, now.clone());
        let is_gone = |id: &&str| pressed.get_value() == Some(id) && !now.contains(id);
        if let Some(gone) = before.iter().position(is_gone) {
            pressed.set_value(None);
            focus_row(list, gone.min(now.len().saturating_sub(1)));
        }
    });
    view! {
        <div class="items" role="menu" aria-label="Actions" node_ref=list>
            <For each=move || possible.get() key=|id| *id let:id>
                {by_id(id)
                    .map(|action| {
                        view! { <ActionItem action=action on:click=move |_| pressed.set_value(Some(id)) /> }
                    })}
            </For>
        </div>
    }
}

fn focus_row(list: NodeRef<html::Div>, at: usize) {
    let rows = list
        .get_untracked()
        .and_then(|list| list.query_selector_all("button").ok());
    let row = rows
        .and_then(|rows| rows.item(at as u32))
        .and_then(|row| row.dyn_into::<web_sys::Element>().ok());
    if let Some(row) = row {
        focus(&row);
    }
}

fn tile((label, value): (&'static str, String)) -> AnyView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}
