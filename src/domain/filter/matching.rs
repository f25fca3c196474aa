//! Tests which devices and systems match a filter.

use super::{Comparison, DeviceFilter, Field, FilterMetric, FilterState, RunningContainers, Test};
use crate::domain::fold::letters;
use crate::domain::health::Health;
use crate::domain::ids::SystemRef;
use crate::domain::inventory::{Os, SystemDetails};
use crate::domain::layout::{Device, DeviceType, LifeCycle, Rack};
use crate::domain::system::{Metrics, System};
use crate::domain::units::Percent;

/// Everything that a filter can test: a device in its rack, a system that no device shows, or a device with its system.
#[derive(Clone, Copy, Debug)]
pub struct FilterSubject<'a> {
    pub device: Option<&'a Device>,
    pub device_type: Option<&'a DeviceType>,
    pub rack: Option<&'a Rack>,
    pub health: Health,
    /// The system that it shows.
    pub system: Option<&'a System>,
    /// The hub's address; empty without a hub.
    pub hub: &'a str,
    pub details: Option<&'a SystemDetails>,
    /// The system itself, if there is no device.
    pub alone: Option<&'a SystemRef>,
    /// Set once the hubs have been asked for their containers.
    pub running: Option<&'a RunningContainers>,
    pub has_alert: bool,
}

/// The subject of a system that no device shows.
pub fn filter_subject<'a>(system: &'a System, health: Health, hub: &'a str) -> FilterSubject<'a> {
    FilterSubject {
        device: None,
        device_type: None,
        rack: None,
        health,
        system: Some(system),
        hub,
        details: None,
        alone: None,
        running: None,
        has_alert: false,
    }
}

impl DeviceFilter {
    /// Whether all conditions hold.
    pub fn fits(&self, candidate: &FilterSubject) -> bool {
        let mut conditions = self.conditions.iter();
        conditions.all(|condition| condition.test.holds(candidate) != condition.negated)
    }

    /// Whether the device is faded. A device that is down or stale is never faded: it must stay visible whatever is searched for.
    pub fn fades(&self, candidate: &FilterSubject) -> bool {
        let must_be_seen = matches!(candidate.health, Health::Down | Health::Stale);
        !must_be_seen && !self.fits(candidate)
    }
}

impl Test {
    fn holds(&self, candidate: &FilterSubject) -> bool {
        match self {
            Self::Word(word) => candidate.has_word(word),
            Self::Field(field, words) => words.iter().any(|word| candidate.has(*field, word)),
            Self::State(states) => states.iter().any(|state| candidate.is(*state)),
            Self::Value(metric, comparison, limit) => {
                candidate.compares(*metric, *comparison, *limit)
            }
        }
    }
}

impl FilterSubject<'_> {
    /// Whether the word occurs in any text by which a person knows it.
    fn has_word(&self, word: &str) -> bool {
        let fields = [
            Field::Name,
            Field::Tag,
            Field::Rack,
            Field::Kind,
            Field::Model,
            Field::Host,
            Field::System,
            Field::Note,
        ];
        fields.into_iter().any(|field| self.has(field, word))
    }

    fn has(&self, field: Field, word: &str) -> bool {
        let (device, system) = (self.device, self.system);
        match field {
            Field::Name => match device {
                Some(device) => contains(&device.name, word),
                None => self.has(Field::System, word),
            },
            // A tag matches as a whole: `tag:db` does not match `db-old`. A prefix needs a star.
            Field::Tag => {
                let of_device = device.map(|device| &device.tags);
                let of_rack = self.rack.map(|rack| &rack.tags);
                let mut tags = of_device
                    .into_iter()
                    .chain(of_rack)
                    .flat_map(|tags| tags.iter());
                tags.any(|tag| is_tag(tag, word))
            }
            Field::Rack => self.rack.is_some_and(|rack| is_rack(&rack.name, word)),
            Field::Kind => self
                .device_type
                .is_some_and(|device_type| contains(device_type.category.word(), word)),
            Field::Model => self.device_type.is_some_and(|device_type| {
                contains(&device_type.model, word)
                    || contains(&device_type.manufacturer, word)
                    || (word.contains(' ') && contains(&device_type.full_name(), word))
            }),
            Field::Host => {
                device.is_some_and(|device| contains(&device.address, word))
                    || system.is_some_and(|system| contains(&system.host, word))
                    || self
                        .details
                        .is_some_and(|details| contains(&details.hostname, word))
            }
            Field::System => system.is_some_and(|system| contains(&system.name, word)),
            Field::Hub => system.is_some() && contains(self.hub, word),
            Field::Os => self.details.is_some_and(|details| has_os(details, word)),
            Field::Runs => self.running.is_some_and(|running| {
                let of_device = device.into_iter().flat_map(Device::systems);
                let mut systems = self.alone.into_iter().chain(of_device);
                systems.any(|system| running.is_on(system, word))
            }),
            Field::Agent => {
                system.is_some_and(|system| contains(&system.metrics.agent_version, word))
            }
            Field::Note => device.is_some_and(|device| contains(&device.notes, word)),
        }
    }

    fn is(&self, state: FilterState) -> bool {
        let life_cycle = self.device.map(|device| &device.life_cycle);
        match state {
            FilterState::Up => self.health.is_verified(),
            FilterState::Is(health) => self.health == health,
            FilterState::Linked => self.health != Health::Unlinked,
            FilterState::Problem => self.health.needs_look(),
            FilterState::Alert => self.has_alert,
            FilterState::Planned => life_cycle == Some(&LifeCycle::Planned),
            FilterState::InUse => life_cycle == Some(&LifeCycle::InUse),
            FilterState::Spare => life_cycle == Some(&LifeCycle::Spare),
            FilterState::Retired => life_cycle == Some(&LifeCycle::Retired),
        }
    }

    fn compares(&self, metric: FilterMetric, comparison: Comparison, limit: f64) -> bool {
        if !self.health.is_verified() {
            return false;
        }
        let value = self
            .system
            .and_then(|system| value_of(&system.metrics, metric));
        value.is_some_and(|value| comparison.holds(value, limit))
    }
}

