//! Commands, undo and redo, as screens ask for them. [`App::run`] and [`App::run_merged`] do a command at once and are for code
//! of the parts that bring what that takes; [`App::run_soon`] is for all other.

use crate::document::machine::event::Event;
use crate::domain::command::Command;
use crate::domain::placement::Refusal;
use crate::state::app::App;

impl App {
    /// Does a command as soon as the part for that is loaded. Says what came of it, as [`App::run`] does.
    pub fn run_soon(&self, command: Command) {
        self.dispatch(Event::Run(command));
    }

    /// Undoes the last command, one of an earlier visit too.
    pub fn undo(&self) {
        self.dispatch(Event::Undo);
    }

    /// Does again what was undone last.
    pub fn redo(&self) {
        self.dispatch(Event::Redo);
    }

    /// Does a command, shows and saves the result, and says what was done; a refusal is said as well.
    pub fn run(&self, command: &Command) -> Result<(), Refusal> {
        self.edit(Event::Run(command.clone()))
    }

    /// As [`App::run`]; moves of the same devices that follow each other at once are undone as one. For keys held down.
    pub fn run_merged(&self, command: &Command) -> Result<(), Refusal> {
        self.edit(Event::RunMerged(command.clone()))
    }
}
