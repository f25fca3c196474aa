//! The user's choices when two tabs have changed the layout, and their results.

use super::{Out, changed_meanwhile, not_read};
use crate::document::machine::event::{Ask, Effect, Outcome, ReadCall, StoreAnswer};
use crate::document::machine::waiting::Purpose;
use crate::document::machine::{DocumentMachine, Lookup, SaveTrouble, StoredRevision};
use crate::document::records::StoredLayout;
use crate::document::store::StoreError;
use crate::domain::io::json;
use crate::domain::problem::Problem;
use crate::domain::units::Millis;

/// Larger than the number of times another tab can save while the conflict lasts.
const REVISIONS_APART: u64 = 1_000;

impl DocumentMachine {
    /// Shows what the other tab saved. What is on screen here becomes a version first.
    pub(super) fn show_other(&mut self, ask: Ask, now: Millis, out: Out) {
        let Some(stored) = self.in_conflict() else {
            return out.push(Effect::Answer(ask, Outcome::Overtaken));
        };
        let purpose = Purpose::ScreenAside {
            ask,
            edits: self.edits,
        };
        self.keep_screen_as_version(stored.key, purpose, now, out);
    }

    fn in_conflict(&self) -> Option<StoredRevision> {
        let stored = self.stored.clone();
        stored.filter(|_| self.trouble == Some(SaveTrouble::Conflict))
    }

    /// Saves what is on screen here. What the other tab saved becomes a version, and undo leads back to it.
    pub(super) fn keep_mine(&mut self, ask: Ask, out: Out) {
        let Some(stored) = self.in_conflict() else {
            return out.push(Effect::Answer(ask, Outcome::Overtaken));
        };
        let token = self.await_answer(Purpose::KeepMine(ask));
        out.push(Effect::Read(token, ReadCall::Open(stored.key)));
    }

    pub(super) fn chosen_or_moved(
        &mut self,
        purpose: Purpose,
        answer: StoreAnswer,
        now: Millis,
        out: Out,
    ) {
        match (purpose, answer) {
            (Purpose::ScreenAside { ask, edits }, StoreAnswer::Done(result)) => {
                self.screen_is_aside(ask, edits, result, out);
            }
            (Purpose::ShowOther { ask, edits }, StoreAnswer::Opened(opened)) => {
                let outcome = self.show_chosen(edits, opened, now, out);
                out.push(Effect::Answer(ask, outcome));
            }
            (Purpose::KeepMine(ask), StoreAnswer::Opened(opened)) => {
                let outcome = self.write_over_other(opened, now, out);
                out.push(Effect::Answer(ask, outcome));
            }
            (Purpose::LookAgain { edits }, StoreAnswer::Opened(opened)) => {
                self.looked_again(edits, opened, now, out);
            }
            (Purpose::ScreenAsVersion { found, edits }, StoreAnswer::Done(result)) => {
                match result {
                    Ok(()) if self.edits == edits => self.show_found(*found, out),
                    Ok(()) => {}
                    Err(error) => self.lookup = Lookup::Failed(error),
                }
            }
            (purpose, answer) => self.moved(purpose, answer, now, out),
        }
    }

    fn screen_is_aside(&mut self, ask: Ask, edits: u64, result: Result<(), StoreError>, out: Out) {
        let Some(stored) = self.stored.clone() else {
            return out.push(Effect::Answer(ask, Outcome::Overtaken));
        };
        if let Err(error) = result {
            let problem = Problem::new(
                format!("This tab's layout could not be kept: {error}."),
                "Export it to a file first, then choose again.",
            );
            return out.push(Effect::Answer(ask, Outcome::Failed(problem)));
        }
        let token = self.await_answer(Purpose::ShowOther { ask, edits });
        out.push(Effect::Read(token, ReadCall::Open(stored.key)));
    }

    fn show_chosen(
        &mut self,
        edits: u64,
        opened: Result<StoredLayout, StoreError>,
        now: Millis,
        out: Out,
    ) -> Outcome {
        if self.edits != edits {
            return Outcome::Failed(changed_meanwhile());
        }
        match opened {
            Ok(stored) if stored.text.is_none() => self.save_as_new(now, out),
            Ok(stored) => match read(&stored) {
                Ok(loaded) => {
                    self.drop_recovery(&stored.key, out);
                    self.show_stored(stored, loaded, out);
                    out.push(Effect::Say(
                        "Showing the other tab's layout; this tab's is kept in the version history."
                            .to_owned(),
                    ));
                    Outcome::Done
                }
                Err(problem) => Outcome::Failed(problem),
            },
            Err(error) => Outcome::Failed(not_read(&error)),
        }
    }

    fn write_over_other(
        &mut self,
        opened: Result<StoredLayout, StoreError>,
        now: Millis,
        out: Out,
    ) -> Outcome {
        match opened {
            Ok(stored) if stored.text.is_none() => self.save_as_new(now, out),
            Ok(stored) => match read(&stored) {
                Ok(loaded) => {
                    let mine = self.snapshot.layout.clone();
                    self.become_stored(&stored, loaded.layout, loaded.report.is_empty(), out);
                    self.session.write_over_other();
                    self.restore("Kept the layout of this tab", mine, now, out);
                    Outcome::Done
                }
                Err(problem) => Outcome::Failed(problem),
            },
            Err(error) => Outcome::Failed(not_read(&error)),
        }
    }

    /// Saves what is on screen after the other tab's layout has vanished because the storage was cleared. Chooses a revision that
    /// the other tab cannot have reached, so that it does not mistake this state for its own.
    fn save_as_new(&mut self, now: Millis, out: Out) -> Outcome {
        self.trouble = None;
        if let Some(stored) = &mut self.stored {
            stored.revision += REVISIONS_APART;
        }
        self.save_now(now, out);
        Outcome::Done
    }

    fn looked_again(
        &mut self,
        edits: u64,
        opened: Result<StoredLayout, StoreError>,
        now: Millis,
        out: Out,
    ) {
        match opened {
            Err(error) => self.lookup = Lookup::Failed(error),
            Ok(found) if found.text.is_none() => {
                self.lookup = Lookup::Known;
                self.base_on(&found);
                self.save_now(now, out);
            }
            Ok(found) if self.history.done() == 0 => self.show_found(found, out),
            Ok(found) => {
                // Keeps what was drawn meanwhile.
                let key = found.key.clone();
                let purpose = Purpose::ScreenAsVersion {
                    found: Box::new(found),
                    edits,
                };
                self.keep_screen_as_version(key, purpose, now, out);
            }
        }
    }

    fn show_found(&mut self, found: StoredLayout, out: Out) {
        match read(&found) {
            Ok(loaded) => {
                self.lookup = Lookup::Known;
                self.show_stored(found, loaded, out);
            }
            Err(problem) => {
                let error = StoreError::Failed(problem.sentence);
                self.lookup = Lookup::Failed(error);
            }
        }
    }
}

pub(super) fn read(stored: &StoredLayout) -> Result<json::Loaded, Problem> {
    let text = stored.text.as_deref();
    let text = text.ok_or_else(|| not_read(&"it no longer exists"))?;
    json::read(text).map_err(|broken| not_read(&broken))
}
