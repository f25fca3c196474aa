//! Several hubs at once, without a browser: connections to simulated hubs report to one live store, and what belongs to a session ends with
//! it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use blinkenrack::demo::{DemoHub, DemoWorld};
use blinkenrack::domain::format::TemperatureUnit;
use blinkenrack::domain::health::{Health, Thresholds};
use blinkenrack::domain::hub_state::HubState;
use blinkenrack::domain::ids::{DeviceId, HubId, LayoutId, RackId, SystemId, SystemRef};
use blinkenrack::domain::layout::{
    Category, Device, DeviceType, Face, Layout, Link, Place, Rack, RackHeight, Snapshot,
};
use blinkenrack::domain::preferences::Preferences;
use blinkenrack::domain::problem::Problem;
use blinkenrack::domain::system::{Metrics, System, SystemStatus, TriggeredAlert};
use blinkenrack::domain::units::{HalfU, Millis, Percent};
use blinkenrack::hub::auth::{Account, Session, UserRole};
use blinkenrack::hub::live::connection::EVENTS_AT_ONCE;
use blinkenrack::hub::live::store::{
    ANNOUNCED_APART_MS, DEVICES_AT_ONCE, LiveNotice, MOST_SYSTEMS, hubs_of,
};
use blinkenrack::hub::live::{
    Connections, HubReport, LiveConnection, LiveStore, Ports, SessionCache, SignedIn, Sink, Spawner,
};
use blinkenrack::hub::transport::{
    ByteStream, Clock, LocalFuture, Method, NoAnswer, Opened, Request, Response, Token, Transport,
};
use blinkenrack::hub::url::HubUrl;
use serde_json::json;
use uuid::Uuid;

const START: Millis = Millis(1_795_249_698_435);
const SYSTEMS: usize = 24;

/// A clock that tests advance; it counts the sleepers.
#[derive(Clone)]
struct TestClock(Rc<Time>);

struct Time {
    now: Cell<i64>,
    asleep: Cell<usize>,
}

impl TestClock {
    fn new() -> Self {
        Self(Rc::new(Time {
            now: Cell::new(START.0),
            asleep: Cell::new(0),
        }))
    }
}

impl Clock for TestClock {
    fn now(&self) -> Millis {
        Millis(self.0.now.get())
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'_, ()> {
        self.0.asleep.set(self.0.asleep.get() + 1);
        // A browser's timer never fires in the same turn.
        let after = i64::from(milliseconds.max(1));
        Box::pin(Sleep {
            time: self.0.clone(),
            until: self.0.now.get() + after,
        })
    }
}

struct Sleep {
    time: Rc<Time>,
    until: i64,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.time.now.get() < self.until {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.time.asleep.set(self.time.asleep.get() - 1);
    }
}

/// Polls every task at every turn.
#[derive(Default)]
struct Turns(RefCell<Vec<LocalFuture<'static, ()>>>);

impl Spawner for Turns {
    fn spawn(&self, task: LocalFuture<'static, ()>) {
        self.0.borrow_mut().push(task);
    }
}

impl Turns {
    fn turn(&self) {
        let mut context = Context::from_waker(Waker::noop());
        let mut tasks = self.0.take();
        tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
        self.0.borrow_mut().append(&mut tasks);
    }
}

/// The store as in the app's state, and the number of reports.
struct StoreSink {
    store: RefCell<LiveStore>,
    clock: TestClock,
    reports: Cell<usize>,
    seconds: Cell<usize>,
}

impl Sink for StoreSink {
    fn report(&self, hub: &HubId, report: HubReport) {
        self.reports.set(self.reports.get() + 1);
        if let HubReport::Second(system, event) = &report {
            let second = event.read().expect("values");
            let of = SystemRef::new(hub.clone(), system.clone());
            self.store.borrow_mut().take_second(&of, second.metrics);
            self.seconds.set(self.seconds.get() + 1);
        }
        let mut store = self.store.borrow_mut();
        store.take_in(hub, report, self.clock.now());
    }
}

/// A hub that records the tokens of its requests.
struct Noting {
    hub: DemoHub,
    tokens: RefCell<Vec<String>>,
}

impl Noting {
    fn note(&self, request: &Request) {
        let token = request
            .token
            .as_ref()
            .map(|token| token.secret().to_owned());
        self.tokens.borrow_mut().extend(token);
    }
}

impl Transport for Noting {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, NoAnswer>> {
        self.note(&request);
        self.hub.send(request)
    }

    fn open(&self, request: Request) -> LocalFuture<'_, Result<Opened, NoAnswer>> {
        self.note(&request);
        self.hub.open(request)
    }
}

/// Everything that a page has, without the page.
struct Page {
    clock: TestClock,
    turns: Rc<Turns>,
    sink: Rc<StoreSink>,
    connections: Connections,
}

impl Page {
    fn new() -> Self {
        let clock = TestClock::new();
        let sink = StoreSink {
            store: RefCell::default(),
            clock: clock.clone(),
            reports: Cell::new(0),
            seconds: Cell::new(0),
        };
        Self {
            clock,
            turns: Rc::default(),
            sink: Rc::new(sink),
            connections: Connections::default(),
        }
    }

