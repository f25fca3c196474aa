//! The state of the palette of device types: whether it is open, the starred and recently used types; and the list of products once it is
//! loaded. None of it belongs to a layout.

use std::cell::OnceCell;
use std::sync::Arc;

use leptos::prelude::*;

use super::spawn;
use crate::domain::catalog::gap::{Gap, Spot};
use crate::domain::catalog::products::{ProductReader, Products};
use crate::domain::io::types;
use crate::domain::layout::DeviceType;
use crate::domain::problem::Problem;
use crate::shell::asset;
use crate::shell::page;
use crate::shell::storage::{self, Keep};
use crate::state::time;

const OPEN_KEY: &str = "palette";
const STARRED_KEY: &str = "palette.starred";
const RECENT_KEY: &str = "palette.recent";
/// Lines of the product list read in one go: a few milliseconds' work.
const LINES_AT_ONCE: usize = 250;
/// Number of recently used types that are remembered.
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
    /// Whether it is shown.
    pub open: ArcRwSignal<bool>,
    /// Counts the requests for the search field.
    pub search_asked: ArcRwSignal<u32>,
    remembered: OnceCell<Remembered>,
    pub products: ArcRwSignal<ProductList>,
    /// The gap that was chosen, while nothing is selected.
    pub gap: ArcRwSignal<Option<Spot>>,
}

/// The gap that the palette filters by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelectedGap {
    pub gap: Gap,
    /// Whether the user chose it; otherwise it is the largest gap of the selection.
    pub is_chosen: bool,
}

impl Palette {
    pub(super) fn new() -> Self {
        // Closed on a first visit: someone who comes to look need not see what can be added.
        let is_wanted = storage::read(Keep::Device, OPEN_KEY).is_some_and(|word| word == "open");
        Self {
            open: ArcRwSignal::new(page::is_wide() && is_wanted),
            search_asked: ArcRwSignal::new(0),
            remembered: OnceCell::new(),
            products: ArcRwSignal::new(ProductList::NotAsked),
            gap: ArcRwSignal::new(None),
        }
    }
}

/// What this browser keeps of types; read from storage on first use.
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

    /// The recently used types, most recent first.
    pub fn recent(&self) -> &ArcRwSignal<Types> {
        &self.remembered().recent
    }
}

/// Types that cannot be read are dropped.
fn kept_types(key: &str) -> Types {
    let text = storage::read(Keep::Device, key).unwrap_or_default();
    Arc::new(types::read(&text))
}

/// If they cannot be kept, the next visit starts without them.
fn keep_types(key: &str, types: &[DeviceType]) {
    let _kept = storage::write(Keep::Device, key, &types::write(types));
}

impl Palette {
    /// Opens or closes the palette.
    pub(super) fn set_open(&self, open: bool) {
        self.open.set(open);
        if page::is_wide() {
            let word = if open { "open" } else { "folded" };
            let _kept = storage::write(Keep::Device, OPEN_KEY, word);
        }
    }

    /// Opens the palette with the cursor in its search field.
    pub(super) fn search(&self) {
        self.set_open(true);
        self.search_asked.update(|asked| *asked += 1);
    }

    /// Stars a type, or takes its star away.
    pub(super) fn toggle_star(&self, device_type: &DeviceType) {
        let starred = self.starred();
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

    pub(super) fn note_used(&self, device_type: &DeviceType) {
        let recent = self.recent();
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

    /// Loads the list of products, unless that is done or under way.
    pub(super) fn load_products(&self) {
        let products = self.products.clone();
        let is_wanted = products
            .with_untracked(|list| matches!(list, ProductList::NotAsked | ProductList::Failed(_)));
        if !is_wanted {
            return;
        }
        products.set(ProductList::Loading);
        spawn(async move {
            let name = page::root_state("products").unwrap_or_default();
            let Some(text) = asset::text(&name).await else {
                return products.set(ProductList::Failed(Problem::new(
                    "The list of products did not load.",
                    "Check the network and try again.",
                )));
            };
            let mut reader = ProductReader::new(text);
            while reader.read_lines(LINES_AT_ONCE) {
                time::next_turn().await;
            }
            products.set(ProductList::Ready(Arc::new(reader.finish())));
        });
    }
}
