//! Proposes which device is which system, by name, address and host name, each with reasons and confidence. Nothing is linked without the
//! user's consent.

mod similar;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::arrange::linking::open_devices;
use super::command::Command;
use super::fold::fold;
use super::host::hosts;
use super::hub_system::{HubSystem, Linkable, by_name};
use super::ids::{DeviceId, SystemRef};
use super::layout::{Device, Layout, Link};
use super::natural;

use similar::{Likeness, SimilarNames};

/// Why a device and a system are probably the same machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchReason {
    SameName,
    /// The device's name or address is the system's address on the hub.
    SameAddress,
    /// The device's name or address is the machine's own host name.
    SameHostname,
    /// The names are similar and contain the same numbers.
    SimilarName(Likeness),
}

impl MatchReason {
    const fn confidence(self) -> u8 {
        match self {
            Self::SameName | Self::SameAddress => 95,
            Self::SameHostname => 90,
            Self::SimilarName(likeness) => 38 + likeness.percent() / 2,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::SameName => "same name",
            Self::SameAddress => "same address",
            Self::SameHostname => "same host name",
            Self::SimilarName(likeness) if likeness.percent() == 100 => "almost the same name",
            Self::SimilarName(_) => "similar name",
        }
    }
}

/// The confidence in a proposal, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(u8);

impl Confidence {
    /// For a matching name and address, which leave little doubt.
    const TWO_REASONS: Self = Self(99);
    /// Minimum for the same name, address or host name. Similar names have less.
    const SURE: Self = Self(90);

    fn of(reasons: &[MatchReason]) -> Self {
        let exact = |reason: &&MatchReason| !matches!(reason, MatchReason::SimilarName(_));
        if reasons.iter().filter(exact).count() > 1 {
            return Self::TWO_REASONS;
        }
        let each = reasons.iter().map(|reason| reason.confidence());
        Self(each.max().unwrap_or_default())
    }

    /// 0 to 100.
    pub const fn percent(self) -> u8 {
        self.0
    }
}

/// A device and the system that it probably is.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub device: DeviceId,
    pub system: SystemRef,
    /// The link to make, with the system's current name and address as last seen.
    link: Link,
    /// The strongest first; never empty.
    pub reasons: Vec<MatchReason>,
    pub confidence: Confidence,
    /// Number of other devices or systems that match equally well, so that only the user can decide.
    pub rivals: usize,
    /// Whether the device is linked to a system that its hub no longer lists.
    pub replaces: bool,
}

impl Proposal {
    pub fn accept(&self) -> ChosenLink {
        ChosenLink {
            device: self.device,
            link: self.link.clone(),
        }
    }

    /// Whether it can be accepted without doubt.
    pub fn is_sure(&self) -> bool {
        self.confidence >= Confidence::SURE && self.rivals == 0
    }

    /// `Same name and same address`, `Similar name; 2 others fit as well`.
    pub fn reason(&self) -> String {
        let each: Vec<&str> = self.reasons.iter().map(|reason| reason.words()).collect();
        let mut words = each.join(" and ");
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        match self.rivals {
            0 => {}
            1 => words += "; another one fits as well",
            several => words += &format!("; {several} others fit as well"),
        }
        if self.replaces {
            words += "; its system is no longer on the hub";
        }
        words
    }
}

/// Maximum number of systems considered for the same word: nobody could tell more of them apart by it.
const SAME_WORD: usize = 16;

/// A system that no device shows, and its host name.
struct FreeSystem<'a> {
    of: HubSystem<'a>,
    reference: SystemRef,
    hostname: &'a str,
}

