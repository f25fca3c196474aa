//! Everything that can be done or gone to, found by typing.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::finder::Finder;
use crate::domain::hub_system::Linkable;
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::layout::{Layout, Snapshot};
use crate::domain::search::Query;
use crate::interaction::selection::Selection;
use crate::state::actions::layouts::LayoutCard;
use crate::state::app::App;
use crate::state::document::LayoutKey;
use crate::state::viewport::CameraCommand;
use crate::views::actions::{self, Action, ActionGroup, actions, by_id};
use crate::views::bar::layouts_menu::read_layouts;
use crate::views::ui::dynamic::{dynamic, flag, sometimes};

/// How many rows are shown at most.
const SHOWN: usize = 40;

/// The group of devices, see [`CommandSource::group`].
const DEVICES: u8 = 1;

/// A row of the list.
#[derive(Clone)]
struct CommandEntry {
    name: String,
    /// Where it is, what it holds or which key does it.
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
    let everything = StoredValue::new(Everything::here(app));
    let layouts = read_layouts(app);
    let found = Signal::derive(move || {
        let query = Query::new(&typed.get());
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
            Goal::Place(system) => app.pick_place_for_system(&system),
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

fn row(
    at: usize,
    entry: CommandEntry,
    chosen: RwSignal<usize>,
    go: Callback<CommandEntry>,
) -> AnyView {
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

/// All there is to find.
struct Everything {
    snapshot: Arc<Snapshot>,
    actions: Vec<&'static Action>,
    /// With the device that shows each.
    systems: Vec<(Linkable, Option<DeviceId>)>,
    /// The others of the hub, once they are read.
    layouts: Option<Vec<LayoutCard>>,
    /// Made with the first letter, since many only look for an action.
    finder: Option<Finder<CommandSource>>,
}

/// One thing to find, by its place in a list of [`Everything`].
#[derive(Clone, Copy)]
enum CommandSource {
    Action(usize),
    Device(DeviceId),
    System(usize),
    Rack(usize),
    Layout(usize),
}

impl CommandSource {
    /// Of things that fit alike, those of a lower group come first.
    fn group(self) -> u8 {
        match self {
            Self::Action(_) => 0,
            Self::Device(_) => DEVICES,
            Self::System(_) => 2,
            Self::Rack(_) => 3,
            Self::Layout(_) => 4,
        }
    }
}

impl Everything {
    /// All that is known without asking: the other layouts are still to be read.
    fn here(app: App) -> Self {
        let snapshot = app.inner().document.snapshot().get_untracked();
        let possible = |action: &&Action| action.id != "commands" && (action.is_possible)(app);
        let with_device = |system: Linkable| {
            let SystemRef { hub, system: id } = &system.system;
            let linked = snapshot.index.devices_of(hub, id).first();
            let device = linked.or_else(|| snapshot.index.hosts_of(hub, id).first());
            let device = device.copied();
            (system, device)
        };
        Self {
            actions: actions().filter(possible).collect(),
            systems: app
                .linkable_systems()
                .into_iter()
                .map(with_device)
                .collect(),
            layouts: None,
            finder: None,
            snapshot: snapshot.clone(),
        }
    }

    /// Takes the other layouts of the hub, once.
    fn take_layouts(&mut self, cards: &[LayoutCard]) {
        if self.layouts.is_none() {
            let is_other = |card: &&LayoutCard| !card.is_open && !card.is_deleted;
            self.layouts = Some(cards.iter().filter(is_other).cloned().collect());
            // With them from now on.
            self.finder = None;
        }
    }

    /// The best answers; actions and racks while nothing is typed.
    fn find(&mut self, query: &Query) -> Vec<CommandEntry> {
        if query.is_empty() {
            let actions = (0..self.actions.len()).map(CommandSource::Action);
            let racks = (0..self.snapshot.layout.racks.len()).map(CommandSource::Rack);
            let first = actions.chain(racks).take(SHOWN);
            return first.filter_map(|source| self.entry(source)).collect();
        }
        let finder = self.finder.take().unwrap_or_else(|| self.new_finder());
        let best = finder.best(query, SHOWN).into_iter();
        let entries = best.filter_map(|source| self.entry(*source)).collect();
        self.finder = Some(finder);
        entries
    }

    fn new_finder(&self) -> Finder<CommandSource> {
        let mut finder = Finder::default();
        let racks = (0..self.snapshot.layout.racks.len()).map(CommandSource::Rack);
        let layouts = self.layouts.as_ref().map_or(0, Vec::len);
        let few = (0..self.actions.len())
            .map(CommandSource::Action)
            .chain((0..self.systems.len()).map(CommandSource::System))
            .chain(racks)
            .chain((0..layouts).map(CommandSource::Layout));
        for source in few {
            if let Some(entry) = self.entry(source) {
                let also = [entry.detail.as_str(), entry.kind];
                finder.add(source.group(), source, &entry.name, &also);
            }
        }
        finder.add_devices(DEVICES, &self.snapshot, CommandSource::Device);
        finder
    }

    fn entry(&self, source: CommandSource) -> Option<CommandEntry> {
        let layout = &self.snapshot.layout;
        Some(match source {
            CommandSource::Action(place) => {
                let action = self.actions.get(place)?;
                let key = action.keys.first().map(actions::key_words);
                CommandEntry {
                    name: action.name.to_owned(),
                    detail: key.unwrap_or_default(),
                    kind: "Action",
                    goal: Goal::Do(action.id),
                }
            }
            CommandSource::Device(id) => {
                let device = layout.devices.get(&id)?;
                CommandEntry {
                    name: device.name.clone(),
                    detail: layout.spoken_place(device).unwrap_or_default(),
                    kind: "Device",
                    goal: Goal::Device(id),
                }
            }
            CommandSource::System(place) => {
                let (system, device) = self.systems.get(place)?;
                system_entry(layout, system, *device)
            }
            CommandSource::Rack(place) => {
                let rack = layout.racks.get(place)?;
                CommandEntry {
                    name: rack.name.clone(),
                    detail: format!("{} U", rack.height.units()),
                    kind: "Rack",
                    goal: Goal::Rack(rack.id),
                }
            }
            CommandSource::Layout(place) => {
                let card = self.layouts.as_ref()?.get(place)?;
                CommandEntry {
                    name: card.name.clone(),
                    detail: card.holds.clone(),
                    kind: "Layout",
                    goal: Goal::Layout(card.key.clone()),
                }
            }
        })
    }
}

/// Leads to the device that shows the system, or takes the system to a place.
fn system_entry(layout: &Layout, system: &Linkable, device: Option<DeviceId>) -> CommandEntry {
    let device = device.and_then(|device| layout.devices.get(&device));
    let mut details = vec![system.host.clone()];
    match device {
        Some(device) if device.name != system.name => details.push(device.name.clone()),
        Some(_) => {}
        None => details.push("not in a rack yet: place it".to_owned()),
    }
    details.extend(device.and_then(|device| layout.spoken_place(device)));
    details.retain(|detail| !detail.is_empty());
    CommandEntry {
        name: system.name.clone(),
        detail: details.join(" · "),
        kind: "System",
        goal: match device {
            Some(device) => Goal::Device(device.id),
            None => Goal::Place(system.system.clone()),
        },
    }
}
