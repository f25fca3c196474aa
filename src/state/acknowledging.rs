//! The alerts acknowledged in this browser. None of this is sent to a hub.

use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;

use super::live::Live;
use crate::domain::acknowledged::{AcknowledgedFor, Acknowledgement, Acknowledgements};
use crate::domain::ids::SystemRef;
use crate::shell::storage::{self, Keep};

const KEY: &str = "acknowledged";

/// The acknowledgements, kept up to date with the hubs' reports.
pub struct Acknowledging {
    live: Rc<Live>,
    all: ArcRwSignal<Arc<Acknowledgements>>,
}

impl Acknowledging {
    /// Runs for as long as the returned value lives.
    pub(super) fn start(live: &Rc<Live>) -> Rc<Self> {
        let this = Rc::new(Self {
            live: live.clone(),
            all: ArcRwSignal::new(Arc::new(kept())),
        });
        let weak: Weak<Self> = Rc::downgrade(&this);
        storage::on_changed_elsewhere(KEY, {
            let weak = weak.clone();
            move |text| {
                if let Some(this) = weak.upgrade() {
                    this.show(Acknowledgements::read(text.unwrap_or_default()));
                }
            }
        });
        live.on_tick(Rc::new(move || {
            if let Some(this) = weak.upgrade() {
                this.look();
            }
        }));
        this.look();
        this
    }

    /// The acknowledgement of a triggered alert; tracked.
    pub fn of(&self, system: &SystemRef, name: &str) -> Option<Acknowledgement> {
        self.all.with(|all| all.of(system, name).cloned())
    }

    /// Acknowledges a triggered alert. Returns `false` if the alert has ended meanwhile.
    pub fn acknowledge(
        &self,
        system: &SystemRef,
        name: &str,
        note: &str,
        how_long: AcknowledgedFor,
    ) -> bool {
        let alerts = self.live.alerts(system);
        let alert = alerts.iter().find(|alert| alert.name == name);
        if let Some(alert) = alert {
            let now = self.live.hub_now(&system.hub);
            let new = Acknowledgement::of(system.clone(), alert, note, how_long, now);
            self.change(|all| all.add(new));
        }
        alert.is_some()
    }

    /// Takes an acknowledgement back.
    pub fn withdraw(&self, system: &SystemRef, name: &str) {
        self.change(|all| all.remove(system, name));
    }

    /// Ends the acknowledgements that are over, and marks the acknowledged alerts.
    fn look(&self) {
        let mut all = self.all.with_untracked(|all| Acknowledgements::clone(all));
        self.live.with_store(|store| {
            for hub in store.listed_hubs() {
                if let Some(alerts) = store.alerts_of(&hub) {
                    let now = self.live.hub_now(&hub);
                    all.end(&hub, &alerts, now);
                }
            }
        });
        if self.all.with_untracked(|shown| **shown != all) {
            self.keep(&all);
            self.all.set(Arc::new(all));
        }
        self.mark();
    }

    fn change(&self, change: impl FnOnce(&mut Acknowledgements)) {
        let mut all = self.all.with_untracked(|all| Acknowledgements::clone(all));
        change(&mut all);
        self.keep(&all);
        self.show(all);
    }

    fn show(&self, all: Acknowledgements) {
        self.all.set(Arc::new(all));
        self.mark();
    }

    fn mark(&self) {
        let all = self.all.get_untracked();
        self.live
            .mark_alerts(&|system, name| all.of(system, name).is_some());
    }

    fn keep(&self, all: &Acknowledgements) {
        // If it cannot be stored, the acknowledgement lasts for this visit.
        let _kept = storage::write(Keep::Device, KEY, &all.text());
    }
}

fn kept() -> Acknowledgements {
    let text = storage::read(Keep::Device, KEY).unwrap_or_default();
    Acknowledgements::read(&text)
}