    fn connect(&self, address: &str, token: &str, transport: Rc<dyn Transport>) -> HubId {
        let url = HubUrl::parse(address, true).expect("a hub's URL");
        let ports = Ports {
            transport,
            clock: Rc::new(self.clock.clone()),
            spawner: self.turns.clone(),
            sink: self.sink.clone(),
        };
        let session = Session {
            token: Token::new(token),
            account: Account {
                id: "u1".to_owned(),
                email: String::new(),
                name: String::new(),
                role: UserRole::User,
            },
            expires: None,
            refreshable: false,
            obtained: self.clock.now(),
        };
        let connection = LiveConnection::new(SignedIn::fresh(url, session), ports, 7);
        let hub = connection.hub().clone();
        self.sink.store.borrow_mut().add_hub(hub.clone());
        self.connections.add(connection.clone());
        connection.start(false);
        hub
    }

    fn demo(&self) -> Rc<Noting> {
        let clock: Rc<dyn Clock> = Rc::new(self.clock.clone());
        Rc::new(Noting {
            hub: DemoHub::new(DemoWorld::new(1, SYSTEMS, START), clock),
            tokens: RefCell::default(),
        })
    }

    fn pass(&self, milliseconds: i64) {
        let end = self.clock.0.now.get() + milliseconds;
        while self.clock.0.now.get() < end {
            self.clock.0.now.set(self.clock.0.now.get() + 50);
            for _ in 0..4 {
                self.turns.turn();
            }
        }
    }

    fn state(&self, hub: &HubId) -> HubState {
        self.sink.store.borrow().state_of(hub).clone()
    }

    fn systems(&self, hub: &HubId) -> Vec<SystemId> {
        let store = self.sink.store.borrow();
        store
            .systems_of(hub)
            .map(|system| system.id.clone())
            .collect()
    }
}

/// A rack with a device for each of these systems.
fn layout_of(systems: &[SystemRef]) -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
    let rack = RackId::new(Uuid::from_u128(2));
    layout
        .racks
        .push(Rack::new(rack, "A", RackHeight::clamped(42)));
    let server = DeviceType::new("server", "Server", Category::Server, HalfU::from_units(1));
    let slug = server.slug.clone();
    layout.device_types.insert(server);
    for (number, system) in (0_u16..).zip(systems) {
        let id = DeviceId::new(Uuid::from_u128(10 + u128::from(number)));
        let place = Place::Rack {
            rack,
            bottom: HalfU::from_units(number % 42),
            face: Face::Front,
            column: 0,
        };
        let mut device = Device::new(id, slug.clone(), "device", place);
        device.links = vec![Link::from(system.clone())];
        layout.devices.insert(device);
    }
    layout
}

fn healths(page: &Page, layout: &Layout) -> Vec<Health> {
    let store = page.sink.store.borrow();
    let views = layout
        .devices
        .iter()
        .map(|device| store.view(device, layout, None, page.clock.now()));
    views.map(|view| view.health).collect()
}

#[test]
fn two_hubs_are_live_at_once_and_each_system_is_of_its_hub() {
    let page = Page::new();
    let (first, second) = (page.demo(), page.demo());
    let one = page.connect("https://one.example", "token-of-one", first.clone());
    let two = page.connect("https://two.example", "token-of-two", second.clone());
    page.pass(5_000);
    assert_eq!(
        (page.state(&one), page.state(&two)),
        (HubState::Live, HubState::Live)
    );
    // Two worlds with the same seed: the same ids on both hubs.
    let (mut of_one, mut of_two) = (page.systems(&one), page.systems(&two));
    of_one.sort();
    of_two.sort();
    assert_eq!((of_one.len(), &of_one), (SYSTEMS, &of_two));

    let id = {
        let store = page.sink.store.borrow();
        let mut systems = store.systems_of(&one);
        let media = systems.find(|system| system.name == "media");
        media.expect("a system of that name").id.clone()
    };
    let refs = [
        SystemRef::new(one.clone(), id.clone()),
        SystemRef::new(two.clone(), id.clone()),
        SystemRef::new(HubId::new("https://three.example"), id.clone()),
    ];
    let layout = layout_of(&refs);
    assert_eq!(hubs_of(&layout).len(), 3);
    let before = healths(&page, &layout);
    assert!(
        before[0].is_verified() && before[1].is_verified(),
        "{before:?}"
    );
    assert_eq!(before[2], Health::Unlinked, "no such hub is connected");

    let pause = Request {
        method: Method::Patch,
        path: format!("/api/collections/systems/records/{}", id.as_str()),
        token: Some(Token::new("token-of-two")),
        body: Some(json!({"status": "paused"}).to_string()),
    };
    let mut answer = second.send(pause);
    let mut context = Context::from_waker(Waker::noop());
    assert!(answer.as_mut().poll(&mut context).is_ready());
    drop(answer);
    page.pass(2_000);
    let after = healths(&page, &layout);
    assert!(after[0].is_verified(), "{after:?}");
    assert_eq!(after[1], Health::Paused);

    // What can be linked and placed comes from both hubs, and one id on two hubs means two systems.
    let snapshot = Snapshot::new(layout);
    let store = page.sink.store.borrow();
    let linkable = store.linkable(page.clock.now());
    assert_eq!(linkable.len(), 2 * SYSTEMS);
    let media: Vec<&SystemRef> = linkable
        .iter()
        .filter(|linkable| linkable.name == "media")
        .map(|linkable| &linkable.system)
        .collect();
    assert_eq!(media, [&refs[0], &refs[1]]);
    let unplaced = store.unplaced(&snapshot.index);
    assert_eq!(unplaced.len(), 2 * SYSTEMS - 2);
    assert_eq!(store.count_unplaced(&snapshot.index), unplaced.len());
    assert!(unplaced.iter().all(|(system, _)| !refs.contains(system)));
    drop(store);

    let totals = page.sink.store.borrow_mut().totals(page.clock.now());
    assert_eq!(totals.all(), 2 * SYSTEMS);
    let only = |hub: &Noting, token: &str| {
        let tokens = hub.tokens.borrow();
        !tokens.is_empty() && tokens.iter().all(|used| used == token)
    };
    assert!(only(&first, "token-of-one") && only(&second, "token-of-two"));
}

