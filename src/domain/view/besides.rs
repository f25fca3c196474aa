//! What is true of a device besides its own state: bad drives, and guests. It never changes the state, and is told after what
//! explains it.

use super::DeviceView;
use crate::domain::drive_lights::DriveLights;
use crate::domain::health::Health;
use crate::domain::summary::Totals;

impl DeviceView {
    /// The same with what is known of the drives in its bays.
    pub fn with_drives(mut self, drives: DriveLights) -> Self {
        if !drives.bays.is_empty() {
            self.lights.disks = drives.bays;
        }
        if let Some(worst) = drives.worst {
            self.tell_besides(&worst, &format!("drive {worst}"));
        }
        self
    }

    /// The same with guests in these states.
    pub fn with_guests(mut self, guests: Totals) -> Self {
        let Some(worst) = guests.worst() else {
            return self;
        };
        self.guests = guests;
        let all = match guests.all() {
            1 => "1 guest".to_owned(),
            count => format!("{count} guests"),
        };
        let told = match guests.of(worst) {
            _ if worst == Health::Ok => all,
            count if count == guests.all() => format!("{all} {}", worst.brief_word()),
            count => format!("{count} of {all} {}", worst.brief_word()),
        };
        if worst.needs_look() {
            self.tell_besides(&told, &told);
        } else {
            self.speak(&told);
            self.context.end_with(&told);
        }
        self
    }

    /// Tells of something else that needs a look: shortest in the small print.
    fn tell_besides(&mut self, brief: &str, words: &str) {
        // Who reads it after a state that wants a reason would take it for that.
        let also = match self.health.needs_look() {
            true => "also ",
            false => "",
        };
        self.context.lead_on(&format!("{also}{brief}"));
        let mut words = format!("{also}{words}");
        self.speak(&words);
        self.reason = Some(match self.reason.take() {
            Some(reason) => format!("{reason}; {words}"),
            None => {
                if let Some(first) = words.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
                words
            }
        });
    }

    fn speak(&mut self, words: &str) {
        self.accessible_name.push_str(", ");
        self.accessible_name.push_str(words);
    }
}
