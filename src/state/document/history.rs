//! Does commands, takes them back and does them again.

use leptos::prelude::*;

use crate::domain::command::Command;
use crate::domain::history::History;
use crate::domain::layout::Layout;
use crate::domain::placement::Refusal;
use crate::state::app::App;

impl App {
    /// Does a command, shows and saves the result, and says what was done; a refusal is said as well.
    pub fn run(&self, command: &Command) -> Result<(), Refusal> {
        let inner = self.inner();
        let mut layout = inner
            .document
            .snapshot
            .with_untracked(|snapshot| snapshot.layout.clone());
        let done = inner
            .document
            .history
            .borrow_mut()
            .run(&mut layout, command);
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

    /// Takes the last command back.
    pub fn undo(&self) {
        self.step("Undone", History::undo);
    }

    /// Does again what was undone last.
    pub fn redo(&self) {
        self.step("Done again", History::redo);
    }

    fn step(
        &self,
        verb: &str,
        step: fn(&mut History, &mut Layout) -> Option<Result<String, Refusal>>,
    ) {
        let inner = self.inner();
        let mut layout = inner
            .document
            .snapshot
            .with_untracked(|snapshot| snapshot.layout.clone());
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
}