#[test]
fn what_is_of_one_session_ends_with_it() {
    let page = Page::new();
    let (first, second) = (page.demo(), page.demo());
    let one = page.connect("https://one.example", "token-of-one", first.clone());
    let two = page.connect("https://two.example", "token-of-two", second.clone());
    page.pass(5_000);
    let ended: Weak<LiveConnection> = Rc::downgrade(&page.connections.get(&one).expect("there"));
    // A task of a screen that waits on behalf of the session.
    let held = Rc::new(());
    let waiting = held.clone();
    page.connections
        .get(&one)
        .expect("there")
        .spawn(async move {
            std::future::pending::<()>().await;
            drop(waiting);
        });

    page.connections.remove(&one);
    page.sink.store.borrow_mut().remove_hub(&one);
    // At once, without another turn of the event loop.
    assert_eq!(Rc::strong_count(&held), 1);
    assert_eq!(
        Rc::strong_count(&first),
        1,
        "nobody can ask that hub any more"
    );
    assert!(ended.upgrade().is_none(), "nothing holds the connection");
    let asleep = page.clock.0.asleep.get();
    page.pass(5_000);
    assert!(page.systems(&one).is_empty());
    assert_eq!(page.state(&two), HubState::Live, "the other hub goes on");

    page.connections.clear();
    assert!(asleep > 0);
    assert_eq!(page.clock.0.asleep.get(), 0, "no timer is left");
    let reports = page.sink.reports.get();
    page.pass(60_000);
    assert_eq!(
        page.sink.reports.get(),
        reports,
        "nothing is reported any more"
    );
    assert_eq!(page.turns.0.borrow().len(), 0, "no task is left");
}

/// A hub whose stream delivers a flood of new systems in one piece, some time after it was opened.
struct Flooding {
    clock: TestClock,
    count: usize,
}

impl Transport for Flooding {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, NoAnswer>> {
        let (status, body) = if request.path.starts_with("/api/realtime") {
            (204, String::new())
        } else if request.path.starts_with("/api/collections/systems/") {
            (200, json!({"items": [record(0)]}).to_string())
        } else {
            (200, json!({"items": []}).to_string())
        };
        Box::pin(std::future::ready(Ok(Response {
            status,
            content_type: "application/json".to_owned(),
            body,
        })))
    }

    fn open(&self, _: Request) -> LocalFuture<'_, Result<Opened, NoAnswer>> {
        let stream = FloodStream {
            clock: self.clock.clone(),
            count: self.count,
            piece: 0,
        };
        Box::pin(std::future::ready(Ok(Opened::Stream(Box::new(stream)))))
    }
}

fn record(number: usize) -> serde_json::Value {
    let (id, name) = (format!("{number:015}"), format!("node-{number}"));
    json!({"id": id, "name": name, "host": "h", "status": "up", "info": {}, "updated": "2026-11-21 08:28:18.435Z"})
}

struct FloodStream {
    clock: TestClock,
    count: usize,
    piece: usize,
}

impl ByteStream for FloodStream {
    fn next(&mut self) -> LocalFuture<'_, Option<Result<Vec<u8>, NoAnswer>>> {
        Box::pin(async move {
            self.piece += 1;
            let event = |name: &str, data: serde_json::Value| {
                format!("id:flood\nevent:{name}\ndata:{data}\n\n")
            };
            let text = match self.piece {
                1 => event("PB_CONNECT", json!({"clientId": "flood"})),
                2 => {
                    self.clock.sleep(3_000).await;
                    (1..=self.count)
                        .map(|n| {
                            event(
                                "systems/*",
                                json!({"action": "create", "record": record(n)}),
                            )
                        })
                        .collect()
                }
                _ => std::future::pending().await,
            };
            Some(Ok(text.into_bytes()))
        })
    }
}

#[test]
fn what_was_learned_of_a_system_is_forgotten_with_the_session() {
    let page = Page::new();
    let (hub, other) = ("https://one.example", "https://two.example");
    let hub = page.connect(hub, "token", page.demo());
    let other = page.connect(other, "token", page.demo());
    let (id, of) = (
        SystemId::new("a"),
        SystemRef::new(hub.clone(), SystemId::new("a")),
    );
    let mut learned = SessionCache::default();
    for (of, value) in [(&hub, 1), (&other, 2)] {
        let session = page.connections.get(of).expect("a session");
        learned.keep(&session, id.clone(), value);
    }
    let before = learned.clone();
    assert_eq!(learned.get(&of), Some(&1));
    // Another user signs in to the same hub.
    page.connect(hub.as_str(), "another-token", page.demo());
    assert_eq!(learned.get(&of), None);
    assert_eq!(learned.get(&SystemRef::new(other, id.clone())), Some(&2));
    let session = page.connections.get(&hub).expect("a session");
    learned.keep(&session, id, 1);
    assert_eq!(learned.get(&of), Some(&1));
    assert_ne!(learned, before, "the same, but of another session");
}

