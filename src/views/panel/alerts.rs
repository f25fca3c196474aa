//! The Alerts tab: the alerts that the user has set on the system, their history, and quiet hours.

use leptos::prelude::*;

use super::acknowledge::{AcknowledgeDraft, acknowledge_form, acknowledgement};
use super::alert_form::{AlertDraft, alert_form};
use super::inputs::{Badge, TabInputs};
use super::listing::{self, Followed, ListWords, light, listed, table_head};
use super::quiet::quiet_section;
use crate::domain::alert_lines::{PastLine, RuleLine};
use crate::domain::alert_rules::{self, AlertSetting};
use crate::domain::cause::AskedMoment;
use crate::domain::health::Level;
use crate::domain::inventory::PastAlert;
use crate::domain::inventory::lists::AlertList;
use crate::domain::inventory::loading::{Event, Fault};
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::time;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, effect, nothing, optional};

lazy_part!(lists: pub fn load_alerts() -> fn(TabInputs) -> AnyView = alerts_tab);

const WORDS: ListWords = ListWords {
    many: "alerts",
    since: "0.12",
    none: "",
};

/// Number of history entries shown at first.
const FEW: usize = 10;

/// The number of triggered alerts that are not acknowledged.
pub fn badge(inputs: TabInputs) -> Option<Badge> {
    let system = inputs.system.get()?;
    let live = App::expect().inner().live.clone();
    // Follows the reports and the alerts.
    live.health_of(&system);
    let alerts = live.alerts(&system);
    let count = alerts.iter().filter(|alert| !alert.acknowledged).count();
    (count > 0).then(|| Badge {
        text: count.to_string(),
        level: Some(Level::Warn),
    })
}

fn alerts_tab(inputs: TabInputs) -> AnyView {
    let list = listing::opened::<AlertList>(inputs);
    let app = App::expect();
    let triggered = Memo::new(move |_| {
        let system = inputs.system.get()?;
        let live = app.inner().live.clone();
        live.health_of(&system);
        Some(live.alerts(&system).len())
    });
    // An alert that triggers or ends changes the list and the history.
    let before = StoredValue::new(None::<usize>);
    effect(move || {
        let now = triggered.get();
        let is_news = before.with_value(|before| before.is_some() && *before != now);
        before.set_value(now);
        if is_news && let Some(system) = inputs.system.get_untracked() {
            untrack(|| app.step_list::<AlertList>(&system, Event::Refresh));
        }
    });
    listed(
        inputs,
        list,
        WORDS,
        |_| false,
        move || content(inputs, list),
    )
}

fn content(inputs: TabInputs, list: Followed<AlertList>) -> AnyView {
    let alerts = Memo::new(move |_| {
        list.with(|list| {
            let shown = list.as_ref().and_then(|shown| shown.list.as_ref());
            shown.map(|(list, _)| list.clone()).unwrap_or_default()
        })
    });
    let draft = RwSignal::new(None::<AlertDraft>);
    let acknowledging = RwSignal::new(None::<AcknowledgeDraft>);
    let rules = Memo::new(move |_| alerts.with(|alerts| alerts.rules.clone()));
    let lines = Memo::new(move |_| {
        let preferences = inputs.preferences.get();
        alerts.with(|alerts| RuleLine::all(alerts, &preferences, &time::local))
    });
    let done = done(inputs, draft);
    let quiet = Memo::new(move |_| alerts.with(|alerts| alerts.quiet.clone()));
    let said = said(inputs);
    view! {
        <section class="list-section">
            <h3>"Rules"</h3>
            {dynamic(move || {
                let lines = lines.get();
                if lines.is_empty() {
                    return view! {
                        <p class="empty">"You have set no alert on this system: the hub tells nobody when it is down."</p>
                    }
                    .into_any();
                }
                let rows: Vec<_> = rules.with(|rules| {
                    let rows = lines.into_iter().filter_map(|(place, line)| {
                        Some(rule_row(inputs, rules.get(place)?, line, draft, acknowledging))
                    });
                    rows.collect()
                });
                view! { <ul class="rules">{rows}</ul> }.into_any()
            })}
            {dynamic(move || match (acknowledging.get(), draft.get()) {
                (Some(open), _) => acknowledge_form(inputs, open, acknowledging),
                (None, Some(open)) => alert_form(inputs, open, draft, done),
                (None, None) => tools(inputs, rules, draft),
            })}
        </section>
        <History alerts=alerts inputs=inputs />
        {quiet_section(inputs, quiet, said)}
    }
    .into_any()
}

/// Handles the answer to a change of an alert.
fn done(inputs: TabInputs, draft: RwSignal<Option<AlertDraft>>) -> Callback<Result<(), Fault>> {
    let said = said(inputs);
    Callback::new(move |result: Result<(), Fault>| {
        if result.is_ok() {
            // The tab may be closed by now.
            let _ = draft.try_set(None);
        }
        let _ = said.try_run(result);
    })
}

/// Announces a failed change, and refreshes the list.
fn said(inputs: TabInputs) -> Callback<Result<(), Fault>> {
    let app = App::expect();
    Callback::new(move |result: Result<(), Fault>| {
        if let Err(fault) = result {
            app.say(fault.words("changing alerts"));
        }
        if let Some(system) = inputs.system.try_get_untracked().flatten() {
            app.read_alerts_again(&system);
        }
    })
}

