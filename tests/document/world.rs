//! Tabs on one store in memory. Requests to the store and its answers wait until the test releases them.

use blinkenrack::domain::stored::{LayoutKey, Saving};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use blinkenrack::document::machine::DocumentMachine;
use blinkenrack::document::machine::editing::editing;
use blinkenrack::document::machine::event::{
    Announcement, Ask, Effect, Event, Outcome, ReadCall, RequestToken, ShownReport, StoreAnswer,
    WriteCall,
};
use blinkenrack::document::machine::recovery::{CopyPlace, FoundCopy};
use blinkenrack::document::store::StoreError;
use blinkenrack::domain::command::Command;
use blinkenrack::domain::ids::{HubId, LayoutId, RackId};
use blinkenrack::domain::io::json;
use blinkenrack::domain::layout::{Layout, Rack, RackHeight};
use blinkenrack::domain::units::Millis;
use uuid::Uuid;

use crate::memory::{MemoryStore, at_once};

pub fn hub() -> HubId {
    HubId::new("https://hub.example/")
}

pub fn first_key() -> LayoutKey {
    LayoutKey::first(&hub())
}

/// A layout with this number. All its racks bear its name, so that a rack of another layout is noticed.
pub fn layout(number: u128) -> Layout {
    Layout::new(LayoutId::new(Uuid::from_u128(number)), format!("L{number}"))
}

#[derive(Clone, Debug)]
pub enum Call {
    Read(ReadCall),
    Write(WriteCall),
}

/// A request on its way to the store, or its answer on the way back.
#[derive(Clone, Debug)]
pub enum OnItsWay {
    There(RequestToken, Call),
    Back(RequestToken, StoreAnswer),
}

#[derive(Debug, Default)]
pub struct Tab {
    pub machine: DocumentMachine,
    pub calls: Vec<OnItsWay>,
    pub timers: Vec<RequestToken>,
    pub inbox: VecDeque<Announcement>,
    queue: VecDeque<Effect>,
    is_busy: bool,
    pub wants_editing: bool,
    /// How often the editing half was requested.
    pub editing_asked: usize,
    pub saving: Option<Saving>,
    pub said: Vec<String>,
    pub refused: usize,
    pub reports: Vec<ShownReport>,
    pub answers: BTreeMap<Ask, Outcome>,
    pub asked: BTreeSet<Ask>,
    /// The stored states that this tab has shown or written.
    seen: BTreeSet<(LayoutKey, u64)>,
    /// Whether the browser's local storage accepts recovery copies.
    pub takes_copies: bool,
    pub shown: Option<Layout>,
}

impl Tab {
    pub fn layout(&self) -> &Layout {
        &self.machine.snapshot().layout
    }

    pub fn racks(&self) -> Vec<&str> {
        let racks = self.layout().racks.iter();
        racks.map(|rack| rack.name.as_str()).collect()
    }
}

#[derive(Debug, Default)]
pub struct World {
    pub store: Rc<MemoryStore>,
    pub copies: BTreeMap<CopyPlace, String>,
    pub tabs: Vec<Tab>,
    pub now: i64,
    count: u128,
}

impl World {
    pub fn new(tabs: usize) -> Self {
        let mut world = Self {
            now: 1_000_000,
            ..Self::default()
        };
        for _ in 0..tabs {
            let tab = world.new_tab();
            world.tabs.push(tab);
        }
        world
    }

    /// A page with a unique name.
    fn new_tab(&mut self) -> Tab {
        self.count += 1;
        Tab {
            machine: DocumentMachine::new(format!("page{}", self.count)),
            takes_copies: true,
            ..Tab::default()
        }
    }

    /// A tab with the hub's layout, which is created if missing; everything is settled.
    pub fn opened() -> Self {
        let mut world = Self::new(1);
        world.open(0);
        world.settle();
        world
    }

    pub fn dispatch(&mut self, tab: usize, event: Event) {
        self.now += 1;
        let now = Millis(self.now);
        let effects = self.tabs[tab].machine.step(event, now);
        // As in the app: the effects of an effect wait until the earlier ones are carried out.
        self.tabs[tab].queue.extend(effects);
        if !std::mem::replace(&mut self.tabs[tab].is_busy, true) {
            while let Some(effect) = self.tabs[tab].queue.pop_front() {
                self.carry_out(tab, effect);
            }
            self.tabs[tab].is_busy = false;
            self.check(tab);
        }
    }