/// Proposes systems that no device shows for the open devices ([`open_devices`]), each device and each system at most once, the most
/// confident first. `hostnames` has the known host names of the machines. A device linked to a listed system is never proposed.
pub fn propose(
    layout: &Layout,
    listed: &[HubSystem],
    hostnames: &HashMap<SystemRef, String>,
) -> Vec<Proposal> {
    let free = free_systems(layout, listed, hostnames);
    let mut open = open_devices(layout, listed);
    open.sort_by(|a, b| natural::compare(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
    let mut pairs = exact_pairs(&open, &free);
    add_similar_pairs(&mut pairs, &open, &free);
    let candidates = pairs.into_iter().map(|((device, system), mut reasons)| {
        reasons.sort_unstable();
        reasons.dedup();
        MatchCandidate {
            device,
            system,
            confidence: Confidence::of(&reasons),
            reasons,
        }
    });
    let proposal = |(candidate, rivals): (MatchCandidate, usize)| {
        let device = open.get(candidate.device)?;
        let FreeSystem { of, reference, .. } = free.get(candidate.system)?;
        let link = Link::from(reference.clone());
        Some(Proposal {
            device: device.id,
            system: reference.clone(),
            link: link.seen_as(&of.system.name, &of.system.host),
            reasons: candidate.reasons,
            confidence: candidate.confidence,
            rivals,
            replaces: device.system().is_some(),
        })
    };
    let assigned = assign(candidates.collect()).into_iter();
    assigned.filter_map(proposal).collect()
}

fn free_systems<'a>(
    layout: &Layout,
    listed: &[HubSystem<'a>],
    hostnames: &'a HashMap<SystemRef, String>,
) -> Vec<FreeSystem<'a>> {
    let shown: HashSet<&SystemRef> = layout.devices.iter().flat_map(Device::systems).collect();
    let mut free: Vec<FreeSystem> = listed
        .iter()
        .map(|of| (*of, of.reference()))
        .filter(|(_, reference)| !shown.contains(reference))
        .map(|(of, reference)| FreeSystem {
            hostname: hostnames.get(&reference).map_or("", String::as_str),
            of,
            reference,
        })
        .collect();
    free.sort_by(|a, b| {
        by_name(
            (&a.of.system.name, &a.reference),
            (&b.of.system.name, &b.reference),
        )
    });
    free.dedup_by(|a, b| a.reference == b.reference);
    free
}

/// The reasons for each pair, by the positions of device and system.
type Pairs = BTreeMap<(usize, usize), Vec<MatchReason>>;

/// Where a word comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordSource {
    Name,
    Address,
    Hostname,
}

fn exact_pairs(open: &[&Device], free: &[FreeSystem]) -> Pairs {
    let mut by_word: HashMap<String, Vec<(usize, WordSource)>> = HashMap::new();
    for (position, system) in free.iter().enumerate() {
        let of = system.of.system;
        let words_of = words_of(&of.name, &of.host).into_iter();
        let own = hosts(system.hostname).into_iter();
        for (word, what) in words_of.chain(own.map(|word| (word, WordSource::Hostname))) {
            let known = by_word.entry(word).or_default();
            if known.len() < SAME_WORD {
                known.push((position, what));
            }
        }
    }
    let mut pairs = Pairs::new();
    for (device, named) in open.iter().enumerate() {
        for (word, what) in words_of(&named.name, &named.address) {
            for (system, of_system) in by_word.get(&word).into_iter().flatten() {
                let reason = match (what, of_system) {
                    (WordSource::Name, WordSource::Name) => MatchReason::SameName,
                    (_, WordSource::Hostname) => MatchReason::SameHostname,
                    _ => MatchReason::SameAddress,
                };
                pairs.entry((device, *system)).or_default().push(reason);
            }
        }
    }
    pairs
}

fn words_of(name: &str, address: &str) -> Vec<(String, WordSource)> {
    let addresses = hosts(address).into_iter();
    let mut words_of: Vec<(String, WordSource)> =
        addresses.map(|host| (host, WordSource::Address)).collect();
    let name = fold(name.trim());
    if !name.is_empty() {
        words_of.push((name, WordSource::Name));
    }
    words_of
}

