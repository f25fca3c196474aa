//! Everything that can be done or gone to, found by typing.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::find::Needle;
use crate::domain::ids::{DeviceId, RackId, SystemId};
use crate::domain::natural;
use crate::domain::sorted;
use crate::state::app::App;
use crate::state::carry::{Carried, Means};
use crate::state::selection::Selection;
use crate::state::viewport::Glance;
use crate::views::actions::{Action, actions};
use crate::views::ui::dynamic::{dynamic, flag, sometimes};

/// More than anyone reads; typing another letter is quicker.
const SHOWN: usize = 40;

/// One thing to find.
#[derive(Clone)]
struct Entry {
    name: String,
    /// Where it is or which key does it; searched as well.
    detail: String,
    kind: &'static str,
    goal: Goal,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    Do(&'static str),
    Device(DeviceId),
    Rack(RackId),
    /// A system without a device, by its place in the list of those.
    Place(usize),
}

#[component]
pub fn Commands() -> impl IntoView {
    let app = App::expect();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let unplaced = StoredValue::new(app.unplaced_systems());
    let all = StoredValue::new(unplaced.with_value(|unplaced| everything(app, unplaced)));
    let found = Signal::derive(move || {
        let needle = Needle::new(&typed.get());
        all.with_value(|all| search(all, &needle))
    });
    let go = move |entry: &Entry| {
        app.close_dialog();
        match entry.goal {
            Goal::Do(id) => {
                if let Some(action) = crate::views::actions::by_id(id) {
                    (action.run)(app);
                }
            }
            Goal::Device(device) => {
                app.inner().selection.set(Selection::Devices(vec![device]));
                app.look(Glance::Device(device));
            }
            Goal::Rack(rack) => {
                app.inner().selection.set(Selection::Rack(rack));
                app.look(Glance::Rack(rack));
            }
            Goal::Place(at) => {
                if let Some((system, _)) = unplaced.with_value(|list| list.get(at).cloned()) {
                    app.carry(Carried::System(system), Means::Picking);
                }
            }
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
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
            aria-label="Find an action, device or rack"
            aria-expanded="true"
            aria-controls="found"
            aria-autocomplete="list"
            aria-activedescendant=Signal::derive(move || format!("found-{}", chosen.get()))
            placeholder="Type an action, a device, a rack, a system…"
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
                view! { <p class="quiet" role="status">"Nothing is called that."</p> }.into_any()
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
            on:pointerenter=move |_| chosen.set(at)
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
fn search(all: &[Entry], needle: &Needle) -> Vec<Entry> {
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
        .filter_map(|(_, at)| all.get(at).cloned())
        .collect()
}

fn everything(app: App, unplaced: &[(SystemId, String)]) -> Vec<Entry> {
    let possible = |action: &&Action| action.id != "commands" && (action.is_possible)(app);
    let mut all: Vec<Entry> = actions()
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
        .collect();
    let snapshot = app.inner().document.snapshot().get_untracked();
    let layout = &snapshot.layout;
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
    all.extend(devices);
    all.extend(layout.racks.iter().map(|rack| Entry {
        name: rack.name.clone(),
        detail: format!("{} U", rack.height.units()),
        kind: "Rack",
        goal: Goal::Rack(rack.id),
    }));
    all.extend(unplaced.iter().enumerate().map(|(at, (_, name))| Entry {
        name: name.clone(),
        detail: "in no rack yet: place it".to_owned(),
        kind: "System",
        goal: Goal::Place(at),
    }));
    all
}
