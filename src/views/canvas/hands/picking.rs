//! Picking a place for what is carried: by a tap or click on it, or by arrow keys and Enter. The banner asks for it.

use leptos::prelude::*;

use crate::domain::placement::Step;
use crate::state::app::App;
use crate::state::drag::DragMeans;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::optional;

/// The way an arrow key leads.
pub fn step_of(key: &str) -> Option<Step> {
    Some(match key {
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        "ArrowLeft" => Step::Left,
        "ArrowRight" => Step::Right,
        _ => return None,
    })
}

/// There while something waits for its place.
#[component]
pub fn PickingBanner() -> impl IntoView {
    let app = App::expect();
    let carried = app.inner().drag.clone();
    optional(move || {
        let carrying = carried
            .get()
            .filter(|carrying| carrying.means == DragMeans::Picking)?;
        let words = format!(
            "Tap a free place for {}",
            app.name_of_source(&carrying.what)
        );
        Some(view! {
            <div class="picking" role="status">
                <p>{words}</p>
                <Button label="Cancel" on_press=Callback::new(move |()| app.cancel_drag()) />
            </div>
        })
    })
}