    fn carry_out(&mut self, index: usize, effect: Effect) {
        let tab = &mut self.tabs[index];
        match effect {
            Effect::LoadEditing => {
                tab.wants_editing = true;
                tab.editing_asked += 1;
            }
            Effect::Read(token, call) => tab.calls.push(OnItsWay::There(token, Call::Read(call))),
            Effect::Write(token, call) => tab.calls.push(OnItsWay::There(token, Call::Write(call))),
            Effect::StartTimer(token, _) => tab.timers.push(token),
            Effect::ReadRecovery(token, key) => {
                let copies = self.copies.iter().filter(|(place, _)| place.key == key);
                let found = copies.map(|(place, text)| FoundCopy {
                    place: place.clone(),
                    text: text.clone(),
                });
                let event = Event::RecoveryRead(token, found.collect());
                self.dispatch(index, event);
            }
            Effect::WriteRecovery {
                place,
                edits,
                texts,
            } => {
                let is_written = tab.takes_copies;
                if is_written {
                    self.copies.insert(place.clone(), texts.whole);
                }
                let event = Event::RecoveryWritten {
                    place,
                    edits,
                    is_written,
                };
                self.dispatch(index, event);
            }
            Effect::RemoveRecovery(place) => drop(self.copies.remove(&place)),
            Effect::Broadcast(announcement) => {
                let others = self.tabs.iter_mut().enumerate();
                for (_, other) in others.filter(|(other, _)| *other != index) {
                    other.inbox.push_back(announcement.clone());
                }
            }
            Effect::Show(snapshot) => tab.shown = Some(snapshot.layout.clone()),
            Effect::ShowNothing => tab.shown = None,
            Effect::ShowSaving(saving) => tab.saving = Some(saving),
            Effect::Say(words) | Effect::SayStep { words, .. } => tab.said.push(words),
            Effect::Refuse(_) => tab.refused += 1,
            Effect::Report(report) => tab.reports.push(report),
            Effect::Answer(ask, outcome) => {
                let twice = tab.answers.insert(ask, outcome);
                assert!(twice.is_none(), "{ask:?} is answered twice");
            }
            Effect::LookAtRoom => self.dispatch(index, Event::Room { is_short: false }),
            Effect::StepsChanged
            | Effect::DropReport
            | Effect::ShowRoom { .. }
            | Effect::AskToPersist => {}
        }
    }

    pub fn ask(&mut self, tab: usize) -> Ask {
        self.count += 1;
        let ask = Ask(self.count as u64);
        self.tabs[tab].asked.insert(ask);
        ask
    }

    /// Opens the hub's layout, which is created if nothing is stored.
    pub fn open(&mut self, tab: usize) {
        self.dispatch(tab, Event::Close { next: Some(hub()) });
        let ask = self.ask(tab);
        self.dispatch(tab, Event::Open { ask });
    }

    pub fn adopt_where_nothing_is_stored(&mut self) {
        for tab in 0..self.tabs.len() {
            let answers = self.tabs[tab].answers.values();
            let is_wanted = answers
                .clone()
                .any(|outcome| *outcome == Outcome::NothingStored);
            if is_wanted
                && !self.tabs[tab].machine.is_open()
                && self.tabs[tab].machine.is_looked_up()
            {
                self.dispatch(tab, Event::Adopt(Box::new(layout(1))));
            }
        }
    }

    pub fn load_editing(&mut self, tab: usize) {
        if std::mem::take(&mut self.tabs[tab].wants_editing) {
            self.dispatch(tab, Event::EditingLoaded(editing));
        }
    }

    /// The editing half is loaded, as after the first input.
    pub fn begin_editing(&mut self, tab: usize) {
        self.dispatch(tab, Event::EditingLoaded(editing));
    }

    /// Adds a rack with a unique name.
    pub fn add_rack(&mut self, tab: usize) -> String {
        self.count += 1;
        let of = self.tabs[tab].layout().name.clone();
        let name = format!("{of}:{}", self.count);
        let id = RackId::new(Uuid::from_u128(self.count));
        let command = Command::AddRack {
            index: usize::MAX,
            rack: Box::new(Rack::new(id, name.clone(), RackHeight::clamped(12))),
        };
        self.dispatch(tab, Event::Run(command));
        name
    }

    pub fn open_new(&mut self, tab: usize) -> Ask {
        let ask = self.ask(tab);
        self.count += 1;
        let layout = Box::new(layout(1_000 + self.count));
        self.dispatch(tab, Event::OpenNew { ask, layout });
        ask
    }

    pub fn switch(&mut self, tab: usize, key: LayoutKey) -> Ask {
        let ask = self.ask(tab);
        self.dispatch(tab, Event::Switch { ask, key });
        ask
    }

    /// Lets the store carry out a pending request; with an error it does nothing and answers with the error.
    pub fn execute(&mut self, tab: usize, index: usize, error: Option<StoreError>) {
        let Some(OnItsWay::There(token, call)) = self.tabs[tab].calls.get(index).cloned() else {
            return;
        };
        let answer = match (&call, error) {
            (Call::Write(call), Some(error)) => refused(call, error),
            (Call::Read(ReadCall::Entry(_)), Some(error)) => StoreAnswer::Entry(Err(error)),
            (Call::Read(_), Some(error)) => StoreAnswer::Opened(Err(error)),
            (Call::Read(call), None) => at_once(call.clone().perform(&*self.store)),
            (Call::Write(call), None) => self.write(tab, call),
        };
        self.tabs[tab].calls[index] = OnItsWay::Back(token, answer);
    }

