use proptest::prelude::*;

use super::TabSight::{LongHidden, Shown};
use super::*;

const START: Millis = Millis(1_795_000_000_000);

fn tabs(leases: &StreamLeases) -> Vec<&str> {
    let leases = leases.0.iter();
    leases.map(|lease| lease.holder.as_str()).collect()
}

#[test]
fn four_tabs_have_a_stream_and_the_next_one_gets_the_first_that_is_free() {
    let mut leases = StreamLeases::default();
    let got = ["a", "b", "c", "d", "e", "f"].map(|tab| leases.claim(tab, Shown, START));
    assert_eq!(got, [true, true, true, true, false, false]);
    assert!(leases.claim("a", Shown, START.plus(60_000)), "renewed");
    leases.free("b");
    assert!(leases.claim("f", Shown, START.plus(60_000)));
    assert!(!leases.claim("e", Shown, START.plus(60_000)));
    // The tabs c and d have crashed.
    let later = START.plus(LEASE_MS);
    assert!(leases.claim("e", Shown, later));
    assert_eq!(tabs(&leases), ["a", "f", "e"]);
    assert_eq!(StreamLeases::parse(&leases.to_text()), leases);
}

#[test]
fn a_tab_that_is_long_hidden_gives_way_to_one_that_is_shown() {
    let sight = |hidden: i64| TabSight::of(Some(START), START.plus(hidden));
    assert_eq!([sight(59_999), sight(60_000)], [Shown, LongHidden]);
    assert_eq!(TabSight::of(None, START), Shown);
    let mut leases = StreamLeases::default();
    for tab in ["a", "b", "c", "d"] {
        assert!(leases.claim(tab, Shown, START));
    }
    let now = START.plus(60_000);
    assert!(leases.claim("b", LongHidden, now) && leases.claim("d", LongHidden, now));
    assert_eq!(StreamLeases::parse(&leases.to_text()), leases);
    assert!(!leases.has_room(LongHidden, now) && leases.has_room(Shown, now));
    assert!(!leases.claim("e", LongHidden, now));
    assert!(leases.claim("f", Shown, now));
    assert_eq!(tabs(&leases), ["a", "c", "d", "f"]);
    // Back in view it takes the other tab's lease in turn, and that tab then waits.
    assert!(!leases.claim("b", LongHidden, now));
    assert!(leases.claim("b", Shown, now));
    assert!(!leases.claim("d", LongHidden, now) && !leases.claim("d", Shown, now));
    assert!(!leases.has_room(Shown, now));
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
        got.extend([&a, &b].map(|hub| leases.claim(&holder(tab, hub), Shown, START)));
    }
    assert_eq!(got, [true, true, true, true, false, false]);
    // One hub is left, and the other one of the same tab goes on.
    leases.free(&holder("x", &a));
    assert!(leases.has(&holder("x", &b), START));
    assert!(leases.claim(&holder("z", &alone), Shown, START));
    assert_eq!(tabs(&leases), ["x/b", "y/a", "y/b", "z"]);
    assert_eq!(StreamLeases::parse(&leases.to_text()), leases);
}

#[test]
fn a_record_may_be_full_with_as_many_lines_as_there_may_be_leases() {
    let mut leases = StreamLeases::default();
    let mut may_be = vec![StreamLeases::may_be_full("")];
    for tab in ["a", "b", "c", "d"] {
        leases.claim(tab, Shown, START);
        may_be.push(StreamLeases::may_be_full(&leases.to_text()));
    }
    assert_eq!(may_be, [false, false, false, false, true]);
    assert!(!leases.has_room(Shown, START));
}

#[test]
fn a_lease_that_lasts_is_not_written_again() {
    let mut leases = StreamLeases::default();
    leases.claim("a", Shown, START);
    let before = leases.clone();
    assert!(leases.claim("a", Shown, START.plus(LEASE_MS - RENEW_BELOW_MS)));
    assert_eq!(leases, before);
    assert!(leases.claim("a", Shown, START.plus(60_000)));
    assert_ne!(leases, before);
}

#[test]
fn a_clock_that_is_set_back_keeps_nobody_out_for_long() {
    let mut leases = StreamLeases::default();
    for tab in ["a", "b", "c", "d"] {
        assert!(leases.claim(tab, Shown, START));
    }
    let yesterday = START.plus(-86_400_000);
    assert!(leases.claim("e", Shown, yesterday));
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
    assert!(leases.is_empty() && leases.claim("t", Shown, START));
}

#[derive(Clone, Debug)]
enum TabStep {
    Claim(usize),
    /// Reads, and writes only after another tab's next step.
    ClaimSlowly(usize),
    Leave(usize),
    /// Becomes hidden for long, or visible again.
    Turn(usize),
    /// The tab crashes without giving up its lease.
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
        2 => tab.clone().prop_map(TabStep::Turn),
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
    sights: [TabSight; 8],
    /// The tab that has read, and what it is going to write.
    slow: Option<(usize, StreamLeases, bool)>,
}

impl Browser {
    fn claim(&mut self, tab: usize) {
        self.claim_unheard(tab);
        // A tab that has lost its lease by this notices.
        while let Some(other) = (0..8).find(|other| self.has_lost(*other)) {
            self.claim_unheard(other);
        }
    }

    fn has_lost(&self, tab: usize) -> bool {
        let leases = StreamLeases::parse(&self.record);
        self.tabs[tab] == Some(true) && !leases.has(&tab.to_string(), self.now)
    }

    fn claim_unheard(&mut self, tab: usize) {
        let mut leases = StreamLeases::parse(&self.record);
        self.tabs[tab] = Some(leases.claim(&tab.to_string(), self.sights[tab], self.now));
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
                let got = leases.claim(&tab.to_string(), self.sights[tab], self.now);
                self.slow = Some((tab, leases, got));
                return;
            }
            TabStep::Leave(tab) => {
                let mut leases = StreamLeases::parse(&self.record);
                leases.free(&tab.to_string());
                self.record = leases.to_text();
                self.tabs[tab] = None;
            }
            TabStep::Turn(tab) => {
                self.sights[tab] = match self.sights[tab] {
                    Shown => LongHidden,
                    LongHidden => Shown,
                };
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
    /// Whatever tabs do, in whatever order, and however the clock jumps: once each open tab has checked again, as many hold a
    /// stream as there is room for, and no more.
    #[test]
    fn all_that_there_is_room_for_and_no_more(steps in prop::collection::vec(step(), 0..60)) {
        let mut browser = Browser { record: String::new(), now: START, tabs: [None; 8], sights: [Shown; 8], slow: None };
        steps.into_iter().for_each(|step| browser.play(step));
        // Leases of crashed tabs must expire first.
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
        let any = |sight, has| {
            let mut tabs = browser.tabs.iter().zip(browser.sights);
            tabs.any(|(tab, seen)| *tab == Some(has) && seen == sight)
        };
        prop_assert!(!(any(Shown, false) && any(LongHidden, true)), "who is shown comes first");
    }

    #[test]
    fn without_races_there_are_never_more_than_four(steps in prop::collection::vec(step(), 0..60)) {
        let mut browser = Browser { record: String::new(), now: START, tabs: [None; 8], sights: [Shown; 8], slow: None };
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
