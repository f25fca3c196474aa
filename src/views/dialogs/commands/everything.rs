//! Everything that the command palette finds.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;

use super::SHOWN;
use crate::domain::annotation::Annotation;
use crate::domain::catalog::products::Products;
use crate::domain::finder::Finder;
use crate::domain::format;
use crate::domain::hub_system::Linkable;
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::inspect::tag_counts;
use crate::domain::layout::{DeviceType, Layout, Snapshot};
use crate::domain::search::{Plan, Query};
use crate::state::actions::layouts::LayoutCard;
use crate::state::app::App;
use crate::state::document::LayoutKey;
use crate::views::actions::{self, Action, actions};

/// The group of devices, see [`CommandSource::group`].
const DEVICES: u8 = 1;
/// Group of products, which come last.
const PRODUCTS: u8 = 5;
/// Maximum number of products shown: the palette has them all.
const SHOWN_PRODUCTS: usize = 8;
/// Devices prepared in one go: a few milliseconds' work.
const DEVICES_AT_ONCE: usize = 1_000;

/// A row of the list.
#[derive(Clone, PartialEq)]
pub(super) struct CommandEntry {
    pub(super) name: String,
    /// Where it is, what it contains or its shortcut.
    pub(super) detail: String,
    pub(super) kind: &'static str,
    pub(super) goal: CommandGoal,
    /// The matches in the name and in the detail.
    pub(super) name_marks: Vec<Range<usize>>,
    pub(super) detail_marks: Vec<Range<usize>>,
}

#[derive(Clone, PartialEq)]
pub(super) enum CommandGoal {
    Do(&'static str),
    Device(DeviceId),
    Rack(RackId),
    /// Places a system that no device shows.
    Place(SystemRef),
    Layout(LayoutKey),
    /// Filters by the tag.
    Tag(String),
    /// Shows the annotation beside the racks.
    Column(Annotation),
    /// Places a product where it fits.
    Product(Box<DeviceType>),
}

/// All there is to find.
pub(super) struct Everything {
    snapshot: Arc<Snapshot>,
    actions: Vec<&'static Action>,
    /// Each with the device that shows it.
    systems: Vec<(Linkable, Option<DeviceId>)>,
    /// Each with the number of devices and racks that have it.
    tags: Vec<(String, usize)>,
    /// The hub's other layouts, once they are read.
    layouts: Option<Vec<LayoutCard>>,
    /// The products, once they are loaded.
    products: Option<Arc<Products>>,
    finder: Finder<CommandSource>,
    /// The rack whose devices are added next.
    next_rack: usize,
}

/// One thing to find; indices are into the lists of [`Everything`].
#[derive(Clone, Copy)]
enum CommandSource {
    Action(usize),
    Device(DeviceId),
    System(usize),
    Rack(usize),
    Layout(usize),
    Tag(usize),
    Column(Annotation),
}

impl CommandSource {
    /// Rank among equally good matches; lower groups come first.
    fn group(self) -> u8 {
        match self {
            Self::Action(_) | Self::Column(_) => 0,
            Self::Device(_) => DEVICES,
            Self::System(_) => 2,
            Self::Rack(_) | Self::Tag(_) => 3,
            Self::Layout(_) => 4,
        }
    }
}

impl Everything {
    /// Everything that is known without a request, except the devices: see [`Everything::prepare`]. The other layouts are added later.
    pub(super) fn here(app: App) -> Self {
        let snapshot = app.inner().document.snapshot().get_untracked();
        let possible = |action: &&Action| action.id != "commands" && (action.is_possible)(app);
        let with_device = |system: Linkable| {
            let SystemRef { hub, system: id } = &system.system;
            let linked = snapshot.index.devices_of(hub, id).first();
            let device = linked.or_else(|| snapshot.index.hosts_of(hub, id).first());
            let device = device.copied();
            (system, device)
        };
        let mut everything = Self {
            actions: actions().filter(possible).collect(),
            systems: app
                .linkable_systems()
                .into_iter()
                .map(with_device)
                .collect(),
            tags: tag_counts(&snapshot.layout),
            layouts: None,
            products: None,
            finder: Finder::default(),
            next_rack: 0,
            snapshot: snapshot.clone(),
        };
        let sources = (0..everything.actions.len())
            .map(CommandSource::Action)
            .chain((0..everything.systems.len()).map(CommandSource::System))
            .chain((0..snapshot.layout.racks.len()).map(CommandSource::Rack))
            .chain((0..everything.tags.len()).map(CommandSource::Tag))
            .chain(Annotation::ALL.map(CommandSource::Column));
        for source in sources {
            everything.add(source);
        }
        everything
    }

    /// Adds a batch of devices to the search and returns its size; `None` when all are there.
    pub(super) fn prepare(&mut self) -> Option<usize> {
        let mut added = 0;
        while added < DEVICES_AT_ONCE {
            if self.next_rack >= self.snapshot.layout.racks.len() {
                return (added > 0).then_some(added);
            }
            added += self.finder.add_devices_of(
                DEVICES,
                &self.snapshot,
                self.next_rack,
                CommandSource::Device,
            );
            self.next_rack += 1;
        }
        Some(added)
    }

    /// Takes the other layouts of the hub, once.
    pub(super) fn take_layouts(&mut self, cards: &[LayoutCard]) {
        if self.layouts.is_none() {
            let is_other = |card: &&LayoutCard| !card.is_open && !card.is_deleted;
            let others: Vec<LayoutCard> = cards.iter().filter(is_other).cloned().collect();
            let count = others.len();
            self.layouts = Some(others);
            for layout in 0..count {
                self.add(CommandSource::Layout(layout));
            }
        }
    }