    fn write(&mut self, tab: usize, call: &WriteCall) -> StoreAnswer {
        let before = match call {
            WriteCall::Save(save) => Some((save.key.clone(), self.store.revision(&save.key))),
            _ => None,
        };
        let answer = at_once(call.clone().perform(&*self.store));
        if let (Some((key, before)), StoreAnswer::Done(Ok(()))) = (before, &answer) {
            let tab = &mut self.tabs[tab];
            let is_seen = before == 0 || tab.seen.contains(&(key.clone(), before));
            assert!(is_seen, "revision {before} was written over unseen");
            tab.seen.insert((key, before + 1));
        }
        answer
    }

    pub fn deliver(&mut self, tab: usize, index: usize) {
        let Some(OnItsWay::Back(token, answer)) = self.tabs[tab].calls.get(index).cloned() else {
            return;
        };
        self.tabs[tab].calls.remove(index);
        if let StoreAnswer::Opened(Ok(stored)) = &answer
            && let Some(entry) = &stored.entry
        {
            let seen = (stored.key.clone(), entry.revision);
            self.tabs[tab].seen.insert(seen);
        }
        let is_late = token.opening != self.tabs[tab].machine.opening();
        let before = self.tabs[tab].layout().clone();
        self.dispatch(tab, Event::Answered(token, answer));
        if is_late {
            assert_eq!(
                self.tabs[tab].layout(),
                &before,
                "a late answer changed the layout"
            );
        }
    }

    pub fn fire_timer(&mut self, tab: usize, index: usize) {
        if index < self.tabs[tab].timers.len() {
            let token = self.tabs[tab].timers.remove(index);
            self.dispatch(tab, Event::Timer(token));
        }
    }

    pub fn hear(&mut self, tab: usize, index: usize) {
        if let Some(announcement) = self.tabs[tab].inbox.remove(index) {
            self.dispatch(tab, Event::OtherTabSaved(announcement));
        }
    }

    /// Lets everything pending happen, without failures.
    pub fn settle(&mut self) {
        for _ in 0..10_000 {
            self.adopt_where_nothing_is_stored();
            let mut is_quiet = true;
            for tab in 0..self.tabs.len() {
                if self.tabs[tab].wants_editing {
                    self.load_editing(tab);
                    is_quiet = false;
                }
                if !self.tabs[tab].calls.is_empty() {
                    self.execute(tab, 0, None);
                    self.deliver(tab, 0);
                    is_quiet = false;
                }
                if !self.tabs[tab].timers.is_empty() {
                    self.fire_timer(tab, 0);
                    is_quiet = false;
                }
                if !self.tabs[tab].inbox.is_empty() {
                    self.hear(tab, 0);
                    is_quiet = false;
                }
            }
            if is_quiet {
                return;
            }
        }
        panic!("it never comes to rest");
    }

    /// The page is closed, and another one takes its place. Requests pending at the store are carried out or not.
    pub fn crash(&mut self, tab: usize, is_done: impl Fn(usize) -> bool) {
        for index in 0..self.tabs[tab].calls.len() {
            if is_done(index) {
                self.execute(tab, index, None);
            }
        }
        self.tabs[tab] = self.new_tab();
        self.open(tab);
    }

    pub fn stored_layout(&self, key: &LayoutKey) -> Option<Layout> {
        let text = self.store.record(key).text?;
        Some(
            json::read(&text)
                .expect("what was saved can be read")
                .layout,
        )
    }

    /// The layouts stored as versions.
    pub fn versions(&self, key: &LayoutKey) -> Vec<Layout> {
        let versions = self.store.record(key).versions;
        let texts = versions.values().map(|(_, text)| text);
        texts
            .map(|text| json::read(text).expect("a version can be read").layout)
            .collect()
    }

    /// Checks the invariants after every event.
    fn check(&self, index: usize) {
        let tab = &self.tabs[index];
        if !tab.machine.is_open() {
            return;
        }
        let layout = tab.layout();
        for rack in &layout.racks {
            let (of, _) = rack.name.split_once(':').expect("the name of a layout");
            assert_eq!(of, layout.name, "a rack of another layout");
        }
        if tab.machine.saving() == Saving::Saved {
            let stored = tab.machine.stored().expect("it is saved somewhere");
            let revision = self.store.revision(&stored.key);
            assert!(
                revision >= stored.revision,
                "shown as saved: {}, stored: {revision}",
                stored.revision
            );
            if revision == stored.revision {
                let found = self.stored_layout(&stored.key);
                assert_eq!(found.as_ref(), Some(layout), "shown as saved, but is not");
            }
        }
    }
}

fn refused(call: &WriteCall, error: StoreError) -> StoreAnswer {
    match call {
        WriteCall::Steps(_) => StoreAnswer::Steps(Err(error)),
        _ => StoreAnswer::Done(Err(error)),
    }
}
