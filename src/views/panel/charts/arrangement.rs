//! Which charts are shown, in which order, and which of them are folded.

use std::sync::Arc;

use leptos::prelude::*;

use super::model::ChartsModel;
use crate::state::chart_choices;

#[derive(Clone, Copy)]
pub struct ChartOrder {
    ids: Memo<Vec<String>>,
    order: RwSignal<Vec<String>>,
    folded: RwSignal<Vec<String>>,
}

impl ChartOrder {
    pub fn new(model: Memo<Arc<ChartsModel>>) -> Self {
        let order = RwSignal::new(chart_choices::order());
        let ids = Memo::new(move |_| {
            let mut ids: Vec<String> = model.with(|model| {
                let charts = model.charts.iter();
                charts.map(|chart| chart.id.clone()).collect()
            });
            order.with(|order| {
                let place = |id: &String| order.iter().position(|other| other == id);
                // Charts that were never moved come last, in their original order.
                ids.sort_by_key(|id| place(id).unwrap_or(usize::MAX));
            });
            ids
        });
        Self {
            ids,
            order,
            folded: RwSignal::new(chart_choices::folded()),
        }
    }

    /// The ids of all charts, in their order.
    pub fn shown(self) -> Vec<String> {
        self.ids.get()
    }

    pub fn is_folded(self, id: &str) -> bool {
        self.folded
            .with(|folded| folded.iter().any(|other| other == id))
    }

    pub fn toggle(self, id: &str) {
        self.folded.update(|folded| {
            let count = folded.len();
            folded.retain(|other| other != id);
            if folded.len() == count {
                folded.push(id.to_owned());
            }
        });
        self.folded
            .with_untracked(|folded| chart_choices::keep_folded(folded));
    }

    /// Moves a chart one place up or down.
    pub fn shift(self, id: &str, down: bool) {
        let mut ids = self.ids.get_untracked();
        let Some(place) = ids.iter().position(|other| other == id) else {
            return;
        };
        let other = if down {
            place + 1
        } else {
            place.wrapping_sub(1)
        };
        if other < ids.len() {
            ids.swap(place, other);
            chart_choices::keep_order(&ids);
            self.order.set(ids);
        }
    }
}
