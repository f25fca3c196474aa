//! Removing alerts and quiet hours, with a way to make them anew.

use crate::domain::alert_lines::quiet_words;
use crate::domain::alert_rules::{self, AlertSetting};
use crate::domain::ids::SystemRef;
use crate::domain::inventory::QuietHours;
use crate::domain::inventory::lists::AlertList;
use crate::domain::inventory::loading::{Event, Fault};
use crate::domain::quiet_hours::QuietTimes;
use crate::state::app::App;
use crate::state::time;

impl App {
    /// Removes a rule of the user's. What is said of that offers to set it again.
    pub fn remove_rule(
        &self,
        system: &SystemRef,
        rule: AlertSetting,
        then: impl FnOnce(Result<(), Fault>) + 'static,
    ) {
        let (app, of) = (*self, system.clone());
        let name = rule.name.clone();
        self.remove_alert(system, name, move |result| {
            if result.is_ok() {
                let preferences = app.inner().live.preferences_of(&of.hub);
                let words = alert_rules::words(&rule.name, rule.value, rule.minutes, &preferences);
                let removed = format!("Removed the alert: {words}");
                app.inner().messages.say_with_way_back(removed, move || {
                    let again = format!("Set the alert again: {words}");
                    let alert = (rule.name, rule.value, rule.minutes);
                    app.set_alerts(&of.clone(), vec![alert], move |result| {
                        app.say_of_alerts(&of, result, again);
                    });
                });
            }
            then(result);
        });
    }

    /// The same with quiet hours; those of which the hub told no end cannot be set again.
    pub fn remove_quiet(
        &self,
        system: &SystemRef,
        quiet: QuietHours,
        then: impl FnOnce(Result<(), Fault>) + 'static,
    ) {
        let (app, of) = (*self, system.clone());
        let id = quiet.id.clone();
        self.remove_quiet_hours(system, id, move |result| {
            if result.is_ok() {
                let words = quiet_words(&quiet, time::now(), &time::local, &time::time_of_day);
                let removed = format!("Removed quiet hours: {words}");
                match QuietTimes::anew(&quiet) {
                    None => app.say(removed),
                    Some(anew) => app.inner().messages.say_with_way_back(removed, move || {
                        let again = format!("Set quiet hours again: {words}");
                        app.save_quiet_hours(&of.clone(), anew, move |result| {
                            app.say_of_alerts(&of, result, again);
                        });
                    }),
                }
            }
            then(result);
        });
    }

    /// Says what was done, or why not, and reads the lists again, whoever shows them by now.
    fn say_of_alerts(&self, system: &SystemRef, result: Result<(), Fault>, done: String) {
        self.say(match result {
            Ok(()) => done,
            Err(fault) => fault.words("changing alerts"),
        });
        self.read_alerts_again(system);
    }

    /// The alerts of a system have changed.
    pub fn read_alerts_again(&self, system: &SystemRef) {
        self.step_list::<AlertList>(system, Event::Refresh);
        // Lists of all systems' alerts are refreshed even if a request is pending.
        self.step_hub_lists::<AlertList>(|| Event::HubChanged);
    }
}
