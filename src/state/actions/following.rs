//! Following systems second by second.

use std::any::Any;
use std::rc::Rc;

use crate::domain::activity::Activity;
use crate::domain::following::MOST_PINNED;
use crate::domain::ids::SystemRef;
use crate::state::app::App;
use crate::state::following::Following;
use crate::state::part::lazy_part;

lazy_part!(panel: fn load_toggle() -> fn(App) = App::toggle_followed_now);
lazy_part!(panel: fn load_start() -> fn(App) = start);

fn start(app: App) {
    app.following();
}

impl App {
    /// The followed systems; the first call starts following.
    pub fn following(&self) -> Rc<Following> {
        let inner = self.inner();
        let start = || Following::start(&inner.live, &inner.sessions);
        let known = inner.following.get_or_init(|| -> Rc<dyn Any> { start() });
        // Nothing else is ever put there.
        known.clone().downcast().unwrap_or_else(|_| start())
    }

    /// A system's activity in its last second, if it is followed.
    pub fn activity_by_second(&self, of: &SystemRef) -> Option<Activity> {
        let following = self.inner().following.get()?.clone();
        let following: Rc<Following> = following.downcast().ok()?;
        following.activity(of)
    }

    /// Resumes following the systems that were pinned in an earlier visit.
    pub fn resume_following(&self) {
        if Following::is_any_kept() {
            self.with_part(load_start(), |app, start| start(app));
        }
    }

    /// Whether the chosen device's system could be followed.
    pub fn can_follow(&self) -> bool {
        self.chosen_system().is_some()
    }

    /// Starts or stops following the chosen device's system every second.
    pub fn toggle_followed(&self) {
        self.with_part(load_toggle(), |app, toggle| toggle(app));
    }

    fn toggle_followed_now(self) {
        let Some((of, system)) = self.chosen_system() else {
            return;
        };
        let following = self.following();
        let name = system.name;
        if leptos::prelude::untrack(|| following.is_pinned(&of)) {
            following.unpin(&of);
            self.say(format!("{name} is no longer followed every second."));
        } else if following.pin(&of).is_ok() {
            self.say(format!("{name} is followed every second."));
        } else {
            self.say(format!(
                "{MOST_PINNED} systems are already followed every second. Stop following one of them first."
            ));
        }
    }
}
