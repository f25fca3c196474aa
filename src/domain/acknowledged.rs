//! Triggered alerts that a person has acknowledged: they do not color a device by its state, but the lens Alerts still shows them. They are
//! stored as text in the browser in which they were acknowledged.

use super::format::one_line;
use super::ids::{HubId, SystemId, SystemRef};
use super::system::TriggeredAlert;
use super::units::Millis;

/// Maximum number kept; the oldest are dropped.
const MOST: usize = 500;
/// Maximum length of a note in characters; a longer one is cut.
const LONGEST_NOTE: usize = 200;
const HOUR_MS: i64 = 3_600_000;

/// When an acknowledgement ends, if the alert does not end before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcknowledgedFor {
    Hour,
    EightHours,
    Day,
    /// As long as the alert is triggered.
    UntilItEnds,
}

impl AcknowledgedFor {
    pub const ALL: [Self; 4] = [Self::Hour, Self::EightHours, Self::Day, Self::UntilItEnds];

    /// Its value in a form.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hour => "1h",
            Self::EightHours => "8h",
            Self::Day => "1d",
            Self::UntilItEnds => "end",
        }
    }

    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Hour => "1 hour",
            Self::EightHours => "8 hours",
            Self::Day => "1 day",
            Self::UntilItEnds => "Until it ends",
        }
    }

    fn end(self, now: Millis) -> Option<Millis> {
        let hours = match self {
            Self::Hour => 1,
            Self::EightHours => 8,
            Self::Day => 24,
            Self::UntilItEnds => return None,
        };
        Some(now.plus(hours * HOUR_MS))
    }
}

/// One alert that was acknowledged. Times are by the hub's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Acknowledgement {
    pub system: SystemRef,
    /// The hub's name for the alert.
    pub name: String,
    pub at: Millis,
    /// `None` as long as the alert is triggered.
    pub until: Option<Millis>,
    /// May be empty.
    pub note: String,
}

impl Acknowledgement {
    /// Acknowledges a triggered alert. It does not cover the same alert triggered again later.
    pub fn of(
        system: SystemRef,
        alert: &TriggeredAlert,
        note: &str,
        how_long: AcknowledgedFor,
        hub_now: Millis,
    ) -> Self {
        Self {
            system,
            name: one_line(&alert.name),
            // With an inaccurate clock, the alert must not look newer than its acknowledgement.
            at: alert.since.map_or(hub_now, |since| hub_now.max(since)),
            until: how_long.end(hub_now),
            note: one_line(note).trim().chars().take(LONGEST_NOTE).collect(),
        }
    }

    /// `acknowledged until 14:30: fan is ordered`; `say` formats the time.
    pub fn words(&self, say: &dyn Fn(Millis) -> String) -> String {
        let mut words = "acknowledged".to_owned();
        if let Some(until) = self.until {
            words.push_str(" until ");
            words.push_str(&say(until));
        }
        if !self.note.is_empty() {
            words.push_str(": ");
            words.push_str(&self.note);
        }
        words
    }

    fn is_about(&self, system: &SystemRef, name: &str) -> bool {
        self.system == *system && self.name == name
    }

    /// Whether it still holds, for an alert that is triggered.
    fn holds_for(&self, alert: &TriggeredAlert, hub_now: Millis) -> bool {
        let is_over = self.until.is_some_and(|until| until <= hub_now);
        let is_newer = alert.since.is_some_and(|since| since > self.at);
        !is_over && !is_newer
    }

    fn line(&self) -> String {
        let until = self.until.map(|until| until.0.to_string());
        [
            self.system.hub.as_str(),
            self.system.system.as_str(),
            &self.name,
            &self.at.0.to_string(),
            &until.unwrap_or_default(),
            &self.note,
        ]
        .map(one_line)
        .join("\t")
    }

    fn read(line: &str) -> Option<Self> {
        let mut fields = line.splitn(6, '\t');
        let hub = HubId::new(fields.next()?);
        let system = SystemId::new(fields.next()?);
        Some(Self {
            system: SystemRef::new(hub, system),
            name: fields.next()?.to_owned(),
            at: Millis(fields.next()?.parse().ok()?),
            until: match fields.next()? {
                "" => None,
                until => Some(Millis(until.parse().ok()?)),
            },
            note: fields.next()?.to_owned(),
        })
    }
}

/// All acknowledgements, of all hubs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acknowledgements(Vec<Acknowledgement>);

impl Acknowledgements {
    /// Reads the stored text; skips lines that cannot be read.
    pub fn read(text: &str) -> Self {
        Self(text.lines().filter_map(Acknowledgement::read).collect())
    }

