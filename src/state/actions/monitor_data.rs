//! The rows that the charts of a monitor are drawn from, read when they are wanted.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::*;

use crate::domain::ids::MonitorRef;
use crate::domain::monitor::MonitorSample;
use crate::domain::problem::Problem;
use crate::domain::series::Range;
use crate::domain::series::rows::History;
use crate::domain::units::Millis;
use crate::hub::live::LiveConnection;
use crate::state::app::App;

/// The data read for one monitor.
pub struct MonitorData {
    of: MonitorRef,
    connection: Weak<LiveConnection>,
    rows: RefCell<History<MonitorSample>>,
    problem: RefCell<Option<Problem>>,
    /// Notified on every answer.
    changed: ArcTrigger,
}

impl App {
    /// The rows of a monitor; `None` where its hub is not connected.
    pub fn monitor_data(&self, of: &MonitorRef) -> Option<Rc<MonitorData>> {
        let connection = self.inner().sessions.connections.get(&of.hub)?;
        Some(Rc::new(MonitorData {
            of: of.clone(),
            connection: Rc::downgrade(&connection),
            rows: RefCell::default(),
            problem: RefCell::default(),
            changed: ArcTrigger::new(),
        }))
    }
}

impl MonitorData {
    /// Tracks every answer.
    pub fn track(&self) {
        self.changed.track();
    }

    pub fn rows<T>(&self, read: impl FnOnce(&History<MonitorSample>) -> T) -> T {
        read(&self.rows.borrow())
    }

    /// Whether the session in which the rows were read is still open.
    pub fn is_connected(&self) -> bool {
        let connection = self.connection.upgrade();
        connection.is_some_and(|connection| !connection.has_stopped())
    }

    /// Why the last request failed.
    pub fn problem(&self) -> Option<Problem> {
        self.problem.borrow().clone()
    }

    /// Asks for the rows of these types that are due.
    pub fn want(self: &Rc<Self>, types: &[Range], now: Millis) {
        let Some(connection) = self.connection.upgrade() else {
            return;
        };
        for range in types {
            let Some(ask) = self.rows.borrow_mut().ask(*range, now) else {
                continue;
            };
            let (data, asked) = (self.clone(), connection.clone());
            connection.spawn(async move {
                let monitor = &data.of.monitor;
                let answer = asked.monitor_rows(monitor, ask.range, ask.since).await;
                let (rows, problem) = match answer {
                    Ok(rows) => (Some(rows), None),
                    Err(problem) => (None, Some(problem)),
                };
                match rows {
                    Some(rows) => {
                        data.rows.borrow_mut().take(ask, rows, now);
                    }
                    None => data.rows.borrow_mut().fail(ask, now),
                }
                *data.problem.borrow_mut() = problem;
                data.changed.notify();
            });
        }
    }
}
