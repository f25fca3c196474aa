//! Places the devices of a file in their racks: at their position in the file if it is free, otherwise at a free one.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use uuid::Uuid;

use super::carriers;
use super::depth;
use super::devices::{self, Draft, FilePlace};
use super::position::{HeightScale, snapped};
use super::types::{ReadTypes, is_device_bay};
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::io::reason::Reason;
use crate::domain::io::report::{Item, ItemKind, Report};
use crate::domain::layout::{Device, DeviceType, Face, Layout, Mount, Place};
use crate::domain::occupancy::{Footprint, Occupancy};
use crate::domain::placement::{Candidate, check, fits_bay};
use crate::domain::units::HalfU;

const MAX_DEVICES: usize = 50_000;
/// Maximum number of times the obstacle of a device is looked up, as that is slow in large files.
const MAX_LOOKUPS: usize = 500;

pub(super) struct Placing<'a> {
    layout: Layout,
    types: ReadTypes,
    new_id: &'a mut dyn FnMut() -> Uuid,
    report: &'a mut Report,
    rooms: HashMap<RackId, Occupancy>,
    taken_bays: HashSet<(DeviceId, u16)>,
    taken_ids: HashSet<DeviceId>,
    lookups: usize,
    read: usize,
}

impl<'a> Placing<'a> {
    /// `layout` must already have its racks.
    pub(super) fn new(
        layout: Layout,
        types: ReadTypes,
        new_id: &'a mut dyn FnMut() -> Uuid,
        report: &'a mut Report,
    ) -> Self {
        let rooms = layout
            .racks
            .iter()
            .map(|rack| (rack.id, Occupancy::empty(rack)))
            .collect();
        Self {
            layout,
            types,
            new_id,
            report,
            rooms,
            taken_bays: HashSet::new(),
            taken_ids: HashSet::new(),
            lookups: 0,
            read: 0,
        }
    }

    pub(super) fn finish(mut self) -> Layout {
        let used = self
            .layout
            .devices
            .iter()
            .map(|device| device.device_type.clone());
        self.types.forget_carriers(&used.collect());
        self.layout.device_types = self.types.table;
        self.layout
    }

    /// Places the devices of one rack of the file, parents first. `depth_is_known` is false if the file omits depths.
    pub(super) fn fill(
        &mut self,
        rack: RackId,
        values: Vec<Value>,
        scale: HeightScale,
        depth_is_known: bool,
    ) {
        let mut drafts = Vec::new();
        for value in values {
            if self.read == MAX_DEVICES {
                let most = MAX_DEVICES;
                self.report
                    .skipped_once(Item::unnamed(ItemKind::Device), Reason::TooMany { most });
                break;
            }
            self.read += 1;
            drafts.extend(devices::read(value, scale, &mut self.types, self.report));
        }
        let mut drafts = carriers::dissolve(drafts, &self.types, self.report);
        if !depth_is_known {
            depth::infer(&mut drafts, &mut self.types);
        }
        let mut waiting: HashMap<String, Vec<Draft>> = HashMap::new();
        let mut ready = Vec::new();
        for draft in drafts {
            match &draft.file_place {
                FilePlace::Rails { .. } => ready.push(draft),
                FilePlace::Inside { parent, .. } => {
                    waiting.entry(parent.clone()).or_default().push(draft)
                }
            }
        }
        ready.reverse();
        // The placed devices by their ids in the file.
        let mut homes: HashMap<String, DeviceId> = HashMap::new();
        while let Some(draft) = ready.pop() {
            let id = draft.id.clone();
            let children = if homes.contains_key(&id) {
                None
            } else {
                waiting.remove(&id)
            };
            let placed = self.place(rack, draft, &homes);
            if let Some(placed) = placed {
                homes.entry(id).or_insert(placed);
            }
            ready.extend(children.into_iter().flatten().rev());
        }
        self.rescue(rack, waiting);
    }

    /// Places devices with a missing parent or in a cycle on the rails.
    fn rescue(&mut self, rack: RackId, waiting: HashMap<String, Vec<Draft>>) {
        let mut stranded: Vec<Draft> = waiting.into_values().flatten().collect();
        stranded.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        for draft in stranded {
            self.place(rack, draft, &HashMap::new());
        }
    }

