//! Everything that can be done or gone to, found by typing.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::find::Needle;
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::layout::{Layout, Link};
use crate::domain::natural;
use crate::domain::sorted;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::document::systems::Linkable;
use crate::state::document::{LayoutCard, LayoutKey};
use crate::state::drag::{DragMeans, DragSource};
use crate::state::viewport::CameraCommand;
use crate::views::actions::{self, Action, ActionGroup, actions, by_id};
use crate::views::bar::layouts_menu::read_layouts;
use crate::views::ui::dynamic::{dynamic, flag, sometimes};

/// More than anyone reads; typing another letter is quicker.
const SHOWN: usize = 40;

/// One thing to find.
#[derive(Clone)]
struct Entry {
    name: String,
    /// Where it is, what it holds or which key does it; searched as well.
    detail: String,
    kind: &'static str,
    goal: Goal,
}

#[derive(Clone)]
enum Goal {
    Do(&'static str),
    Device(DeviceId),
    Rack(RackId),
    /// A system that no device shows is taken to its place.
    Place(SystemRef),
    Layout(LayoutKey),
}

#[component]
pub fn Commands() -> impl IntoView {
    let app = App::expect();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let here = StoredValue::new(everything_here(app));
    let layouts = read_layouts(app);
    let found = Signal::derive(move || {
        let needle = Needle::new(&typed.get());
        let others = layouts.with(|listed| match listed {
            Some(Ok(cards)) => cards.iter().filter_map(layout_entry).collect(),
            // What is not read is not offered; the menu of layouts says why.
            Some(Err(_)) | None => Vec::new(),
        });
        here.with_value(|here| search(&[here.as_slice(), others.as_slice()], &needle))
    });
    // The device that had the focus is what actions on devices are about; the dialog takes the focus from it.
    let focused = StoredValue::new(app.chosen_devices());
    let go = move |entry: &Entry| {
        app.close_dialog();
        match entry.goal.clone() {
            Goal::Do(id) => {
                let is_of_devices = |action: &Action| action.group == ActionGroup::Devices;
                let focused = focused.get_value();
                let is_lost = app.chosen_devices().is_empty() && !focused.is_empty();
                if is_lost && by_id(id).is_some_and(is_of_devices) {
                    app.select(Selection::Devices(focused));
                }
                actions::run(app, id);
            }
            Goal::Device(device) => {
                app.select(Selection::Devices(vec![device]));
                app.move_camera(CameraCommand::Device(device));
            }
            Goal::Rack(rack) => {
                app.select(Selection::Rack(rack));
                app.move_camera(CameraCommand::Rack(rack));
            }
            Goal::Place(system) => app.start_drag(DragSource::System(system), DragMeans::Picking),
            Goal::Layout(key) => app.switch_layout(key),
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        // Keys of an input method choose among its own proposals.
        if event.is_composing() {
            return;
        }
        let count = found.with_untracked(Vec::len);
        let at = chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => chosen.set((at + 1) % count.max(1)),
            "ArrowUp" => chosen.set(at.checked_sub(1).unwrap_or(count.saturating_sub(1))),
            "Enter" => {
                if let Some(entry) = found.with_untracked(|found| found.get(at).cloned()) {
                    go(&entry);
                }
            }
            _ => return,
        }
        event.prevent_default();
        show_chosen();
    };
    view! {
        <input
            class="search"
            type="text"
            role="combobox"
            aria-label="Find an action, device, system, rack or layout"
            aria-expanded="true"
            aria-controls="found"
            aria-autocomplete="list"
            aria-activedescendant=Signal::derive(move || format!("found-{}", chosen.get()))
            placeholder="Type an action, device, system, rack or layout…"
            autocomplete="off"
            spellcheck="false"
            on:input=move |event| {
                typed.set(event_target_value(&event));
                chosen.set(0);
            }
            on:keydown=on_key
        />
        <ul id="found" class="found" role="listbox" aria-label="Found">
            {dynamic(move || {
                let rows: Vec<_> = found
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(at, entry)| row(at, entry, chosen, Callback::new(move |entry: Entry| go(&entry))))
                    .collect();
                rows.into_any()
            })}
        </ul>
        {dynamic(move || {
            if found.with(Vec::is_empty) {
                view! { <p class="quiet" role="status">"No results"</p> }.into_any()
            } else {
                ().into_any()
            }
        })}
    }
}

fn row(at: usize, entry: Entry, chosen: RwSignal<usize>, go: Callback<Entry>) -> AnyView {
    let is_chosen = flag(move || chosen.get() == at);
    let (name, detail, kind) = (entry.name.clone(), entry.detail.clone(), entry.kind);
    view! {
        <li
            id=format!("found-{at}")
            role="option"
            aria-selected=sometimes(move || Some(if is_chosen.get() { "true" } else { "false" }))
            // Not `pointerenter`: rows that come to lie under a pointer at rest are not meant.
            on:pointermove=move |_| chosen.set(at)
            on:click=move |_| go.run(entry.clone())
        >
            <span class="kind">{kind}</span>
            <span class="what">{name}</span>
            <span class="detail">{detail}</span>
        </li>
    }
    .into_any()
}

