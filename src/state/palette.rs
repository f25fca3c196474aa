//! What the palette of device types remembers: whether it is open, what is starred and what was used last; and the list of
//! products once it is loaded. None of it belongs to a layout.

use std::cell::OnceCell;
use std::sync::Arc;

use leptos::prelude::*;

use super::app::App;
use super::spawn;
use crate::domain::arrange;
use crate::domain::autobuild;
use crate::domain::catalog::gap::{Gap, Spot};
use crate::domain::catalog::placing;
use crate::domain::catalog::products::Products;
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::io::types;
use crate::domain::layout::{Device, DeviceType, Layout, Mount};
use crate::domain::problem::Problem;
use crate::interaction::selection::Selection;
use crate::interaction::source::DragSource;
use crate::shell::asset;
use crate::shell::page;
use crate::shell::storage::{self, Keep};
use crate::state::ids::new_uuid;
use crate::state::part::lazy_part;

const OPEN_KEY: &str = "palette";
const STARRED_KEY: &str = "palette.starred";
const RECENT_KEY: &str = "palette.recent";
/// How many types are remembered as used last.
const RECENT: usize = 8;

/// Device types in the order in which they are shown.
pub type Types = Arc<Vec<DeviceType>>;

/// The list of products: 50 kilobytes that most visits do not need.
#[derive(Clone)]
pub enum ProductList {
    NotAsked,
    Loading,
    Failed(Problem),
    Ready(Arc<Products>),
}

pub struct Palette {
    /// Shown in full; else folded to an edge on a desk, and away on a phone.
    pub open: ArcRwSignal<bool>,
    /// Counts how often someone asked for the search field.
    pub search_asked: ArcRwSignal<u32>,
    remembered: OnceCell<Remembered>,
    pub products: ArcRwSignal<ProductList>,
    /// The gap that was chosen, while nothing is selected.
    pub gap: ArcRwSignal<Option<Spot>>,
}

/// What the palette's filter goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelectedGap {
    pub gap: Gap,
    /// Chosen as such; else it is the largest one of what is selected.
    pub is_chosen: bool,
}

impl Palette {
    pub(super) fn new() -> Self {
        let is_wanted = match storage::read(Keep::Device, OPEN_KEY) {
            Some(word) => word != "folded",
            // Unasked it takes no room from the racks where there is little.
            None => page::is_very_wide(),
        };
        Self {
            open: ArcRwSignal::new(page::is_wide() && is_wanted),
            search_asked: ArcRwSignal::new(0),
            remembered: OnceCell::new(),
            products: ArcRwSignal::new(ProductList::NotAsked),
            gap: ArcRwSignal::new(None),
        }
    }
}

/// What this browser keeps of types; read when it is first asked for.
struct Remembered {
    starred: ArcRwSignal<Types>,
    recent: ArcRwSignal<Types>,
}

impl Palette {
    fn remembered(&self) -> &Remembered {
        self.remembered.get_or_init(|| Remembered {
            starred: ArcRwSignal::new(kept_types(STARRED_KEY)),
            recent: ArcRwSignal::new(kept_types(RECENT_KEY)),
        })
    }

    pub fn starred(&self) -> &ArcRwSignal<Types> {
        &self.remembered().starred
    }

    /// Those used last, the last one first.
    pub fn recent(&self) -> &ArcRwSignal<Types> {
        &self.remembered().recent
    }
}

/// What cannot be read is forgotten.
fn kept_types(key: &str) -> Types {
    let text = storage::read(Keep::Device, key).unwrap_or_default();
    Arc::new(types::read(&text))
}

/// Where nothing can be kept, the next visit begins without.
fn keep_types(key: &str, types: &[DeviceType]) {
    let _kept = storage::write(Keep::Device, key, &types::write(types));
}

lazy_part!(editor: fn load_place_in_gap() -> fn(App, (&SystemRef, Spot)) = App::place_in_gap_now);
lazy_part!(editor: fn load_place_new() -> fn(App, &DeviceType) = App::place_new_now);

impl App {
    /// Opens the palette or folds it.
    pub fn open_palette(&self, open: bool) {
        self.inner().palette.open.set(open);
        if page::is_wide() {
            let word = if open { "open" } else { "folded" };
            let _kept = storage::write(Keep::Device, OPEN_KEY, word);
        }
    }

    /// Opens the palette with the cursor in its search field.
    pub fn search_palette(&self) {
        self.open_palette(true);
        self.inner()
            .palette
            .search_asked
            .update(|asked| *asked += 1);
    }

    /// Stars a type, or takes its star away.
    pub fn toggle_star(&self, device_type: &DeviceType) {
        let inner = self.inner();
        let starred = inner.palette.starred();
        let mut types = starred.with_untracked(|types| types.to_vec());
        match types
            .iter()
            .position(|other| other.slug == device_type.slug)
        {
            Some(place) => drop(types.remove(place)),
            None => types.push(device_type.clone()),
        }
        keep_types(STARRED_KEY, &types);
        starred.set(Arc::new(types));
    }

    fn note_used(&self, device_type: &DeviceType) {
        let inner = self.inner();
        let recent = inner.palette.recent();
        let others = recent.with_untracked(|types| types.to_vec());
        let types: Vec<DeviceType> = std::iter::once(device_type.clone())
            .chain(
                others
                    .into_iter()
                    .filter(|other| other.slug != device_type.slug),
            )
            .take(RECENT)
            .collect();
        keep_types(RECENT_KEY, &types);
        recent.set(Arc::new(types));
    }

