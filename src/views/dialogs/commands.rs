//! The command palette: finds all actions and destinations by typing.

mod everything;

use leptos::prelude::*;

use crate::domain::filter::of_tag;
use crate::domain::search::Query;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::palette::ProductList;
use crate::state::{spawn, time};
use crate::views::actions::{self, Action, ActionGroup, by_id};
use crate::views::bar::layouts_menu::read_layouts;
use crate::views::ui::focus::focus_device_soon;
use crate::views::ui::picker::{PickRow, Picker};
use everything::{CommandEntry, CommandGoal, Everything};

/// Maximum number of rows.
const SHOWN: usize = 40;

#[component]
pub fn Commands() -> impl IntoView {
    let app = App::expect();
    let typed = RwSignal::new(String::new());
    let everything = StoredValue::new(Everything::here(app));
    let layouts = read_layouts(app);
    let prepared = RwSignal::new(0_usize);
    prepare(everything, prepared);
    let products = app.inner().palette.products.clone();
    let found = Memo::new(move |_| {
        let query = Query::new(&typed.get());
        // Includes what is prepared meanwhile.
        prepared.track();
        products.with(|list| {
            if let ProductList::Ready(products) = list {
                everything.update_value(|everything| everything.take_products(products));
            }
        });
        layouts.with(|listed| {
            // Unread layouts are not offered; the menu of layouts says why.
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
                app.go_to_device(device);
                focus_device_soon(device);
            }
            CommandGoal::Rack(rack) => app.go_to_rack(rack),
            CommandGoal::Place(system) => app.pick_place_for_system(&system),
            CommandGoal::Layout(key) => app.switch_layout(key),
            CommandGoal::Tag(tag) => app.inner().filtering.text.set(of_tag(&tag)),
            CommandGoal::Column(annotation) => app.annotate(annotation),
            CommandGoal::Product(device_type) => app.place_new(&device_type),
        }
    };
    let rows = Memo::new(move |_| found.with(|found| found.iter().map(row).collect()));
    view! {
        <Picker
            label="Find an action, device, system, rack, tag, layout or product"
            placeholder="Type an action, device, system, rack, tag, layout or product…"
            rows=rows
            on_type=Callback::new(move |words: String| {
                app.load_products();
                typed.set(words);
            })
            on_pick=Callback::new(move |at: usize| {
                if let Some(entry) = found.with_untracked(|found| found.get(at).cloned()) {
                    go(&entry);
                }
            })
        />
    }
}

fn row(entry: &CommandEntry) -> PickRow {
    PickRow {
        kind: entry.kind,
        name: entry.name.clone(),
        name_marks: entry.name_marks.clone(),
        detail: entry.detail.clone(),
        detail_marks: entry.detail_marks.clone(),
        is_blocked: false,
    }
}

/// Adds the devices to the search in batches, for as long as the list is open.
fn prepare(everything: StoredValue<Everything>, prepared: RwSignal<usize>) {
    spawn(async move {
        // Searches again each time the number of devices has doubled, and at the end.
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
