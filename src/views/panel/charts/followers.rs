//! Elements that follow the crosshair.

use std::rc::Rc;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleDeclaration, HtmlElement};

use crate::domain::decimal::decimal;
use crate::domain::units::Millis;

/// The position of the crosshair.
#[derive(Clone, Debug, PartialEq)]
pub struct CrosshairPlace {
    pub at: Millis,
    /// Share of the plots' width.
    pub share: f64,
    /// CSS transform that moves an element as wide as the plots by the share: one text for all elements.
    transform: JsValue,
}

impl CrosshairPlace {
    pub fn new(at: Millis, share: f64) -> Self {
        let transform = along(share).into();
        Self {
            at,
            share,
            transform,
        }
    }
}

/// CSS transform that moves an element right by that share of its own width.
fn along(share: f64) -> String {
    format!("translateX({}%)", decimal(share * 100.0, 3))
}

thread_local! {
    static TRANSFORM: JsValue = JsValue::from_str("transform");
}

/// Moves one element along. Its style is looked up once, as a move of the pointer moves many elements.
pub struct MovingElement(CssStyleDeclaration);

impl MovingElement {
    pub fn new(node: &HtmlElement) -> Self {
        Self(node.style())
    }

    /// Moves the element, which is as wide as the plots, to the crosshair.
    pub fn follow(&self, place: &CrosshairPlace) {
        self.set(&place.transform);
    }

    /// Moves the element by a share of its own width.
    pub fn shift(&self, share: f64) {
        self.set(&along(share).into());
    }

    fn set(&self, transform: &JsValue) {
        // A style takes any value of a property.
        let _ = TRANSFORM.with(|name| Reflect::set(&self.0, name, transform));
    }
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
