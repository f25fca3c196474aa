//! The animated parts of all devices in view, in world coordinates.

use super::area::Area;
use super::device::DeviceFrame;
use super::device::animation::{AnimatedParts, AnimationInputs};
use super::plates::RackSide;
use super::scale::Scale;
use super::viewpoint::Viewpoint;
use super::world::World;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Device, Snapshot};
use crate::domain::view::DeviceView;

/// The most devices that are animated: with more in view, their lights are too small to be seen.
const MOST: usize = 400;

/// The facts about a device that determine its animated parts.
#[derive(Clone, Debug)]
pub struct AnimationFacts {
    pub view: DeviceView,
    pub inputs: AnimationInputs,
    /// Whether it is faded because a filter does not match; then nothing on it moves.
    pub is_faded: bool,
}

impl AnimationFacts {
    fn parts(&self, device: DeviceId, frame: &DeviceFrame) -> AnimatedParts {
        if self.is_faded {
            return AnimatedParts::default();
        }
        frame.animated_parts(device, &self.view, &self.inputs)
    }
}

/// A device in view, and its animated parts.
#[derive(Clone, Debug)]
pub struct AnimatedDevice {
    pub device: DeviceId,
    /// The rack that it is in.
    pub rack: RackId,
    /// Its upper left corner in the world.
    pub corner: (f32, f32),
    pub parts: AnimatedParts,
    frame: DeviceFrame,
    known: AnimationFacts,
}

impl AnimatedDevice {
    /// Updates the facts; most reports leave the animated parts unchanged.
    pub fn look(&mut self, known: AnimationFacts) {
        let before = &self.known;
        let is_other = known.is_faded != before.is_faded
            || known.inputs != before.inputs
            || !self.frame.has_same_parts(&before.view, &known.view);
        if is_other {
            self.parts = known.parts(self.device, &self.frame);
        }
        self.known = known;
    }
}

/// The area that all animated parts cover, clipped to the visible part of the world; `None` if there are none.
pub fn reach(devices: &[AnimatedDevice], seen: Area) -> Option<Area> {
    let of_one = |device: &AnimatedDevice| {
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

/// Where to look for devices, and the callbacks that provide their facts.
pub struct AnimationScene<'a> {
    pub snapshot: &'a Snapshot,
    /// Belongs to `snapshot`.
    pub world: &'a World,
    pub scale: &'a Scale,
    /// The part of the world that is in view.
    pub seen: Area,
    /// Whether a rack's plates are drawn with openings, which contain the lights.
    pub has_openings: &'a dyn Fn(RackId) -> bool,
    /// Whether a device shows a picture; then it has no art to animate.
    pub has_picture: &'a dyn Fn(&Device) -> bool,
    pub known: &'a dyn Fn(&Device) -> AnimationFacts,
}

/// Updates the list of devices in view after a command, with one entry per visible face: those in changed racks are computed again,
/// the others stay.
pub fn update_animated(
    devices: &mut Vec<AnimatedDevice>,
    scene: &AnimationScene,
    changed: &[RackId],
) {
    if changed.is_empty() {
        return;
    }
    if devices.len() >= MOST {
        *devices = animated_devices(scene);
        return;
    }
    devices.retain(|device| !changed.contains(&device.rack));
    add_animated(devices, scene, &|rack| changed.contains(&rack));
}

/// The devices in view, with one entry per visible face.
pub fn animated_devices(scene: &AnimationScene) -> Vec<AnimatedDevice> {
    let mut devices = Vec::new();
    add_animated(&mut devices, scene, &|_| true);
    devices
}

/// Adds the devices of some racks, up to [`MOST`] in total.
fn add_animated(
    devices: &mut Vec<AnimatedDevice>,
    scene: &AnimationScene,
    is_wanted: &dyn Fn(RackId) -> bool,
) {
    let AnimationScene {
        snapshot,
        world,
        scale,
        seen,
        has_openings,
        has_picture,
        known,
    } = scene;
    for placed in world.placed_racks() {
        if !is_wanted(placed.rack) || !has_openings(placed.rack) {
            continue;
        }
        let Some(rack) = snapshot.layout.rack(placed.rack) else {
            continue;
        };
        let sides = [
            (placed.front, Viewpoint::Front),
            (placed.rear, Viewpoint::Rear),
        ];
        for (drawing, from) in sides {
            let Some(drawing) = drawing.filter(|drawing| drawing.meets(seen)) else {
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
                if !area.meets(seen) || has_picture(plate.device) {
                    continue;
                }
                let frame = plate.frame(scale);
                let known = known(plate.device);
                devices.push(AnimatedDevice {
                    device: plate.device.id,
                    rack: placed.rack,
                    corner: (x, y),
                    parts: known.parts(plate.device.id, &frame),
                    frame,
                    known,
                });
                if devices.len() >= MOST {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use uuid::Uuid;

    use super::*;
    use crate::domain::command::{Command, apply};
    use crate::domain::layout::hall::{PER_RACK, hall};
    use crate::domain::layout::racks_that_differ;
    use crate::draw::world::Faces;

    /// The devices with their positions, sorted for comparison.
    fn found(devices: &[AnimatedDevice]) -> Vec<(DeviceId, RackId, String)> {
        let one = |one: &AnimatedDevice| (one.device, one.rack, format!("{:?}", one.corner));
        let mut found: Vec<_> = devices.iter().map(one).collect();
        found.sort();
        found
    }

    #[test]
    fn a_command_has_only_the_devices_of_its_rack_found_anew() {
        let before = Snapshot::new(hall(6));
        let device = DeviceId::new(Uuid::from_u128(2 * PER_RACK));
        let mut layout = before.layout.clone();
        apply(&mut layout, &Command::RemoveDevice(device)).expect("it is there");
        let after = Snapshot::new(layout);
        let world = World::new(&before.layout, &Scale::WIDE, Faces::Front, 6);
        let asked = Cell::new(0);
        let known = |device: &Device| {
            asked.set(asked.get() + 1);
            AnimationFacts {
                view: DeviceView::unlinked(&device.name),
                inputs: AnimationInputs::default(),
                is_faded: false,
            }
        };
        let (width, height) = world.size();
        let scene = |snapshot| AnimationScene {
            snapshot,
            world: &world,
            scale: &Scale::WIDE,
            seen: Area::new(0.0, 0.0, width, height),
            has_openings: &|_| true,
            has_picture: &|_| false,
            known: &known,
        };
        let mut devices = animated_devices(&scene(&before));
        assert_eq!(asked.take() as u128, 6 * PER_RACK);
        let changed = racks_that_differ(&before.layout, &after.layout);
        update_animated(&mut devices, &scene(&after), &changed);
        assert_eq!(asked.take() as u128, PER_RACK - 1);
        assert_eq!(found(&devices), found(&animated_devices(&scene(&after))));
        asked.take();
        update_animated(&mut devices, &scene(&after), &[]);
        assert_eq!(asked.take(), 0);
    }
}
