//! Other tabs on the same layout. What one saves, the others show; what both have changed, the user decides.

use std::rc::Rc;

use leptos::prelude::*;

use super::Document;
use crate::document::machine::event::{Announcement, Ask, Event, Outcome};
use crate::domain::problem::Problem;
use crate::shell::task::spawn;

impl Document {
    /// Hears what other tabs save, from now on.
    pub(in crate::state) fn listen_to_other_tabs(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        self.tabs.on_told(move |text| {
            if let (Some(this), Some(announcement)) = (weak.upgrade(), Announcement::read(text)) {
                this.dispatch(Event::OtherTabSaved(announcement));
            }
        });
    }

    /// Looks whether another tab saved something that was not heard of here.
    pub(in crate::state) fn look_for_other_tabs(self: &Rc<Self>) {
        self.dispatch(Event::Visible);
    }

    /// Asks the machine for something, and shows above the racks what did not work.
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

    /// Shows above the racks what did not work.
    pub(in crate::state) fn report_problem(&self, problem: Problem) {
        self.reported_text.set(None);
        self.report.set(Some(problem));
    }
}
