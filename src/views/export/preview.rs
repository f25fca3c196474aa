//! A preview of the file: its first rack, or its first lines.

use std::sync::Arc;

use leptos::prelude::*;

use super::choices::{Choices, Format};
use super::making::{table, with_subject};
use crate::domain::io::json;
use crate::domain::io::rackula;
use crate::draw::export::sheet::{self, Options};
use crate::draw::export::svg;
use crate::state::app::App;
use crate::state::files::{Address, FileKind};
use crate::views::ui::dynamic::{dynamic, effect};

/// Number of lines shown of a text.
const LINES: usize = 14;

#[derive(Clone)]
enum PreviewState {
    Nothing,
    Picture(Arc<Address>, String),
    Text(String),
}

#[component]
pub fn Preview(choices: Choices) -> impl IntoView {
    let app = App::expect();
    let shown = RwSignal::new(PreviewState::Nothing);
    effect(move || shown.set(preview_of(app, &choices)));
    dynamic(move || match shown.get() {
        PreviewState::Nothing => view! { <p class="quiet">"No racks yet"</p> }.into_any(),
        PreviewState::Picture(address, name) => view! {
            <figure class="preview">
                <img src=address.as_str().to_owned() alt=format!("Preview: {name}") />
                <figcaption>{name}</figcaption>
            </figure>
        }
        .into_any(),
        PreviewState::Text(text) => view! {
            <pre class="preview" tabindex="0" aria-label="Preview">
                {text}
            </pre>
        }
        .into_any(),
    })
}

fn preview_of(app: App, choices: &Choices) -> PreviewState {
    match choices.format() {
        Format::Csv => PreviewState::Text(beginning(&table(app))),
        Format::Rackula | Format::RackulaArchive => {
            let snapshot = app.inner().document.snapshot().get_untracked();
            PreviewState::Text(beginning(&rackula::write(&snapshot.layout).text))
        }
        Format::Json | Format::Archive => {
            let snapshot = app.inner().document.snapshot().get_untracked();
            PreviewState::Text(beginning(&json::write(&snapshot.layout)))
        }
        Format::Png | Format::Svg | Format::Pdf => picture(app, choices),
    }
}

fn beginning(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().take(LINES).collect();
    let more = if text.lines().nth(LINES).is_some() {
        "\n…"
    } else {
        ""
    };
    format!("{}{more}", lines.join("\n"))
}

/// The rack that was chosen, or the first of all.
fn picture(app: App, choices: &Choices) -> PreviewState {
    let options = choices.options();
    let pictures = choices.shown_pictures();
    let drawn = with_subject(app, choices.extras(&pictures), |subject| {
        let racks = &subject.layout.racks;
        let id = options.rack.or_else(|| Some(racks.first()?.id))?;
        let rack = subject.layout.rack(id)?;
        let caption = match (options.rack, racks.len()) {
            (None, 2..) => format!("{}, the first of {} racks", rack.name, racks.len()),
            _ => rack.name.clone(),
        };
        let options = Options {
            rack: Some(id),
            ..options
        };
        let sheet = sheet::picture(subject, &options);
        Some((svg::write(&sheet, &pictures), caption))
    });
    let address = drawn.and_then(|(text, caption)| {
        Some((
            Address::of(FileKind::Svg.media_type(), text.as_bytes())?,
            caption,
        ))
    });
    address.map_or(PreviewState::Nothing, |(address, caption)| {
        PreviewState::Picture(Arc::new(address), caption)
    })
}
