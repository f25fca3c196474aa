//! Which other systems may have changed together with one: those beside it.

use super::Relation;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{Device, Snapshot};

/// Maximum number of systems to ask for.
const MOST: usize = 16;

/// A system beside the one in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedSystem {
    pub system: SystemRef,
    pub relation: Relation,
    /// The device that shows it.
    pub device: Option<DeviceId>,
}

/// The host and the guests first, then the others in the rack in the order of the layout; each once.
pub fn related_systems(snapshot: &Snapshot, system: &SystemRef) -> Vec<RelatedSystem> {
    let (layout, index) = (&snapshot.layout, &snapshot.index);
    let device = |ids: &[DeviceId]| ids.first().and_then(|id| layout.devices.get(id));
    let own = device(index.devices_of(&system.hub, &system.system));
    let host = device(index.hosts_of(&system.hub, &system.system));
    let Some(stands) = own.or(host) else {
        return Vec::new();
    };
    let mut all: Vec<RelatedSystem> = Vec::new();
    let mut add = |of: &SystemRef, relation, device| {
        let is_known = of == system || all.iter().any(|related| related.system == *of);
        if !is_known && all.len() < MOST {
            all.push(RelatedSystem {
                system: of.clone(),
                relation,
                device,
            });
        }
    };
    if let Some(of) = host.and_then(Device::system) {
        add(of, Relation::Host, host.map(|host| host.id));
    }
    let guests = own.into_iter().flat_map(|own| own.systems().skip(1));
    for of in guests {
        add(of, Relation::Guest, None);
    }
    let Some(rack) = layout.rack_of(stands) else {
        return all;
    };
    for other in layout.devices.iter() {
        if let Some(of) = other.system()
            && layout.rack_of(other).is_some_and(|on| on.id == rack.id)
        {
            add(of, Relation::SameRack, Some(other.id));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{HubId, LayoutId, RackId, SystemId};
    use crate::domain::layout::{
        Category, DeviceType, Face, Layout, Link, Place, Rack, RackHeight,
    };
    use crate::domain::units::HalfU;

    fn system(name: &str) -> SystemRef {
        SystemRef::new(HubId::new("hub"), SystemId::new(name))
    }

    fn link(name: &str) -> Link {
        Link::new(HubId::new("hub"), SystemId::new(name))
    }

    /// `pve` with the guest `vm` above `nas` and many more; `far` is in another rack.
    fn snapshot(more: usize) -> Snapshot {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
        let height = HalfU::from_units(1);
        let device_type = DeviceType::new("box", "Box", Category::Server, height);
        let slug = device_type.slug.clone();
        layout.device_types.insert(device_type);
        let racks = [1, 2].map(|number| RackId::new(Uuid::from_u128(number)));
        layout.racks = racks
            .iter()
            .map(|id| Rack::new(*id, "Rack", RackHeight::clamped(48)))
            .collect();
        let mut names = vec![
            ("pve".to_owned(), 0),
            ("nas".to_owned(), 0),
            ("far".to_owned(), 1),
        ];
        names.extend((0..more).map(|number| (format!("box-{number}"), 0)));
        for (number, (name, rack)) in names.into_iter().enumerate() {
            let place = Place::Rack {
                rack: racks[rack],
                bottom: HalfU(number as u16 * 2),
                face: Face::Front,
                column: 0,
            };
            let id = DeviceId::new(Uuid::from_u128(number as u128 + 10));
            let mut device = Device::new(id, slug.clone(), name.as_str(), place);
            device.links = vec![link(&name)];
            if name == "pve" {
                device.guests = vec![link("vm")];
            }
            layout.devices.insert(device);
        }
        Snapshot::new(layout)
    }

    fn related(of: &str, more: usize) -> Vec<(String, Relation, bool)> {
        let related = related_systems(&snapshot(more), &system(of)).into_iter();
        related
            .map(|one| {
                let name = one.system.system.to_string();
                (name, one.relation, one.device.is_some())
            })
            .collect()
    }

    #[test]
    fn guests_and_host_come_before_the_rack() {
        let one = |name: &str, relation, has_device| (name.to_owned(), relation, has_device);
        assert_eq!(
            related("pve", 0),
            [
                one("vm", Relation::Guest, false),
                one("nas", Relation::SameRack, true)
            ]
        );
        assert_eq!(
            related("vm", 0),
            [
                one("pve", Relation::Host, true),
                one("nas", Relation::SameRack, true)
            ]
        );
        assert_eq!(related("far", 0), [], "nothing else is in its rack");
        assert_eq!(related("elsewhere", 0), [], "no device shows it");
    }

    #[test]
    fn no_more_are_asked_for_than_one_question_should_hold() {
        assert_eq!(related("pve", 20).len(), MOST);
    }
}