/// Keeps the chosen row in sight.
fn show_chosen() {
    let _ = request_animation_frame(|| {
        let row = document().query_selector("#found [aria-selected=true]");
        if let Some(row) = row
            .ok()
            .flatten()
            .and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok())
        {
            row.scroll_into_view_with_scroll_into_view_options(&nearest());
        }
    });
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}

/// The best fits first; those that fit alike in the order they came.
fn search(lists: &[&[Entry]], needle: &Needle) -> Vec<Entry> {
    let all: Vec<&Entry> = lists.iter().copied().flatten().collect();
    let mut fits: Vec<(usize, usize)> = Vec::new();
    for (at, entry) in all.iter().enumerate() {
        let by_name = needle.rank(&entry.name).map(|rank| rank * 2);
        let by_all = || {
            let text = format!("{} {} {}", entry.name, entry.detail, entry.kind);
            needle.rank(&text).map(|rank| rank * 2 + 1)
        };
        if let Some(rank) = by_name.or_else(by_all) {
            sorted::insert(&mut fits, (rank, at));
        }
    }
    fits.into_iter()
        .take(SHOWN)
        .filter_map(|(_, at)| all.get(at).copied().cloned())
        .collect()
}

/// All that is known without asking: the other layouts are still to be read.
fn everything_here(app: App) -> Vec<Entry> {
    let snapshot = app.inner().document.snapshot().get_untracked();
    let layout = &snapshot.layout;
    let mut all = possible_actions(app);
    all.extend(devices(layout));
    let guests = guests(layout);
    all.extend(app.linkable_systems().into_iter().map(|system| {
        let SystemRef { hub, system: id } = &system.system;
        let linked = snapshot.index.devices_of(hub, id).first().copied();
        let device = linked.or_else(|| {
            let guest = guests.iter().find(|(link, _)| link.points_to(hub, id));
            guest.map(|(_, device)| *device)
        });
        system_entry(layout, &system, device)
    }));
    all.extend(layout.racks.iter().map(|rack| Entry {
        name: rack.name.clone(),
        detail: format!("{} U", rack.height.units()),
        kind: "Rack",
        goal: Goal::Rack(rack.id),
    }));
    all
}

fn possible_actions(app: App) -> Vec<Entry> {
    let possible = |action: &&Action| action.id != "commands" && (action.is_possible)(app);
    actions()
        .filter(possible)
        .map(|action| Entry {
            name: action.name.to_owned(),
            detail: action
                .keys
                .first()
                .map(|key| key.words())
                .unwrap_or_default(),
            kind: "Action",
            goal: Goal::Do(action.id),
        })
        .collect()
}

/// In the natural order of their names.
fn devices(layout: &Layout) -> Vec<Entry> {
    let mut devices: Vec<Entry> = Vec::new();
    for device in layout.devices.iter() {
        let entry = Entry {
            name: device.name.clone(),
            detail: layout.spoken_place(device).unwrap_or_default(),
            kind: "Device",
            goal: Goal::Device(device.id),
        };
        sorted::insert_by(&mut devices, entry, |a, b| {
            natural::compare(&a.name, &b.name)
        });
    }
    devices
}

/// The further systems that devices show, and on which device each is.
fn guests(layout: &Layout) -> Vec<(&Link, DeviceId)> {
    let mut guests = Vec::new();
    for device in layout.devices.iter() {
        guests.extend(device.guests.iter().map(|link| (link, device.id)));
    }
    guests
}

/// Leads to the device that shows the system, or takes the system to a place.
fn system_entry(layout: &Layout, system: &Linkable, device: Option<DeviceId>) -> Entry {
    let device = device.and_then(|device| layout.devices.get(&device));
    let mut details = vec![system.host.clone()];
    match device {
        Some(device) if device.name != system.name => details.push(device.name.clone()),
        Some(_) => {}
        None => details.push("not in a rack yet: place it".to_owned()),
    }
    details.extend(device.and_then(|device| layout.spoken_place(device)));
    details.retain(|detail| !detail.is_empty());
    Entry {
        name: system.name.clone(),
        detail: details.join(" · "),
        kind: "System",
        goal: match device {
            Some(device) => Goal::Device(device.id),
            None => Goal::Place(system.system.clone()),
        },
    }
}

/// `None` for the one that is open, and for those that were deleted.
fn layout_entry(card: &LayoutCard) -> Option<Entry> {
    (!card.is_open && !card.is_deleted).then(|| Entry {
        name: card.name.clone(),
        detail: card.holds.clone(),
        kind: "Layout",
        goal: Goal::Layout(card.key.clone()),
    })
}
