//! Everything that can be done or gone to, found by typing.

mod everything;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::search::Query;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::palette::ProductList;
use crate::state::viewport::CameraCommand;
use crate::state::{spawn, time};
use crate::views::actions::{self, Action, ActionGroup, by_id};
use crate::views::bar::layouts_menu::read_layouts;
use crate::views::ui::dynamic::{dynamic, flag, sometimes};
use crate::views::ui::marked::marked;
use everything::{CommandEntry, CommandGoal, Everything};

/// How many rows are shown at most.
const SHOWN: usize = 40;

#[component]
pub fn Commands() -> impl IntoView {
    let app = App::expect();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let everything = StoredValue::new(Everything::here(app));
    let layouts = read_layouts(app);
    let prepared = RwSignal::new(0_usize);
    prepare(everything, prepared);
    let products = app.inner().palette.products.clone();
    let found = Memo::new(move |_| {
        let query = Query::new(&typed.get());
        // What is prepared meanwhile is found as well.
        prepared.track();
        products.with(|list| {
            if let ProductList::Ready(products) = list {
                everything.update_value(|everything| everything.take_products(products));
            }
        });
        layouts.with(|listed| {
            // What is not read is not offered; the menu of layouts says why.
            if let Some(Ok(cards)) = listed {
                everything.update_value(|everything| everything.take_layouts(cards));
            }
        });
        everything
            .try_update_value(|everything| everything.find(&query))
            .unwrap_or_default()
    });
    // The device that had the focus is what actions on devices are about; the dialog takes the focus from it.
    let focused = StoredValue::new(app.chosen_devices());
    let go = move |entry: &CommandEntry| {
        app.close_dialog();
        match entry.goal.clone() {
            CommandGoal::Do(id) => {
                let is_of_devices = |action: &Action| action.group == ActionGroup::Devices;
                let focused = focused.get_value();
                let is_lost = app.chosen_devices().is_empty() && !focused.is_empty();
                if is_lost && by_id(id).is_some_and(is_of_devices) {
                    app.select(Selection::Devices(focused));
                }
                actions::run(app, id);
            }
            CommandGoal::Device(device) => {
                app.select(Selection::Devices(vec![device]));
                app.move_camera(CameraCommand::Device(device));
            }
            CommandGoal::Rack(rack) => {
                app.select(Selection::Rack(rack));
                app.move_camera(CameraCommand::Rack(rack));
            }
            CommandGoal::Place(system) => app.pick_place_for_system(&system),
            CommandGoal::Layout(key) => app.switch_layout(key),
            CommandGoal::Product(device_type) => app.place_new(&device_type),
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
            aria-label="Find an action, device, system, rack, layout or product"
            aria-expanded="true"
            aria-controls="found"
            aria-autocomplete="list"
            aria-activedescendant=Signal::derive(move || format!("found-{}", chosen.get()))
            placeholder="Type an action, device, system, rack, layout or product…"
            autocomplete="off"
            spellcheck="false"
            on:input=move |event| {
                app.load_products();
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
                    .map(|(at, entry)| row(at, entry, chosen, Callback::new(move |entry: CommandEntry| go(&entry))))
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

/// Adds the devices to what is found, some at a time, for as long as the list is open.
fn prepare(everything: StoredValue<Everything>, prepared: RwSignal<usize>) {
    spawn(async move {
        // Results are looked up again when twice as many devices are there, and at the end.
        let (mut count, mut told) = (0, 0);
        loop {
            time::next_turn().await;
            let Some(added) = everything.try_update_value(Everything::prepare) else {
                return;
            };
            count += added.unwrap_or(0);
            if added.is_none() || count > told * 2 {
                told = count;
                let _ = prepared.try_update(|prepared| *prepared += 1);
            }
            if added.is_none() {
                return;
            }
        }
    });
}

fn row(
    at: usize,
    entry: CommandEntry,
    chosen: RwSignal<usize>,
    go: Callback<CommandEntry>,
) -> AnyView {
    let is_chosen = flag(move || chosen.get() == at);
    let name = marked(&entry.name, &entry.name_marks);
    let detail = marked(&entry.detail, &entry.detail_marks);
    let kind = entry.kind;
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
