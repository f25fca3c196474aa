//! What the user has settled and need not be told again: systems marked as not racked, and dismissed banners. Kept in this browser, not in
//! a layout: whether a system stands in a rack is a fact of the hub, and true for all its layouts.

use std::cell::OnceCell;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::format::one_line;
use crate::domain::ids::{HubId, SystemRef};
use crate::shell::storage::{self, Keep};

const KEY: &str = "told";
/// Maximum number of entries; the oldest are dropped.
const MOST: usize = 2_000;

/// One settled matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dismissed {
    /// The system stands in no rack.
    NotRacked(SystemRef),
    /// Several devices are linked to the system.
    Shared(SystemRef),
    /// The hub sends no events and is polled once a minute.
    NoEvents(HubId),
}

impl Dismissed {
    /// Its entry in storage: one line.
    fn line(&self) -> String {
        let (kind, system) = match self {
            Self::NotRacked(system) => ("not-racked", system),
            Self::Shared(system) => ("shared", system),
            Self::NoEvents(hub) => return one_line(&format!("no-events {hub}")),
        };
        one_line(&format!("{kind} {} {}", system.system, system.hub))
    }
}

/// The settled matters; read from storage on first use.
#[derive(Default)]
pub struct Dismissals(OnceCell<ArcRwSignal<Arc<Vec<String>>>>);

impl Dismissals {
    fn lines(&self) -> &ArcRwSignal<Arc<Vec<String>>> {
        self.0.get_or_init(|| {
            let text = storage::read(Keep::Device, KEY).unwrap_or_default();
            ArcRwSignal::new(Arc::new(text.lines().map(str::to_owned).collect()))
        })
    }

    /// Whether it is settled; tracked.
    pub fn has(&self, dismissed: &Dismissed) -> bool {
        let line = dismissed.line();
        self.lines().with(|lines| lines.contains(&line))
    }

    pub fn add(&self, dismissed: &[Dismissed]) {
        self.change(|lines| {
            for line in dismissed.iter().map(Dismissed::line) {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        });
    }

    pub fn remove(&self, dismissed: &Dismissed) {
        let line = dismissed.line();
        self.change(|lines| lines.retain(|other| *other != line));
    }

    fn change(&self, change: impl FnOnce(&mut Vec<String>)) {
        let mut lines = self.lines().with_untracked(|lines| lines.to_vec());
        change(&mut lines);
        let surplus = lines.len().saturating_sub(MOST);
        lines.drain(..surplus);
        // If it cannot be kept, the user is told again at the next visit.
        let _kept = storage::write(Keep::Device, KEY, &lines.join("\n"));
        self.lines().set(Arc::new(lines));
    }
}
