//! Follows the hubs' monitors: asks for them once a hub is known to have some, takes in changes, and shows them on the devices that are
//! linked to one.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::{LinkableMonitor, MonitorFacts, MonitorSource};
use crate::domain::health::{Health, HubConnection, MonitorEvidence, MonitorsKnown, judge_monitor};
use crate::domain::hub_state::HubState;
use crate::domain::ids::{DeviceId, HubId, MonitorRef, SystemRef};
use crate::domain::layout::{Device, Snapshot};
use crate::domain::lens::{Amount, Lens, LensMark, LensScale};
use crate::domain::monitor_view::{LastCheck, latency_mark, monitor_view};
use crate::domain::monitored::MonitoredDevices;
use crate::domain::natural;
use crate::domain::preferences::Preferences;
use crate::domain::session_events::MonitorState;
use crate::domain::system::SystemStatus;
use crate::domain::units::Millis;
use crate::domain::view::DeviceView;
use crate::hub::live::monitors::{MonitorNews, MonitorStore, SeenMonitor};
use crate::hub::live::{HubReport, LiveConnection, LiveStore};
use crate::shell::clock;
use crate::state::document::Document;
use crate::state::last_visits::past_monitors;
use crate::state::live::{HubEvent, Live, ViewAddition};
use crate::state::sessions::Sessions;
use crate::state::spawn;

/// Wait before a failed list is requested again, in milliseconds.
const AGAIN_MS: u32 = 30_000;
/// Minimum time between two requests for a list, in milliseconds.
const APART_MS: i64 = 2_000;
/// Changes that arrive within this time are shown together, in milliseconds.
const GATHER_MS: u32 = 50;

/// Receives the current states of some monitors of a hub.
pub type MonitorListener = Box<dyn Fn(&HubId, &[MonitorState])>;

/// Starts following the monitors of all hubs, for as long as the page lives. `lens` is the lens through which devices are shown.
pub fn follow(
    live: &Rc<Live>,
    document: &Rc<Document>,
    sessions: &Rc<Sessions>,
    lens: &ArcRwSignal<Lens>,
    listener: MonitorListener,
) -> Rc<dyn MonitorSource> {
    let monitors = Rc::new(Monitors {
        live: live.clone(),
        document: document.clone(),
        sessions: sessions.clone(),
        lens: lens.clone(),
        listener,
        store: RefCell::default(),
        asking: RefCell::default(),
        followed: RefCell::default(),
        not_before: RefCell::default(),
        overdue: RefCell::default(),
        linked: RefCell::default(),
        indexed: RefCell::default(),
        due: RefCell::default(),
        changed: ArcTrigger::new(),
    });
    let (listener, draws) = (monitors.clone(), monitors.clone());
    live.add_listener(Rc::new(move |event| listener.on_hub_event(event)));
    let views =
        Rc::new(move |device: &Device, store: &LiveStore, view| draws.view(device, store, view));
    live.set_view_addition(ViewAddition::Monitors, Some(views));
    live.set_health_source(monitors.clone());
    for connection in sessions.connections.all() {
        monitors.recall(connection.hub());
        monitors.consider(connection.hub(), false);
    }
    monitors
}

pub(super) struct Monitors {
    pub(super) live: Rc<Live>,
    pub(super) document: Rc<Document>,
    sessions: Rc<Sessions>,
    lens: ArcRwSignal<Lens>,
    pub(super) listener: MonitorListener,
    pub(super) store: RefCell<MonitorStore>,
    /// The hubs whose list has been requested.
    asking: RefCell<HashSet<HubId>>,
    /// The hubs that were asked to send changes. A hub that refuses is not asked again.
    followed: RefCell<HashSet<HubId>>,
    not_before: RefCell<HashMap<HubId, Millis>>,
    /// The hubs whose list was due too soon after another request, or did not arrive.
    overdue: RefCell<HashSet<HubId>>,
    /// Index of the layout in `indexed`.
    pub(super) linked: RefCell<MonitoredDevices>,
    indexed: RefCell<Arc<Snapshot>>,
    /// The monitors that have changed since their devices were last judged.
    due: RefCell<HashSet<MonitorRef>>,
    /// Notified on every change.
    changed: ArcTrigger,
}

