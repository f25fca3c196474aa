//! What else is true of a device, besides its own state: bad drives, and guests. It never changes the state, and follows what explains it.

use super::DeviceView;
use crate::domain::drive_lights::DriveLights;
use crate::domain::health::{Health, Level};
use crate::domain::summary::Totals;

impl DeviceView {
    /// Adds what is known of the drives in its bays.
    pub fn with_drives(mut self, drives: DriveLights) -> Self {
        if !drives.bays.is_empty() {
            self.lights.disks = drives.bays;
        }
        if let Some(worst) = drives.worst {
            let also = self.also();
            // `sdh: failing` of `/dev/sdh: failing`.
            let bare = worst.rsplit('/').next().unwrap_or(&worst);
            let state = bare.rsplit(": ").next().unwrap_or(bare);
            let (short, shorter) = (format!("{also}{bare}"), bare.to_owned());
            for short in [short, shorter, format!("drive {state}")] {
                self.context.shorten(format!("{also}{worst}"), short);
            }
            self.add_secondary_reason(&worst, &format!("drive {worst}"));
        }
        self
    }

    /// Adds guests in these states.
    pub fn with_guests(mut self, guests: Totals) -> Self {
        let Some(worst) = guests.worst() else {
            return self;
        };
        self.guests = guests;
        let counted = |count| match count {
            1 => "1 guest".to_owned(),
            count => format!("{count} guests"),
        };
        let (all, count) = (counted(guests.all()), guests.of(worst));
        let (word, shortest) = (worst.brief_word(), worst.shortest_word());
        let told = match count {
            _ if worst == Health::Ok => all,
            every if every == guests.all() => format!("{all} {word}"),
            count => format!("{count} of {all} {word}"),
        };
        if worst.needs_look() {
            let also = self.also();
            let part = format!("{also}{told}");
            // The word is the reason: it stays, and the number is dropped.
            let kind = if count == 1 { "guest" } else { "guests" };
            let forms = [
                [&*counted(count), " ", word].concat(),
                [kind, " ", word].concat(),
                [kind, " ", shortest].concat(),
            ];
            for form in &forms {
                self.context.shorten(part.clone(), [also, form].concat());
            }
            // Better than a truncated text, and it still names the guest.
            for form in forms.into_iter().skip(1).filter(|_| !also.is_empty()) {
                self.context.shorten(part.clone(), form);
            }
            self.add_secondary_reason(&told, &told);
        } else {
            self.speak(&told);
            self.context.end_with(&told);
        }
        self
    }

    /// Adds its guests if some are known only from an earlier visit: `words` tells their past state.
    pub fn with_past_guests(mut self, all: Totals, words: &str) -> Self {
        self.guests = all;
        self.speak(words);
        self.context.end_with(words);
        self
    }

    /// Sets [`super::FrontLights::joined`], for drawing small lights of several colors.
    pub fn with_joined_lights(mut self) -> Self {
        // Ports are lit in the color of "ok".
        let port = self.lights.traffic.map(|_| Level::Ok);
        let mut levels = self.lights.disks.iter().flatten().copied().chain(port);
        let first = levels.next();
        self.lights.joined = levels.any(|level| Some(level) != first);
        self
    }

    /// Prefix that keeps what follows from reading like the reason of a state that needs a look.
    fn also(&self) -> &'static str {
        match self.health.needs_look() {
            true => "also ",
            false => "",
        }
    }

    /// Adds something else that needs a look: `brief` in the small print, `words` elsewhere.
    fn add_secondary_reason(&mut self, brief: &str, words: &str) {
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
