//! All that moves on the devices in view, in the world.

use super::area::Area;
use super::device::DeviceFrame;
use super::device::moving::{Movement, MovingParts};
use super::plates::RackSide;
use super::scale::Scale;
use super::viewpoint::Viewpoint;
use super::world::World;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, Snapshot};
use crate::domain::view::DeviceView;

/// So many devices are moved: where there are more in view, their lights are too small to be seen.
const MOST: usize = 400;

/// What is known of a device: what it shows, and what moves in it.
pub type ViewAndMovement<'a> = &'a dyn Fn(&Device) -> (DeviceView, Movement);

/// A device in view, and what moves on it.
#[derive(Clone, Debug)]
pub struct MovingDevice {
    pub device: DeviceId,
    /// Its upper left corner in the world.
    pub corner: (f32, f32),
    pub parts: MovingParts,
    frame: DeviceFrame,
    view: DeviceView,
    movement: Movement,
}

impl MovingDevice {
    /// Takes in what is known now; most reports change nothing that moves.
    pub fn look(&mut self, (view, movement): (DeviceView, Movement)) {
        if movement != self.movement || !self.frame.has_same_parts(&self.view, &view) {
            self.parts = self.frame.moving(self.device, &view, &movement);
            self.movement = movement;
        }
        self.view = view;
    }
}

/// What all that moves reaches over, as far as it is in that part of the world; `None` where nothing does.
pub fn reach(devices: &[MovingDevice], seen: Area) -> Option<Area> {
    let of_one = |device: &MovingDevice| {
        let reach = device.parts.reach()?;
        let (left, top) = device.corner;
        Some(Area {
            x: reach.x + left,
            y: reach.y + top,
            ..reach
        })
    };
    let all = devices.iter().filter_map(of_one);
    let all = all.reduce(|all, one| all.joined(&one))?;
    let (left, top) = (all.x.max(seen.x), all.y.max(seen.y));
    let (right, bottom) = (
        all.right().min(seen.right()),
        all.bottom().min(seen.bottom()),
    );
    (right > left && bottom > top).then(|| Area::new(left, top, right - left, bottom - top))
}

/// The devices in that part of the world, each side of its own. What shows a picture has no art that could move.
pub fn moving_devices(
    snapshot: &Snapshot,
    world: &World,
    scale: &Scale,
    seen: Area,
    has_picture: &dyn Fn(&Device) -> bool,
    known: ViewAndMovement,
) -> Vec<MovingDevice> {
    let mut devices = Vec::new();
    for standing in world.standings() {
        let Some(rack) = snapshot.layout.rack(standing.rack) else {
            continue;
        };
        let sides = [
            (standing.front, Viewpoint::Front),
            (standing.rear, Viewpoint::Rear),
        ];
        for (drawing, from) in sides {
            let Some(drawing) = drawing.filter(|drawing| drawing.meets(&seen)) else {
                continue;
            };
            let side = RackSide {
                layout: &snapshot.layout,
                index: &snapshot.index,
                rack,
                seen: from,
                scale,
            };
            for plate in side.plates() {
                let (x, y) = (drawing.x + plate.area.x, drawing.y + plate.area.y);
                let area = Area { x, y, ..plate.area };
                if !area.meets(&seen) || has_picture(plate.device) {
                    continue;
                }
                let frame = plate.frame(scale);
                let (view, movement) = known(plate.device);
                devices.push(MovingDevice {
                    device: plate.device.id,
                    corner: (x, y),
                    parts: frame.moving(plate.device.id, &view, &movement),
                    frame,
                    view,
                    movement,
                });
                if devices.len() >= MOST {
                    return devices;
                }
            }
        }
    }
    devices
}
