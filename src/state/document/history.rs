//! Does commands, takes them back and does them again.

use leptos::prelude::*;

use crate::domain::command::Command;
use crate::domain::history::History;
use crate::domain::layout::Layout;
use crate::domain::placement::Refusal;
use crate::shell::clock;
use crate::shell::task::spawn;
use crate::state::app::App;

/// What came of a command: what was done, in words.
type Outcome = Result<String, Refusal>;

impl App {
    /// Does a command, shows and saves the result, and says what was done; a refusal is said as well.
    pub fn run(&self, command: &Command) -> Result<(), Refusal> {
        self.carry_out(&|history, layout| history.run(layout, command))
    }

    /// As [`App::run`]; moves of the same devices that follow each other at once are taken back as one. For keys held down.
    pub fn run_merged(&self, command: &Command) -> Result<(), Refusal> {
        let now = clock::now();
        self.carry_out(&|history, layout| history.run_merged(layout, command, now))
    }

    fn carry_out(&self, run: &dyn Fn(&mut History, &mut Layout) -> Outcome) -> Result<(), Refusal> {
        let inner = self.inner();
        let mut layout = self.layout_copy();
        let done = run(&mut inner.document.history.borrow_mut(), &mut layout);
        match done {
            Ok(words) => {
                self.show_and_save(layout);
                self.say(words);
                Ok(())
            }
            Err(refusal) => {
                self.say(refusal.to_string());
                Err(refusal)
            }
        }
    }

    /// Takes the last command back, one of an earlier visit too.
    pub fn undo(&self) {
        let is_unread = {
            let inner = self.inner();
            let history = inner.document.history.borrow();
            history.next_undo().is_none() && history.has_unread()
        };
        if !is_unread {
            self.step("Undone", History::undo);
            return;
        }
        let app = *self;
        spawn(async move {
            app.read_steps().await;
            app.step("Undone", History::undo);
        });
    }

    /// Does again what was undone last.
    pub fn redo(&self) {
        self.step("Done again", History::redo);
    }

    fn step(&self, verb: &str, step: fn(&mut History, &mut Layout) -> Option<Outcome>) {
        let inner = self.inner();
        let mut layout = self.layout_copy();
        let stepped = step(&mut inner.document.history.borrow_mut(), &mut layout);
        match stepped {
            Some(Ok(words)) => {
                self.show_and_save(layout);
                self.say(format!("{verb}: {words}"));
            }
            Some(Err(refusal)) => self.say(refusal.to_string()),
            None => {}
        }
    }

    pub(super) fn layout_copy(&self) -> Layout {
        let snapshot = &self.inner().document.snapshot;
        snapshot.with_untracked(|snapshot| snapshot.layout.clone())
    }
}
