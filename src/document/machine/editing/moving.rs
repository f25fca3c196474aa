//! Opens another layout in the place of the open one, which is saved first.

use super::conflict::read;
use super::{Out, changed_meanwhile, not_read};
use crate::document::machine::event::{Ask, Effect, Outcome, ReadCall, StoreAnswer, WriteCall};
use crate::document::machine::limits;
use crate::document::machine::session::EditSession;
use crate::document::machine::waiting::Purpose;
use crate::document::machine::{DocumentMachine, Lookup, SaveTrouble, StoredRevision};
use crate::document::records::{Entry, LayoutFacts, Save, StoredLayout};
use crate::document::store::StoreError;
use crate::domain::io::json::LayoutWriter;
use crate::domain::layout::Layout;
use crate::domain::problem::Problem;
use crate::domain::stored::LayoutKey;
use crate::domain::undo::UndoHistory;
use crate::domain::units::Millis;

/// The layout to open.
#[derive(Clone, Debug)]
pub(super) enum MoveTarget {
    Stored(LayoutKey),
    /// A layout that is not stored yet.
    New(Box<Layout>),
}

/// A switch to another layout in progress.
#[derive(Debug)]
pub(in crate::document) struct Moving {
    pub(in crate::document) ask: Ask,
    target: MoveTarget,
    stage: MoveStage,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum MoveStage {
    /// Saving what is on screen.
    Saving,
    /// Reading the other layout, or storing the new one.
    Storing,
    /// The new layout is stored; saving what was changed on screen meanwhile.
    SavingAgain,
}

impl DocumentMachine {
    pub(super) fn begin_moving(&mut self, ask: Ask, target: MoveTarget, now: Millis, out: Out) {
        if self.moving.is_some() {
            return out.push(Effect::Answer(ask, Outcome::Busy));
        }
        self.moving = Some(Moving {
            ask,
            target,
            stage: MoveStage::Saving,
        });
        let is_new = matches!(
            self.moving.as_ref().map(|moving| &moving.target),
            Some(MoveTarget::New(_))
        );
        let is_alone = !self.is_open() || !self.is_unsaved();
        if !is_alone && (!self.may_write() || self.trouble == Some(SaveTrouble::Conflict)) {
            return self.stop_moving(out);
        }
        if is_new && self.hub.is_none() {
            return self.end_moving(Outcome::Overtaken, out);
        }
        self.go_on_moving(now, out);
    }

    /// Continues once everything on screen is saved.
    pub(super) fn go_on_moving(&mut self, now: Millis, out: Out) {
        let Some(moving) = &self.moving else { return };
        if moving.stage == MoveStage::Storing {
            return;
        }
        if self.is_open() && self.is_unsaved() {
            return self.save_now(now, out);
        }
        match (moving.stage, moving.target.clone()) {
            (MoveStage::Saving, MoveTarget::Stored(key)) => {
                self.set_stage(MoveStage::Storing);
                let token = self.await_answer(Purpose::Switch { edits: self.edits });
                out.push(Effect::Read(token, ReadCall::Open(key)));
            }
            (MoveStage::Saving, MoveTarget::New(layout)) => self.store_new(&layout, now, out),
            (MoveStage::SavingAgain, MoveTarget::New(layout)) => self.show_new(*layout, now, out),
            _ => {}
        }
    }

    fn set_stage(&mut self, stage: MoveStage) {
        if let Some(moving) = &mut self.moving {
            moving.stage = stage;
        }
    }

    /// Cancels the switch because the layout on screen could not be saved.
    pub(super) fn stop_moving(&mut self, out: Out) {
        let problem = Problem::new(
            "This layout is not saved, so it stays open.",
            "Save it again, or export it to a file, before you open another one.",
        );
        self.end_moving(Outcome::Failed(problem), out);
    }

    fn end_moving(&mut self, outcome: Outcome, out: Out) {
        if let Some(moving) = self.moving.take() {
            out.push(Effect::Answer(moving.ask, outcome));
        }
    }

    pub(super) fn moved(&mut self, purpose: Purpose, answer: StoreAnswer, now: Millis, out: Out) {
        match (purpose, answer) {
            (Purpose::Switch { edits }, StoreAnswer::Opened(opened)) => {
                let moving = self.moving.take();
                let outcome = self.switch(edits, opened, out);
                if let Some(moving) = moving {
                    out.push(Effect::Answer(moving.ask, outcome));
                }
            }
            (Purpose::NewLayout, StoreAnswer::Done(Ok(()))) => {
                self.set_stage(MoveStage::SavingAgain);
                self.go_on_moving(now, out);
            }
            (Purpose::NewLayout, StoreAnswer::Done(Err(error))) => {
                self.end_moving(Outcome::Failed(not_stored(&error)), out);
            }
            _ => {}
        }
    }

    fn switch(
        &mut self,
        edits: u64,
        opened: Result<StoredLayout, StoreError>,
        out: Out,
    ) -> Outcome {
        if self.edits != edits {
            return Outcome::Failed(changed_meanwhile());
        }
        let stored = match opened {
            Ok(stored) => stored,
            Err(error) => return Outcome::Failed(not_read(&error)),
        };
        let loaded = match read(&stored) {
            Ok(loaded) => loaded,
            Err(problem) => return Outcome::Failed(problem),
        };
        let (key, name) = (stored.key.clone(), loaded.layout.name.clone());
        self.lookup = Lookup::Known;
        self.show_stored(stored, loaded, out);
        self.choose(key, out);
        out.push(Effect::Say(format!("Opened {name}")));
        Outcome::Done
    }

    /// Stores which layout the hub opens with.
    fn choose(&mut self, key: LayoutKey, out: Out) {
        if let Some(hub) = self.hub.clone() {
            let token = self.await_answer(Purpose::Nothing);
            out.push(Effect::Write(token, WriteCall::Choose(hub, key)));
        }
    }

    fn store_new(&mut self, layout: &Layout, now: Millis, out: Out) {
        let Some(hub) = self.hub.clone() else {
            return self.end_moving(Outcome::Overtaken, out);
        };
        let text = match limits::write(layout, &mut LayoutWriter::default()) {
            Ok(text) => text,
            Err(why) => return self.end_moving(Outcome::Failed(not_stored(&why)), out),
        };
        self.set_stage(MoveStage::Storing);
        let save = Save {
            key: LayoutKey::further(&hub, layout.id),
            entry: Entry::of(hub, layout, now, 1, 0),
            text,
            steps: None,
            version: None,
        };
        let token = self.await_answer(Purpose::NewLayout);
        out.push(Effect::Write(token, WriteCall::Save(Box::new(save))));
    }

    fn show_new(&mut self, layout: Layout, now: Millis, out: Out) {
        let Some(hub) = self.hub.clone() else {
            return self.end_moving(Outcome::Overtaken, out);
        };
        let moving = self.moving.take();
        let key = LayoutKey::further(&hub, layout.id);
        self.forget_layout(out);
        self.lookup = Lookup::Known;
        self.session = EditSession::opened(LayoutFacts::of(&layout));
        self.history = UndoHistory::replacing();
        self.stored = Some(StoredRevision {
            key: key.clone(),
            revision: 1,
            saved_at: Some(now),
        });
        self.choose(key, out);
        let words = format!("Created {}", layout.name);
        self.show(layout, out);
        out.push(Effect::Say(words));
        if let Some(moving) = moving {
            out.push(Effect::Answer(moving.ask, Outcome::Done));
        }
    }
}

fn not_stored(why: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        format!("The new layout could not be kept: {why}."),
        "The one on screen stays open. Free some space, then try again.",
    )
}
