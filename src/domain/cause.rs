//! What may have caused what a chart shows at a moment: what happened then, on the system and beside it.
//!
//! It is a list of coincidences, not a proof. It holds only what was reported, and it also lists what could not be learned.

mod asked;
mod change;
mod containers;
mod findings;
mod related;

pub use self::asked::AskedMoment;
pub use self::change::{MetricChange, ReadMetric, changes};
use self::containers::{Around, containers_then};
use self::findings::{of_alerts, of_neighbors, of_start, silent};
pub use self::related::{RelatedSystem, related_systems};

use super::ids::DeviceId;
use super::inventory::PastAlert;
use super::natural;
use super::preferences::Preferences;
use super::series::rows::Window;
use super::series::{ContainerSample, Range, Sample};
use super::units::Millis;

/// Number of rows before the moment that serve as the baseline.
pub(in crate::domain::cause) const ROWS_BEFORE: i64 = 12;

/// The finest range whose rows the hub still keeps for a moment and those before it.
pub fn rows_for(moment: Millis, now: Millis) -> Range {
    let kept = |range: &&Range| {
        let first = moment.plus(-(ROWS_BEFORE + 2) * range.step());
        first > now.plus(-range.span())
    };
    Range::ALL
        .iter()
        .find(kept)
        .copied()
        .unwrap_or(Range::Month)
}

/// The window from which those rows are read.
pub fn time_around(moment: Millis, range: Range) -> Window {
    Window {
        from: moment.plus(-(ROWS_BEFORE + 2) * range.step()),
        until: moment.plus(2 * range.step()),
    }
}

/// What is known of one kind of evidence.
#[derive(Clone, Debug, PartialEq)]
pub enum Loadable<T> {
    /// The answer is on its way.
    Loading,
    /// Why it will not be known, in a sentence.
    Unknown(String),
    Known(T),
}

impl<T> Loadable<T> {
    const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Loading | Self::Unknown(_) => None,
        }
    }
}

/// How another system is related to the one in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// It runs on the same machine.
    Guest,
    /// The machine that it runs on.
    Host,
    SameRack,
}

impl Relation {
    const fn words(self) -> &'static str {
        match self {
            Self::Guest => "runs on it",
            Self::Host => "its host",
            Self::SameRack => "same rack",
        }
    }
}

/// Another system and its rows around the moment, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct NeighborRows {
    pub name: String,
    pub relation: Relation,
    /// The device that shows it.
    pub device: Option<DeviceId>,
    /// `None` where its hub did not answer.
    pub rows: Option<Vec<Sample>>,
}

/// A disk or pool that needs a look now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubledDisk {
    pub name: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// All that is known around a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct CauseEvidence {
    pub asked: AskedMoment,
    /// Range of the rows.
    pub range: Range,
    pub own: Loadable<Vec<Sample>>,
    pub containers: Loadable<Vec<ContainerSample>>,
    pub neighbors: Loadable<Vec<NeighborRows>>,
    /// Names of the services that have failed, as of now.
    pub failed_services: Loadable<Vec<String>>,
    /// As they are now.
    pub disks: Loadable<Vec<TroubledDisk>>,
    pub alerts: Loadable<Vec<PastAlert>>,
    /// When the machine last started.
    pub started: Option<Millis>,
}

/// Where a finding leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CauseJump {
    Device(DeviceId),
    /// The log of the container with that name.
    Log(String),
    Disks,
    Services,
    Alerts,
    Nowhere,
}

/// What a finding is about. In the order in which findings are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CauseKind {
    /// The system was down.
    Outage,
    Start,
    /// A container whose use rose notably.
    BusierContainer,
    Neighbor,
    Alert,
    Disk,
    Service,
    /// One of the busiest, as busy as before: no cause, and listed apart.
    BusyContainer,
}

/// One thing that happened then, or is wrong now.
#[derive(Clone, Debug, PartialEq)]
pub struct CauseFinding {
    pub kind: CauseKind,
    /// What it is about: a name.
    pub subject: String,
    /// What is said about it.
    pub words: String,
    pub jump: CauseJump,
    /// Among findings of one kind the greatest comes first.
    weight: f64,
}

/// A device whose system changed at the same time, and how, in a few letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedDevice {
    pub device: DeviceId,
    pub change: String,
}

