//! Dragging a rack by its header to another place among the racks.

use std::sync::Arc;

use super::effect::Effect;
use super::scene::Scene;
use crate::domain::arrange::Slot;
use crate::domain::command::Command;
use crate::domain::ids::RackId;
use crate::domain::layout::Snapshot;
use crate::draw::area::Point;
use crate::draw::camera::Pair;
use crate::draw::slots::slot_near;
use crate::draw::world::World;

/// One drag of a rack.
#[derive(Clone, Debug)]
pub struct RackMove {
    rack: RackId,
    snapshot: Arc<Snapshot>,
    world: Arc<World>,
    /// Where it was grabbed, in the world.
    from: Point,
    slot: Option<Slot>,
    command: Option<Command>,
}

impl RackMove {
    /// Begins at a point of the window; `None` if the layout does not have the rack anymore.
    pub fn start(scene: &Scene, rack: RackId, at: Pair, out: &mut Vec<Effect>) -> Option<Self> {
        scene.snapshot.layout.rack(rack)?;
        out.push(Effect::LiftRack(rack));
        Some(Self {
            rack,
            snapshot: scene.snapshot.clone(),
            world: scene.world.clone(),
            from: scene.world_point(at),
            slot: None,
            command: None,
        })
    }

    pub fn is_outdated(&self, scene: &Scene) -> bool {
        !Arc::ptr_eq(&scene.snapshot, &self.snapshot) || !Arc::ptr_eq(&scene.world, &self.world)
    }

    pub fn move_to(&mut self, scene: &Scene, at: Pair, out: &mut Vec<Effect>) {
        let point = scene.world_point(at);
        let (dx, dy) = (point.x - self.from.x, point.y - self.from.y);
        out.push(Effect::MoveRack { dx, dy });
        out.push(Effect::MoveLabel(at));
        let layout = &self.snapshot.layout;
        let Some(marked) = slot_near(&self.world, layout, point) else {
            return;
        };
        if self.slot == Some(marked.slot) {
            return;
        }
        let Some(planner) = scene.planner else {
            return;
        };
        self.slot = Some(marked.slot);
        self.command = (planner.move_rack)(layout, self.rack, marked.slot).ok();
        let (fitting, words) = if self.command.is_some() {
            (vec![marked.area], self.words(marked.slot))
        } else {
            (Vec::new(), "Stays where it is".to_owned())
        };
        out.push(Effect::Outline {
            fitting,
            blocked: Vec::new(),
        });
        out.push(Effect::Label {
            words,
            is_blocked: false,
        });
    }

    pub fn release(self, out: &mut Vec<Effect>) {
        out.extend(self.command.map(Effect::Run));
    }

    /// `Rack A: Garage, before Rack C`
    fn words(&self, slot: Slot) -> String {
        let layout = &self.snapshot.layout;
        let name = layout.rack(self.rack).map_or("", |rack| &rack.name);
        let row = slot.row.and_then(|row| layout.row(row));
        let next = slot.before.and_then(|next| layout.rack(next));
        let place = match next {
            Some(next) => format!("before {}", next.name),
            None => "at the end".to_owned(),
        };
        match row {
            Some(row) => format!("{name}: {}, {place}", row.name),
            None => format!("{name}: {place}"),
        }
    }
}
