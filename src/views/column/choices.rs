//! The list of annotations that can be shown beside the racks.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::annotation::Annotation;
use crate::state::app::App;
use crate::views::ui::dynamic::sometimes;
use crate::views::ui::fold::Fold;

pub(super) fn choices() -> AnyView {
    App::expect().annotate_as_kept();
    let shown = App::expect().inner().viewport.annotation().get_untracked();
    let groups = Annotation::IN_MENU.map(|(word, places)| {
        let group = Annotation::ALL.get(places).unwrap_or_default();
        let Some(word) = word else {
            return items(group);
        };
        let fold = Fold {
            word,
            role: None,
            sign: None,
            // The group of the current choice starts open.
            is_open: group.contains(&shown),
        };
        fold.view(Arc::new(move || items(group)), |_| {}).into_any()
    });
    view! {
        <div role="group" aria-label="Beside each device">
            {Vec::from(groups)}
        </div>
    }
    .into_any()
}

fn items(annotations: &'static [Annotation]) -> AnyView {
    let items = annotations.iter().map(|annotation| item(*annotation));
    items.collect_view().into_any()
}

fn item(annotation: Annotation) -> AnyView {
    let app = App::expect();
    let shown = app.inner().viewport.annotation();
    let pressed = sometimes(move || {
        Some(if shown.get() == annotation {
            "true"
        } else {
            "false"
        })
    });
    view! {
        <button
            type="button"
            class="button item"
            aria-pressed=pressed
            on:click=move |_| app.annotate(annotation)
        >
            <span>{annotation.name()}</span>
        </button>
    }
    .into_any()
}