#[test]
fn of_more_than_is_kept_of_systems_the_oldest_are_forgotten() {
    let page = Page::new();
    let hub = page.connect("https://one.example", "token", page.demo());
    let session = page.connections.get(&hub).expect("a session");
    let mut learned = SessionCache::default();
    // In no order, like repeated requests.
    for (name, at) in [("c", 3), ("a", 1), ("e", 9), ("d", 9), ("b", 2)] {
        learned.keep(&session, SystemId::new(name), Millis(at));
    }
    let known = |learned: &SessionCache<Millis>| {
        let names = ["a", "b", "c", "d", "e"].into_iter();
        let of = |name: &str| SystemRef::new(hub.clone(), SystemId::new(name));
        let known = names.filter(|name| learned.get(&of(name)).is_some());
        known.collect::<String>()
    };
    for (most, left) in [(5, "abcde"), (4, "bcde"), (2, "de")] {
        learned.keep_newest(most, |at| *at);
        assert_eq!(known(&learned), left);
    }
    // All entries of one response have the same age, and only as many as necessary are dropped.
    learned.keep_newest(1, |at| *at);
    assert_eq!(known(&learned).len(), 1);
}

#[test]
fn a_flood_of_new_systems_leaves_every_frame_little_to_do() {
    const COUNT: usize = 10_000;
    let page = Page::new();
    let flooding = Rc::new(Flooding {
        clock: page.clock.clone(),
        count: COUNT,
    });
    let hub = page.connect("https://one.example", "token", flooding);
    page.pass(2_000);
    assert_eq!(page.state(&hub), HubState::Live);
    let linked: Vec<SystemRef> = (1..=COUNT)
        .map(|n| SystemRef::new(hub.clone(), SystemId::new(format!("{n:015}"))))
        .collect();
    let snapshot = Snapshot::new(layout_of(&linked));

    let (mut announced, mut looked_at) = (0_i64, 0);
    let began = page.clock.now();
    page.sink.reports.set(0);
    while page.systems(&hub).len() <= COUNT {
        page.clock.0.now.set(page.clock.0.now.get() + 16);
        page.turns.turn();
        let news = page.sink.reports.replace(0);
        assert!(news <= EVENTS_AT_ONCE + 2, "{news} reports in one turn");
        let flush = page
            .sink
            .store
            .borrow_mut()
            .flush(&snapshot, page.clock.now());
        assert!(flush.devices.len() <= DEVICES_AT_ONCE);
        looked_at += flush.devices.len();
        announced += i64::from(flush.known_changed);
        assert!(page.clock.now().since(began) < 60_000, "it comes to an end");
    }
    assert!(looked_at >= COUNT - EVENTS_AT_ONCE, "{looked_at}");
    let most = page.clock.now().since(began) / ANNOUNCED_APART_MS + 1;
    assert!(announced >= 1 && announced <= most, "{announced} of {most}");
}

#[test]
fn a_flush_of_everything_is_spread_and_leaves_no_device_out() {
    let hub = HubId::new("https://one.example");
    let systems: Vec<SystemRef> = (0..2_500)
        .map(|n| SystemRef::new(hub.clone(), SystemId::new(n.to_string())))
        .collect();
    let snapshot = Snapshot::new(layout_of(&systems));
    let mut store = LiveStore::default();
    store.add_hub(hub.clone());
    let mut seen = std::collections::HashSet::new();
    let mut frames = 0;
    loop {
        frames += 1;
        let flush = store.flush(&snapshot, START.plus(frames * 16));
        assert!(flush.devices.len() <= DEVICES_AT_ONCE);
        seen.extend(flush.devices);
        if !flush.goes_on {
            break;
        }
    }
    assert_eq!((seen.len(), frames), (2_500, 3));
}

#[test]
fn everything_is_judged_anew_from_what_is_in_view() {
    let hub = HubId::new("https://one.example");
    let systems: Vec<SystemRef> = (0..1_200)
        .map(|n| SystemRef::new(hub.clone(), SystemId::new(n.to_string())))
        .collect();
    let snapshot = Snapshot::new(layout_of(&systems));
    let all: Vec<_> = snapshot.layout.devices.iter().map(|d| d.id).collect();
    let mut store = LiveStore::default();
    store.add_hub(hub);
    while store.flush(&snapshot, START).goes_on {}

    // The last one is begun while another is under way.
    store.judge_all_from(Vec::new());
    store.flush(&snapshot, START.plus(16));
    let in_view = all[1_000..1_040].to_vec();
    store.judge_all_from(in_view.clone());
    let mut judged = store.flush(&snapshot, START.plus(32)).devices;
    assert_eq!(judged, in_view);
    loop {
        let flush = store.flush(&snapshot, START.plus(48));
        judged.extend(flush.devices);
        if !flush.goes_on {
            break;
        }
    }
    judged.sort_unstable();
    let mut each_once = all;
    each_once.sort_unstable();
    assert_eq!(judged, each_once);
}

