//! Elements that follow the crosshair.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::decimal::decimal;
use crate::domain::units::Millis;

/// The position of the crosshair.
#[derive(Clone, Debug, PartialEq)]
pub struct CrosshairPlace {
    pub at: Millis,
    /// Share of the plots' width.
    pub share: f64,
    /// CSS transform that moves an element as wide as the plots by the share.
    pub transform: String,
}

impl CrosshairPlace {
    pub fn new(at: Millis, share: f64) -> Self {
        let transform = along(share);
        Self {
            at,
            share,
            transform,
        }
    }
}

/// CSS transform that moves an element right by that share of its own width.
pub fn along(share: f64) -> String {
    format!("translateX({}%)", decimal(share * 100.0, 3))
}

/// Updates one follower.
pub type Follower = Rc<dyn Fn(Option<&CrosshairPlace>)>;

/// The followers, updated when the crosshair moves.
#[derive(Clone, Copy)]
pub struct CrosshairFollowers(StoredValue<Vec<Follower>, LocalStorage>);

impl CrosshairFollowers {
    pub fn new() -> Self {
        Self(StoredValue::new_local(Vec::new()))
    }

    /// Adds a follower for as long as the current owner lives.
    pub fn add(self, follower: Follower) {
        let of_owner = StoredValue::new_local(follower.clone());
        self.0.update_value(|all| all.push(follower));
        on_cleanup(move || {
            let Some(gone) = of_owner.try_get_value() else {
                return;
            };
            // The list may be gone already.
            let _ = self
                .0
                .try_update_value(|all| all.retain(|one| !Rc::ptr_eq(one, &gone)));
        });
    }

    pub fn notify(self, place: Option<&CrosshairPlace>) {
        for follower in self.0.get_value() {
            follower(place);
        }
    }
}
