//! Other tabs on the same layout. What one saves, the others show; what both have changed, the user decides.

use crate::document::machine::event::{Announcement, Ask, Event, Outcome};
use crate::domain::problem::Problem;
use crate::shell::task::spawn;
use crate::state::app::App;
use leptos::prelude::*;

impl App {
    /// Hears what other tabs save, from now on.
    pub(in crate::state) fn listen_to_other_tabs(&self) {
        let app = *self;
        self.inner().document.tabs.on_told(move |text| {
            if let Some(announcement) = Announcement::read(text) {
                app.dispatch(Event::OtherTabSaved(announcement));
            }
        });
    }

    /// Looks whether another tab saved something that was not heard of here.
    pub(in crate::state) fn look_for_other_tabs(&self) {
        self.dispatch(Event::Visible);
    }

    /// After a conflict: shows what the other tab saved. What is on screen here becomes a version.
    pub fn show_other_tab(&self) {
        self.ask_and_report(|ask| Event::ShowOther { ask });
    }

    /// After a conflict: saves what is on screen here. What the other tab saved becomes a version, and undo leads back to it.
    pub fn keep_this_tab(&self) {
        self.ask_and_report(|ask| Event::KeepMine { ask });
    }

    /// Asks the machine for something, and shows above the racks what did not work.
    pub(super) fn ask_and_report(&self, event: impl FnOnce(Ask) -> Event + 'static) {
        let app = *self;
        spawn(async move {
            if let Outcome::Failed(problem) = app.ask(event).await {
                app.report_problem(problem);
            }
        });
    }

    /// Shows above the racks what did not work.
    pub(super) fn report_problem(&self, problem: Problem) {
        let inner = self.inner();
        inner.document.reported_text.set(None);
        inner.document.report.set(Some(problem));
    }
}
