//! Does commands, takes them back and does them again. What that takes is a part of its own: [`App::run`] and what else runs a
//! command at once is for code of such parts, and [`App::run_soon`] for all other.

use leptos::prelude::*;

use crate::domain::command::Command;
use crate::domain::layout::Layout;
use crate::domain::placement::Refusal;
use crate::domain::undo::UndoHistory;
use crate::shell::clock;
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::part::lazy_part;

/// What came of a command: what was done, in words.
type Outcome = Result<String, Refusal>;

/// Something to do to the layout.
enum Task {
    Run(Command),
    Undo,
    Redo,
}

lazy_part!(editor: fn load_change() -> fn(App, Task) = change);

fn change(app: App, change: Task) {
    match change {
        // A refusal has been said already.
        Task::Run(command) => drop(app.run(&command)),
        Task::Undo => app.undo_now(),
        Task::Redo => app.step("Done again", UndoHistory::redo),
    }
}

impl App {
    /// Does a command as soon as the part for that is loaded. Says what came of it, as [`App::run`] does.
    pub fn run_soon(&self, command: Command) {
        self.change_soon(Task::Run(command));
    }

    /// Takes the last command back, one of an earlier visit too.
    pub fn undo(&self) {
        self.change_soon(Task::Undo);
    }

    /// Does again what was undone last.
    pub fn redo(&self) {
        self.change_soon(Task::Redo);
    }

    fn change_soon(&self, what: Task) {
        self.with_part(load_change(), move |app, change| change(app, what));
    }

    /// Loads the part for changing layouts, so that the first change need not wait for it.
    pub fn expect_changes(&self) {
        spawn(async {
            // Where it fails, the first change tries again.
            let _ = load_change().await;
        });
    }

    /// Does a command, shows and saves the result, and says what was done; a refusal is said as well.
    pub fn run(&self, command: &Command) -> Result<(), Refusal> {
        self.carry_out(&|history, layout| history.run(layout, command))
    }

    /// As [`App::run`]; moves of the same devices that follow each other at once are taken back as one. For keys held down.
    pub fn run_merged(&self, command: &Command) -> Result<(), Refusal> {
        let now = clock::now();
        self.carry_out(&|history, layout| history.run_merged(layout, command, now))
    }

    fn carry_out(
        &self,
        run: &dyn Fn(&mut UndoHistory, &mut Layout) -> Outcome,
    ) -> Result<(), Refusal> {
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

    fn undo_now(self) {
        let is_unread = {
            let inner = self.inner();
            let history = inner.document.history.borrow();
            history.next_undo().is_none() && history.has_unread()
        };
        if !is_unread {
            self.step("Undone", UndoHistory::undo);
            return;
        }
        let app = self;
        spawn(async move {
            app.read_steps().await;
            app.step("Undone", UndoHistory::undo);
        });
    }

    fn step(&self, verb: &str, step: fn(&mut UndoHistory, &mut Layout) -> Option<Outcome>) {
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
