//! Commands, undo and redo, and the choices after a conflict. [`App::run`] and [`App::run_merged`] run a command at once, and are for code
//! in the lazily loaded parts that contain what this takes; all other code uses [`App::run_soon`].

use crate::document::machine::event::Event;
use crate::domain::command::Command;
use crate::domain::placement::Refusal;
use crate::state::app::App;

impl App {
    /// Runs a command as soon as that part of the program is loaded. Announces the result as [`App::run`] does.
    pub fn run_soon(&self, command: Command) {
        self.inner().document.dispatch(Event::Run(command));
    }

    /// Undoes the last command, even one of an earlier visit.
    pub fn undo(&self) {
        self.inner().document.dispatch(Event::Undo);
    }

    /// Redoes the last undone command.
    pub fn redo(&self) {
        self.inner().document.dispatch(Event::Redo);
    }

    /// Runs a command, shows and saves the result, and announces it; a refusal is announced as well.
    pub fn run(&self, command: &Command) -> Result<(), Refusal> {
        self.inner().document.edit(Event::Run(command.clone()))
    }

    /// Like [`App::run`], but consecutive moves of the same devices become one undo step. For keys held down.
    pub fn run_merged(&self, command: &Command) -> Result<(), Refusal> {
        self.inner()
            .document
            .edit(Event::RunMerged(command.clone()))
    }

    /// Retries the browser's storage: opens the saved layout if that failed, otherwise saves what is on screen.
    pub fn try_storage_again(&self) {
        self.inner().document.dispatch(Event::SaveAgain);
    }

    /// Loads the part for changing layouts, so that the first change need not wait for it.
    pub async fn expect_changes(self) {
        self.inner().document.expect_changes().await;
    }

    /// Resolves a conflict by showing what the other tab saved. What is on screen here becomes a version.
    pub fn show_other_tab(&self) {
        self.inner()
            .document
            .ask_and_report(|ask| Event::ShowOther { ask });
    }

    /// Resolves a conflict by saving what is on screen here. What the other tab saved becomes a version; undo restores it.
    pub fn keep_this_tab(&self) {
        self.inner()
            .document
            .ask_and_report(|ask| Event::KeepMine { ask });
    }
}
