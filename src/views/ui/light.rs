//! The status light: health by color and shape.

use leptos::prelude::*;

use super::dynamic::sometimes;
use crate::domain::health::Health;

#[component]
pub fn Light(#[prop(into)] health: Signal<Health>) -> impl IntoView {
    view! { <span class="light" aria-hidden="true" data-health=sometimes(move || Some(health.get().as_str()))></span> }
}
