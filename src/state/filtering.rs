//! The state of the filter box that the screens share: its text, and its effect on the lists.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::filter::FilterCount;
use crate::domain::health::Health;
use crate::domain::system::System;

/// Whether a system that no device shows fits the filter.
pub type SystemTest = Arc<dyn Fn(&System, Health) -> bool + Send + Sync>;

/// State of the filter. The box sets only the text; the rest follows once the filter's part is loaded.
#[derive(Clone, Default)]
pub struct Filtering {
    pub text: ArcRwSignal<String>,
    /// The number of matching devices; `None` without a filter.
    pub count: ArcRwSignal<Option<FilterCount>>,
    /// For the list of systems that no device shows; `None` without a filter.
    pub systems: ArcRwSignal<Option<SystemTest>>,
}
