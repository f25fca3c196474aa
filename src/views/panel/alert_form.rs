//! The form for one alert of a system.

use leptos::prelude::*;

use super::inputs::TabInputs;
use crate::domain::alert_draft::read_draft;
use crate::domain::alert_rules::{AlertKind, AlertSetting, KINDS, MINUTES, kind_of};
use crate::domain::format::{self, TemperatureUnit};
use crate::domain::inventory::loading::Fault;
use crate::state::app::App;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, nothing, optional};
use crate::views::ui::form::{Choice, NumberField};

/// The values of the form.
#[derive(Clone, PartialEq)]
pub struct AlertDraft {
    name: String,
    value: String,
    /// The unit in which a temperature is shown and typed.
    unit: TemperatureUnit,
    minutes: String,
    /// The kinds to choose from for a new alert; empty for an existing one.
    choices: Vec<&'static AlertKind>,
    /// As it is set; `None` for a new one.
    rule: Option<AlertSetting>,
}

impl AlertDraft {
    /// A draft of an existing alert.
    pub fn of(rule: &AlertSetting, unit: TemperatureUnit) -> Self {
        let kind = kind_of(&rule.name);
        Self {
            name: rule.name.clone(),
            value: match kind {
                Some(kind) => kind.shown_value(rule.value, unit),
                None => format::plain(rule.value),
            },
            unit,
            minutes: rule.minutes.to_string(),
            choices: Vec::new(),
            rule: Some(rule.clone()),
        }
    }

    /// A draft of a new alert, of a kind not among these; `None` if all kinds exist.
    pub fn new(names: &[String], unit: TemperatureUnit) -> Option<Self> {
        let is_free = |kind: &&AlertKind| names.iter().all(|name| name != kind.name);
        let choices: Vec<_> = KINDS.iter().filter(is_free).collect();
        let first = choices.first()?;
        Some(Self {
            name: first.name.to_owned(),
            value: usual(first, unit),
            unit,
            minutes: MINUTES.2.to_string(),
            choices,
            rule: None,
        })
    }
}

fn usual(kind: &AlertKind, unit: TemperatureUnit) -> String {
    let limits = kind.shown_limits(unit);
    limits
        .map(|limits| format::plain(limits.usual))
        .unwrap_or_default()
}

pub fn alert_form(
    inputs: TabInputs,
    of: AlertDraft,
    draft: RwSignal<Option<AlertDraft>>,
    done: Callback<Result<(), Fault>>,
) -> AnyView {
    let app = App::expect();
    // Changes apply to the system for which the form was opened.
    let system = StoredValue::new(inputs.system.get_untracked());
    let name = RwSignal::new(of.name);
    let value = RwSignal::new(of.value);
    let minutes = RwSignal::new(of.minutes);
    let (rule, unit) = (StoredValue::new(of.rule), of.unit);
    let problem = RwSignal::new(None::<String>);
    let is_new = !of.choices.is_empty();
    let kind = Memo::new(move |_| name.with(|name| kind_of(name).copied()));
    let choices: Vec<_> = of
        .choices
        .iter()
        .map(|kind| (kind.name.to_owned(), kind.label.to_owned()))
        .collect();
    let what = if is_new {
        Effect::new(move |before: Option<String>| {
            let now = name.get();
            if let (Some(before), Some(kind)) = (before, kind.get_untracked())
                && before != now
            {
                value.set(usual(&kind, unit));
            }
            now
        });
        view! { <Choice id="alert-kind" label="Alert on" options=choices value=name /> }.into_any()
    } else {
        let label = kind.with_untracked(|kind| kind.as_ref().map(|kind| kind.label.to_owned()));
        view! { <p class="about">{label.unwrap_or_else(|| name.get_untracked())}</p> }.into_any()
    };
    let save = move || {
        let Some(kind) = kind.get_untracked() else {
            return;
        };
        let (typed, minutes) = (value.get_untracked(), minutes.get_untracked());
        let read = rule.with_value(|set| read_draft(&kind, unit, set.as_ref(), &typed, &minutes));
        match (read, system.get_value()) {
            (Ok((value, minutes)), Some(system)) => {
                problem.set(None);
                let alert = (kind.name.to_owned(), value, minutes);
                app.set_alerts(&system, vec![alert], move |result| {
                    // The tab may be closed by now.
                    let _ = done.try_run(result);
                });
            }
            (Err(wrong), _) => problem.set(Some(wrong.words())),
            _ => {}
        }
    };
    let remove = Callback::new(move |()| {
        if let Some((system, rule)) = system.get_value().zip(rule.get_value()) {
            app.remove_rule(&system, rule, move |result| {
                let _ = done.try_run(result);
            });
        }
    });
    let cancel = Callback::new(move |()| draft.set(None));
    view! {
        <form
            class="alert-form"
            aria-label="Alert"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            {what}
            {dynamic(move || match kind.get().and_then(|kind| Some((kind.below, kind.shown_limits(unit)?))) {
                Some((below, limits)) => {
                    let label = if below { "Below" } else { "Above" };
                    let step = if limits.step < 1.0 { "0.1" } else { "1" };
                    view! { <NumberField id="alert-value" label=label unit=limits.unit step=step value=value /> }.into_any()
                }
                None => nothing(),
            })}
            {optional(move || {
                kind.with(Option::is_some).then(|| {
                    view! { <NumberField id="alert-minutes" label="For" unit="min" min="1" max="60" value=minutes /> }
                })
            })}
            {optional(move || problem.get().map(|problem| view! { <p class="wrong" role="alert">{problem}</p> }))}
            <div class="actions">
                {optional(move || {
                    kind.with(Option::is_some).then(|| view! { <button type="submit" class="button accent">"Save"</button> })
                })}
                {(!is_new).then(|| view! { <Button label="Remove" on_press=remove /> })}
                <Button label="Cancel" on_press=cancel />
            </div>
        </form>
    }
    .into_any()
}