fn value_of(metrics: &Metrics, metric: FilterMetric) -> Option<f64> {
    let share = |share: Option<Percent>| share.map(|share| f64::from(share.value()));
    match metric {
        FilterMetric::Cpu => share(metrics.cpu),
        FilterMetric::Memory => share(metrics.memory),
        FilterMetric::Disk => {
            let extra = metrics.extra_disks.iter().map(|(_, share)| share);
            let all = metrics.disk.iter().chain(extra);
            all.map(|share| f64::from(share.value())).reduce(f64::max)
        }
        FilterMetric::Temperature => metrics.temperature.map(|degrees| f64::from(degrees.0)),
        FilterMetric::Load => metrics.load.map(|[one, ..]| f64::from(one)),
        FilterMetric::Network => metrics.network.map(|rate| rate.0),
        FilterMetric::Gpu => share(metrics.gpu),
        FilterMetric::Battery => share(metrics.battery.map(|battery| battery.charge)),
        FilterMetric::Uptime => metrics.uptime.map(|seconds| seconds as f64),
    }
}

/// Whether the case-folded text contains the case-folded word.
fn contains(text: &str, word: &str) -> bool {
    let Some(first) = word.chars().next() else {
        return true;
    };
    let mut rest = letters(text);
    loop {
        let here = rest.clone();
        match rest.next() {
            None => return false,
            Some(letter) if letter == first => {
                let mut here = here;
                if word.chars().all(|letter| here.next() == Some(letter)) {
                    return true;
                }
            }
            Some(_) => {}
        }
    }
}

/// `tag:prod` matches the tag `prod` only; with a star at the end any tag with that prefix: `tag:prod*`.
fn is_tag(tag: &str, word: &str) -> bool {
    match word.strip_suffix('*') {
        Some(start) => starts_with(tag, start),
        None => letters(tag).eq(word.chars()),
    }
}

/// A rack matches by its whole name, a word of it, or the letter after `Rack`: `rack:a` does not match `Rack AB`.
fn is_rack(name: &str, word: &str) -> bool {
    let mut words = name.split_whitespace();
    letters(name).eq(word.chars()) || words.any(|part| letters(part).eq(word.chars())) || {
        // Several words, or a part of one that is longer than a letter or two.
        word.chars().count() > 2 && contains(name, word)
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    let mut text = letters(text);
    start.chars().all(|letter| text.next() == Some(letter))
}

fn has_os(details: &SystemDetails, word: &str) -> bool {
    let family = match details.os {
        Some(Os::Linux) => "linux",
        Some(Os::MacOs) => "macos darwin",
        Some(Os::Windows) => "windows",
        Some(Os::FreeBsd) => "freebsd",
        Some(Os::Other(_)) | None => "",
    };
    contains(family, word) || contains(&details.os_name, word)
}
