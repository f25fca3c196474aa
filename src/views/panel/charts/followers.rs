//! What follows the crosshair.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::decimal::decimal;
use crate::domain::units::Millis;

/// Where the crosshair is.
#[derive(Clone, Debug, PartialEq)]
pub struct CrosshairPlace {
    pub at: Millis,
    /// Of the plots' width.
    pub share: f64,
    /// The share as style sheets take it: what is as wide as the plots moves by it.
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

/// A move to the right by that share of an element's own width.
pub fn along(share: f64) -> String {
    format!("translateX({}%)", decimal(share * 100.0, 3))
}

/// Writes a part of what follows.
pub type Follower = Rc<dyn Fn(Option<&CrosshairPlace>)>;

/// What is written when the crosshair moves.
#[derive(Clone, Copy)]
pub struct CrosshairFollowers(StoredValue<Vec<Follower>, LocalStorage>);

impl CrosshairFollowers {
    pub fn new() -> Self {
        Self(StoredValue::new_local(Vec::new()))
    }

    /// For as long as its owner is there.
    pub fn add(self, follower: Follower) {
        let of_owner = StoredValue::new_local(follower.clone());
        self.0.update_value(|all| all.push(follower));
        on_cleanup(move || {
            let Some(gone) = of_owner.try_get_value() else {
                return;
            };
            // All of it may be gone already.
            let _ = self
                .0
                .try_update_value(|all| all.retain(|one| !Rc::ptr_eq(one, &gone)));
        });
    }

    pub fn tell(self, place: Option<&CrosshairPlace>) {
        for follower in self.0.get_value() {
            follower(place);
        }
    }
}