    /// Something of the palette has been taken, to be dropped on the racks. On a phone the palette makes way.
    pub fn note_taken(&self, source: &DragSource) {
        if let DragSource::NewDevice(device_type) = source {
            self.note_used(device_type);
        }
        if !page::is_wide() {
            self.open_palette(false);
        }
    }

    /// Adds a device of that type in the first place that fits: in the chosen gap, in the bays of the selected device, in the selected rack, or
    /// anywhere.
    pub fn place_new(&self, device_type: &DeviceType) {
        let device_type = device_type.clone();
        self.with_part(load_place_new(), move |app, place_new| {
            place_new(app, &device_type);
        });
    }

    fn place_new_now(self, device_type: &DeviceType) {
        let inner = self.inner();
        let snapshot = inner.document.snapshot().get_untracked();
        let layout = &snapshot.layout;
        let (device, rack) = self.selected_in(layout);
        // What does not go between the rails is in no gap.
        let gap = self
            .chosen_gap()
            .filter(|_| device_type.mount == Mount::Rails);
        let rack = gap.map(|gap| gap.rack).or(rack);
        let place = match gap {
            Some(gap) => placing::place_in_gap(layout, device_type, gap),
            None => placing::first_place(layout, device_type, device, rack),
        };
        let Some(place) = place else {
            let name = device_type.full_name();
            self.say(match rack.and_then(|rack| layout.rack(rack)) {
                Some(_) if gap.is_some() => format!("{name} does not fit in the selected gap"),
                Some(rack) => format!("No room for {name} in {}", rack.name),
                None => format!("No room for {name}"),
            });
            return;
        };
        let id = DeviceId::new(new_uuid());
        match arrange::place_new(layout, device_type, place, id, None) {
            Ok(command) => {
                if self.run(&command).is_ok() {
                    self.note_used(device_type);
                }
            }
            Err(refusal) => self.say(refusal.to_string()),
        }
    }

    /// Puts one of the hub's systems into the chosen gap, or into the first free place where none is chosen.
    pub fn place_system_in_gap(&self, system: &SystemRef) {
        let Some(gap) = self.chosen_gap() else {
            return self.place_system(system);
        };
        let system = system.clone();
        self.with_part(load_place_in_gap(), move |app, place| {
            place(app, (&system, gap));
        });
    }

    fn place_in_gap_now(self, (of, gap): (&SystemRef, Spot)) {
        let inner = self.inner();
        let Some(system) = inner.live.system(of) else {
            return;
        };
        let snapshot = inner.document.snapshot().get_untracked();
        let layout = &snapshot.layout;
        let device_type = autobuild::type_for(layout, &system);
        let Some(place) = placing::place_in_gap(layout, &device_type, gap) else {
            return self.say(format!("{} does not fit in the selected gap", system.name));
        };
        let command = autobuild::place_system(layout, &of.hub, &system, place, &mut new_uuid);
        // A refusal has been said already.
        let _ = self.run(&command);
    }

    /// Chooses the gap around a point in a rack, in the place of what is selected; `None` chooses none any more.
    pub fn choose_gap(&self, spot: Option<Spot>) {
        let gap = &self.inner().palette.gap;
        if spot.is_some() {
            self.open_device(None);
            self.select(Selection::Nothing);
        }
        if gap.with_untracked(|old| *old != spot) {
            gap.set(spot);
        }
    }

    /// Where something was chosen that is still a gap, and nothing was selected since.
    pub fn chosen_gap(&self) -> Option<Spot> {
        let inner = self.inner();
        let spot = inner.palette.gap.get_untracked()?;
        let is_nothing = inner
            .selection
            .with_untracked(|selection| *selection == Selection::Nothing);
        let snapshot = inner.document.snapshot().get_untracked();
        (is_nothing && spot.edges(&snapshot.layout).is_some()).then_some(spot)
    }

    /// The same, followed.
    pub fn follow_chosen_gap(&self) -> Option<Spot> {
        let inner = self.inner();
        inner.palette.gap.track();
        inner.selection.track();
        inner.document.snapshot().track();
        self.chosen_gap()
    }

    /// The gap that was chosen, or that the selection stands for; `None` where there is neither.
    pub fn selected_gap(&self) -> Option<SelectedGap> {
        let inner = self.inner();
        let chosen = self.follow_chosen_gap();
        inner.document.snapshot().with(|snapshot| {
            let layout = &snapshot.layout;
            let (device, rack) = self.selected_in(layout);
            let gap = match chosen {
                Some(spot) => Gap::around(layout, spot),
                None => Gap::of_selection(layout, device, rack),
            };
            let is_chosen = chosen.is_some();
            gap.map(|gap| SelectedGap { gap, is_chosen })
        })
    }

    fn selected_in<'a>(&self, layout: &'a Layout) -> (Option<&'a Device>, Option<RackId>) {
        let selection = &self.inner().selection;
        let (device, rack) = selection
            .with_untracked(|selection| (selection.single_device(), Selection::rack(selection)));
        (device.and_then(|id| layout.devices.get(&id)), rack)
    }

    /// Loads the list of products, unless that is done or under way.
    pub fn load_products(&self) {
        let products = self.inner().palette.products.clone();
        let is_wanted = products
            .with_untracked(|list| matches!(list, ProductList::NotAsked | ProductList::Failed(_)));
        if !is_wanted {
            return;
        }
        products.set(ProductList::Loading);
        spawn(async move {
            let name = page::root_state("products").unwrap_or_default();
            products.set(match asset::text(&name).await {
                Some(text) => ProductList::Ready(Arc::new(Products::read(text))),
                None => ProductList::Failed(Problem::new(
                    "The list of products did not load.",
                    "Check the network and try again.",
                )),
            });
        });
    }
}
