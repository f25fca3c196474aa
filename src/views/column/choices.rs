//! What can stand beside the racks, as a list.

use leptos::prelude::*;

use crate::domain::annotation::Annotation;
use crate::state::app::App;
use crate::views::ui::dynamic::sometimes;

pub(super) fn choices() -> AnyView {
    App::expect().annotate_as_kept();
    let items: Vec<_> = Annotation::ALL.into_iter().map(item).collect();
    view! { <div role="group" aria-label="Beside each device">{items}</div> }.into_any()
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