    /// Returns the new id, or `None` if the device was skipped.
    fn place(
        &mut self,
        rack: RackId,
        mut draft: Draft,
        homes: &HashMap<String, DeviceId>,
    ) -> Option<DeviceId> {
        let place = match draft.file_place.clone() {
            FilePlace::Rails {
                units,
                column,
                exact,
            } => self.on_rails(rack, &mut draft, units, column, exact),
            FilePlace::Inside { parent, slot } => match homes.get(&parent) {
                Some(parent) if self.nesting_of(*parent) >= Place::MAX_NESTING => {
                    draft.remark(Reason::TooDeep);
                    self.anywhere(rack, &mut draft)
                }
                Some(parent) => self.inside(rack, &mut draft, *parent, slot.as_deref()),
                None => {
                    draft.remark(Reason::ParentMissing);
                    self.anywhere(rack, &mut draft)
                }
            },
        };
        let item = draft.item();
        let Some(place) = place else {
            let mut why = draft.remarks;
            if why.is_empty() {
                why.push(Reason::NoRoom);
            }
            self.report.skipped_for(item, why);
            return None;
        };
        self.report.came_in_with(item, &draft.remarks);
        let id = self.id_for(&draft);
        self.take(&draft, place);
        let device = Device {
            links: draft.links,
            guests: draft.guests,
            tags: draft.facts.tags,
            user_links: draft.facts.user_links,
            life_cycle: draft.facts.life_cycle,
            color: draft.facts.color,
            disks: draft.facts.disks,
            notes: draft.notes,
            address: draft.address,
            extra: draft.extra,
            ..Device::new(id, draft.slug, draft.name, place)
        };
        self.layout.devices.insert(device);
        Some(id)
    }

    fn nesting_of(&self, device: DeviceId) -> usize {
        let device = self.layout.devices.get(&device);
        device.map_or(0, |device| self.layout.with_parents(device).count())
    }

    /// The id from the file if it is valid and unused, otherwise a new one.
    fn id_for(&mut self, draft: &Draft) -> DeviceId {
        let own = DeviceId::parse(&draft.id).filter(|id| !self.taken_ids.contains(id));
        let id = own.unwrap_or_else(|| DeviceId::new((self.new_id)()));
        self.taken_ids.insert(id);
        id
    }

    fn take(&mut self, draft: &Draft, place: Place) {
        match place {
            Place::Rack {
                rack,
                bottom,
                face,
                column,
            } => {
                let room = self.rooms.get_mut(&rack);
                let device_type = self.types.table.get(&draft.slug);
                if let (Some(room), Some(device_type)) = (room, device_type)
                    && let Some(footprint) = Footprint::of(device_type, face, column)
                {
                    room.take(bottom, device_type.height, footprint);
                }
            }
            Place::Bay { parent, bay } => {
                self.taken_bays.insert((parent, bay));
            }
            Place::Side { .. } => {}
        }
    }

    fn on_rails(
        &mut self,
        rack: RackId,
        draft: &mut Draft,
        units: Option<f64>,
        column: Option<u8>,
        exact: bool,
    ) -> Option<Place> {
        let device_type = self.types.table.get(&draft.slug)?.clone();
        if device_type.mount != Mount::Rails {
            draft.remark(Reason::NotOnRails);
            return None;
        }
        self.make_wide_enough(rack, draft, &device_type);
        let Some(units) = units else {
            draft.remark(Reason::PlaceUnknown);
            return self.anywhere(rack, draft);
        };
        let bottom = self.bottom(rack, draft, &device_type, units, exact)?;
        let columns = match column {
            Some(column) => column..column + 1,
            None => 0..device_type.width.columns(),
        };
        let wanted = |column| Place::Rack {
            rack,
            bottom,
            face: draft.face,
            column,
        };
        let free = columns
            .clone()
            .find(|column| self.is_free(rack, bottom, draft.face, *column, &device_type));
        if let Some(column) = free {
            return Some(wanted(column));
        }
        let why = self.in_the_way(&device_type, wanted(columns.start));
        draft.remark(why);
        self.anywhere(rack, draft)
    }

    /// Allows the device's type in this rack, as Rackula did, whatever rack widths the type lists.
    fn make_wide_enough(&mut self, rack: RackId, draft: &mut Draft, device_type: &DeviceType) {
        let width = self
            .layout
            .rack(rack)
            .filter(|rack| !device_type.goes_into(rack))
            .map(|rack| rack.width);
        if let Some(width) = width {
            self.types.allow_width(&draft.slug, width);
            draft.remark(Reason::WidthAllowed(width.inches()));
        }
    }