impl Monitors {
    fn on_hub_event(self: &Rc<Self>, event: HubEvent) {
        match event {
            HubEvent::LeftAll => {
                self.store.borrow_mut().clear();
                self.asking.borrow_mut().clear();
                self.followed.borrow_mut().clear();
                self.not_before.borrow_mut().clear();
                self.overdue.borrow_mut().clear();
                self.changed.notify();
            }
            HubEvent::Left(hub) => {
                self.store.borrow_mut().forget(hub);
                self.asking.borrow_mut().remove(hub);
                self.followed.borrow_mut().remove(hub);
                self.not_before.borrow_mut().remove(hub);
                self.overdue.borrow_mut().remove(hub);
                self.changed.notify();
            }
            HubEvent::Report(hub, report) => match report {
                HubReport::State(HubState::Connecting) => {
                    self.recall(hub);
                    self.rejudge_hub(hub);
                }
                HubReport::Version(_) => self.consider(hub, false),
                HubReport::Listed(_) => self.consider(hub, false),
                HubReport::Aged => {
                    let is_overdue = self.overdue.borrow().contains(hub);
                    if is_overdue || self.store.borrow().known(hub) == MonitorsKnown::NotYet {
                        self.consider(hub, true);
                    }
                    self.rejudge_hub(hub);
                }
                HubReport::Monitor(data) => self.take(hub, data),
                _ => {}
            },
        }
    }

    /// Takes in what was known at the last visit.
    fn recall(&self, hub: &HubId) {
        if let Some(past) = past_monitors(&self.sessions, hub) {
            self.store.borrow_mut().recall(hub, past);
        }
    }

    /// Asks for the list if that is due. `is_late`: the hub has had time to report its version.
    fn consider(self: &Rc<Self>, hub: &HubId, is_late: bool) {
        let connections = &self.sessions.connections;
        let Some(connection) = connections.get(hub) else {
            return;
        };
        if self.store.borrow().known(hub) == MonitorsKnown::Absent || !connection.has_listed() {
            return;
        }
        match connection.version() {
            Some(version) if !version.lists_monitors() => {
                self.store.borrow_mut().list(hub, None);
                self.rejudge_hub(hub);
            }
            None if !is_late => {}
            _ => self.ask(&connection),
        }
    }

    fn ask(self: &Rc<Self>, connection: &Rc<LiveConnection>) {
        let (hub, now) = (connection.hub().clone(), clock::now());
        let not_before = self.not_before.borrow().get(&hub).copied();
        let waits = not_before.is_some_and(|then| now < then);
        if waits || !self.asking.borrow_mut().insert(hub.clone()) {
            // The answer in flight may be older than this request.
            self.overdue.borrow_mut().insert(hub);
            return;
        }
        self.overdue.borrow_mut().remove(&hub);
        self.store.borrow_mut().asked(&hub);
        let (this, asked) = (self.clone(), connection.clone());
        connection.spawn(async move {
            let answer = asked.monitors().await;
            this.asking.borrow_mut().remove(&hub);
            let wait = match answer {
                Ok(monitors) => {
                    let has_some = monitors.is_some();
                    this.store.borrow_mut().list(&hub, monitors);
                    if has_some && this.followed.borrow_mut().insert(hub.clone()) {
                        asked.follow_monitors();
                        // Changes from before the hub starts sending them are in the next list.
                        this.overdue.borrow_mut().insert(hub.clone());
                    }
                    APART_MS
                }
                Err(_) => {
                    this.store.borrow_mut().failed(&hub);
                    this.overdue.borrow_mut().insert(hub.clone());
                    i64::from(AGAIN_MS)
                }
            };
            let then = clock::now().plus(wait);
            this.not_before.borrow_mut().insert(hub.clone(), then);
            this.rejudge_hub(&hub);
            this.report(&hub, |_| true);
            this.changed.notify();
        });
    }

    fn take(self: &Rc<Self>, hub: &HubId, data: &str) {
        let Some(news) = MonitorNews::read(data) else {
            return;
        };
        let id = match &news {
            MonitorNews::Changed(monitor) => monitor.id.clone(),
            MonitorNews::Removed(id) => id.clone(),
        };
        self.store.borrow_mut().take(hub, news);
        let mut due = self.due.borrow_mut();
        let is_first = due.is_empty();
        due.insert(MonitorRef::new(hub.clone(), id));
        drop(due);
        if is_first {
            let this = self.clone();
            spawn(async move {
                clock::sleep(GATHER_MS).await;
                this.look_at_due();
            });
        }
    }

    fn look_at_due(&self) {
        self.index();
        let due = self.due.take();
        let linked = self.linked.borrow();
        let devices = due.iter().flat_map(|of| linked.devices_showing(of));
        let devices: Vec<DeviceId> = devices.copied().collect();
        drop(linked);
        if !devices.is_empty() {
            self.live.judge_devices(devices);
        }
        self.report_all(&due);
        self.changed.notify();
    }

    /// Judges all devices again that show a hub's monitors.
    fn rejudge_hub(&self, hub: &HubId) {
        self.index();
        let devices = self.linked.borrow().devices_of_hub(hub);
        if !devices.is_empty() {
            self.live.judge_devices(devices);
        }
    }

    pub(super) fn index(&self) {
        let snapshot = self.document.snapshot().get_untracked();
        if Arc::ptr_eq(&snapshot, &self.indexed.borrow()) {
            return;
        }
        *self.linked.borrow_mut() = MonitoredDevices::of(&snapshot.layout);
        *self.indexed.borrow_mut() = snapshot;
    }

