//! Other tabs with the same layout. Each shows what another saves; if both have changes, the user decides.

use std::rc::Rc;

use leptos::prelude::*;

use super::Document;
use crate::document::machine::event::{Announcement, Ask, Event, Outcome};
use crate::domain::problem::Problem;
use crate::shell::task::spawn;

impl Document {
    /// Listens to what other tabs save.
    pub(in crate::state) fn listen_to_other_tabs(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        self.tabs.on_message(move |text| {
            if let (Some(this), Some(announcement)) = (weak.upgrade(), Announcement::read(text)) {
                this.dispatch(Event::OtherTabSaved(announcement));
            }
        });
    }

    /// Checks whether another tab has saved something unnoticed.
    pub(in crate::state) fn look_for_other_tabs(self: &Rc<Self>) {
        self.dispatch(Event::Visible);
    }

    /// Asks the machine for something, and shows a failure above the racks.
    pub(in crate::state) fn ask_and_report(
        self: &Rc<Self>,
        event: impl FnOnce(Ask) -> Event + 'static,
    ) {
        let this = self.clone();
        spawn(async move {
            if let Outcome::Failed(problem) = this.ask(event).await {
                this.report_problem(problem);
            }
        });
    }

    /// Shows a problem above the racks.
    pub(in crate::state) fn report_problem(&self, problem: Problem) {
        self.reported_text.set(None);
        self.report.set(Some(problem));
    }
}