/// The answer to "What was it?".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cause {
    /// How the system itself changed, the most notable first.
    pub own: Vec<String>,
    /// The likeliest first.
    pub findings: Vec<CauseFinding>,
    /// The busiest containers of those that were as busy before.
    pub busiest: Vec<CauseFinding>,
    /// The title of that list.
    pub busiest_title: &'static str,
    /// The devices of the findings about neighbors, to be marked on the racks.
    pub changed: Vec<ChangedDevice>,
    /// Sentences about what could not be learned.
    pub unknown: Vec<String>,
    /// Whether an answer is still on its way.
    pub waits: bool,
}

impl Cause {
    /// One sentence for the whole list.
    pub fn summary(&self) -> String {
        match (self.findings.len(), self.waits) {
            (_, true) => "Asking the hub…".to_owned(),
            (0, false) => "Nothing that is known stands out at that time.".to_owned(),
            (1, false) => "1 thing may have to do with it.".to_owned(),
            (count, false) => format!("{count} things may have to do with it."),
        }
    }
}

/// Weighs the evidence.
pub fn cause_of(evidence: &CauseEvidence, preferences: &Preferences) -> Cause {
    let (moment, range) = (evidence.asked.at, evidence.range);
    let mut cause = Cause::default();
    let mut watched = evidence.asked.metric();
    if let Some(rows) = evidence.own.known() {
        let own = changes(rows, moment, range.step());
        watched = watched.or_else(|| own.first().map(|change| change.metric));
        cause.own = own.iter().map(|change| change.words(preferences)).collect();
        let at = |row: &Sample| row.at;
        if change::row_at(rows, &at, moment, range.step()).is_none() {
            cause
                .unknown
                .push("The hub has no values of that time.".to_owned());
        }
    }
    let findings = &mut cause.findings;
    if let Some(alerts) = evidence.alerts.known() {
        findings.extend(of_alerts(alerts, &evidence.asked, preferences));
    }
    findings.extend(evidence.started.and_then(|at| of_start(at, moment)));
    if let Some(rows) = evidence.containers.known() {
        let own = evidence.own.known().map_or(&[][..], Vec::as_slice);
        let around = Around {
            moment,
            step: range.step(),
            watched,
            memory: own.iter().rev().find_map(|row| row.memory_total),
            preferences,
        };
        let then = containers_then(rows, &around);
        findings.extend(then.risen);
        (cause.busiest, cause.busiest_title) = (then.busiest, then.busiest_title);
        let at = |row: &ContainerSample| row.at;
        if change::row_at(rows, &at, moment, range.step()).is_none() {
            let words = "The hub has no values of containers of that time.";
            cause.unknown.push(words.to_owned());
        }
    }
    if let Some(neighbors) = evidence.neighbors.known() {
        let around = (moment, range.step(), watched);
        for (finding, device) in of_neighbors(neighbors, around, preferences) {
            findings.push(finding);
            cause.changed.extend(device);
        }
        cause.unknown.extend(silent(neighbors));
    }
    if let Some(disks) = evidence.disks.known() {
        findings.extend(disks.iter().map(|disk| CauseFinding {
            kind: CauseKind::Disk,
            subject: disk.name.clone(),
            words: format!("Needs a look now: {}", disk.reason),
            jump: CauseJump::Disks,
            weight: 0.0,
        }));
    }
    if let Some(services) = evidence.failed_services.known() {
        findings.extend(services.iter().map(|service| CauseFinding {
            kind: CauseKind::Service,
            subject: service.clone(),
            words: "This service has failed, as it is now.".to_owned(),
            jump: CauseJump::Services,
            weight: 0.0,
        }));
    }
    findings.sort_by(|one, other| {
        let by_kind = one.kind.cmp(&other.kind);
        by_kind
            .then_with(|| other.weight.total_cmp(&one.weight))
            .then_with(|| natural::compare(&one.subject, &other.subject))
            .then_with(|| one.words.cmp(&other.words))
    });
    note(&mut cause, &evidence.own);
    note(&mut cause, &evidence.containers);
    note(&mut cause, &evidence.neighbors);
    note(&mut cause, &evidence.disks);
    note(&mut cause, &evidence.failed_services);
    note(&mut cause, &evidence.alerts);
    cause
}

/// Notes what of it is pending or unknown.
fn note<T>(cause: &mut Cause, told: &Loadable<T>) {
    match told {
        Loadable::Loading => cause.waits = true,
        Loadable::Unknown(why) if !cause.unknown.contains(why) => cause.unknown.push(why.clone()),
        Loadable::Unknown(_) | Loadable::Known(_) => {}
    }
}

#[cfg(test)]
mod tests;