    /// Returns the view of a device that a monitor judges, instead of the one from the store of systems.
    fn view(&self, device: &Device, live: &LiveStore, view: DeviceView) -> DeviceView {
        let Some(of) = device.monitor() else {
            return view;
        };
        let snapshot = self.document.snapshot().get_untracked();
        let place = snapshot.layout.spoken_place(device).unwrap_or_default();
        let monitors = self.store.borrow();
        let evidence = evidence(&monitors, live, of);
        // Guests are added later, whatever judges the device.
        let view = monitor_view(device, &place, &evidence);
        let mark = self.mark(&evidence, live.preferences(&of.hub), view.health);
        view.under(mark)
    }

    /// The mark under the latency lens; other lenses have nothing to show for a monitor.
    fn mark(
        &self,
        evidence: &MonitorEvidence,
        preferences: Preferences,
        health: Health,
    ) -> Option<LensMark> {
        let lens = self.lens.get_untracked();
        let scale = LensScale::of(lens, &preferences).filter(|_| lens == Lens::Latency)?;
        latency_mark(evidence.monitor?, health, |milliseconds| LensMark {
            shown: Some((
                scale.band(milliseconds),
                Amount((milliseconds * 10.0).round() as i64),
            )),
            ..LensMark::default()
        })
    }
}

/// Everything known of a monitor that a device is linked to.
pub(super) fn evidence<'a>(
    monitors: &'a MonitorStore,
    live: &'a LiveStore,
    of: &MonitorRef,
) -> MonitorEvidence<'a> {
    let seen = monitors.get(of);
    let checker = seen.map(|seen| SystemRef::new(of.hub.clone(), seen.monitor.system.clone()));
    let system = checker.as_ref().and_then(|checker| live.system(checker));
    MonitorEvidence {
        connection: connection(live, &of.hub),
        known: monitors.known(&of.hub),
        monitor: seen.map(|seen| &seen.monitor),
        last_seen: monitors.last_seen(of),
        down_since: seen.and_then(|seen| seen.down_since),
        checker: system.map(|system| (system.name.as_str(), system.status == SystemStatus::Up)),
        alerts: checker.map_or(&[], |checker| live.alerts(&checker)),
        hub_now: live.hub_now(&of.hub, clock::now()),
    }
}

fn connection(live: &LiveStore, hub: &HubId) -> Option<HubConnection> {
    let state = live.state_of(hub);
    (*state != HubState::None).then(|| state.for_health())
}

impl MonitorSource for Monitors {
    fn all(&self) -> Vec<LinkableMonitor> {
        self.changed.track();
        let monitors = self.store.borrow();
        let mut all = self.live.with_store(|live| {
            let linkable = |(hub, seen): (&HubId, &SeenMonitor)| {
                let monitor = &seen.monitor;
                let of = MonitorRef::new(hub.clone(), monitor.id.clone());
                let health = judge_monitor(&evidence(&monitors, live, &of)).health;
                let latency = monitor.latency().filter(|_| health.is_verified());
                let state = latency.map_or_else(|| health.brief_word().to_owned(), |it| it.text());
                LinkableMonitor {
                    title: monitor.title().to_owned(),
                    target: monitor.target.clone(),
                    words: format!("{} · {state}", monitor.kind()),
                    health,
                    monitor: of,
                }
            };
            monitors.all().map(linkable).collect::<Vec<_>>()
        });
        all.sort_by(|a, b| {
            natural::compare(&a.title, &b.title).then_with(|| a.monitor.cmp(&b.monitor))
        });
        all
    }

    fn facts(&self, of: &MonitorRef) -> Option<MonitorFacts> {
        self.changed.track();
        let monitors = self.store.borrow();
        let monitor = monitors.get(of)?.monitor.clone();
        let checker = SystemRef::new(of.hub.clone(), monitor.system.clone());
        let live = &self.live;
        Some(MonitorFacts {
            of: of.clone(),
            monitor,
            checker_name: live.system(&checker).map(|system| system.name),
            checker,
            hub_now: live.hub_now(&of.hub),
        })
    }

    fn last_check(&self, of: &MonitorRef, live: &LiveStore) -> LastCheck {
        LastCheck::of(&evidence(&self.store.borrow(), live, of))
    }

    fn is_open(&self, hub: &HubId) -> bool {
        let live = &self.live;
        live.with_store(|store| connection(store, hub).is_some())
    }

    fn is_known(&self, hub: &HubId) -> bool {
        self.changed.track();
        self.store.borrow().known(hub) != MonitorsKnown::NotYet
    }

    fn has_any(&self) -> bool {
        self.changed.track();
        !self.store.borrow().is_empty()
    }
}
