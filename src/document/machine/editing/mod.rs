//! The half of the machine that changes the open layout, saves it and opens others.

mod closing;
mod conflict;
pub(super) mod moving;
mod recovering;
mod saving;
mod steps;

use crate::document::machine::event::{Effect, Event, Outcome, ShownReport, StoreAnswer};
use crate::document::machine::waiting::{Purpose, Unreadable};
use crate::document::machine::{DocumentMachine, Lookup};
use crate::domain::command::{Command, Restored};
use crate::domain::layout::Layout;
use crate::domain::problem::Problem;
use crate::domain::stored::LayoutKey;
use crate::domain::units::Millis;

type Out<'a> = &'a mut Vec<Effect>;

/// The function that [`Event::EditingLoaded`] carries.
pub fn editing(machine: &mut DocumentMachine, event: Event, now: Millis, out: Out) {
    match event {
        Event::Run(_) | Event::RunMerged(_) | Event::Undo | Event::Redo => {
            machine.edit_or_hold(event, now, out);
        }
        Event::Timer(token) => match machine.awaited.take(token) {
            Some(Purpose::SaveTimer) => machine.save_now(now, out),
            Some(Purpose::StepsTimer) => machine.read_steps(out),
            _ => {}
        },
        Event::Answered(token, answer) => {
            if let Some(purpose) = machine.awaited.take(token) {
                machine.answered(purpose, answer, now, out);
            }
        }
        Event::RecoveryRead(token, copies) => {
            if let Some(Purpose::Recovery) = machine.awaited.take(token) {
                machine.recover(copies, now, out);
            }
        }
        Event::Hidden => machine.before_hiding(now, out),
        Event::SaveAgain => machine.save_again(now, out),
        Event::ShowOther { ask } => machine.show_other(ask, now, out),
        Event::KeepMine { ask } => machine.keep_mine(ask, out),
        Event::Switch { ask, key } => {
            machine.begin_moving(ask, moving::MoveTarget::Stored(key), now, out);
        }
        Event::OpenNew { ask, layout } => {
            machine.begin_moving(ask, moving::MoveTarget::New(layout), now, out);
        }
        Event::Close { .. } => machine.last_save(now, out),
        _ => {}
    }
}

impl DocumentMachine {
    fn answered(&mut self, purpose: Purpose, answer: StoreAnswer, now: Millis, out: Out) {
        match (purpose, answer) {
            (Purpose::Save(save), StoreAnswer::Done(result)) => {
                self.save_answered(*save, result, now, out);
            }
            (
                Purpose::SaveBeforeFinal {
                    under_way,
                    last,
                    is_all,
                },
                StoreAnswer::Done(result),
            ) => self.write_final_after(&under_way, *last, is_all, result, now, out),
            (Purpose::FinalSave(save), StoreAnswer::Done(result)) => {
                self.final_save_answered(*save, result, now, out);
            }
            (Purpose::FinalVersion(key), StoreAnswer::Done(Ok(()))) => {
                self.drop_final_recovery(&key, out);
                say_where_unsaved_is(out);
            }
            (Purpose::RecoveryAsVersion(place), StoreAnswer::Done(Ok(()))) => {
                out.push(Effect::RemoveRecovery(place));
                say_where_unsaved_is(out);
            }
            (Purpose::FinalVersion(key), StoreAnswer::Done(Err(_))) => {
                self.final_save_failed(&key, out);
            }
            (Purpose::Steps, StoreAnswer::Steps(result)) => self.steps_read(result, now, out),
            (Purpose::StepsForRecovery(found), StoreAnswer::Steps(result)) => {
                self.take_up_recovery(*found, result.unwrap_or_default(), now, out);
            }
            (Purpose::Quarantine { what, name, ask }, StoreAnswer::Done(result)) => {
                self.quarantined(&what, result.is_ok().then_some(name), out);
                if let Some(ask) = ask {
                    self.lookup = Lookup::Known;
                    out.push(Effect::Answer(ask, Outcome::NothingStored));
                }
            }
            (purpose, answer) => self.chosen_or_moved(purpose, answer, now, out),
        }
    }

    /// Reports what could not be read, and where the text is kept.
    fn quarantined(&mut self, what: &Unreadable, name: Option<String>, out: Out) {
        let way_forward = match name {
            Some(_) => {
                "The old text is kept in this browser. You can save it to a file now or later, from the version history."
            }
            None => "The old text could not be kept.",
        };
        let problem = match what {
            Unreadable::Layout(why) => Problem::new(
                format!("The saved layout could not be read. {why}"),
                format!("{way_forward} A new layout is shown instead."),
            ),
            Unreadable::Parts(parts) => Problem::new(
                format!(
                    "Parts of the saved layout could not be read and were left out. {}",
                    parts.join(" ")
                ),
                way_forward,
            ),
            Unreadable::Recovery(_) => Problem::new(
                "Changes that were not saved when the page closed could not be read.",
                way_forward,
            ),
        };
        if let (Unreadable::Recovery(place), Some(_)) = (what, &name) {
            out.push(Effect::RemoveRecovery(place.clone()));
        }
        out.push(Effect::Report(ShownReport {
            problem,
            quarantined: name,
        }));
    }

    /// Removes the recovery copies of a layout that is fully stored, or kept as a version.
    fn drop_recovery(&mut self, key: &LayoutKey, out: Out) {
        let mut dropped = self.recovery.ours.extract_if(.., |place| place.key == *key);
        if let Some(first) = dropped.next() {
            self.recovery.edits = None;
            out.push(Effect::RemoveRecovery(first));
            out.extend(dropped.map(Effect::RemoveRecovery));
        }
    }

    /// Replaces the layout, as a step that can be undone.
    fn restore(&mut self, words: &str, layout: Layout, now: Millis, out: Out) {
        let restored = Restored {
            words: words.to_owned(),
            layout,
        };
        let command = Command::Restore(Box::new(restored));
        self.edit_now(Event::Run(command), now, out);
    }
}

fn say_where_unsaved_is(out: Out) {
    let words = "What was not saved when the page closed is in the version history.";
    out.push(Effect::Say(words.to_owned()));
}

/// Why a stored layout is not shown.
fn not_read(why: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        format!("The layout could not be read: {why}."),
        "Nothing was changed. Try again, or reload the page.",
    )
}

fn changed_meanwhile() -> Problem {
    Problem::new(
        "The layout on screen was changed just now, so it stays.",
        "Try again.",
    )
}
