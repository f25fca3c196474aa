//! A frame that is drawn over devices to select them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::effect::Effect;
use super::input::Modifiers;
use super::scene::Scene;
use super::selection::{Selection, selection_words};
use crate::domain::ids::DeviceId;
use crate::domain::layout::Snapshot;
use crate::draw::aim;
use crate::draw::area::{Area, Point};
use crate::draw::camera::Pair;
use crate::draw::world::World;

/// One selection frame.
#[derive(Clone, Debug)]
pub struct Marquee {
    snapshot: Arc<Snapshot>,
    world: Arc<World>,
    from: Point,
    all: Vec<MarqueeDevice>,
}

/// A device that the frame may select.
#[derive(Clone, Debug)]
struct MarqueeDevice {
    device: DeviceId,
    /// Where it is drawn: on both faces of a rack, if both are shown.
    areas: Vec<Area>,
    /// A device with others in its bays must be covered entirely: otherwise those are caught instead.
    has_children: bool,
    is_caught: bool,
}

impl Marquee {
    /// Begins at a point of the window.
    pub fn start(scene: &Scene, at: Pair) -> Self {
        let snapshot = scene.snapshot.clone();
        let mut areas: BTreeMap<DeviceId, Vec<Area>> = BTreeMap::new();
        for (device, area) in aim::all_areas(&scene.world, &snapshot.layout, &snapshot.index) {
            areas.entry(device).or_default().push(area);
        }
        let all = areas
            .into_iter()
            .map(|(device, areas)| MarqueeDevice {
                device,
                areas,
                has_children: !snapshot.index.children_of(device).is_empty(),
                is_caught: false,
            })
            .collect();
        Self {
            from: scene.world_point(at),
            all,
            snapshot,
            world: scene.world.clone(),
        }
    }

    pub fn is_outdated(&self, scene: &Scene) -> bool {
        !Arc::ptr_eq(&scene.snapshot, &self.snapshot) || !Arc::ptr_eq(&scene.world, &self.world)
    }

    pub fn move_to(&mut self, scene: &Scene, at: Pair, out: &mut Vec<Effect>) {
        let frame = Area::spanned(self.from, scene.world_point(at));
        out.push(Effect::Outline {
            fitting: vec![frame],
            blocked: Vec::new(),
        });
        for one in &mut self.all {
            let catches =
                |area: &Area| area.meets(&frame) && (!one.has_children || holds(&frame, area));
            let is_caught = one.areas.iter().any(catches);
            if is_caught != one.is_caught {
                one.is_caught = is_caught;
                out.push(Effect::Catch {
                    device: one.device,
                    is_caught,
                });
            }
        }
    }

    /// Selects what is caught; with Ctrl, or while clicks add to the selection, adds it to the selection.
    pub fn release(self, scene: &Scene, modifiers: Modifiers, out: &mut Vec<Effect>) {
        let adds = modifiers.command || scene.is_selecting;
        let mut devices = if adds {
            scene.selection.devices().to_vec()
        } else {
            Vec::new()
        };
        for one in self.all.iter().filter(|one| one.is_caught) {
            if !devices.contains(&one.device) {
                devices.push(one.device);
            }
        }
        let selection = Selection::of_devices(devices);
        let words = selection_words(&selection);
        out.push(Effect::Select(selection));
        out.push(Effect::Say(words));
    }
}

fn holds(outer: &Area, inner: &Area) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}
