//! What is true of a device besides its own state: bad drives, and guests. It never changes the state, and is told after what
//! explains it.

use super::DeviceView;
use crate::domain::drive_lights::DriveLights;
use crate::domain::health::{Health, Level};
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
        let counted = |count| match count {
            1 => "1 guest".to_owned(),
            count => format!("{count} guests"),
        };
        let (all, count, word) = (counted(guests.all()), guests.of(worst), worst.brief_word());
        let (told, shorter) = match count {
            _ if worst == Health::Ok => (all, Vec::new()),
            count => {
                // The word is the reason: it stays, and the number goes.
                let kind = if count == 1 { "guest" } else { "guests" };
                let (those, short) = (
                    format!("{} {word}", counted(count)),
                    format!("{kind} {word}"),
                );
                match guests.all() {
                    every if every == count => (those, vec![short]),
                    _ => (format!("{count} of {all} {word}"), vec![those, short]),
                }
            }
        };
        if worst.needs_look() {
            let also = self.also();
            let shortest = shorter.last().filter(|_| !also.is_empty()).cloned();
            for short in shorter {
                self.context
                    .shorten(format!("{also}{told}"), format!("{also}{short}"));
            }
            // Better than a state that is cut, and it still names the guest.
            if let Some(shortest) = shortest {
                self.context.shorten(format!("{also}{told}"), shortest);
            }
            self.tell_besides(&told, &told);
        } else {
            self.speak(&told);
            self.context.end_with(&told);
        }
        self
    }

    /// The same with all its guests, where an earlier visit tells of some: what it knew is said, as they are not known yet.
    pub fn with_past_guests(mut self, all: Totals, words: &str) -> Self {
        self.guests = all;
        self.speak(words);
        self.context.end_with(words);
        self
    }

    /// The same for who draws small lights of several states at once.
    pub fn with_joined_lights(mut self) -> Self {
        // Ports are lit as what is well.
        let port = self.lights.traffic.map(|_| Level::Ok);
        let mut levels = self.lights.disks.iter().flatten().copied().chain(port);
        let first = levels.next();
        self.lights.joined = levels.any(|level| Some(level) != first);
        self
    }

    /// Who reads more after a state that wants a reason would take it for that.
    fn also(&self) -> &'static str {
        match self.health.needs_look() {
            true => "also ",
            false => "",
        }
    }

    /// Tells of something else that needs a look: shortest in the small print.
    fn tell_besides(&mut self, brief: &str, words: &str) {
        let also = self.also();
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

    pub(super) fn speak(&mut self, words: &str) {
        self.accessible_name.push_str(", ");
        self.accessible_name.push_str(words);
    }
}