    /// The lower edge, moved into the rack. `None` if the device is higher than the rack.
    fn bottom(
        &self,
        rack: RackId,
        draft: &mut Draft,
        device_type: &DeviceType,
        units: f64,
        exact: bool,
    ) -> Option<HalfU> {
        let rack = self.layout.rack(rack)?;
        let Some(highest) = rack.height.half_units().0.checked_sub(device_type.height.0) else {
            draft.remark(Reason::HigherThanRack(rack.height.units()));
            return None;
        };
        let snapped = snapped(units, device_type.whole_units_only() && !exact);
        if f64::from(snapped.0) != units * 2.0 {
            draft.remark(Reason::Snapped);
        }
        if snapped.0 > highest {
            draft.remark(Reason::MovedDown);
        }
        Some(HalfU(snapped.0.min(highest)))
    }

    fn is_free(
        &self,
        rack: RackId,
        bottom: HalfU,
        face: Face,
        column: u8,
        device_type: &DeviceType,
    ) -> bool {
        let Some(footprint) = Footprint::of(device_type, face, column) else {
            return false;
        };
        self.rooms
            .get(&rack)
            .is_some_and(|room| room.fits(bottom, device_type.height, footprint))
    }

    /// Why the place is not free.
    fn in_the_way(&mut self, device_type: &DeviceType, place: Place) -> Reason {
        self.lookups += 1;
        if self.lookups > MAX_LOOKUPS {
            return Reason::Taken;
        }
        // The check looks up types in the layout.
        self.layout.device_types = std::mem::take(&mut self.types.table);
        let candidate = Candidate {
            device: None,
            device_type,
            place,
        };
        let refusal = check(&self.layout, candidate).err();
        self.types.table = std::mem::take(&mut self.layout.device_types);
        refusal.map_or(Reason::Taken, Reason::Refused)
    }

    /// The highest free place in the rack.
    fn anywhere(&mut self, rack: RackId, draft: &mut Draft) -> Option<Place> {
        let device_type = self.types.table.get(&draft.slug)?.clone();
        if device_type.mount != Mount::Rails {
            draft.remark(Reason::NoOtherBay);
            return None;
        }
        self.make_wide_enough(rack, draft, &device_type);
        let free = self
            .rooms
            .get(&rack)?
            .highest_free(&device_type, draft.face);
        let Some((bottom, column)) = free else {
            draft.remark(Reason::NoOtherRoom);
            return None;
        };
        let home = self.layout.rack(rack)?;
        draft.remark(Reason::PutAt(
            home.unit_label(bottom, device_type.height).to_string(),
        ));
        Some(Place::Rack {
            rack,
            bottom,
            face: draft.face,
            column,
        })
    }

    fn inside(
        &mut self,
        rack: RackId,
        draft: &mut Draft,
        parent: DeviceId,
        slot: Option<&str>,
    ) -> Option<Place> {
        let device_type = self.types.table.get(&draft.slug)?.clone();
        let parent_type = self
            .layout
            .devices
            .get(&parent)
            .and_then(|parent| self.types.table.get(&parent.device_type))?
            .clone();
        let bays = &parent_type.bays;
        let slots = self
            .layout
            .devices
            .get(&parent)
            .map(|found| self.types.slots_of(&found.device_type));
        let wanted = slot.and_then(|slot| {
            let by_id = slots?.iter().position(|other| other.id == slot);
            by_id.or_else(|| {
                bays.iter()
                    .position(|bay| is_device_bay(bay) && bay.name == slot)
            })
        });
        let is_free = |bay: &usize| {
            let number = u16::try_from(*bay).ok();
            let is_taken = number.is_none_or(|bay| self.taken_bays.contains(&(parent, bay)));
            !is_taken
                && bays
                    .get(*bay)
                    .is_some_and(|bay| fits_bay(&device_type, &parent_type, bay))
        };
        let found = wanted.filter(|bay| is_free(bay));
        if found.is_none() {
            draft.remark(match wanted {
                Some(_) => Reason::BayTaken,
                None => Reason::NoSuchBay,
            });
        }
        let Some(bay) = found.or_else(|| (0..bays.len()).find(|bay| is_free(bay))) else {
            return self.anywhere(rack, draft);
        };
        if found.is_none()
            && let Some(bay) = bays.get(bay)
        {
            draft.remark(Reason::PutInto(bay.name.clone()));
        }
        let bay = u16::try_from(bay).ok()?;
        Some(Place::Bay { parent, bay })
    }
}
