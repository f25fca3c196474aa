//! Which tabs of a browser may hold streams of one host open. By http/1.1 a browser opens six connections to a host at once, whichever
//! of its hubs they are for: the sixth stream would keep every request of all tabs waiting.
//!
//! The leases are a record that all tabs read and write. It cannot be written in one step with what was read, so that two tabs may both
//! take the last one: each looks again with the next renewal, and meanwhile there is room for one more.

use crate::domain::ids::HubId;
use crate::domain::units::Millis;

/// The rest of the six is for requests.
pub const MOST_STREAMS: usize = 4;
/// A lease that is not renewed is free after so long: timers of hidden tabs run once a minute. In milliseconds.
pub const LEASE_MS: i64 = 150_000;
/// How often a tab looks whether its lease is to be renewed, or asks for one.
pub const RENEW_MS: u32 = 20_000;
/// A lease that lasts longer is not renewed yet. What is written less often is seldom written over what another tab has just given up:
/// the next tab comes into view at the moment in which one is closed.
const RENEW_BELOW_MS: i64 = 100_000;
/// More than that is no such record.
const MOST_LINES: usize = 64;

/// Whether streams and requests by that protocol share one connection, so that any number of streams leaves room.
pub fn is_shared(protocol: &str) -> bool {
    matches!(protocol, "h2" | "h3")
}

/// Scheme, host and port of a hub: what a browser counts connections by. The record is named after it, and in the same way by
/// `public/early.js`.
pub fn origin_of(hub: &HubId) -> &str {
    split_origin(hub).0
}

/// What names the lease of a tab on the stream of one hub: a tab may follow several hubs of one host.
pub fn holder(tab: &str, hub: &HubId) -> String {
    format!("{tab}{}", split_origin(hub).1)
}

/// The same, and the path below it. In the hub's normal form they are apart at the third slash.
fn split_origin(hub: &HubId) -> (&str, &str) {
    let hub = hub.as_str();
    let mut slashes = hub.match_indices('/');
    let end = slashes.nth(2).map_or(hub.len(), |(at, _)| at);
    hub.split_at(end)
}

/// One stream that may be held.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StreamLease {
    /// As [`holder`] names it.
    holder: String,
    /// By the browser's clock.
    until: Millis,
}

impl StreamLease {
    /// The line of a record: `holder until`.
    fn parse(line: &str) -> Option<Self> {
        let (holder, until) = line.split_once(' ')?;
        let until = Millis(until.parse().ok()?);
        (!holder.is_empty()).then(|| Self {
            holder: holder.to_owned(),
            until,
        })
    }

    /// One that lasts longer than any does was taken before the clock was set back, and nobody knows when it ends.
    fn holds(&self, now: Millis) -> bool {
        (1..=LEASE_MS).contains(&self.until.since(now))
    }
}

/// The leases on the streams of one host, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamLeases(Vec<StreamLease>);