#[test]
fn systems_that_a_hub_creates_without_end_are_bounded_and_it_is_told_once() {
    let hub = HubId::new("https://one.example");
    let system = |number: usize, name: &str| System {
        id: SystemId::new(number.to_string()),
        name: name.to_owned(),
        host: String::new(),
        status: SystemStatus::Up,
        metrics: Metrics::default(),
        updated: None,
    };
    let changed = |number, name| HubReport::Changed(Box::new(system(number, name)));
    let mut store = LiveStore::default();
    store.add_hub(hub.clone());
    let listed = (0..MOST_SYSTEMS - 1).map(|number| system(number, "listed"));
    let told = store.take_in(&hub, HubReport::Listed(listed.collect()), START);
    assert_eq!(told, None);
    let told: Vec<_> = (MOST_SYSTEMS..MOST_SYSTEMS + 100)
        .filter_map(|number| store.take_in(&hub, changed(number, "created"), START))
        .collect();
    assert_eq!(told, [LiveNotice::TooManySystems { hub: hub.clone() }]);
    assert_eq!(store.systems_of(&hub).count(), MOST_SYSTEMS);

    // Known systems can still change, and where one is removed, another can be added.
    assert_eq!(store.take_in(&hub, changed(0, "renamed"), START), None);
    let first = SystemRef::new(hub.clone(), SystemId::new("0"));
    assert_eq!(store.system(&first).expect("known").name, "renamed");
    store.take_in(&hub, HubReport::Removed(SystemId::new("0")), START);
    store.take_in(&hub, changed(MOST_SYSTEMS + 200, "created"), START);
    assert_eq!(store.systems_of(&hub).count(), MOST_SYSTEMS);
    assert_eq!(store.system(&first), None);
}

#[test]
fn what_needs_a_look_is_listed_worst_first_with_its_place() {
    let hub = HubId::new("https://one.example");
    let of = |id: &str| SystemRef::new(hub.clone(), SystemId::new(id));
    let system = |id: &str, status, cpu: u8| System {
        id: SystemId::new(id),
        name: id.to_owned(),
        host: String::new(),
        status,
        metrics: Metrics {
            cpu: Some(Percent::of_100(cpu)),
            memory: Some(Percent::of_100(20)),
            disk: Some(Percent::of_100(20)),
            ..Metrics::default()
        },
        updated: Some(START),
    };
    let snapshot = Snapshot::new(layout_of(&[of("fine"), of("hot"), of("gone")]));
    let mut store = LiveStore::default();
    store.add_hub(hub.clone());
    store.take_in(&hub, HubReport::State(HubState::Live), START);
    let systems = vec![
        system("fine", SystemStatus::Up, 5),
        system("warm-10", SystemStatus::Up, 70),
        system("warm-9", SystemStatus::Up, 70),
        system("hot", SystemStatus::Up, 95),
        system("gone", SystemStatus::Down, 0),
    ];
    store.take_in(&hub, HubReport::Listed(systems), START);
    let troubles = store.troubles(&snapshot, START);
    let told: Vec<_> = troubles
        .iter()
        .map(|trouble| (trouble.name.as_str(), trouble.health))
        .collect();
    assert_eq!(
        told,
        [
            ("gone", Health::Down),
            ("hot", Health::Critical),
            ("warm-9", Health::Warn),
            ("warm-10", Health::Warn),
        ]
    );
    let places: Vec<bool> = troubles.iter().map(|one| one.place.is_some()).collect();
    assert_eq!(places, [true, true, false, false]);
    assert!(troubles.iter().all(|trouble| !trouble.reason.is_empty()));
    assert_eq!(store.totals(START).worst(), Some(Health::Down));
}

#[test]
fn each_hub_has_its_own_clock_and_thresholds() {
    let (one, two) = (
        HubId::new("https://one.example"),
        HubId::new("https://two.example"),
    );
    let mut store = LiveStore::default();
    let ahead = 600_000;
    let id = SystemId::new("same-on-both");
    for (hub, written) in [(&one, START), (&two, START.plus(ahead))] {
        store.add_hub(hub.clone());
        let metrics = Metrics {
            cpu: Some(Percent::of_100(70)),
            memory: Some(Percent::of_100(20)),
            disk: Some(Percent::of_100(20)),
            ..Metrics::default()
        };
        let system = System {
            id: id.clone(),
            name: "pve".to_owned(),
            host: String::new(),
            status: SystemStatus::Up,
            metrics,
            updated: Some(written),
        };
        store.take_in(hub, HubReport::State(HubState::Live), START);
        store.take_in(hub, HubReport::Changed(Box::new(system)), START);
    }
    assert_eq!(store.hub_now(&one, START), START);
    assert_eq!(store.hub_now(&two, START), START.plus(ahead));

    let preferences = Preferences {
        thresholds: Thresholds {
            warn: Percent::of_100(80),
            critical: Percent::of_100(95),
        },
        ..Preferences::default()
    };
    store.take_in(&two, HubReport::Preferences(preferences), START);
    let health = |hub: &HubId| store.health(&SystemRef::new(hub.clone(), id.clone()), START);
    assert_eq!(
        (health(&one), health(&two)),
        (Some(Health::Warn), Some(Health::Ok))
    );
    assert_eq!(store.worst_state(), &HubState::Live);
    store.take_in(&two, HubReport::State(HubState::Connecting), START);
    assert_eq!(store.worst_state(), &HubState::Connecting);
    store.remove_hub(&two);
    assert_eq!(store.worst_state(), &HubState::Live);
    assert_eq!(store.system(&SystemRef::new(two, id)), None);
}

/// Leaves a hub that refuses the session, from within a report, as the app does.
#[derive(Default)]
struct Leaving {
    connections: Connections,
    reports: RefCell<Vec<HubReport>>,
}

struct LeavingSink(Rc<Leaving>);

impl Sink for LeavingSink {
    fn report(&self, hub: &HubId, report: HubReport) {
        if matches!(report, HubReport::SignedOut(_)) {
            self.0.connections.remove(hub);
        }
        self.0.reports.borrow_mut().push(report);
    }
}

