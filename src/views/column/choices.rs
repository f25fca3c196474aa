//! What can stand beside the racks, as a list.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::annotation::Annotation;
use crate::state::app::App;
use crate::views::ui::dynamic::sometimes;
use crate::views::ui::fold::Fold;

pub(super) fn choices() -> AnyView {
    App::expect().annotate_as_kept();
    let (first, more) = Annotation::ALL.split_at(Annotation::AT_TOP);
    let shown = App::expect().inner().viewport.annotation().get_untracked();
    let fold = Fold {
        word: "More values",
        role: None,
        sign: None,
        // What is shown is not hidden here.
        is_open: more.contains(&shown),
    };
    let rows = Arc::new(|| items(more));
    view! {
        <div role="group" aria-label="Beside each device">
            {items(first)} {fold.view(rows, |_| {})}
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
