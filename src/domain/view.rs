//! What one device shows, reduced to what a person can tell apart: two that are equal need no redraw.

mod additions;
mod context_line;
mod past_guests;
mod system_extras;

use super::format;
use super::health::values::{self, ValueSubject};
use super::health::{Evidence, Health, Level, Thresholds, Verdict, judge};
use super::layout::Device;
use super::lens::{LensMark, Spark};
use super::preferences::Preferences;
use super::summary::Totals;
use super::system::Metrics;
use super::units::{BytesPerSecond, Millis, Percent, RoundedPercent};

pub use context_line::{ContextLine, ShortForm};
pub use past_guests::{past_age, past_guests};
pub use system_extras::SystemExtras;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceView {
    pub health: Health,
    /// Why it is not plainly up, and then what else needs a look: one line.
    pub reason: Option<String>,
    pub name: String,
    /// Only while the values are vouched for.
    pub bars: Option<Bars>,
    /// State of the small lights on its front.
    pub lights: FrontLights,
    /// Short, for the right end of a low device: `12%`, `DOWN · 4 min`, `not linked`.
    pub value: String,
    /// One line: `Disk media 83 % · up 14 d · 47 °C`. Empty when there is nothing to say.
    pub context: ContextLine,
    /// `pve-node2, Rack A unit 18, up, CPU 71 percent, memory 82 percent, disk 45 percent`.
    pub accessible_name: String,
    /// States of the systems that run on it.
    pub guests: Totals,
    /// What it shows in place of bars and value; `None` without a lens, and for a device without a system.
    pub lens: Option<LensMark>,
}

/// CPU, memory and disk; a missing one was not reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bars {
    pub cpu: Option<Bar>,
    pub memory: Option<Bar>,
    pub disk: Option<Bar>,
}

impl Bars {
    /// The bars in display order, with the short label of each.
    pub const fn labeled(&self) -> [(&'static str, Option<Bar>); 3] {
        [("CPU", self.cpu), ("MEM", self.memory), ("DSK", self.disk)]
    }
}

/// One bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    pub percent: RoundedPercent,
    /// Judged by the exact share, not by the rounded one.
    pub level: Level,
}

/// What is known of disks and network, for the small lights of bays and ports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontLights {
    /// One per bay; `None` for a dark one. The drives by their own health, or if the hub knows none the file systems: the root, then the
    /// others by name. Empty if none was reported: then bays have no lights of their own.
    pub disks: Vec<Option<Level>>,
    /// `None` when the network was not reported.
    pub traffic: Option<Traffic>,
    /// Whether the lights differ in color and are drawn together, by a renderer that can draw several colors at once.
    pub joined: bool,
}

/// Amount of traffic through the network or to and from disks, in steps of which each is four times the previous one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic(u8);

impl Traffic {
    /// The step from 256 MiB per second.
    pub const MOST: u8 = 10;

    /// Below 1 KiB per second no light is on.
    pub fn of(rate: BytesPerSecond) -> Self {
        let doublings = (rate.0.max(1.0) as u64).max(1).ilog2();
        let step = (doublings / 2).saturating_sub(4);
        Self(step.min(u32::from(Self::MOST)) as u8)
    }

    /// 0 to [`Self::MOST`].
    pub const fn step(self) -> u8 {
        self.0
    }
}

impl DeviceView {
    /// The view of an unlinked device, for pictures of its type.
    pub fn unlinked(name: &str) -> Self {
        Self {
            health: Health::Unlinked,
            reason: None,
            name: name.to_owned(),
            bars: None,
            lights: FrontLights::default(),
            value: String::new(),
            context: ContextLine::default(),
            accessible_name: name.to_owned(),
            guests: Totals::default(),
            lens: None,
        }
    }

