//! The bar above the racks: the lens, and the zoom.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::driver;
use crate::domain::decimal::decimal;
use crate::domain::lens::Lens;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::viewport::Faces;
use crate::views::actions;
use crate::views::column::column_menu;
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::{effect, flag, sometimes, text};
use crate::views::ui::icon::Icon;
use crate::views::ui::menu::Menu;
use crate::views::ui::scroll::scroll_across;
use crate::views::ui::style_sheet::adopt;

pub fn lens_bar() -> AnyView {
    adopt(include_str!("../../../style/lens.css"));
    let app = App::expect();
    driver::drive(app);
    let with_key = |lens: &Lens| lens.key().is_some();
    let buttons: Vec<_> = Lens::ALL
        .into_iter()
        .filter(with_key)
        .map(|lens| view! { <LensButton lens=lens /> })
        .collect();
    let items = move || {
        let monitors = app.inner().monitors.get().cloned();
        let has_monitors = monitors.is_some_and(|all| all.has_any());
        let items: Vec<_> = Lens::ALL
            .into_iter()
            .filter(|lens| *lens != Lens::Latency || has_monitors)
            .map(|lens| view! { <LensItem lens=lens /> })
            .collect();
        items.into_any()
    };
    let row = NodeRef::<html::Div>::new();
    keep_chosen_in_view(app, row);
    view! {
        <div class="lens-bar">
            <div class="lenses" role="group" aria-label="Lens" node_ref=row>
                {buttons}
            </div>
            <Menu icon=Icon::More label="All lenses" class="menu all-lenses" items=Arc::new(items) />
            <span class="gap"></span>
            <Zoom />
            <Hatches />
        </div>
    }
    .into_any()
}

/// On a phone the row is longer than the screen, and a lens may be chosen by the address or in the menu of all.
fn keep_chosen_in_view(app: App, row: NodeRef<html::Div>) {
    let lens = app.inner().lensing.lens.clone();
    effect(move || {
        lens.track();
        let Some(row) = row.get() else { return };
        // The buttons get their states after this effect.
        let _ = request_animation_frame(move || {
            let chosen = row.query_selector("[aria-pressed=true]").ok().flatten();
            if let Some(chosen) = chosen {
                scroll_across(&row, &chosen);
            }
        });
    });
}

/// Patterns for plates while the state of their devices is uncertain.
#[component]
fn Hatches() -> impl IntoView {
    let hatch = |id: &'static str| {
        view! {
            <pattern id=id width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect class="hatch-plate" width="9" height="9" />
                <rect class=id width="3.4" height="9" />
            </pattern>
        }
    };
    view! {
        <svg class="visually-hidden" width="0" height="0" aria-hidden="true">
            <defs>
                {hatch("hatch-down")} {hatch("hatch-stale")}
                // For empty places inside a rack, where nothing is measured.
                <pattern id="hatch-place" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
                    <rect class="hatch-inside" width="9" height="9" />
                    <rect class="hatch-place" width="1.6" height="9" />
                </pattern>
            </defs>
        </svg>
    }
}

#[component]
fn LensButton(lens: Lens) -> impl IntoView {
    let app = App::expect();
    let title = match lens.key() {
        Some(key) => format!("{} ({key})", lens.name()),
        None => lens.name().to_owned(),
    };
    view! {
        <button
            type="button"
            aria-pressed=pressed(app, lens)
            title=title
            on:click=move |_| app.show_lens(lens)
        >
            <kbd aria-hidden="true">{lens.key()}</kbd>
            {lens.short_name()}
        </button>
    }
}

#[component]
fn LensItem(lens: Lens) -> impl IntoView {
    let app = App::expect();
    let key = lens
        .key()
        .map(|key| view! { <kbd aria-hidden="true">{key}</kbd> });
    view! {
        <button
            type="button"
            class="button item"
            aria-label=format!("Lens: {}", lens.name())
            aria-pressed=pressed(app, lens)
            on:click=move |_| app.show_lens(lens)
        >
            <span>{lens.name()}</span>
            {key}
        </button>
    }
}

fn pressed(app: App, lens: Lens) -> Signal<Option<&'static str>> {
    let chosen = app.inner().lensing.lens.clone();
    sometimes(move || {
        Some(if chosen.get() == lens {
            "true"
        } else {
            "false"
        })
    })
}

/// The zoom in percent; pressed, actual size.
#[component]
fn Zoom() -> impl IntoView {
    let app = App::expect();
    let zoom = app.inner().viewport.zoom.clone();
    let percent = text(move || format!("{} %", decimal(zoom.get() * 100.0, 0)));
    let step = move |id: &'static str| Callback::new(move |()| actions::run(app, id));
    view! {
        <div class="zoom" role="group" aria-label="Zoom">
            <IconButton icon=Icon::Less label=Signal::stored("Zoom out".to_owned()) on_press=step("zoom-out") />
            <button type="button" class="percent" title="Actual size (0)" on:click=move |_| actions::run(app, "actual-size")>
                {percent}
            </button>
            <IconButton icon=Icon::Add label=Signal::stored("Zoom in".to_owned()) on_press=step("zoom-in") />
            <IconButton
                icon=Icon::Fit
                label=Signal::stored("Zoom to fit".to_owned())
                class="button icon fit"
                on_press=step("fit-all")
            />
            <FitSelection />
            <FacesButton />
            {column_menu()}
            <Pictures />
        </div>
    }
}

/// Toggles whether pictures of devices are shown.
#[component]
fn Pictures() -> impl IntoView {
    let app = App::expect();
    let wanted = app.inner().pictures.wanted.clone();
    let pressed = sometimes(move || Some(if wanted.get() { "true" } else { "false" }));
    view! {
        <button
            type="button"
            class="button icon"
            aria-label="Pictures"
            aria-pressed=pressed
            title="Pictures (I)"
            on:click=move |_| actions::run(app, "pictures")
        >
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=Icon::Picture.path() />
            </svg>
        </button>
    }
}

/// Shown while something is selected.
#[component]
fn FitSelection() -> impl IntoView {
    let app = App::expect();
    let selection = app.inner().selection.clone();
    let is_none = flag(move || selection.with(|selection| *selection == Selection::Nothing));
    view! {
        <button
            type="button"
            class="button icon"
            aria-label="Zoom to selection"
            title="Zoom to selection (Shift+F)"
            disabled=is_none
            on:click=move |_| actions::run(app, "fit-selection")
        >
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M9 9h6v6H9z" />
            </svg>
        </button>
    }
}

/// The visible faces of the racks; a press shows the next side.
#[component]
fn FacesButton() -> impl IntoView {
    let app = App::expect();
    let faces = app.inner().viewport.faces.clone();
    let word = text(move || {
        let word = match faces.get() {
            Faces::Front => "Front",
            Faces::Rear => "Rear",
            Faces::Both => "Both",
        };
        word.to_owned()
    });
    let spoken = text(move || format!("Racks seen from: {}", word.get().to_lowercase()));
    view! {
        <button
            type="button"
            class="percent faces"
            aria-label=spoken
            title="Show front, rear or both (V)"
            on:click=move |_| actions::run(app, "faces")
        >
            {word}
        </button>
    }
}
