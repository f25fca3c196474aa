//! The legend below the racks: the scale of the lens with the number of devices in each band, and the devices in other states. The scale's
//! text is drawn by the style sheet: bands are named by their count and range for assistive tools.

use leptos::html;
use leptos::prelude::*;

use super::health_label;
use crate::domain::decimal::decimal;
use crate::domain::health::Health;
use crate::domain::lens::tally::{CountedGroup, Counts};
use crate::domain::lens::{Amount, Band, Lens, LensMark, LensScale};
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::viewport::CameraCommand;
use crate::views::ui::dynamic::{dynamic, effect, nothing, optional, sometimes, text};
use crate::views::ui::light::Light;
use crate::views::ui::style::style;

/// States without verified values, listed beside a scale. The status lens shows all states.
const APART: [Health; 7] = [
    Health::Down,
    Health::Stale,
    Health::HubLost,
    Health::Missing,
    Health::Paused,
    Health::Pending,
    Health::Unlinked,
];
const VERIFIED: [Health; 3] = [Health::Ok, Health::Warn, Health::Critical];

pub fn legend() -> AnyView {
    let app = App::expect();
    let lens = app.inner().lensing.lens.clone();
    let scale = Memo::new(move |_| {
        let lens = lens.get();
        app.inner().live.track_flushes();
        LensScale::of(lens, &app.inner().live.preferences())
    });
    let counts = Memo::new(move |_| app.inner().lensing.counts());
    let title = text(move || {
        scale.with(|scale| scale.as_ref().map_or_else(status_title, LensScale::title))
    });
    let about = text(move || {
        let lens = scale.with(|scale| scale.as_ref().map_or(Lens::Status, LensScale::lens));
        lens.describes().to_owned()
    });
    let label = text(move || format!("Legend: {}", title.get()));
    view! {
        <section class="lens-legend" aria-label=label>
            <div class="what">
                <b>{title}</b>
                <span>{about}</span>
            </div>
            {dynamic(move || match scale.get() {
                Some(scale) => view! { <Bands scale=scale counts=counts /> }.into_any(),
                None => nothing(),
            })}
            <States counts=counts is_status=Signal::derive(move || scale.with(Option::is_none)) />
        </section>
    }
    .into_any()
}

fn status_title() -> String {
    Lens::Status.name().to_owned()
}

#[component]
fn Bands(scale: LensScale, counts: Memo<Counts>) -> impl IntoView {
    let app = App::expect();
    let unit = scale.unit();
    let last = scale.bands().last();
    let bands: Vec<_> = scale
        .bands()
        .map(|band| {
            let next = Band::at(band.index() + 1);
            let from = scale.label(band);
            let to = (Some(band) != last).then(|| scale.label(next)).flatten();
            let limit = scale
                .limits()
                .into_iter()
                .find(|limit| limit.bound + 1 == band.index())
                .map(|limit| limit.word);
            let name = scale.band_name(band);
            let words = match name {
                Some(name) => name.to_owned(),
                None => band_words(from.as_deref(), to.as_deref(), unit),
            };
            let count = Memo::new(move |_| counts.with(|counts| counts.bands[band.index()]));
            let short = scale.short_band_name(band).map(|short| {
                let words = text(move || format!("{} {short}", count.get()));
                view! { <span class="short" data-words=words></span> }
            });
            let name = name.map(|name| view! { <span class="tick named" data-words=name></span> });
            let tick = from.filter(|_| name.is_none()).map(|from| {
                let word = limit.map(|word| view! { <em data-words=format!("{word} ")></em> });
                view! { <span class="tick" data-limit=limit.map(|_| "") data-words=from>{word}</span> }
            });
            view! {
                <button
                    type="button"
                    class="band"
                    data-band=band.as_str()
                    aria-label=text(move || devices_words(&words, count.get()))
                    on:click=move |_| show(app, CountedGroup::Band(band))
                >
                    <span class="count">{text(move || shown_count(count.get()))}</span>
                    {short} {tick} {name}
                </button>
            }
        })
        .collect();
    let caret = NodeRef::<html::I>::new();
    let place = pointed_place(app, scale);
    effect(move || {
        if let Some(caret) = caret.get() {
            let place = place.get();
            style(
                &caret,
                "visibility",
                if place.is_some() { "visible" } else { "hidden" },
            );
            style(
                &caret,
                "left",
                &format!("{}%", decimal(place.unwrap_or_default() * 100.0, 1)),
            );
        }
    });
    view! {
        <div class="scale">
            {bands}
            <i class="caret" aria-hidden="true" node_ref=caret></i>
        </div>
    }
}

