//! The filter box as the screens share it: its text, and what it does to the lists.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::filter::FilterCount;
use crate::domain::health::Health;
use crate::domain::system::System;

/// Whether a system that no device shows fits the filter.
pub type SystemTest = Arc<dyn Fn(&System, Health) -> bool + Send + Sync>;

/// What the box says. Only the text is set by the box; the rest follows it once the filter's part is loaded.
#[derive(Clone, Default)]
pub struct Filtering {
    pub text: ArcRwSignal<String>,
    /// How many devices fit; `None` without a filter.
    pub count: ArcRwSignal<Option<FilterCount>>,
    /// For the list of systems that no device shows; `None` without a filter.
    pub systems: ArcRwSignal<Option<SystemTest>>,
}