/// Answers every request like a hub that does not accept the token.
struct Refusing;

impl Transport for Refusing {
    fn send(&self, _: Request) -> LocalFuture<'_, Result<Response, NoAnswer>> {
        Box::pin(std::future::ready(Ok(Response {
            status: 401,
            content_type: "application/json".to_owned(),
            body: json!({"status": 401, "message": "no", "data": {}}).to_string(),
        })))
    }

    fn open(&self, request: Request) -> LocalFuture<'_, Result<Opened, NoAnswer>> {
        let answer = self.send(request);
        Box::pin(async move { answer.await.map(Opened::Answer) })
    }
}

#[test]
fn a_session_that_the_hub_refuses_may_end_in_the_middle_of_its_report() {
    let (clock, turns) = (TestClock::new(), Rc::new(Turns::default()));
    let leaving = Rc::new(Leaving::default());
    let ports = Ports {
        transport: Rc::new(Refusing),
        clock: Rc::new(clock.clone()),
        spawner: turns.clone(),
        sink: Rc::new(LeavingSink(leaving.clone())),
    };
    let url = HubUrl::parse("https://one.example", true).expect("a hub's URL");
    let connection = LiveConnection::new(SignedIn::remembered(url, Token::new("a.b.c")), ports, 7);
    let ended = Rc::downgrade(&connection);
    leaving.connections.add(connection.clone());
    connection.start(false);
    drop(connection);
    for _ in 0..200 {
        clock.0.now.set(clock.0.now.get() + 50);
        turns.turn();
    }
    let reports = leaving.reports.borrow();
    assert!(
        matches!(reports.last(), Some(HubReport::SignedOut(_))),
        "{reports:?}"
    );
    let times = reports
        .iter()
        .filter(|r| matches!(r, HubReport::SignedOut(_)));
    assert_eq!(times.count(), 1, "said once");
    assert!(ended.upgrade().is_none(), "nothing holds the connection");
    assert_eq!((clock.0.asleep.get(), turns.0.borrow().len()), (0, 0));
}

fn report_of(id: &str, name: &str, status: SystemStatus, updated: Millis) -> System {
    let metrics = Metrics {
        cpu: Some(Percent::of_100(20)),
        memory: Some(Percent::of_100(20)),
        disk: Some(Percent::of_100(20)),
        ..Metrics::default()
    };
    System {
        id: SystemId::new(id),
        name: name.to_owned(),
        host: String::new(),
        status,
        metrics,
        updated: Some(updated),
    }
}

/// The value at the right end of a device linked to the system.
fn value_of(store: &LiveStore, hub: &HubId, id: &str, now: Millis) -> String {
    let layout = layout_of(&[SystemRef::new(hub.clone(), SystemId::new(id))]);
    let device = layout.devices.iter().next().expect("a device");
    store.view(device, &layout, None, now).value
}

#[test]
fn a_rename_or_a_vain_resume_does_not_restart_the_time_that_a_system_is_down() {
    let hub = HubId::new("https://one.example");
    let mut store = LiveStore::default();
    store.add_hub(hub.clone());
    store.take_in(&hub, HubReport::State(HubState::Live), START);
    let minute = |minutes: i64| START.plus(minutes * 60_000);
    let mut tell = |name: &str, status: SystemStatus, minutes: i64| {
        let system = report_of("a", name, status, minute(minutes));
        store.take_in(&hub, HubReport::Changed(Box::new(system)), minute(minutes));
        value_of(&store, &hub, "a", minute(minutes))
    };
    // Down when first seen: since when is unknown.
    assert_eq!(tell("pve", SystemStatus::Down, 0), "DOWN");
    assert_eq!(tell("renamed", SystemStatus::Down, 1), "DOWN");
    tell("renamed", SystemStatus::Up, 2);
    assert_eq!(tell("renamed", SystemStatus::Down, 3), "DOWN · 0 s");
    assert_eq!(tell("again", SystemStatus::Down, 8), "DOWN · 5 min");
    tell("again", SystemStatus::Pending, 9);
    assert_eq!(tell("again", SystemStatus::Down, 10), "DOWN · 7 min");
}

#[test]
fn a_clock_that_is_ahead_makes_nothing_stale_from_the_first_list_on() {
    let hub = HubId::new("https://one.example");
    let mut store = LiveStore::default();
    store.add_hub(hub.clone());
    // The browser's clock is ten minutes ahead of the hub's.
    let now = START.plus(600_000);
    let listed = (0..5).map(|n: i64| {
        let updated = START.plus(-11_000 * n);
        report_of(&n.to_string(), "pve", SystemStatus::Up, updated)
    });
    store.take_in(&hub, HubReport::State(HubState::Listed), now);
    store.take_in(&hub, HubReport::Listed(listed.collect()), now);
    let totals = store.totals(now);
    assert_eq!((totals.of(Health::Ok), totals.all()), (5, 5));
}

