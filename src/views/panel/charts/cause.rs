//! The card "What was it?": what happened at a moment, on the system and around it, with links to more.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::model::{ChartsModel, ChartsState};
use super::neighbors::mark_changed;
use super::stepping::step_by_key;
use crate::domain::cause::{AskedMoment, Cause, CauseFinding, CauseJump, CauseKind, cause_of};
use crate::domain::charts::ticks::moment;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::button::{Button, IconButton};
use crate::views::ui::dynamic::{dynamic, nothing, optional, text};
use crate::views::ui::icon::Icon;

/// The subject of the question.
#[derive(Clone)]
pub struct CauseSubject {
    pub system: SystemRef,
    pub device: Signal<Option<DeviceId>>,
}

/// The card, while a moment is asked about.
pub fn cause_card(
    state: ChartsState,
    model: Memo<Arc<ChartsModel>>,
    subject: Option<CauseSubject>,
) -> AnyView {
    let (Some(asked), Some(subject)) = (state.asked, subject) else {
        return nothing();
    };
    let app = App::expect();
    optional(move || Some(card(app, (state, model), &subject, asked, asked.get()?)))
}

/// Asks about the moment of the crosshair. Returns whether there is one.
pub fn ask_at_crosshair(state: ChartsState) -> bool {
    let at = state.crosshair.get_untracked();
    let (Some(asked), Some(at)) = (state.asked, at) else {
        return false;
    };
    asked.set(Some(AskedMoment::at(at)));
    true
}

fn card(
    app: App,
    (state, model): (ChartsState, Memo<Arc<ChartsModel>>),
    subject: &CauseSubject,
    asked: RwSignal<Option<AskedMoment>>,
    about: AskedMoment,
) -> AnyView {
    let (device, at) = (subject.device, about.at);
    let evidence = app.evidence_around(&subject.system, about);
    let cause = Memo::new(move |_| {
        let preferences = state.preferences.get();
        evidence.with(|evidence| cause_of(evidence, &preferences))
    });
    mark_changed(
        app,
        Memo::new(move |_| cause.with(|cause| cause.changed.clone())),
    );
    let now = state.time.get_untracked().now();
    let hours = state.preferences.with_untracked(|known| known.hours);
    let when = moment(at, now, &time::offset, hours);
    let node = NodeRef::<html::Section>::new();
    node.on_load(|node| focus(&node));
    let close = move || {
        let charts = node.get_untracked();
        let charts = charts.and_then(|node| node.closest(".charts").ok().flatten());
        asked.set(None);
        // The card is part of the charts, so they are there.
        if let Some(charts) = charts.and_then(|on| on.dyn_into::<HtmlElement>().ok()) {
            focus(&charts);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            close();
        } else {
            step_by_key(&event, state, model);
        }
    };
    let on_close = Callback::new(move |()| close());
    let own = text(move || {
        cause.with(|cause| match &cause.own[..] {
            [] => String::new(),
            own => format!("This system: {}.", own.join(", ")),
        })
    });
    let findings = Memo::new(move |_| cause.with(|cause| cause.findings.clone()));
    let busiest =
        Memo::new(move |_| cause.with(|cause| (cause.busiest_title, cause.busiest.clone())));
    let unknown = text(move || cause.with(|cause| cause.unknown.join(" ")));
    view! {
        <section
            class="cause"
            role="dialog"
            aria-label=format!("What was it at {when}?")
            tabindex="-1"
            node_ref=node
            on:keydown=on_key
        >
            <header>
                <h3>"What was it? " <small>{when.clone()}</small></h3>
                <IconButton icon=Icon::Close label="Close what it was" on_press=on_close />
            </header>
            <p role="status">{move || cause.with(Cause::summary)}</p>
            <p class="own">{own}</p>
            {dynamic(move || {
                finding_list(app, device, at, findings.get())
            })}
            {dynamic(move || {
                let (title, busiest) = busiest.get();
                if busiest.is_empty() {
                    return nothing();
                }
                view! {
                    <h4>{title}</h4>
                    {finding_list(app, device, at, busiest)}
                }
                .into_any()
            })}
            <p class="hint">{unknown}</p>
        </section>
    }
    .into_any()
}

fn finding_list(
    app: App,
    device: Signal<Option<DeviceId>>,
    at: Millis,
    findings: Vec<CauseFinding>,
) -> AnyView {
    if findings.is_empty() {
        return nothing();
    }
    let rows: Vec<_> = findings
        .into_iter()
        .map(|finding| finding_row(app, device, at, finding))
        .collect();
    view! { <ol>{rows}</ol> }.into_any()
}

fn finding_row(
    app: App,
    device: Signal<Option<DeviceId>>,
    at: Millis,
    finding: CauseFinding,
) -> AnyView {
    let CauseFinding {
        kind,
        subject,
        words,
        jump,
        ..
    } = finding;
    let tone = match kind {
        CauseKind::Outage => "critical",
        CauseKind::BusyContainer => "quiet",
        _ => "warn",
    };
    let named = subject.clone();
    let way = match jump {
        CauseJump::Nowhere => nothing(),
        CauseJump::Device(other) => {
            way("Charts", format!("Show the charts of {named}"), move || {
                app.ask_what_it_was(other, AskedMoment::at(at));
            })
        }
        CauseJump::Log(name) => way("Log", format!("Show the log of {named}"), move || {
            if let Some(device) = device.get_untracked() {
                app.show_log(device, name.clone());
            }
        }),
        CauseJump::Disks => tab(app, device, "Disks", "disks"),
        CauseJump::Services => tab(app, device, "Services", "services"),
        CauseJump::Alerts => tab(app, device, "Alerts", "alerts"),
    };
    view! {
        <li data-tone=tone>
            <span>
                <b>{subject}</b> " " {words}
            </span>
            {way}
        </li>
    }
    .into_any()
}

fn tab(
    app: App,
    device: Signal<Option<DeviceId>>,
    label: &'static str,
    tab: &'static str,
) -> AnyView {
    way(label, format!("Show the tab {label}"), move || {
        if let Some(device) = device.get_untracked() {
            app.open_tab(device, tab);
        }
    })
}

fn way(label: &'static str, spoken: String, go: impl Fn() + Send + Sync + 'static) -> AnyView {
    let go = Callback::new(move |()| go());
    view! { <Button label=label spoken=spoken on_press=go /> }.into_any()
}

/// Focuses an element without scrolling the charts.
fn focus(node: &Element) {
    let Some(node) = node.dyn_ref::<HtmlElement>() else {
        return;
    };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // It is on the page, and can take the focus.
    let _ = node.focus_with_options(&options);
}