fn rule_row(
    inputs: TabInputs,
    rule: &AlertSetting,
    line: RuleLine,
    draft: RwSignal<Option<AlertDraft>>,
    acknowledging: RwSignal<Option<AcknowledgeDraft>>,
) -> AnyView {
    // An alert that is not triggered does not prove that the system is well.
    let tone = if line.is_triggered {
        "warn"
    } else {
        "unlinked"
    };
    let known = line
        .is_triggered
        .then(|| acknowledgement(inputs, rule, acknowledging));
    let spoken = format!("Edit: {}", line.words);
    let edit = {
        let rule = rule.clone();
        Callback::new(move |()| {
            acknowledging.set(None);
            let unit = inputs.preferences.get_untracked().temperature;
            draft.set(Some(AlertDraft::of(&rule, unit)));
        })
    };
    view! {
        <li data-tone=tone>
            {light(Signal::stored(Some(tone)))}
            <span class="name">{line.words}</span>
            <small>{line.state}</small>
            {line.since.map(|at| what_was_it(inputs, &rule.name, &rule.name, at))}
            {known}
            <Button label="Edit" spoken=spoken on_press=edit />
        </li>
    }
    .into_any()
}

/// A link to the charts, with what happened when the alert began.
fn what_was_it(inputs: TabInputs, alert: &str, words: &str, at: Millis) -> AnyView {
    let app = App::expect();
    let spoken = format!("What was it? {words}, {}", time::local(at));
    let alert = alert.to_owned();
    view! {
        <button
            type="button"
            class="link asks"
            aria-label=spoken
            on:click=move |_| {
                if let Some(device) = inputs.device.get_untracked() {
                    let alert = Some(alert.clone());
                    app.ask_what_it_was(device, AskedMoment { at, alert });
                }
            }
        >
            "What was it?"
        </button>
    }
    .into_any()
}

fn tools(
    inputs: TabInputs,
    rules: Memo<Vec<AlertSetting>>,
    draft: RwSignal<Option<AlertDraft>>,
) -> AnyView {
    let app = App::expect();
    let unit = move || inputs.preferences.get_untracked().temperature;
    let names = move || {
        rules.with(|rules| {
            rules
                .iter()
                .map(|rule| rule.name.clone())
                .collect::<Vec<_>>()
        })
    };
    let add = Callback::new(move |()| draft.set(AlertDraft::new(&untrack(names), unit())));
    let recommend = Callback::new(move |()| {
        if let Some(system) = inputs.system.get_untracked() {
            app.recommend_alerts_on(vec![system]);
        }
    });
    let missing = Memo::new(move |_| {
        rules.with(|rules| {
            let missing = alert_rules::missing(rules);
            let words: Vec<String> = missing
                .iter()
                .map(|(name, value)| {
                    match alert_rules::kind_of(name).and_then(|kind| kind.limits) {
                        Some(_) => {
                            let preferences = inputs.preferences.get();
                            let value = alert_rules::value_words(name, *value, &preferences);
                            format!("{name} {value}")
                        }
                        None => "down".to_owned(),
                    }
                })
                .collect();
            words.join(", ")
        })
    });
    view! {
        <div class="actions">
            <Button label="Add an alert" on_press=add />
            {optional(move || {
                let missing = missing.get();
                (!missing.is_empty()).then(|| {
                    let label = format!("Set recommended: {missing}");
                    view! { <Button label=label on_press=recommend /> }
                })
            })}
        </div>
    }
    .into_any()
}

#[component]
fn History(alerts: Memo<AlertList>, inputs: TabInputs) -> impl IntoView {
    let is_whole = RwSignal::new(false);
    let whole = Callback::new(move |()| is_whole.set(true));
    dynamic(move || {
        let Some(history) = alerts.with(|alerts| alerts.history.clone()) else {
            return view! {
                <section class="list-section">
                    <h3>"History"</h3>
                    <p class="empty">"The hub did not report which alerts have triggered."</p>
                </section>
            }
            .into_any();
        };
        if history.is_empty() {
            return view! {
                <section class="list-section">
                    <h3>"History"</h3>
                    <p class="empty">"No alert of this system has triggered so far."</p>
                </section>
            }
            .into_any();
        }
        let most = if is_whole.get() { usize::MAX } else { FEW };
        let rows: Vec<_> = history
            .iter()
            .take(most)
            .map(|past| history_row(inputs, past))
            .collect();
        let more = history.len().saturating_sub(most);
        view! {
            <section class="list-section">
                <h3>"History"</h3>
                <table class="list" aria-label="History of alerts">
                    {table_head(&[("Alert", ""), ("Triggered", ""), ("Lasted", "number")])}
                    <tbody>{rows}</tbody>
                </table>
                {if more > 0 {
                    view! { <div class="actions"><Button label=format!("Show {more} more") on_press=whole /></div> }.into_any()
                } else {
                    nothing()
                }}
            </section>
        }
        .into_any()
    })
}

fn history_row(inputs: TabInputs, past: &PastAlert) -> AnyView {
    let line = PastLine::of(past, &inputs.preferences.get(), &time::local);
    let tone = line.is_open.then_some("warn");
    let ask = past
        .triggered
        .map(|at| what_was_it(inputs, &past.name, &line.words, at));
    view! {
        <tr data-tone=tone>
            <th scope="row">{line.words} " " {ask}</th>
            <td>{line.triggered}</td>
            <td class="number">{line.lasted}</td>
        </tr>
    }
    .into_any()
}
