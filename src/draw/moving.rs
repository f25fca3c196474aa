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

/// What is known of a device for what moves on it.
#[derive(Clone, Debug)]
pub struct MovingFacts {
    pub view: DeviceView,
    pub movement: Movement,
    /// By a filter that it does not fit: then it stands still, as something else is looked for.
    pub is_faded: bool,
}

impl MovingFacts {
    fn parts(&self, device: DeviceId, frame: &DeviceFrame) -> MovingParts {
        if self.is_faded {
            return MovingParts::default();
        }
        frame.moving(device, &self.view, &self.movement)
    }
}

/// A device in view, and what moves on it.
#[derive(Clone, Debug)]
pub struct MovingDevice {
    pub device: DeviceId,
    /// Its upper left corner in the world.
    pub corner: (f32, f32),
    pub parts: MovingParts,
    frame: DeviceFrame,
    known: MovingFacts,
}

impl MovingDevice {
    /// Takes in what is known now; most reports change nothing that moves.
    pub fn look(&mut self, known: MovingFacts) {
        let before = &self.known;
        let is_other = known.is_faded != before.is_faded
            || known.movement != before.movement
            || !self.frame.has_same_parts(&before.view, &known.view);
        if is_other {
            self.parts = known.parts(self.device, &self.frame);
        }
        self.known = known;
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
    known: &dyn Fn(&Device) -> MovingFacts,
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
                let known = known(plate.device);
                devices.push(MovingDevice {
                    device: plate.device.id,
                    corner: (x, y),
                    parts: known.parts(plate.device.id, &frame),
                    frame,
                    known,
                });
                if devices.len() >= MOST {
                    return devices;
                }
            }
        }
    }
    devices
}