    /// Takes the products, once.
    pub(super) fn take_products(&mut self, products: &Arc<Products>) {
        if self.products.is_none() {
            self.products = Some(products.clone());
        }
    }

    fn add(&mut self, source: CommandSource) {
        let Some(entry) = self.entry(source) else {
            return;
        };
        let layout = &self.snapshot.layout;
        let rack = match source {
            CommandSource::Rack(place) => layout.racks.get(place),
            _ => None,
        };
        let mut also = vec![entry.detail.as_str()];
        if let Some(rack) = rack {
            also.push(&rack.notes);
            also.extend(rack.tags.iter());
        }
        self.finder
            .add(source.group(), source, &entry.name, &[entry.kind], &also);
    }

    /// The best answers; actions and racks while nothing is typed.
    pub(super) fn find(&mut self, query: &Query) -> Vec<CommandEntry> {
        if query.is_empty() {
            let actions = (0..self.actions.len()).map(CommandSource::Action);
            let racks = (0..self.snapshot.layout.racks.len()).map(CommandSource::Rack);
            let first = actions.chain(racks).take(SHOWN);
            return first.filter_map(|source| self.entry(source)).collect();
        }
        let plan = self.finder.plan(query);
        let best = self.finder.best(&plan, SHOWN).into_iter();
        let mut found: Vec<((u16, u8), CommandEntry)> = best
            .filter_map(|(source, group, cost)| {
                let entry = self.entry(*source)?;
                Some(((cost, group), entry.with_marks(&plan)))
            })
            .collect();
        found.extend(self.find_products(query));
        found.sort_by_key(|(rank, _)| *rank);
        found.truncate(SHOWN);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    fn find_products(&self, query: &Query) -> Vec<((u16, u8), CommandEntry)> {
        let Some(products) = &self.products else {
            return Vec::new();
        };
        let plan = products.plan(query);
        let entry = |(product, cost): (usize, u16)| {
            let device_type = products.device_type(product)?;
            let entry = CommandEntry {
                name: device_type.full_name(),
                detail: format!("{} · add to a rack", format::height(device_type.height)),
                kind: "Product",
                goal: CommandGoal::Product(Box::new(device_type)),
                name_marks: Vec::new(),
                detail_marks: Vec::new(),
            };
            Some(((cost, PRODUCTS), entry.with_marks(&plan)))
        };
        let best = products.best(&plan, SHOWN_PRODUCTS).into_iter();
        best.filter_map(entry).collect()
    }

    fn entry(&self, source: CommandSource) -> Option<CommandEntry> {
        let layout = &self.snapshot.layout;
        let (name, detail, kind, goal) = match source {
            CommandSource::Action(place) => {
                let action = self.actions.get(place)?;
                let key = action.keys.first().map(actions::key_words);
                let name = action.name.to_owned();
                (
                    name,
                    key.unwrap_or_default(),
                    "Action",
                    CommandGoal::Do(action.id),
                )
            }
            CommandSource::Device(id) => {
                let device = layout.devices.get(&id)?;
                let place = layout.spoken_place(device).unwrap_or_default();
                (
                    device.name.clone(),
                    place,
                    "Device",
                    CommandGoal::Device(id),
                )
            }
            CommandSource::System(place) => {
                let (system, device) = self.systems.get(place)?;
                system_entry(layout, system, *device)
            }
            CommandSource::Rack(place) => {
                let rack = layout.racks.get(place)?;
                let height = format!("{}U", rack.height.units());
                (
                    rack.name.clone(),
                    height,
                    "Rack",
                    CommandGoal::Rack(rack.id),
                )
            }
            CommandSource::Tag(place) => {
                let (tag, count) = self.tags.get(place)?;
                let detail = match count {
                    1 => "on 1 device or rack: filter by it".to_owned(),
                    _ => format!("on {count} devices and racks: filter by it"),
                };
                (tag.clone(), detail, "Tag", CommandGoal::Tag(tag.clone()))
            }
            CommandSource::Layout(place) => {
                let card = self.layouts.as_ref()?.get(place)?;
                let goal = CommandGoal::Layout(card.key.clone());
                (card.name.clone(), card.holds.clone(), "Layout", goal)
            }
            CommandSource::Column(annotation) => {
                let name = format!("Side column: {}", annotation.name());
                let goal = CommandGoal::Column(annotation);
                (name, String::new(), "Action", goal)
            }
        };
        Some(CommandEntry {
            name,
            detail,
            kind,
            goal,
            name_marks: Vec::new(),
            detail_marks: Vec::new(),
        })
    }
}

impl CommandEntry {
    fn with_marks(self, plan: &Plan) -> Self {
        Self {
            name_marks: plan.marks(&self.name),
            detail_marks: plan.marks(&self.detail),
            ..self
        }
    }
}

/// Leads to the device that shows the system, or places the system.
fn system_entry(
    layout: &Layout,
    system: &Linkable,
    device: Option<DeviceId>,
) -> (String, String, &'static str, CommandGoal) {
    let device = device.and_then(|device| layout.devices.get(&device));
    let mut details = vec![system.host.clone()];
    match device {
        Some(device) if device.name != system.name => details.push(device.name.clone()),
        Some(_) => {}
        None => details.push("not in a rack yet: place it".to_owned()),
    }
    details.extend(device.and_then(|device| layout.spoken_place(device)));
    details.retain(|detail| !detail.is_empty());
    let goal = match device {
        Some(device) => CommandGoal::Device(device.id),
        None => CommandGoal::Place(system.system.clone()),
    };
    (
        system.name.clone(),
        details.join(format::BETWEEN),
        "System",
        goal,
    )
}
