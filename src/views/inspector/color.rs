//! The color of devices, as swatches: a press sets it.

use leptos::prelude::*;

use super::{FieldsMemo, MIXED, SetOutcome, labelled, plain_name, problem_line};
use crate::domain::inspect::{DeviceChange, EditProblem, FieldValue};
use crate::domain::layout::{PlateColor, PlateTone};
use crate::views::ui::dynamic::{optional, sometimes};

const NAME: &str = "color-name";

pub(super) fn color_field(fields: FieldsMemo, set: Callback<DeviceChange, SetOutcome>) -> AnyView {
    let color = Memo::new(move |_| {
        fields.with(|fields| fields.as_ref().map(|fields| fields.color.clone()))
    });
    let tone = Memo::new(move |_| color.with(|color| Some(color.as_ref()?.value()?.tone())));
    let is_mixed = Memo::new(move |_| color.get() == Some(FieldValue::Mixed));
    let problem = RwSignal::new(None::<EditProblem>);
    let press = Callback::new(move |tone: Option<PlateTone>| {
        let color = tone.map_or(PlateColor::OfKind, PlateColor::Tone);
        problem.set(set.run(DeviceChange::Color(color)).err());
    });
    let swatches: Vec<_> = std::iter::once(None)
        .chain(PlateTone::ALL.map(Some))
        .map(|of| swatch(of, tone, press))
        .collect();
    let control = view! {
        <div class="line">
            <div class="swatches" role="group" aria-labelledby=NAME>{swatches}</div>
            {optional(move || is_mixed.get().then(|| view! { <span class="unit">{MIXED}</span> }))}
        </div>
        {problem_line(problem.into())}
    };
    labelled("color", plain_name(NAME, "Color"), control.into_any())
}

/// `of` is `None` for the default color of the kind; `shown` is `None` if colors differ.
fn swatch(
    of: Option<PlateTone>,
    shown: Memo<Option<Option<PlateTone>>>,
    press: Callback<Option<PlateTone>>,
) -> AnyView {
    let (class, words) = match of {
        None => ("swatch", "By kind"),
        Some(PlateTone::Blue) => ("swatch swatch-blue", "Blue"),
        Some(PlateTone::Teal) => ("swatch swatch-teal", "Teal"),
        Some(PlateTone::Violet) => ("swatch swatch-violet", "Violet"),
        Some(PlateTone::Pink) => ("swatch swatch-pink", "Pink"),
        Some(PlateTone::Brown) => ("swatch swatch-brown", "Brown"),
        Some(PlateTone::Gray) => ("swatch swatch-gray", "Gray"),
    };
    let pressed = sometimes(move || {
        let is_shown = shown.get() == Some(of);
        Some(if is_shown { "true" } else { "false" })
    });
    view! {
        <button
            type="button"
            class=class
            title=words
            aria-label=words
            aria-pressed=pressed
            on:click=move |_| press.run(of)
        ></button>
    }
    .into_any()
}
