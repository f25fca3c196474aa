//! The rows that charts are drawn from: read on demand and kept while the connection lives, so that a reopened panel shows them at once.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::*;

use crate::domain::availability::{Availability, DownNow};
use crate::domain::cause::Loadable;
use crate::domain::health::{Health, down_since};
use crate::domain::ids::SystemRef;
use crate::domain::inventory::PastAlert;
use crate::domain::problem::Problem;
use crate::domain::series::repeat_timer::RepeatTimer;
use crate::domain::series::rows::History;
use crate::domain::series::{ContainerSample, Range, Sample};
use crate::domain::units::Millis;
use crate::hub::live::LiveConnection;
use crate::state::app::App;

/// How long the history of alerts stays fresh, in milliseconds.
const ALERTS_AGAIN: i64 = 60_000;
/// How long the times of rows stay fresh, in milliseconds.
const ROW_TIMES_AGAIN: i64 = 600_000;
/// Number of systems whose data is kept.
const KEPT: usize = 8;

thread_local! {
    static CACHE: RefCell<Vec<Rc<ChartData>>> = const { RefCell::new(Vec::new()) };
}

/// The data read for one system.
pub struct ChartData {
    of: SystemRef,
    connection: Weak<LiveConnection>,
    samples: RefCell<History<Sample>>,
    containers: RefCell<History<ContainerSample>>,
    /// `None` until the hub has answered.
    alerts: RefCell<Option<Vec<PastAlert>>>,
    alerts_timer: RefCell<RepeatTimer>,
    row_times: RefCell<Option<Vec<(Millis, Range)>>>,
    row_times_timer: RefCell<RepeatTimer>,
    problem: RefCell<Option<Problem>>,
    /// Notified on every answer.
    changed: ArcTrigger,
}

impl App {
    /// The rows of a system; `None` where its hub is not connected.
    pub fn chart_data(&self, of: &SystemRef) -> Option<Rc<ChartData>> {
        let connection = self.inner().sessions.connections.get(&of.hub)?;
        CACHE.with_borrow_mut(|cache| {
            // Data read by an ended connection is dropped.
            cache.retain(|data| data.connection.strong_count() > 0);
            let is_it = |data: &Rc<ChartData>| {
                data.of == *of && Weak::ptr_eq(&data.connection, &Rc::downgrade(&connection))
            };
            if let Some(place) = cache.iter().position(is_it) {
                let data = cache.remove(place);
                cache.push(data.clone());
                return Some(data);
            }
            if cache.len() >= KEPT {
                cache.remove(0);
            }
            let data = Rc::new(ChartData {
                of: of.clone(),
                connection: Rc::downgrade(&connection),
                samples: RefCell::default(),
                containers: RefCell::default(),
                alerts: RefCell::default(),
                alerts_timer: RefCell::new(RepeatTimer::every(ALERTS_AGAIN)),
                row_times: RefCell::default(),
                row_times_timer: RefCell::new(RepeatTimer::every(ROW_TIMES_AGAIN)),
                problem: RefCell::default(),
                changed: ArcTrigger::new(),
            });
            cache.push(data.clone());
            Some(data)
        })
    }

    /// The present time by the clock of a system's hub.
    pub fn hub_now(&self, of: &SystemRef) -> Millis {
        self.inner().live.hub_now(&of.hub)
    }

    /// Whether a system is down at present; tracked.
    pub fn down_now(&self, of: &SystemRef) -> Option<DownNow> {
        let live = &self.inner().live;
        let is_down = live.health_of(of) == Some(Health::Down);
        is_down.then(|| DownNow {
            since: down_since(live.contact(of), &live.alerts(of)),
        })
    }
}

impl ChartData {
    /// Tracks every answer.
    pub fn track(&self) {
        self.changed.track();
    }

    pub fn samples<T>(&self, read: impl FnOnce(&History<Sample>) -> T) -> T {
        read(&self.samples.borrow())
    }

    pub fn containers<T>(&self, read: impl FnOnce(&History<ContainerSample>) -> T) -> T {
        read(&self.containers.borrow())
    }

    /// Past and ongoing alerts; empty while they are not known.
    pub fn alerts<T>(&self, read: impl FnOnce(&[PastAlert]) -> T) -> T {
        read(self.alerts.borrow().as_deref().unwrap_or_default())
    }

