//! What can be done with one chart. The buttons are in its heading, so that they cover no curve.

use leptos::prelude::*;

use super::arrangement::ChartOrder;
use super::parts::Parts;
use super::saving::{save_csv, save_json, save_png, save_svg};
use crate::state::app::App;
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::sometimes;
use crate::views::ui::icon::Icon;
use crate::views::ui::menu::expanded;

/// The style sheet shows them while the chart is pointed at or has the focus; on touch devices, after a press on the button before them.
pub fn chart_tools(
    id: &str,
    parts: Parts,
    arrangement: ChartOrder,
    is_table: RwSignal<bool>,
) -> AnyView {
    let app = App::expect();
    let open = RwSignal::new(false);
    let is_open = sometimes(move || open.get().then_some(""));
    let shown_as = sometimes(move || Some(if is_table.get() { "true" } else { "false" }));
    let tool = |label: &'static str, words: &'static str, does: Callback<()>| {
        view! {
            <button type="button" aria-label=label on:click=move |_| does.run(())>
                {words}
            </button>
        }
    };
    let save = |label, words, save: fn(App, Parts)| {
        tool(label, words, Callback::new(move |()| save(app, parts)))
    };
    let shift = |label, words, is_down| {
        let id = id.to_owned();
        let does = Callback::new(move |()| arrangement.shift(&id, is_down));
        tool(label, words, does)
    };
    view! {
        <span class="chart-more">
            <IconButton
                icon=Icon::More
                label=Signal::stored("Table, files and place".to_owned())
                expanded=expanded(open)
                on_press=Callback::new(move |()| open.update(|open| *open = !*open))
            />
        </span>
        <span class="chart-tools" data-open=is_open>
            <button
                type="button"
                aria-label="Show as table"
                aria-pressed=shown_as
                on:click=move |_| is_table.update(|shown| *shown = !*shown)
            >
                "Table"
            </button>
            {save("Save as CSV", "CSV", save_csv)}
            {save("Save as JSON", "JSON", save_json)}
            {save("Save as SVG", "SVG", save_svg)}
            {save("Save as PNG", "PNG", save_png)}
            {shift("Move up", "↑", false)}
            {shift("Move down", "↓", true)}
        </span>
    }
    .into_any()
}