#[test]
fn the_hub_says_since_when_a_system_is_down_and_settings_change_at_once() {
    let page = Page::new();
    let demo = page.demo();
    let hub = page.connect("https://one.example", "token", demo.clone());
    page.pass(5_000);
    let id_of = |name: &str| {
        let store = page.sink.store.borrow();
        let mut systems = store.systems_of(&hub);
        let system = systems.find(|system| system.name == name);
        system.expect("a system of that name").id.clone()
    };
    // It went down four minutes before the page was opened, which only the hub's alert history shows.
    let down = id_of("backup-pbs");
    let value = {
        let store = page.sink.store.borrow();
        value_of(&store, &hub, down.as_str(), page.clock.now())
    };
    assert_eq!(value, "DOWN · 4 min");

    let health = |id: &SystemId| {
        let store = page.sink.store.borrow();
        let system = SystemRef::new(hub.clone(), id.clone());
        store.health(&system, page.clock.now()).expect("there")
    };
    let calm = id_of("pi-hole");
    assert_eq!(health(&calm), Health::Ok);
    let change = Request {
        method: Method::Patch,
        path: "/api/collections/user_settings/records/any".to_owned(),
        token: Some(Token::new("token")),
        body: Some(
            json!({"settings": {"colorWarn": "1.5", "colorCrit": "", "unitTemp": "3"}}).to_string(),
        ),
    };
    let mut answer = demo.send(change);
    let mut context = Context::from_waker(Waker::noop());
    assert!(answer.as_mut().poll(&mut context).is_ready());
    drop(answer);
    page.pass(1_000);
    assert_eq!(health(&calm), Health::Warn);
    let preferences = page.sink.store.borrow().preferences(&hub);
    assert_eq!(preferences.thresholds.critical, Percent::of_100(90));
    assert_eq!(preferences.temperature, TemperatureUnit::Fahrenheit);

    // Its agent is older than the hub, whose version is known by then.
    assert_ne!(health(&id_of("workbench")), Health::Ok);
}

#[test]
fn alerts_are_known_only_once_they_were_listed() {
    let hub = HubId::new("http://hub/");
    let mut store = LiveStore::default();
    store.add_hub(hub.clone());
    store.take_in(&hub, HubReport::State(HubState::Listed), START);
    assert!(store.listed_hubs().any(|listed| listed == hub));
    assert_eq!(store.alerts_of(&hub), None);
    store.take_in(&hub, HubReport::Alerts(Vec::new()), START);
    assert_eq!(store.alerts_of(&hub), Some(Vec::new()));
    assert_eq!(store.open_alerts(), 0);
}

#[test]
fn what_a_device_is_linked_to_is_lost_with_its_hub_and_missing_only_on_a_live_one() {
    let hub = HubId::new("https://one.example");
    let of = |name: &str| SystemRef::new(hub.clone(), SystemId::new(name));
    let mut store = LiveStore::default();
    assert_eq!(store.health_of_link(&of("up"), START), Health::Unlinked);
    store.add_hub(hub.clone());
    store.take_in(&hub, HubReport::State(HubState::Live), START);
    let system = report_of("up", "up", SystemStatus::Up, START);
    store.take_in(&hub, HubReport::Listed(vec![system]), START);
    assert_eq!(store.health_of_link(&of("up"), START), Health::Ok);
    assert_eq!(store.health_of_link(&of("other"), START), Health::Missing);
    let lost = HubState::Lost(Problem::new("No answer.", "Wait."));
    store.take_in(&hub, HubReport::State(lost), START);
    for name in ["up", "other"] {
        assert_eq!(store.health_of_link(&of(name), START), Health::HubLost);
    }
}

#[test]
fn a_host_is_looked_at_once_for_all_its_guests() {
    let hub = HubId::new("https://one.example");
    let of = |name: &str| SystemRef::new(hub.clone(), SystemId::new(name));
    let mut layout = layout_of(&[of("host")]);
    let mut device = layout.devices.iter().next().expect("a device").clone();
    let host = device.id;
    device.guests = vec![Link::from(of("one")), Link::from(of("two"))];
    layout.devices.insert(device);
    let snapshot = Snapshot::new(layout);
    let mut store = LiveStore::default();
    store.add_hub(hub.clone());
    store.take_in(&hub, HubReport::State(HubState::Live), START);
    let names = ["host", "one", "two"];
    let report = |name: &str| report_of(name, name, SystemStatus::Up, START);
    store.take_in(&hub, HubReport::Listed(names.map(report).to_vec()), START);
    assert_eq!(store.flush(&snapshot, START).devices, [host]);
    for name in names {
        store.take_in(&hub, HubReport::Changed(Box::new(report(name))), START);
    }
    assert_eq!(store.flush(&snapshot, START).devices, [host]);
    store.rejudge_system(&of("two"));
    assert_eq!(store.flush(&snapshot, START).devices, [host]);
}

