//! Putting a rack elsewhere among the others. It follows the pointer; a bar shows where it would come to stand.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PointerEvent};

use crate::domain::arrange::{Slot, move_rack};
use crate::domain::command::Command;
use crate::domain::ids::RackId;
use crate::domain::layout::Snapshot;
use crate::draw::area::Point;
use crate::draw::camera::Pair;
use crate::draw::slots::slot_near;
use crate::draw::world::World;
use crate::state::app::App;
use crate::views::canvas::gesture::Drag;
use crate::views::canvas::gesture::ghost::Ghost;
use crate::views::canvas::gesture::label::Label;
use crate::views::canvas::stage::Stage;
use crate::views::ui::style::{mark, style};

pub struct Moving {
    rack: RackId,
    snapshot: Arc<Snapshot>,
    world: Arc<World>,
    section: HtmlElement,
    /// Where it was taken hold of, in the world.
    from: Point,
    slot: Option<Slot>,
    command: Option<Command>,
    ghost: Ghost,
    label: Label,
}

impl Moving {
    pub fn new(app: App, stage: Stage, rack: RackId, start: Pair) -> Option<Self> {
        let inner = app.inner();
        let section = stage
            .view()?
            .query_selector(&format!("[data-rack-id=\"{rack}\"]"))
            .ok()??;
        mark(&section, "data-dragging", true);
        Some(Self {
            rack,
            snapshot: inner.document.snapshot().get_untracked(),
            world: inner.viewport.world.get_untracked(),
            section: section.dyn_into().ok()?,
            from: stage.world_point(start.0, start.1),
            slot: None,
            command: None,
            ghost: Ghost::new(stage),
            label: Label::new(),
        })
    }

    /// "Rack A, in Garage before Rack C"
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

impl Drag for Moving {
    fn move_to(&mut self, stage: Stage, at: Pair) {
        let point = stage.world_point(at.0, at.1);
        let (dx, dy) = (point.x - self.from.x, point.y - self.from.y);
        style(
            &self.section,
            "transform",
            &format!("translate({dx:.1}px, {dy:.1}px)"),
        );
        self.label.move_to(at);
        let layout = &self.snapshot.layout;
        let Some(marked) = slot_near(&self.world, layout, point) else {
            return;
        };
        if self.slot == Some(marked.slot) {
            return;
        }
        self.slot = Some(marked.slot);
        self.command = move_rack(layout, self.rack, marked.slot).ok();
        if self.command.is_some() {
            self.ghost.outline(&[marked.area], &[]);
            self.label.say(&self.words(marked.slot), false);
        } else {
            self.ghost.outline(&[], &[]);
            self.label.say("Stays where it is", false);
        }
    }

    fn let_go(self: Box<Self>, app: App, _event: &PointerEvent) {
        if let Some(command) = &self.command {
            // A refusal has been said already.
            drop(app.run(command));
        }
    }
}

impl Drop for Moving {
    fn drop(&mut self) {
        mark(&self.section, "data-dragging", false);
        // A valid name, never refused.
        let _ = self.section.style().remove_property("transform");
    }
}
