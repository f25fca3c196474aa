//! Positions of devices within their rack.

use super::area::Area;
use super::scale::Scale;
use crate::domain::layout::{Bay, Device, DeviceType, Layout, Place, Rack, Side};
use crate::domain::units::HalfU;

/// The upper left corner of a device in its rack's drawing, and its width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlatePosition {
    pub x: f32,
    pub y: f32,
    pub width: f32,
}

/// The margin between a device and the devices in its bays.
const BAY_MARGIN: f32 = 6.0;

/// The width of side-mounted devices, outside of the rack's box.
pub const STRIP: f32 = 16.0;

/// The position of a device, in a rack or in a bay of another device; `None` if it is not in a rack.
pub fn spot(layout: &Layout, device: &Device, scale: &Scale) -> Option<PlatePosition> {
    spot_at(layout, layout.type_of(device)?, device.place, scale)
}

/// The position that a device of that type would have at a place.
pub fn spot_at(
    layout: &Layout,
    device_type: &DeviceType,
    place: Place,
    scale: &Scale,
) -> Option<PlatePosition> {
    match place {
        Place::Rack {
            rack,
            bottom,
            column,
            ..
        } => {
            let rack = layout.rack(rack)?;
            let width = column_width(rack, device_type, scale);
            Some(PlatePosition {
                x: scale.inner_left() + f32::from(column) * width,
                y: scale.top_of(rack.height.half_units(), bottom, device_type.height),
                width,
            })
        }
        Place::Side { rack, side, slot } => {
            let rack = layout.rack(rack)?;
            let outwards = f32::from(slot) * STRIP;
            Some(PlatePosition {
                x: match side {
                    Side::Left => -STRIP - outwards,
                    Side::Right => scale.rack_width(rack.width) + outwards,
                },
                y: scale.top_of(rack.height.half_units(), HalfU(0), device_type.height),
                width: STRIP,
            })
        }
        Place::Bay { parent, bay } => {
            let parent = layout.devices.get(&parent)?;
            // Parents never form a circle in a valid layout, and a layout in memory is valid.
            let outer = spot(layout, parent, scale)?;
            in_bay(layout.type_of(parent)?, outer, bay, device_type, scale)
        }
    }
}

/// The plate of a device of that height at a position: slightly lower than the space it occupies.
pub fn plate(spot: PlatePosition, height: HalfU, scale: &Scale) -> Area {
    let height = (scale.height(height) - Scale::DEVICE_GAP).max(4.0);
    Area::new(spot.x, spot.y + Scale::DEVICE_GAP / 2.0, spot.width, height)
}

/// The width of a device of that type between the rails.
pub fn column_width(rack: &Rack, device_type: &DeviceType, scale: &Scale) -> f32 {
    scale.inner(rack.width) / f32::from(device_type.width.columns())
}

fn in_bay(
    parent: &DeviceType,
    outer: PlatePosition,
    bay: u16,
    child: &DeviceType,
    scale: &Scale,
) -> Option<PlatePosition> {
    let bay = parent.bays.get(usize::from(bay))?;
    Some(spot_in(parent, outer, bay, child.height, scale))
}

/// The position of a device of that height in a bay of a type drawn at `outer`.
pub fn spot_in(
    parent: &DeviceType,
    outer: PlatePosition,
    bay: &Bay,
    height: HalfU,
    scale: &Scale,
) -> PlatePosition {
    let width = (outer.width - 2.0 * BAY_MARGIN) / f32::from(parent.bay_columns(bay));
    // Rows are counted from the bottom.
    let below: f32 = (0..bay.row)
        .map(|row| {
            parent
                .bays
                .iter()
                .filter(|other| other.row == row)
                .map(|other| scale.height(other.height))
                .fold(0.0, f32::max)
        })
        .sum();
    let floor = outer.y + scale.height(parent.height) - below;
    PlatePosition {
        x: outer.x + BAY_MARGIN + f32::from(bay.column) * width,
        y: floor - scale.height(height),
        width: width - 2.0,
    }
}
