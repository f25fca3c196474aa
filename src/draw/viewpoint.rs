//! The viewpoint of a rack, front or rear, and what is visible of a device from there.

use super::scale::Scale;
use super::spot::PlatePosition;
use crate::domain::ids::PictureId;
use crate::domain::layout::{
    Category, Connector, Depth, Device, DeviceType, Face, Faceplate, Place, PortGroup, RackWidth,
};

/// The side from which a rack is viewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewpoint {
    Front,
    Rear,
}

impl Viewpoint {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Front => "Front",
            Self::Rear => "Rear",
        }
    }

    /// The position as seen from here: from the rear, left and right of a rack of that width are swapped.
    pub fn sees(self, spot: PlatePosition, rack: RackWidth, scale: &Scale) -> PlatePosition {
        if self == Self::Front {
            return spot;
        }
        let outer = scale.rack_width(rack);
        // Unit numbers stay left of the rails: positions between the rails are mirrored there, those outside of the box around the box.
        let is_beside = spot.x < 0.0 || spot.x >= outer;
        let both_ends = if is_beside {
            outer
        } else {
            2.0 * scale.inner_left() + scale.inner(rack)
        };
        PlatePosition {
            x: both_ends - spot.x - spot.width,
            ..spot
        }
    }
}

/// The visible side of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    Plate,
    Back,
}

impl Showing {
    /// The picture of what is shown, where the type has one.
    pub fn picture(self, device_type: &DeviceType) -> Option<PictureId> {
        match self {
            Self::Plate => device_type.front_picture,
            Self::Back => device_type.rear_picture,
        }
    }
}

/// What is visible of a device from there; `None` if it does not reach that side. A device in a bay depends on its parent; one
/// mounted beside the rails is visible from both sides.
pub fn showing(device: &Device, device_type: &DeviceType, seen: Viewpoint) -> Option<Showing> {
    let Place::Rack { face, .. } = device.place else {
        return Some(Showing::Plate);
    };
    let towards = match face {
        Face::Front | Face::Both => Viewpoint::Front,
        Face::Rear => Viewpoint::Rear,
    };
    let reaches = face == Face::Both || device_type.depth == Depth::Full;
    match towards == seen {
        true => Some(Showing::Plate),
        false => reaches.then_some(Showing::Back),
    }
}

/// What is visible of a device in a bay, given what is visible of its parent. A shelf is open at the rear.
pub fn showing_in(parent: &DeviceType, shown: Option<Showing>) -> Option<Showing> {
    match shown? {
        Showing::Back if parent.category != Category::Shelf => None,
        shown => Some(shown),
    }
}

/// A type whose front is the rear of `device_type`: its rear ports and outlets, with power inlets and fans typical of the category.
pub fn back_of(device_type: &DeviceType) -> DeviceType {
    let inlets = match device_type.category {
        Category::Server | Category::Storage | Category::Chassis => 2,
        Category::Network | Category::Firewall | Category::Power | Category::AvMedia => 1,
        _ => 0,
    };
    let has_power = inlets > 0;
    let face = &device_type.faceplate;
    let inlets = has_power.then(|| PortGroup::new(inlets, Connector::IecC13));
    if device_type.category == Category::Shelf {
        return mirrored(device_type);
    }
    DeviceType {
        category: if has_power {
            Category::Cooling
        } else {
            Category::Other
        },
        faceplate: Faceplate {
            ports: face.rear_ports.clone(),
            outlets: inlets
                .into_iter()
                .chain(face.rear_outlets.iter().cloned())
                .collect(),
            vents: has_power,
            ..Faceplate::default()
        },
        bays: Vec::new(),
        manufacturer: String::new(),
        ..device_type.clone()
    }
}

/// A shelf seen from behind: its bays are mirrored.
fn mirrored(shelf: &DeviceType) -> DeviceType {
    let mut seen = shelf.clone();
    for (bay, of_shelf) in seen.bays.iter_mut().zip(&shelf.bays) {
        let last = shelf.bay_columns(of_shelf).saturating_sub(1);
        bay.column = last.saturating_sub(of_shelf.column);
    }
    seen
}
