//! What follows the crosshair.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::units::Millis;

/// Where the crosshair is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrosshairPlace {
    pub at: Millis,
    /// Of the plots' width.
    pub share: f64,
}

/// Writes a part of what follows.
pub type Follower = Rc<dyn Fn(Option<CrosshairPlace>)>;

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

    pub fn tell(self, place: Option<CrosshairPlace>) {
        for follower in self.0.get_value() {
            follower(place);
        }
    }
}
