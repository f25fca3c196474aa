//! Commands, undo and redo, and what follows a conflict, as screens ask for them. [`App::run`] and [`App::run_merged`] do a command at once and are for code
//! of the parts that bring what that takes; [`App::run_soon`] is for all other.

use crate::document::machine::event::Event;
use crate::domain::command::Command;
use crate::domain::placement::Refusal;
use crate::state::app::App;

impl App {
    /// Does a command as soon as the part for that is loaded. Says what came of it, as [`App::run`] does.
    pub fn run_soon(&self, command: Command) {
        self.inner().document.dispatch(Event::Run(command));
    }

    /// Undoes the last command, one of an earlier visit too.
    pub fn undo(&self) {
        self.inner().document.dispatch(Event::Undo);
    }

    /// Does again what was undone last.
    pub fn redo(&self) {
        self.inner().document.dispatch(Event::Redo);
    }

    /// Does a command, shows and saves the result, and says what was done; a refusal is said as well.
    pub fn run(&self, command: &Command) -> Result<(), Refusal> {
        self.inner().document.edit(Event::Run(command.clone()))
    }

    /// As [`App::run`]; moves of the same devices that follow each other at once are undone as one. For keys held down.
    pub fn run_merged(&self, command: &Command) -> Result<(), Refusal> {
        self.inner()
            .document
            .edit(Event::RunMerged(command.clone()))
    }

    /// Tries the browser's storage once more: to open what is saved where that failed, else to save what is on screen.
    pub fn try_storage_again(&self) {
        self.inner().document.dispatch(Event::SaveAgain);
    }

    /// Loads the part for changing layouts, so that the first change need not wait for it.
    pub async fn expect_changes(self) {
        self.inner().document.expect_changes().await;
    }

    /// After a conflict: shows what the other tab saved. What is on screen here becomes a version.
    pub fn show_other_tab(&self) {
        self.inner()
            .document
            .ask_and_report(|ask| Event::ShowOther { ask });
    }

    /// After a conflict: saves what is on screen here. What the other tab saved becomes a version, and undo leads back to it.
    pub fn keep_this_tab(&self) {
        self.inner()
            .document
            .ask_and_report(|ask| Event::KeepMine { ask });
    }
}