    /// Like [`Self::alerts`], but tells unknown from none.
    pub fn loadable_alerts(&self) -> Loadable<Vec<PastAlert>> {
        match &*self.alerts.borrow() {
            Some(alerts) => Loadable::Known(alerts.clone()),
            None if self.alerts_timer.borrow().has_failed() => {
                Loadable::Unknown("The hub did not report its past alerts.".to_owned())
            }
            None => Loadable::Loading,
        }
    }

    /// Why the last request failed.
    pub fn problem(&self) -> Option<Problem> {
        self.problem.borrow().clone()
    }

    /// Asks for the rows of these types that are due, and for the alerts.
    pub fn want(self: &Rc<Self>, types: &[Range], now: Millis) {
        for range in types {
            let ask = self.samples.borrow_mut().ask(*range, now);
            if let Some(ask) = ask {
                self.ask(async move |data, connection| {
                    let answer = connection.rows(&data.of.system, ask.range, ask.since).await;
                    data.take(answer, |data, rows| {
                        data.samples.borrow_mut().take(ask, rows, now)
                    })
                    .unwrap_or_else(|| data.samples.borrow_mut().fail(ask, now));
                });
            }
        }
        self.want_alerts(now);
    }

    /// Asks for the history of alerts, unless it is fresh.
    fn want_alerts(self: &Rc<Self>, now: Millis) {
        if self.alerts_timer.borrow_mut().ask(now) {
            self.ask(async move |data, connection| {
                let alerts = connection.past_alerts(&data.of.system).await;
                data.alerts_timer.borrow_mut().answered(alerts.is_none());
                if alerts.is_some() {
                    *data.alerts.borrow_mut() = alerts;
                }
                data.changed.notify();
            });
        }
    }

    /// Asks for the data that tells when the system was up, unless it is fresh.
    pub fn want_availability(self: &Rc<Self>, now: Millis) {
        self.want_alerts(now);
        if self.row_times_timer.borrow_mut().ask(now) {
            let since = now.plus(-Range::Month.span());
            self.ask(async move |data, connection| {
                let times = connection.row_times(&data.of.system, since).await;
                data.row_times_timer.borrow_mut().answered(times.is_none());
                if times.is_some() {
                    *data.row_times.borrow_mut() = times;
                    data.changed.notify();
                }
            });
        }
    }

    /// When the system was up; `None` until the hub has answered both for rows and for alerts: outages are known from alerts only.
    pub fn availability(&self, down_now: Option<DownNow>, now: Millis) -> Option<Availability> {
        let times = self.row_times.borrow();
        let alerts = self.alerts.borrow();
        Some(Availability::of(
            times.as_ref()?,
            alerts.as_deref()?,
            &self.of.system,
            down_now,
            now,
        ))
    }

    /// Asks for the rows of containers that are due.
    pub fn want_containers(self: &Rc<Self>, types: &[Range], now: Millis) {
        for range in types {
            let ask = self.containers.borrow_mut().ask(*range, now);
            if let Some(ask) = ask {
                self.ask(async move |data, connection| {
                    let system = &data.of.system;
                    let answer = connection
                        .container_rows(system, ask.range, ask.since)
                        .await;
                    data.take(answer, |data, rows| {
                        data.containers.borrow_mut().take(ask, rows, now)
                    })
                    .unwrap_or_else(|| data.containers.borrow_mut().fail(ask, now));
                });
            }
        }
    }

    fn ask<F>(self: &Rc<Self>, question: F)
    where
        F: AsyncFnOnce(Rc<Self>, Rc<LiveConnection>) + 'static,
    {
        if let Some(connection) = self.connection.upgrade() {
            let data = self.clone();
            let asked = connection.clone();
            connection.spawn(async move { question(data, asked).await });
        }
    }

    /// Stores rows; returns `None` if the request failed.
    fn take<T>(
        &self,
        answer: Result<Vec<T>, Problem>,
        take: impl FnOnce(&Self, Vec<T>) -> bool,
    ) -> Option<()> {
        let (rows, problem) = match answer {
            Ok(rows) => (Some(rows), None),
            Err(problem) => (None, Some(problem)),
        };
        *self.problem.borrow_mut() = problem;
        let taken = rows.map(|rows| {
            take(self, rows);
        });
        self.changed.notify();
        taken
    }
}
