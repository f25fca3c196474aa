//! Resizing a rack by its upper edge. Its floor and everything in it stay where they are.

use std::sync::Arc;

use super::effect::Effect;
use super::scene::Scene;
use crate::domain::arrange::resize_rack;
use crate::domain::command::{Command, check_rack_edit};
use crate::domain::ids::RackId;
use crate::domain::layout::{Layout, RackHeight, Snapshot};
use crate::domain::placement::Refusal;
use crate::draw::area::Area;
use crate::draw::camera::Pair;
use crate::draw::scale::Scale;
use crate::draw::world::World;

/// One drag of a rack's edge.
#[derive(Clone, Debug)]
pub struct RackResize {
    rack: RackId,
    snapshot: Arc<Snapshot>,
    world: Arc<World>,
    /// The original height.
    height: RackHeight,
    /// A copy to try heights on.
    layout: Layout,
    drawings: Area,
    scale: Scale,
    /// Where the edge was grabbed, in the world.
    from: f32,
    units: i32,
    outcome: Result<Command, Refusal>,
}

impl RackResize {
    /// Begins at a point of the window; `None` if the layout does not have the rack anymore.
    pub fn start(scene: &Scene, rack: RackId, at: Pair, out: &mut Vec<Effect>) -> Option<Self> {
        let height = scene.snapshot.layout.rack(rack)?.height;
        let mut resize = Self {
            rack,
            snapshot: scene.snapshot.clone(),
            world: scene.world.clone(),
            height,
            layout: scene.snapshot.layout.clone(),
            drawings: scene.world.place_of(rack)?.drawings(),
            scale: *scene.world.scale(),
            from: scene.world_point(at).y,
            units: i32::from(height.units()),
            outcome: Err(Refusal::NoSuchRack),
        };
        resize.try_height(out);
        Some(resize)
    }

    pub fn is_outdated(&self, scene: &Scene) -> bool {
        !Arc::ptr_eq(&scene.snapshot, &self.snapshot) || !Arc::ptr_eq(&scene.world, &self.world)
    }

    fn try_height(&mut self, out: &mut Vec<Effect>) {
        let outcome = resize_rack(&self.layout, self.rack, self.units);
        self.outcome = outcome.and_then(|command| {
            if let Command::EditRack(rack) = &command {
                check_rack_edit(&mut self.layout, rack)?;
            }
            Ok(command)
        });
        let units = u16::try_from(self.units.max(0)).unwrap_or_default();
        let height = self
            .scale
            .rack_height(RackHeight::clamped(units).half_units());
        let area = Area {
            y: self.drawings.bottom() - height,
            height,
            ..self.drawings
        };
        let refusal = match &self.outcome {
            Ok(_) | Err(Refusal::NothingToDo(_)) => None,
            Err(refusal) => Some(refusal),
        };
        let (fitting, blocked) = match refusal {
            None => (vec![area], Vec::new()),
            Some(_) => (Vec::new(), vec![area]),
        };
        out.push(Effect::Outline { fitting, blocked });
        out.push(Effect::Label {
            words: refusal.map_or_else(|| format!("{}U", self.units), Refusal::to_string),
            is_blocked: refusal.is_some(),
        });
    }

    pub fn move_to(&mut self, scene: &Scene, at: Pair, out: &mut Vec<Effect>) {
        let up = self.from - scene.world_point(at).y;
        let units = i32::from(self.height.units()) + (up / self.scale.unit).round() as i32;
        let units = units.clamp(1, i32::from(RackHeight::MAX));
        out.push(Effect::MoveLabel(at));
        if units != self.units {
            self.units = units;
            self.try_height(out);
        }
    }

    pub fn release(self, out: &mut Vec<Effect>) {
        match self.outcome {
            Ok(command) => out.push(Effect::Run(command)),
            Err(Refusal::NothingToDo(_)) => {}
            Err(refusal) => out.push(Effect::Say(refusal.to_string())),
        }
    }
}