#[test]
fn time_alone_makes_only_those_looked_at_that_it_changes() {
    let hub = HubId::new("https://one.example");
    let names = ["up", "silent", "down", "paused"];
    let refs = names.map(|name| SystemRef::new(hub.clone(), SystemId::new(name)));
    let layout = layout_of(&refs);
    let device_of = |name: &str| {
        let place = names.iter().position(|other| *other == name)?;
        layout.devices.iter().nth(place).map(|device| device.id)
    };
    let snapshot = Snapshot::new(layout.clone());
    let mut store = LiveStore::default();
    store.add_hub(hub.clone());
    store.take_in(&hub, HubReport::State(HubState::Live), START);
    let status = |name: &str| match name {
        "down" => SystemStatus::Down,
        "paused" => SystemStatus::Paused,
        _ => SystemStatus::Up,
    };
    let systems = names.map(|name| report_of(name, name, status(name), START));
    store.take_in(&hub, HubReport::Listed(systems.to_vec()), START);
    assert_eq!(store.flush(&snapshot, START).devices.len(), 4);
    store.totals(START);
    let mut looked_at = |seconds: i64, is_heard: bool| {
        let now = START.plus(seconds * 1_000);
        if is_heard {
            let system = report_of("up", "up", SystemStatus::Up, now);
            store.take_in(&hub, HubReport::Changed(Box::new(system)), now);
            store.flush(&snapshot, now);
            store.totals(now);
        }
        store.take_in(&hub, HubReport::Aged, now);
        let mut devices = store.flush(&snapshot, now).devices;
        store.totals(now);
        devices.sort_unstable();
        devices
    };
    let these = |names: &[&str]| {
        let mut devices: Vec<_> = names.iter().filter_map(|name| device_of(name)).collect();
        devices.sort_unstable();
        devices
    };
    assert_eq!(looked_at(5, false), these(&["down"]));
    assert_eq!(looked_at(170, true), these(&["down"]));
    assert_eq!(looked_at(190, false), these(&["silent", "down"]));
    assert_eq!(looked_at(250, false), these(&["silent", "down"]));
    assert_eq!(looked_at(360, false), these(&["up", "silent", "down"]));
}

#[test]
fn an_acknowledged_alert_is_there_but_makes_its_system_no_worse() {
    let hub = HubId::new("https://one.example");
    let of = SystemRef::new(hub.clone(), SystemId::new("busy"));
    let snapshot = Snapshot::new(layout_of(std::slice::from_ref(&of)));
    let mut store = LiveStore::default();
    store.add_hub(hub.clone());
    store.take_in(&hub, HubReport::State(HubState::Live), START);
    let system = report_of("busy", "busy", SystemStatus::Up, START);
    store.take_in(&hub, HubReport::Listed(vec![system]), START);
    let alert = |name: &str| TriggeredAlert {
        system: of.system.clone(),
        name: name.to_owned(),
        value: 1.0,
        minutes: 10,
        since: None,
        acknowledged: false,
    };
    let report = HubReport::Alerts(vec![alert("CPU"), alert("CPUIOWait")]);
    assert_eq!(store.open_alerts(), 0);
    store.take_in(&hub, report.clone(), START);
    assert_eq!(store.health(&of, START), Some(Health::Warn));
    assert_eq!(store.open_alerts(), 2);
    store.mark_alerts(&|system, name| *system == of && name == "CPU");
    assert_eq!(store.health(&of, START), Some(Health::Warn));
    assert_eq!(store.open_alerts(), 1);
    store.totals(START);
    store.flush(&snapshot, START);
    store.mark_alerts(&|system, _| *system == of);
    assert_eq!(store.health(&of, START), Some(Health::Ok));
    assert_eq!(store.open_alerts(), 0);
    assert_eq!(store.totals(START).of(Health::Ok), 1);
    assert_eq!(store.alerts(&of).len(), 2);
    assert_eq!(store.flush(&snapshot, START).devices.len(), 1);
    // Marking the same again changes nothing, and new reports of the hub are marked again.
    store.mark_alerts(&|system, _| *system == of);
    assert_eq!(store.flush(&snapshot, START).devices.len(), 0);
    store.take_in(&hub, report, START);
    store.mark_alerts(&|_, _| false);
    assert_eq!(store.health(&of, START), Some(Health::Warn));
    assert_eq!(store.open_alerts(), 2);
    // For a hub whose systems are unknown there is nothing to look at.
    store.take_in(&hub, HubReport::State(HubState::Connecting), START);
    assert_eq!(store.open_alerts(), 0);
}

#[test]
fn a_system_that_is_followed_has_new_values_every_second() {
    let page = Page::new();
    let hub = page.connect("https://one.example", "token", page.demo());
    page.pass(5_000);
    assert_eq!(page.sink.seconds.get(), 0);
    let up = {
        let store = page.sink.store.borrow();
        let mut systems = store.systems_of(&hub);
        let up = systems.find(|system| system.status == SystemStatus::Up);
        SystemRef::new(hub.clone(), up.expect("one that is up").id.clone())
    };
    let connection = page.connections.get(&hub).expect("a connection");
    connection.follow_live(vec![up.system.clone()]);
    let values = || {
        let store = page.sink.store.borrow();
        let system = store.system(&up).expect("it is there");
        (system.metrics.cpu, system.updated)
    };
    let mut seen = Vec::new();
    for _ in 0..10 {
        page.pass(1_000);
        seen.push(values());
    }
    assert!((8..=11).contains(&page.sink.seconds.get()));
    // Between two reports of the hub its values change, and its record keeps its age.
    let moves = seen
        .windows(2)
        .filter(|pair| pair[0].1 == pair[1].1 && pair[0].0 != pair[1].0);
    assert!(moves.count() >= 3, "{seen:?}");
    let before = page.sink.seconds.get();
    connection.follow_live(Vec::new());
    page.pass(5_000);
    assert!(page.sink.seconds.get() <= before + 1);
    // The hub's status of a system that is not up takes precedence.
    let mut store = page.sink.store.borrow_mut();
    let down = report_of(
        up.system.as_str(),
        "one",
        SystemStatus::Down,
        page.clock.now(),
    );
    store.take_in(&hub, HubReport::Changed(Box::new(down)), page.clock.now());
    let busy = Metrics {
        cpu: Percent::new(99.0),
        ..Metrics::default()
    };
    store.take_second(&up, busy);
    let cpu = store.system(&up).and_then(|system| system.metrics.cpu);
    assert_ne!(cpu, Percent::new(99.0));
}