impl StreamLeases {
    /// What cannot be read is no lease.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().take(MOST_LINES);
        Self(lines.filter_map(StreamLease::parse).collect())
    }

    /// As it is kept: a line for each lease.
    pub fn to_text(&self) -> String {
        let lines = self.0.iter();
        let lines = lines.map(|lease| format!("{} {}", lease.holder, lease.until.0));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Whether as many leases are noted as there may be, ended ones too: then it is looked closely before a stream is opened.
    /// `public/early.js` looks in the same way.
    pub fn may_be_full(text: &str) -> bool {
        let ends = text.bytes().filter(|byte| *byte == b'\n').count();
        ends + 1 >= MOST_STREAMS
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this holder has a lease.
    pub fn has(&self, holder: &str, now: Millis) -> bool {
        self.held(now).any(|lease| lease.holder == holder)
    }

    /// Whether a lease is free.
    pub fn has_room(&self, now: Millis) -> bool {
        self.held(now).count() < MOST_STREAMS
    }

    fn held(&self, now: Millis) -> impl Iterator<Item = &StreamLease> {
        let held = self.0.iter().filter(move |lease| lease.holds(now));
        held.take(MOST_STREAMS)
    }

    /// Renews the lease of this holder in time, or takes a free one; whether it has one now. What has ended is dropped.
    pub fn claim(&mut self, holder: &str, now: Millis) -> bool {
        self.0.retain(|lease| lease.holds(now));
        // Of more than there may be, taken at the same moment, the later ones give way.
        self.0.truncate(MOST_STREAMS);
        let until = now.plus(LEASE_MS);
        if let Some(mine) = self.0.iter_mut().find(|lease| lease.holder == holder) {
            if mine.until.since(now) < RENEW_BELOW_MS {
                mine.until = until;
            }
            return true;
        }
        let is_free = self.0.len() < MOST_STREAMS;
        if is_free {
            let holder = holder.to_owned();
            self.0.push(StreamLease { holder, until });
        }
        is_free
    }

    /// Gives the lease of this holder up.
    pub fn free(&mut self, holder: &str) {
        self.0.retain(|lease| lease.holder != holder);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: Millis = Millis(1_795_000_000_000);

    fn tabs(leases: &StreamLeases) -> Vec<&str> {
        let leases = leases.0.iter();
        leases.map(|lease| lease.holder.as_str()).collect()
    }

    #[test]
    fn four_tabs_have_a_stream_and_the_next_one_gets_the_first_that_is_free() {
        let mut leases = StreamLeases::default();
        let got = ["a", "b", "c", "d", "e", "f"].map(|tab| leases.claim(tab, START));
        assert_eq!(got, [true, true, true, true, false, false]);
        assert!(leases.claim("a", START.plus(60_000)), "renewed");
        leases.free("b");
        assert!(leases.claim("f", START.plus(60_000)));
        assert!(!leases.claim("e", START.plus(60_000)));
        // The tabs c and d are gone without a word.
        let later = START.plus(LEASE_MS);
        assert!(leases.claim("e", later));
        assert_eq!(tabs(&leases), ["a", "f", "e"]);
        assert_eq!(StreamLeases::parse(&leases.to_text()), leases);
    }

    #[test]
    fn hubs_of_one_host_share_its_streams() {
        let [a, b, alone] = ["http://nas:81/a", "http://nas:81/b", "http://nas:81"].map(HubId::new);
        for hub in [&a, &b, &alone] {
            assert_eq!(origin_of(hub), "http://nas:81");
        }
        for other in ["https://nas:81/a", "http://nas/a", "http://nas:812", "demo"] {
            assert_ne!(origin_of(&HubId::new(other)), "http://nas:81");
        }
        let mut leases = StreamLeases::default();
        let mut got = Vec::new();
        for tab in ["x", "y", "z"] {
            got.extend([&a, &b].map(|hub| leases.claim(&holder(tab, hub), START)));
        }
        assert_eq!(got, [true, true, true, true, false, false]);
        // One hub is left, and the other one of the same tab goes on.
        leases.free(&holder("x", &a));
        assert!(leases.has(&holder("x", &b), START));
        assert!(leases.claim(&holder("z", &alone), START));
        assert_eq!(tabs(&leases), ["x/b", "y/a", "y/b", "z"]);
        assert_eq!(StreamLeases::parse(&leases.to_text()), leases);
    }

    #[test]
    fn a_record_may_be_full_with_as_many_lines_as_there_may_be_leases() {
        let mut leases = StreamLeases::default();
        let mut may_be = vec![StreamLeases::may_be_full("")];
        for tab in ["a", "b", "c", "d"] {
            leases.claim(tab, START);
            may_be.push(StreamLeases::may_be_full(&leases.to_text()));
        }
        assert_eq!(may_be, [false, false, false, false, true]);
        assert!(!leases.has_room(START));
    }

    #[test]
    fn a_lease_that_lasts_is_not_written_again() {
        let mut leases = StreamLeases::default();
        leases.claim("a", START);
        let before = leases.clone();
        assert!(leases.claim("a", START.plus(LEASE_MS - RENEW_BELOW_MS)));
        assert_eq!(leases, before);
        assert!(leases.claim("a", START.plus(60_000)));
        assert_ne!(leases, before);
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_out_for_long() {
        let mut leases = StreamLeases::default();
        for tab in ["a", "b", "c", "d"] {
            assert!(leases.claim(tab, START));
        }
        let yesterday = START.plus(-86_400_000);
        assert!(leases.claim("e", yesterday));
        assert_eq!(tabs(&leases), ["e"]);
    }

    #[test]
    fn only_newer_protocols_need_no_lease() {
        let shared = ["http/1.1", "", "h2", "h3", "h2c"].map(is_shared);
        assert_eq!(shared, [false, false, true, true, false]);
    }

    #[test]
    fn damage_is_no_lease() {
        let mut leases = StreamLeases::parse("x\n 7\n\u{0}\na b c\na 99999999999999999999999");
        assert!(leases.is_empty() && leases.claim("t", START));
    }

    #[derive(Clone, Debug)]
    enum TabStep {
        Claim(usize),
        /// Reads, and writes only after another tab's next step.
        ClaimSlowly(usize),
        Leave(usize),
        /// The tab is gone without a word.
        Crash(usize),
        Wait(i64),
        Jump(i64),
    }

    fn step() -> impl Strategy<Value = TabStep> {
        let tab = 0..8_usize;
        prop_oneof![
            5 => tab.clone().prop_map(TabStep::Claim),
            1 => tab.clone().prop_map(TabStep::ClaimSlowly),
            1 => tab.clone().prop_map(TabStep::Leave),
            1 => tab.prop_map(TabStep::Crash),
            3 => (0..RENEW_MS as i64).prop_map(TabStep::Wait),
            1 => (-10_000_000..10_000_000_i64).prop_map(TabStep::Jump),
        ]
    }

    /// Tabs of one browser with the record between them.
    struct Browser {
        record: String,
        now: Millis,
        /// Whether each holds a stream; `None` for one that is closed.
        tabs: [Option<bool>; 8],
        /// Who has read, and what it will write.
        slow: Option<(usize, StreamLeases, bool)>,
    }

    impl Browser {
        fn claim(&mut self, tab: usize) {
            let mut leases = StreamLeases::parse(&self.record);
            self.tabs[tab] = Some(leases.claim(&tab.to_string(), self.now));
            self.record = leases.to_text();
        }

        fn write_slowly(&mut self) {
            if let Some((tab, leases, got)) = self.slow.take() {
                self.tabs[tab] = Some(got);
                self.record = leases.to_text();
            }
        }

        fn play(&mut self, step: TabStep) {
            match step {
                TabStep::Claim(tab) => self.claim(tab),
                TabStep::ClaimSlowly(tab) => {
                    self.write_slowly();
                    let mut leases = StreamLeases::parse(&self.record);
                    let got = leases.claim(&tab.to_string(), self.now);
                    self.slow = Some((tab, leases, got));
                    return;
                }
                TabStep::Leave(tab) => {
                    let mut leases = StreamLeases::parse(&self.record);
                    leases.free(&tab.to_string());
                    self.record = leases.to_text();
                    self.tabs[tab] = None;
                }
                TabStep::Crash(tab) => self.tabs[tab] = None,
                TabStep::Wait(time) | TabStep::Jump(time) => self.now = self.now.plus(time),
            }
            self.write_slowly();
        }

        fn streams(&self) -> usize {
            self.tabs.iter().filter(|tab| **tab == Some(true)).count()
        }
    }

    proptest! {
        /// Whatever tabs do, in whatever order, and however the clock jumps: once each that is open has looked again, as many as there is
        /// room for hold a stream, and no more.
        #[test]
        fn all_that_there_is_room_for_and_no_more(steps in prop::collection::vec(step(), 0..60)) {
            let mut browser = Browser { record: String::new(), now: START, tabs: [None; 8], slow: None };
            steps.into_iter().for_each(|step| browser.play(step));
            // Those that are gone without a word are waited for.
            for _ in 0..=LEASE_MS / i64::from(RENEW_MS) + 1 {
                for tab in 0..8 {
                    if browser.tabs[tab].is_some() {
                        browser.claim(tab);
                    }
                }
                browser.now = browser.now.plus(i64::from(RENEW_MS));
                prop_assert!(browser.streams() <= MOST_STREAMS);
            }
            let open = browser.tabs.iter().flatten().count();
            prop_assert_eq!(browser.streams(), open.min(MOST_STREAMS));
        }

        #[test]
        fn without_races_there_are_never_more_than_four(steps in prop::collection::vec(step(), 0..60)) {
            let mut browser = Browser { record: String::new(), now: START, tabs: [None; 8], slow: None };
            for step in steps {
                match step {
                    TabStep::ClaimSlowly(_) | TabStep::Jump(_) | TabStep::Wait(_) => continue,
                    step => browser.play(step),
                }
                prop_assert!(StreamLeases::parse(&browser.record).0.len() <= MOST_STREAMS);
                prop_assert!(browser.streams() <= MOST_STREAMS);
            }
        }
    }
}