    /// The text to store.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.0.iter().map(Acknowledgement::line).collect();
        lines.join("\n")
    }

    /// The acknowledgement of an alert, whether or not it still holds.
    pub fn of(&self, system: &SystemRef, name: &str) -> Option<&Acknowledgement> {
        self.0.iter().find(|one| one.is_about(system, name))
    }

    /// Replaces an earlier one of the same alert.
    pub fn add(&mut self, new: Acknowledgement) {
        self.remove(&new.system, &new.name);
        self.0.push(new);
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }

    pub fn remove(&mut self, system: &SystemRef, name: &str) {
        self.0.retain(|one| !one.is_about(system, name));
    }

    /// Removes those of a hub that have ended: their time is over, or the alert is. `triggered` lists all triggered alerts of that hub.
    pub fn end(&mut self, hub: &HubId, triggered: &[TriggeredAlert], hub_now: Millis) {
        self.0.retain(|one| {
            one.system.hub != *hub
                || triggered.iter().any(|alert| {
                    alert.system == one.system.system
                        && alert.name == one.name
                        && one.holds_for(alert, hub_now)
                })
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hub(name: &str) -> HubId {
        HubId::new(name)
    }

    fn system(id: &str) -> SystemRef {
        SystemRef::new(hub("https://hub/"), SystemId::new(id))
    }

    fn alert(id: &str, name: &str, since: i64) -> TriggeredAlert {
        TriggeredAlert {
            system: SystemId::new(id),
            name: name.to_owned(),
            value: 80.0,
            minutes: 10,
            since: Some(Millis(since)),
            acknowledged: false,
        }
    }

    const NOW: Millis = Millis(1_000_000);

    fn acknowledged(how_long: AcknowledgedFor) -> Acknowledgements {
        let mut all = Acknowledgements::default();
        let cpu = alert("a", "CPU", 900_000);
        all.add(Acknowledgement::of(
            system("a"),
            &cpu,
            "busy",
            how_long,
            NOW,
        ));
        all
    }

    #[test]
    fn it_ends_with_its_time() {
        let cpu = [alert("a", "CPU", 900_000)];
        let mut all = acknowledged(AcknowledgedFor::Hour);
        all.end(&hub("https://hub/"), &cpu, NOW.plus(HOUR_MS - 1));
        assert!(all.of(&system("a"), "CPU").is_some());
        all.end(&hub("https://hub/"), &cpu, NOW.plus(HOUR_MS));
        assert_eq!(all.of(&system("a"), "CPU"), None);
        let mut all = acknowledged(AcknowledgedFor::UntilItEnds);
        all.end(&hub("https://hub/"), &cpu, NOW.plus(1_000 * HOUR_MS));
        assert!(all.of(&system("a"), "CPU").is_some());
    }

    #[test]
    fn it_ends_with_the_alert_and_not_with_others() {
        let mut all = acknowledged(AcknowledgedFor::Day);
        // Another hub's alerts do not matter.
        all.end(&hub("https://other/"), &[], NOW);
        assert!(all.of(&system("a"), "CPU").is_some());
        all.end(&hub("https://hub/"), &[alert("a", "Memory", 1)], NOW);
        assert_eq!(all.of(&system("a"), "CPU"), None);
    }

    #[test]
    fn an_alert_that_triggers_anew_is_another() {
        let mut all = acknowledged(AcknowledgedFor::UntilItEnds);
        let anew = [alert("a", "CPU", NOW.0 + 60_000)];
        all.end(&hub("https://hub/"), &anew, NOW.plus(70_000));
        assert_eq!(all.of(&system("a"), "CPU"), None);
        // A browser's clock that is slow makes no alert newer.
        let ahead = alert("a", "CPU", NOW.0 + 600_000);
        let mut all = Acknowledgements::default();
        let how_long = AcknowledgedFor::UntilItEnds;
        all.add(Acknowledgement::of(system("a"), &ahead, "", how_long, NOW));
        all.end(&hub("https://hub/"), &[ahead], NOW);
        assert!(all.of(&system("a"), "CPU").is_some());
    }

    #[test]
    fn one_alert_has_one_and_the_oldest_are_forgotten() {
        let mut all = acknowledged(AcknowledgedFor::Hour);
        for number in 0..MOST + 1 {
            let id = format!("s{number}");
            let cpu = alert(&id, "CPU", 1);
            let how_long = AcknowledgedFor::Day;
            for note in ["first", "second"] {
                all.add(Acknowledgement::of(system(&id), &cpu, note, how_long, NOW));
            }
        }
        assert_eq!(all.0.len(), MOST);
        assert_eq!(all.of(&system("a"), "CPU"), None);
        let one = all.of(&system("s7"), "CPU").unwrap();
        assert_eq!(one.note, "second");
        let say = |at: Millis| format!("at {}", at.0);
        let until = NOW.0 + 24 * HOUR_MS;
        assert_eq!(
            one.words(&say),
            format!("acknowledged until at {until}: second")
        );
    }

    proptest! {
        /// Stored text is read back, whatever names and notes contain.
        #[test]
        fn what_is_kept_is_read_back(name in "\\PC{0,20}", note in "(?s).{0,300}", end in 0_usize..4) {
            let mut all = Acknowledgements::default();
            let one = alert("a", &name, 900_000);
            let how_long = AcknowledgedFor::ALL[end];
            all.add(Acknowledgement::of(system("a"), &one, &note, how_long, NOW));
            prop_assert_eq!(Acknowledgements::read(&all.text()), all);
        }

        #[test]
        fn what_is_not_ours_is_left_out(text in "(?s).{0,200}") {
            _ = Acknowledgements::read(&text);
        }
    }
}