    /// The view of a device. `place` is the spoken form of its place ([`crate::domain::layout::Layout::spoken_place`]).
    pub fn of(device: &Device, place: &str, evidence: &Evidence) -> Self {
        let mut verdict = judge(evidence);
        if verdict.health == Health::Unlinked {
            if device.system().is_some() {
                verdict.reason = Some(ELSEWHERE.to_owned());
            } else if device.monitor().is_some() {
                // The evidence for monitors is not loaded yet.
                verdict.health = Health::Pending;
                verdict.reason = Some("Waiting for the hub".to_owned());
            }
        }
        let metrics = evidence
            .system
            .map(|system| &system.metrics)
            .filter(|_| verdict.health.is_verified());
        let preferences = &evidence.criteria.preferences;
        let bars = metrics.map(|metrics| bars(metrics, &preferences.thresholds));
        Self {
            value: value(&verdict, evidence, bars),
            context: match (metrics, evidence.last_seen) {
                (Some(metrics), _) => context(&verdict, metrics, preferences),
                (None, Some(_)) => ContextLine::with_reason(verdict.reason.as_deref()),
                (None, None) => ContextLine::default(),
            },
            accessible_name: accessible_name(&device.name, place, &verdict, bars, evidence),
            bars,
            lights: metrics.map_or_else(FrontLights::default, |metrics| {
                front_lights(metrics, &preferences.thresholds)
            }),
            health: verdict.health,
            reason: verdict.reason,
            name: device.name.clone(),
            guests: Totals::default(),
            lens: None,
        }
    }

    /// The state, on screen and in accessible names.
    pub fn word(&self) -> &'static str {
        word(self.health, self.reason.as_deref())
    }

    /// Whether it is linked, to a hub that is not open here.
    pub fn is_elsewhere(&self) -> bool {
        self.reason.as_deref() == Some(ELSEWHERE)
    }

    /// The same view under a lens.
    pub fn under(mut self, mark: Option<LensMark>) -> Self {
        if let Some(mark) = mark.as_ref().filter(|mark| !mark.spoken.is_empty()) {
            self.accessible_name.push_str(", ");
            self.accessible_name.push_str(&mark.spoken);
        }
        self.lens = mark;
        self
    }

    /// The last hour of the value that the lens reads.
    pub fn spark(&self) -> Option<&Spark> {
        self.lens.as_ref()?.spark.as_deref()
    }

    /// The line below the name: the note of the lens, else the context line.
    pub fn small_print(&self) -> &str {
        match &self.lens {
            Some(mark) if !mark.note.is_empty() => &mark.note,
            _ => &self.context,
        }
    }

    /// The part of that line in the color of the state: why it needs a look. `None` if the line says something else.
    pub fn shown_reasons(&self) -> Option<&str> {
        let is_of_values = matches!(self.health, Health::Warn | Health::Critical);
        let is_own = self.small_print() == &*self.context;
        let reasons = self.context.reasons();
        (is_of_values && is_own && !reasons.is_empty()).then_some(reasons)
    }

    /// The value that the lens reads; `None` if the state is shown instead, and without a lens.
    pub fn lens_value(&self) -> Option<&str> {
        let value = self.lens.as_ref().map(|mark| mark.value.as_str());
        value.filter(|value| !value.is_empty())
    }
}

fn bars(metrics: &Metrics, thresholds: &Thresholds) -> Bars {
    let bar = |share: Option<Percent>| {
        share.map(|share| Bar {
            percent: share.rounded(),
            level: thresholds.level(share),
        })
    };
    Bars {
        cpu: bar(metrics.cpu),
        memory: bar(metrics.memory),
        disk: bar(metrics.disk),
    }
}

fn front_lights(metrics: &Metrics, thresholds: &Thresholds) -> FrontLights {
    let extra = metrics.extra_disks.iter().map(|(_, share)| share);
    let disks = metrics.disk.iter().chain(extra);
    FrontLights {
        disks: disks.map(|share| Some(thresholds.level(*share))).collect(),
        traffic: metrics.network.map(Traffic::of),
        joined: false,
    }
}