/// Adds pairs by similar names for devices and systems without an exact match.
fn add_similar_pairs(pairs: &mut Pairs, open: &[&Device], free: &[FreeSystem]) {
    let devices: HashSet<usize> = pairs.keys().map(|(device, _)| *device).collect();
    let systems: HashSet<usize> = pairs.keys().map(|(_, system)| *system).collect();
    let mut names = SimilarNames::default();
    for (position, system) in free.iter().enumerate() {
        if !systems.contains(&position) {
            names.add(position, &system.of.system.name);
            names.add(position, system.hostname);
        }
    }
    for (device, named) in open.iter().enumerate() {
        if devices.contains(&device) {
            continue;
        }
        for (system, likeness) in names.like(&named.name) {
            let reason = MatchReason::SimilarName(likeness);
            pairs.entry((device, system)).or_default().push(reason);
        }
    }
}

struct MatchCandidate {
    /// Its position, as that of the system.
    device: usize,
    system: usize,
    confidence: Confidence,
    reasons: Vec<MatchReason>,
}

/// Assigns the most confident pairs first, each device and each system once, and counts the pairs that match equally well.
fn assign(mut candidates: Vec<MatchCandidate>) -> Vec<(MatchCandidate, usize)> {
    candidates.sort_by(|a, b| {
        let surest = b.confidence.cmp(&a.confidence);
        surest.then_with(|| order_of(a).cmp(&order_of(b)))
    });
    let mut assigned = Vec::new();
    let (mut devices, mut systems) = (HashSet::new(), HashSet::new());
    let mut rest = candidates.into_iter().peekable();
    while let Some(first) = rest.next() {
        let confidence = first.confidence;
        let mut level = vec![first];
        while let Some(next) = rest.next_if(|next| next.confidence == confidence) {
            level.push(next);
        }
        // A device or system assigned with higher confidence is not a rival.
        level.retain(|pair| !devices.contains(&pair.device) && !systems.contains(&pair.system));
        let mut of_device: HashMap<usize, usize> = HashMap::new();
        let mut of_system: HashMap<usize, usize> = HashMap::new();
        for pair in &level {
            *of_device.entry(pair.device).or_default() += 1;
            *of_system.entry(pair.system).or_default() += 1;
        }
        for pair in level {
            if devices.contains(&pair.device) || systems.contains(&pair.system) {
                continue;
            }
            let others = |count: Option<&usize>| count.map_or(0, |count| count.saturating_sub(1));
            let rivals = others(of_device.get(&pair.device)) + others(of_system.get(&pair.system));
            devices.insert(pair.device);
            systems.insert(pair.system);
            assigned.push((pair, rivals));
        }
    }
    assigned
}

fn order_of(pair: &MatchCandidate) -> (usize, usize) {
    (pair.device, pair.system)
}

/// A device and what the user links it to.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenLink {
    pub device: DeviceId,
    pub link: Link,
}

impl ChosenLink {
    /// To the system of exactly that name, or of that name and address as [`choice_name`] writes them; `None` if it is the name of none,
    /// or of several.
    pub fn named(device: DeviceId, typed: &str, systems: &[Linkable]) -> Option<Self> {
        let wanted = fold(typed.trim());
        let is_it = |system: &&Linkable| {
            [&system.name, &choice_name(system)]
                .map(|name| fold(name))
                .contains(&wanted)
        };
        let mut found = systems.iter().filter(is_it);
        let system = found.next().filter(|_| found.next().is_none())?;
        let link = Link::from(system.system.clone()).seen_as(&system.name, &system.host);
        Some(Self { device, link })
    }
}

/// What a system is called where one is chosen by typing: `nas (10.0.0.5)`, which tells systems of one name apart.
pub fn choice_name(system: &Linkable) -> String {
    if system.host.is_empty() {
        system.name.clone()
    } else {
        format!("{} ({})", system.name, system.host)
    }
}

/// The command that links the chosen pairs as one step; `None` if there are none.
pub fn link_command(chosen: impl IntoIterator<Item = ChosenLink>) -> Option<Command> {
    let commands: Vec<Command> = chosen
        .into_iter()
        .map(|ChosenLink { device, link }| Command::LinkDevice {
            device,
            link: Some(link),
        })
        .collect();
    let words = match commands.len() {
        0 => return None,
        1 => return commands.into_iter().next(),
        several => format!("Linked {several} devices"),
    };
    Some(Command::Titled { words, commands })
}

#[cfg(test)]
mod tests;