/// The position on the scale of the value under the pointer.
fn pointed_place(app: App, scale: LensScale) -> Memo<Option<f64>> {
    let pointed = app.inner().lensing.pointed.clone();
    Memo::new(move |_| {
        let inner = app.inner();
        let id = pointed.get()?;
        let snapshot = inner.document.snapshot().get_untracked();
        let view = inner.live.view(snapshot.layout.devices.get(&id)?);
        let amount = |mark: &LensMark| mark.shown.map(|(_, amount)| amount);
        let amount: Option<Amount> = view.with(|view| view.lens.as_ref().and_then(amount));
        Some(scale.place(amount?))
    })
}

#[component]
fn States(counts: Memo<Counts>, is_status: Signal<bool>) -> impl IntoView {
    let app = App::expect();
    let chip = move |health: Health| {
        let count = Memo::new(move |_| counts.with(|counts| counts.healths.of(health)));
        optional(move || {
            (count.get() > 0).then(|| {
                let label = health_label(health);
                view! {
                    <button
                        type="button"
                        class="state"
                        aria-label=text(move || devices_words(label, count.get()))
                        on:click=move |_| show(app, CountedGroup::Health(health))
                    >
                        <Light health=Signal::stored(health) />
                        {label}
                        " "
                        <b>{text(move || count.get().to_string())}</b>
                    </button>
                }
            })
        })
    };
    let verified = move || {
        let chips: Vec<_> = VERIFIED.into_iter().map(chip).collect();
        chips.into_any()
    };
    let unknown = Memo::new(move |_| counts.with(|counts| counts.unknown));
    let unknown = move || {
        optional(move || {
            (unknown.get() > 0).then(|| {
                view! {
                    <button
                        type="button"
                        class="state"
                        aria-label=text(move || devices_words("No value", unknown.get()))
                        on:click=move |_| show(app, CountedGroup::Unknown)
                    >
                        <i class="no-value" aria-hidden="true"></i>
                        "No value "
                        <b>{text(move || unknown.get().to_string())}</b>
                    </button>
                }
            })
        })
    };
    let apart: Vec<_> = APART.into_iter().map(chip).collect();
    view! {
        <div class="states" data-all=sometimes(move || is_status.get().then_some(""))>
            {dynamic(move || if is_status.get() { verified() } else { unknown() })}
            {apart}
        </div>
    }
}

/// Selects the devices of a group and brings the first one into view.
fn show(app: App, group: CountedGroup) {
    let devices = app.inner().lensing.devices_in(group);
    let Some(first) = devices.first().copied() else {
        return;
    };
    app.select(Selection::Devices(devices));
    app.move_camera(CameraCommand::Device(first));
}

fn shown_count(count: usize) -> String {
    match count {
        0 => String::new(),
        count => count.to_string(),
    }
}

/// `40 to 50 °C`, `below 30 °C`, `from 80 °C`.
fn band_words(from: Option<&str>, to: Option<&str>, unit: &str) -> String {
    let words = match (from, to) {
        (Some(from), Some(to)) => format!("{from} to {to} {unit}"),
        (Some(from), None) => format!("from {from} {unit}"),
        (None, Some(to)) => format!("below {to} {unit}"),
        (None, None) => "all".to_owned(),
    };
    words.trim_end().to_owned()
}

fn devices_words(what: &str, count: usize) -> String {
    let noun = if count == 1 { "device" } else { "devices" };
    format!("{what}: {count} {noun}")
}
