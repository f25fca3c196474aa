//! Making a rack higher or lower. Its floor and all that is in it stay.

use leptos::prelude::*;
use web_sys::PointerEvent;

use crate::domain::arrange::resize_rack;
use crate::domain::command::{Command, apply};
use crate::domain::ids::RackId;
use crate::domain::layout::{Layout, RackHeight};
use crate::domain::placement::Refusal;
use crate::draw::area::Area;
use crate::draw::camera::Pair;
use crate::draw::scale::Scale;
use crate::state::app::App;
use crate::views::canvas::gesture::Drag;
use crate::views::canvas::gesture::ghost::Ghost;
use crate::views::canvas::gesture::label::Label;
use crate::views::canvas::stage::Stage;

pub struct Resizing {
    rack: RackId,
    /// As high as it is.
    height: RackHeight,
    /// To try on whether it can be that high.
    layout: Layout,
    drawings: Area,
    scale: Scale,
    /// Where the edge was taken hold of, in the world.
    from: f32,
    units: i32,
    outcome: Result<Command, Refusal>,
    ghost: Ghost,
    label: Label,
}

impl Resizing {
    pub fn new(app: App, stage: Stage, rack: RackId, start: Pair) -> Option<Self> {
        let inner = app.inner();
        let snapshot = inner.document.snapshot().get_untracked();
        let world = inner.viewport.world.get_untracked();
        let height = snapshot.layout.rack(rack)?.height;
        let mut resizing = Self {
            rack,
            height,
            layout: snapshot.layout.clone(),
            drawings: world.place_of(rack)?.drawings(),
            scale: *world.scale(),
            from: stage.world_point(start.0, start.1).y,
            units: i32::from(height.units()),
            outcome: Err(Refusal::NoSuchRack),
            ghost: Ghost::new(stage),
            label: Label::new(),
        };
        resizing.try_on();
        Some(resizing)
    }

    fn try_on(&mut self) {
        let outcome = resize_rack(&self.layout, self.rack, self.units);
        self.outcome = outcome.and_then(|command| {
            let back = apply(&mut self.layout, &command)?;
            apply(&mut self.layout, &back)?;
            Ok(command)
        });
        let height = self.scale.rack_height(
            RackHeight::clamped(u16::try_from(self.units.max(0)).unwrap_or_default()).half_units(),
        );
        let area = Area {
            y: self.drawings.bottom() - height,
            height,
            ..self.drawings
        };
        let blocks = |refusal: &Refusal| !matches!(refusal, Refusal::NothingToDo(_));
        match self
            .outcome
            .as_ref()
            .err()
            .filter(|refusal| blocks(refusal))
        {
            Some(refusal) => {
                self.ghost.outline(&[], &[area]);
                self.label.say(&refusal.to_string(), true);
            }
            None => {
                self.ghost.outline(&[area], &[]);
                self.label.say(&format!("{} U", self.units), false);
            }
        }
    }
}

impl Drag for Resizing {
    fn move_to(&mut self, stage: Stage, at: Pair) {
        let up = self.from - stage.world_point(at.0, at.1).y;
        let units = i32::from(self.height.units()) + (up / self.scale.unit).round() as i32;
        let units = units.clamp(1, i32::from(RackHeight::MAX));
        self.label.move_to(at);
        if units != self.units {
            self.units = units;
            self.try_on();
        }
    }

    fn let_go(self: Box<Self>, app: App, _event: &PointerEvent) {
        match &self.outcome {
            // A refusal has been said already.
            Ok(command) => drop(app.run(command)),
            Err(Refusal::NothingToDo(_)) => {}
            Err(refusal) => app.say(refusal.to_string()),
        }
    }
}