/// Why a device shows nothing although it is linked.
const ELSEWHERE: &str = "Linked to a system of a hub that is not open here";

fn word(health: Health, reason: Option<&str>) -> &'static str {
    match (health, reason) {
        (Health::Unlinked, Some(ELSEWHERE)) => "not on this hub",
        _ => health.word(),
    }
}

fn value(verdict: &Verdict, evidence: &Evidence, bars: Option<Bars>) -> String {
    let with_span = |word: &str, since: Option<Millis>| match since {
        Some(since) => {
            let span = format::duration(evidence.hub_now.since(since));
            format!("{word} · {span}")
        }
        None => word.to_owned(),
    };
    if let Some(past) = evidence.last_seen {
        return with_span(&past.brief(), Some(past.seen));
    }
    match verdict.health {
        Health::Ok | Health::Warn | Health::Critical => bars
            .and_then(|bars| bars.cpu)
            .map_or_else(String::new, |cpu| format!("{}%", cpu.percent)),
        Health::Down => with_span("DOWN", evidence.down_since()),
        Health::Stale => with_span("stale", evidence.contact.heard),
        Health::Paused => "paused".to_owned(),
        Health::Pending => "pending".to_owned(),
        Health::Missing => "no access".to_owned(),
        Health::Unlinked => word(verdict.health, verdict.reason.as_deref()).to_owned(),
        Health::HubLost => "hub lost".to_owned(),
    }
}

fn context(verdict: &Verdict, metrics: &Metrics, preferences: &Preferences) -> ContextLine {
    let uptime = metrics
        .uptime
        .map(|seconds| format!("up {}", format::uptime(seconds)));
    let gpu = metrics
        .gpu
        .map(|share| format!("GPU {}", format::percent(share)));
    let temperature = metrics
        .temperature
        .map(|degrees| format::temperature(degrees, preferences.temperature));
    let battery = metrics
        .battery
        .map(|battery| format!("battery {}", values::battery_text(battery, &[])));
    let load = metrics
        .load
        .map(|[one, ..]| format!("load {}", format::load(one)));
    let network = metrics
        .network
        .map(|flow| format::rate(flow, preferences.network));
    // The most telling first, as few devices have room for all. What the reason names is not repeated.
    let others = [
        (ValueSubject::Gpu, gpu),
        (ValueSubject::Temperature, temperature),
        (ValueSubject::Load, load),
        (ValueSubject::Network, network),
        (ValueSubject::Battery, battery),
    ];
    let others = others
        .into_iter()
        .filter(|(subject, _)| verdict.briefs.iter().all(|(told, _)| told != subject))
        .map(|(_, text)| text);
    let reasons = verdict.briefs.iter().map(|(_, brief)| brief.as_str());
    let reasons: Vec<&str> = reasons.collect();
    let others = uptime.into_iter().chain(others.flatten());
    let mut line = if verdict.is_in_bars {
        ContextLine::led_by(Vec::new(), others).holding(&reasons)
    } else {
        ContextLine::led_by(reasons, others)
    };
    for (subject, brief) in &verdict.briefs {
        for short in values::shorter(*subject, brief) {
            line.shorten(brief.clone(), short);
        }
    }
    line
}

fn accessible_name(
    name: &str,
    place: &str,
    verdict: &Verdict,
    bars: Option<Bars>,
    evidence: &Evidence,
) -> String {
    let mut parts = vec![
        name.to_owned(),
        place.to_owned(),
        word(verdict.health, verdict.reason.as_deref()).to_owned(),
    ];
    if evidence.last_seen.is_some() {
        parts.extend(verdict.reason.clone());
    }
    if let Some(bars) = bars {
        for (label, bar) in [
            ("CPU", bars.cpu),
            ("memory", bars.memory),
            ("disk", bars.disk),
        ] {
            parts.extend(bar.map(|bar| format!("{label} {} percent", bar.percent)));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

#[cfg(test)]
mod tests;
