//! Builds racks for the systems of the hubs in one step: systems whose names suggest the same location are placed together, each as the
//! kind of machine that its details suggest.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::groups::racks_by_name;
use super::known::KnownMachines;
use super::later;
use super::own_types::usable_type;
use super::{NewMachine, RACK_HEIGHTS, air_between, rack_name};
use crate::domain::command::{Command, Move};
use crate::domain::fold::fold;
use crate::domain::format::counted;
use crate::domain::hub_system::HubSystem;
use crate::domain::ids::{DeviceId, HubId, RackId, SystemRef, TypeSlug};
use crate::domain::layout::{
    Device, DeviceType, Face, Layout, Mount, Place, Rack, RackHeight, Table, Width,
};
use crate::domain::natural;
use crate::domain::units::HalfU;

/// The racks to build.
#[derive(Clone, Debug, PartialEq)]
pub struct HubRacks {
    pub command: Command,
    /// In the order in which they will be placed.
    pub racks: Vec<PlannedRack>,
    /// Systems that get a device of their own.
    pub new: usize,
    /// Devices that move into the new racks.
    pub moved: usize,
    /// Systems linked to an open device with their name or address, which stays where it is.
    pub linked: usize,
    /// Systems whose devices stay where they are (in bays, beside the rails, or too narrow), and guests.
    pub stay: usize,
}

/// A rack to be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRack {
    pub id: RackId,
    pub name: String,
    pub height: RackHeight,
    pub devices: usize,
}

impl HubRacks {
    /// `3 racks, 24 devices`
    pub fn words(&self) -> String {
        let racks = counted(self.racks.len(), "rack");
        let devices = counted(self.new + self.moved, "device");
        format!("{racks}, {devices}")
    }
}

/// A device for a new rack.
struct RackMember<'a> {
    item: MemberItem<'a>,
    name: &'a str,
    /// The slug of its type; devices of different types get a gap between them.
    slug: TypeSlug,
    height: HalfU,
}

enum MemberItem<'a> {
    New(NewMachine<'a>, &'a HubId),
    Moved(DeviceId, Face),
}

/// Plans racks for the `wanted` systems; `None` if there is nothing to do for any of them. `listed` has all systems of the connected hubs.
/// If a device shows a system, it is moved with everything in it. If exactly one open device matches, it is linked.
pub fn build_racks(
    layout: &Layout,
    wanted: &[HubSystem],
    listed: &[HubSystem],
    known: &KnownMachines,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Option<HubRacks> {
    let links = later::links_for(layout, wanted, listed);
    let linked: HashSet<&SystemRef> = links.iter().filter_map(|(_, link)| link.system()).collect();
    let mut types = NewTypes::of(layout);
    let mut standing = Vec::new();
    let mut placed = HashSet::new();
    let mut stay = 0;
    for of in later::in_order(wanted.iter().copied()) {
        let reference = of.reference();
        if linked.contains(&reference) {
            continue;
        }
        match presence_of(layout, &reference) {
            Some(Presence::Shown(device)) if !placed.insert(device.id) => {}
            Some(Presence::Shown(device)) => match moved(layout, device, &reference) {
                Some(item) => standing.push(item),
                None => stay += 1,
            },
            // A guest stays with its host.
            Some(Presence::Guest) => stay += 1,
            None => {
                let machine = NewMachine::known(of.system, &reference, known);
                let (slug, height) = types.of_machine(&machine);
                standing.push(RackMember {
                    item: MemberItem::New(machine, of.hub),
                    name: &of.system.name,
                    slug,
                    height,
                });
            }
        }
    }
    let linked = links.len();
    let mut commands: Vec<Command> = links.into_iter().map(later::link_device).collect();
    let mut racks = Vec::new();
    let mut moves = Vec::new();
    let (mut new, mut names) = (0, RackNames::of(layout));
    commands.append(&mut types.commands);
    for (group, members) in by_rack(standing) {
        let mut rest = members.as_slice();
        while !rest.is_empty() {
            let name = names.next(group.as_deref());
            let rack = Rack::new(RackId::new(new_id()), name, height_for(rest));
            let (stack, others) = stack(&rack, rest);
            commands.push(Command::AddRack {
                index: layout.racks.len() + racks.len(),
                rack: Box::new(rack.clone()),
            });
            racks.push(PlannedRack {
                id: rack.id,
                name: rack.name.clone(),
                height: rack.height,
                devices: stack.len(),
            });
            for (standing, bottom) in stack {
                let place = |face| Place::Rack {
                    rack: rack.id,
                    bottom,
                    face,
                    column: 0,
                };
                match &standing.item {
                    MemberItem::New(machine, hub) => {
                        let mut device = machine.device(hub, place(Face::Front), new_id);
                        device.device_type = standing.slug.clone();
                        commands.push(Command::AddDevice(Box::new(device)));
                        new += 1;
                    }
                    MemberItem::Moved(device, face) => moves.push(Move {
                        device: *device,
                        to: place(*face),
                    }),
                }
            }
            rest = others;
        }
    }
    let moved = moves.len();
    if moved > 0 {
        commands.push(Command::MoveDevices(moves));
    }
    if commands.is_empty() {
        return None;
    }
    let mut built = HubRacks {
        command: Command::Group(Vec::new()),
        racks,
        new,
        moved,
        linked,
        stay,
    };
    let words = match built.racks.len() {
        0 => format!("Linked {} by name or address", counted(linked, "device")),
        _ => format!("Added {}", built.words()),
    };
    built.command = Command::Titled { words, commands };
    Some(built)
}

/// How a system is already represented in the layout.
enum Presence<'a> {
    /// A device shows it.
    Shown(&'a Device),
    /// It is a guest of a device.
    Guest,
}

fn presence_of<'a>(layout: &'a Layout, of: &SystemRef) -> Option<Presence<'a>> {
    let index = layout.devices.index();
    let shown = index.devices_of(&of.hub, &of.system).first();
    let shown = shown
        .and_then(|id| layout.devices.get(id))
        .map(Presence::Shown);
    let is_guest = !index.hosts_of(&of.hub, &of.system).is_empty();
    shown.or(is_guest.then_some(Presence::Guest))
}

/// The member for an existing device; `None` if the device has to stay where it is.
fn moved<'a>(layout: &'a Layout, device: &'a Device, of: &SystemRef) -> Option<RackMember<'a>> {
    let Place::Rack { face, .. } = device.place else {
        return None;
    };
    let device_type = layout.type_of(device)?;
    let fits = device_type.width == Width::Full
        && device_type.goes_into(&Rack::new(
            RackId::new(Uuid::nil()),
            "",
            RackHeight::clamped(1),
        ));
    (fits && device.system() == Some(of)).then(|| RackMember {
        item: MemberItem::Moved(device.id, face),
        name: &device.name,
        slug: device.device_type.clone(),
        height: device_type.height,
    })
}

/// Groups devices by rack name, in natural order; those without a name come last.
fn by_rack(standing: Vec<RackMember>) -> Vec<(Option<String>, Vec<RackMember>)> {
    let names: Vec<&str> = standing.iter().map(|standing| standing.name).collect();
    let racks = racks_by_name(&names);
    let mut groups: Vec<(Option<String>, Vec<RackMember>)> = Vec::new();
    for (rack, standing) in racks.into_iter().zip(standing) {
        let key = rack.as_deref().map(fold);
        let known = groups
            .iter_mut()
            .find(|(name, _)| name.as_deref().map(fold) == key);
        match known {
            Some((_, members)) => members.push(standing),
            None => groups.push((rack, vec![standing])),
        }
    }
    groups.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => natural::compare(a, b),
        _ => a.is_none().cmp(&b.is_none()),
    });
    groups
}

/// Stacks from the top down with a gap between types; returns the placed devices and those for which there was no room.
fn stack<'a, 'b>(
    rack: &Rack,
    standing: &'b [RackMember<'a>],
) -> (Vec<(&'b RackMember<'a>, HalfU)>, &'b [RackMember<'a>]) {
    let mut stacked: Vec<(&RackMember, HalfU)> = Vec::new();
    let mut ceiling = rack.height.half_units().0;
    let mut rest = standing;
    while let Some((next, others)) = rest.split_first() {
        let above = stacked.last().map(|(above, _)| &above.slug);
        let gap = air_between(above, &next.slug);
        let height = whole(next.height);
        let Some(bottom) = ceiling.checked_sub(gap + height) else {
            break;
        };
        stacked.push((next, HalfU(bottom)));
        (ceiling, rest) = (bottom, others);
    }
    (stacked, rest)
}

/// In half-units, rounded up to whole units, so that the next device is placed at a whole unit.
const fn whole(height: HalfU) -> u16 {
    height.0 + height.0 % 2
}

/// The smallest usual height that holds all of them, or the largest usual one; higher if the first machine needs it.
fn height_for(standing: &[RackMember]) -> RackHeight {
    let mut need = 0;
    let mut above = None;
    for standing in standing {
        need += usize::from(whole(standing.height) + air_between(above, &standing.slug));
        above = Some(&standing.slug);
    }
    let [.., highest] = RACK_HEIGHTS;
    let units = RACK_HEIGHTS
        .into_iter()
        .find(|units| usize::from(units * 2) >= need);
    let first = standing
        .first()
        .map_or(0, |first| first.height.units_ceil());
    RackHeight::clamped(units.unwrap_or(highest).max(first))
}

/// Chooses the types of new devices.
struct NewTypes<'a> {
    known: &'a Table<DeviceType>,
    slugs: HashMap<&'static str, (TypeSlug, HalfU)>,
    commands: Vec<Command>,
}

impl<'a> NewTypes<'a> {
    fn of(layout: &'a Layout) -> Self {
        Self {
            known: &layout.device_types,
            slugs: HashMap::new(),
            commands: Vec::new(),
        }
    }

    /// The layout's own type of that slug if it fits a standard rack, as the user may have changed it; otherwise the generic one, under a
    /// free slug.
    fn of_machine(&mut self, machine: &NewMachine) -> (TypeSlug, HalfU) {
        let (known, commands) = (self.known, &mut self.commands);
        let chosen = self.slugs.entry(machine.kind.slug()).or_insert_with(|| {
            let chosen = usable_type(known, machine.kind, |own| {
                let is_usual = own.width == Width::Full && own.mount == Mount::Rails;
                is_usual && own.rack_widths.is_empty()
            });
            let names = (chosen.slug.clone(), chosen.height);
            if !known.contains(&chosen.slug) {
                commands.push(Command::AddType(Box::new(chosen)));
            }
            names
        });
        chosen.clone()
    }
}

/// Makes unique rack names.
struct RackNames {
    used: HashSet<String>,
}

impl RackNames {
    fn of(layout: &Layout) -> Self {
        Self {
            used: layout.racks.iter().map(|rack| fold(&rack.name)).collect(),
        }
    }

    /// The group's name, with a number from the second rack on; without a group, `Rack A` and so on.
    fn next(&mut self, group: Option<&str>) -> String {
        let named = |number: usize| match (group, number) {
            (None, number) => rack_name(number),
            (Some(group), 0) => group.to_owned(),
            (Some(group), number) => format!("{group} · {}", number + 1),
        };
        let free = (0..=self.used.len())
            .map(named)
            .find(|name| !self.used.contains(&fold(name)));
        let name = free.unwrap_or_default();
        self.used.insert(fold(&name));
        name
    }
}
