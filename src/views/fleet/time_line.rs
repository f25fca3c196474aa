//! The alerts of all systems over time: one lane for each system that had any.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::overview::{open_tab, read_lists};
use crate::domain::charts::ticks::{moment, time_ticks};
use crate::domain::decimal::decimal;
use crate::domain::fleet::lists::FleetIndex;
use crate::domain::fleet::{AlertLane, AlertSpan, FleetRow, MOST_LANES, alert_lanes, find_lanes};
use crate::domain::inventory::lists::AlertList;
use crate::domain::pages::AppPage;
use crate::domain::series::Range;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::state::time;
use crate::views::paced_reports::paced_reports;
use crate::views::ui::dynamic::{dynamic, optional};
use crate::views::ui::light::Light;
use crate::views::ui::segments::Segments;
use crate::views::ui::size::follow_size;

const RANGES: [Range; 3] = [Range::Day, Range::Week, Range::Month];
/// Width reserved for a time label, in CSS pixels.
const LABEL: f64 = 96.0;
/// Minimum width of a span, to keep it visible, in CSS pixels.
const LEAST: f64 = 3.0;

/// State shared by all lanes.
#[derive(Clone, Copy)]
struct TimeLine {
    app: App,
    window: Memo<Window>,
    /// The width of the lanes, in CSS pixels.
    width: RwSignal<f64>,
}

impl TimeLine {
    fn x(self, at: Millis) -> f64 {
        self.window.get().share_of(at) * self.width.get()
    }

    fn say(self, at: Millis) -> String {
        let hours = self.app.inner().live.preferences().hours;
        moment(at, time::now(), &time::offset, hours)
    }
}

/// The list of alerts must be kept open meanwhile.
pub fn time_line(app: App, systems: Memo<Vec<Arc<FleetRow>>>, typed: RwSignal<String>) -> AnyView {
    let range = RwSignal::new(1_usize);
    let reports = paced_reports();
    // The window moves once a minute.
    let minute = Memo::new(move |_| {
        reports.with(|_| ());
        app.inner().live.first_hub_now().0 / 60_000
    });
    let window = Memo::new(move |_| {
        let now = Millis((minute.get() + 1) * 60_000);
        let range = RANGES.get(range.get()).copied().unwrap_or_default();
        Window {
            from: now.plus(-range.span()),
            until: now,
        }
    });
    let found = read_lists::<AlertList, _>(app, move |hub, list| {
        let window = window.get();
        systems.with(|systems| alert_lanes(hub, list, &FleetIndex::new(systems), window))
    });
    let lanes =
        Memo::new(move |_| found.with(|(_, lanes)| find_lanes(lanes.clone(), &typed.get())));
    let line = TimeLine {
        app,
        window,
        width: RwSignal::new(600.0),
    };
    let plot = NodeRef::<html::Div>::new();
    plot.on_load(move |node| {
        let measured = node.clone();
        follow_size(&node, move || {
            line.width.set(f64::from(measured.client_width()).max(1.0));
        });
    });
    let keys = Memo::new(move |_| {
        lanes.with(|lanes| {
            let shown = lanes.iter().take(MOST_LANES);
            shown.map(key_of).collect::<Vec<_>>()
        })
    });
    let words = Memo::new(move |_| {
        found.with(|(state, found)| {
            let none = if found.is_empty() {
                "No alert was triggered in this time."
            } else {
                "No matches."
            };
            let is_any = lanes.with(|lanes| !lanes.is_empty());
            state.words(app, "alerts", is_any, none)
        })
    });
    let more = Memo::new(move |_| lanes.with(Vec::len).saturating_sub(MOST_LANES));
    view! {
        <section class="time-line" aria-label="Time line">
            <header>
                <Segments label="Range" class="segments" options=vec!["24 h", "7 d", "30 d"] chosen=range />
                <span class="hint">
                    <span class="key" data-kind="outage"></span>
                    "down "
                    <span class="key" data-kind="active"></span>
                    "active "
                    <span class="key"></span>
                    "over"
                </span>
            </header>
            {optional(move || words.get().map(|words| view! { <p class="hint" role="status">{words}</p> }))}
            <div class="lanes" tabindex="0" role="group" aria-label="Alerts by system">
                <ol>
                    <For each=move || keys.get() key=String::clone let:key>
                        {lane_view(key, lanes, line)}
                    </For>
                </ol>
                {optional(move || {
                    let more = more.get();
                    (more > 0)
                        .then(|| {
                            view! { <p class="hint">{match more {
                                1 => "1 more system. Type above to find it.".to_owned(),
                                more => format!("{more} more systems. Type above to see fewer."),
                            }}</p> }
                        })
                })}
            </div>
            <div class="lane-axis">
                <div node_ref=plot>{axis_view(line)}</div>
            </div>
        </section>
    }
    .into_any()
}

fn key_of(lane: &AlertLane) -> String {
    format!("{} {}", lane.system.hub, lane.system.system)
}

fn lane_view(key: String, lanes: Memo<Vec<AlertLane>>, line: TimeLine) -> AnyView {
    let lane = Memo::new(move |_| {
        lanes.with(|lanes| lanes.iter().find(|lane| key_of(lane) == key).cloned())
    });
    let Some(first) = lane.get_untracked() else {
        return ().into_any();
    };
    let press = move |_| {
        if let Some(lane) = lane.get_untracked() {
            open_tab(
                line.app,
                AppPage::Alerts,
                lane.device,
                &lane.system,
                "alerts",
            );
        }
    };
    let health = Memo::new(move |before| {
        let now = lane.with(|lane| lane.as_ref().map(|lane| lane.health));
        now.or(before.copied()).unwrap_or(first.health)
    });
    let words = move || {
        lane.with(|lane| {
            let lane = lane.as_ref();
            lane.map(|lane| lane.words(&|at| line.say(at)))
        })
    };
    view! {
        <li>
            <Light health=health />
            <button type="button" on:click=press>
                <b>{first.name}</b>
                <small>{first.place}</small>
            </button>
            <span class="visually-hidden">{words}</span>
            {dynamic(move || {
                let width = decimal(line.width.get(), 0);
                let spans = lane.with(|lane| lane.as_ref().map(|lane| lane.spans.clone()));
                let spans: Vec<_> = spans
                    .unwrap_or_default()
                    .into_iter()
                    .map(|span| span_view(&span, line))
                    .collect();
                view! {
                    <svg viewBox=format!("0 0 {width} 26") aria-hidden="true">
                        {spans}
                    </svg>
                }
                    .into_any()
            })}
        </li>
    }
    .into_any()
}

fn span_view(span: &AlertSpan, line: TimeLine) -> AnyView {
    let (from, until) = (line.x(span.window.from), line.x(span.window.until));
    let width = (until - from).max(LEAST);
    let from = from.min(line.width.get() - width);
    let kind = match (span.is_outage, span.is_active) {
        (true, _) => "outage",
        (false, true) => "active",
        (false, false) => "over",
    };
    view! {
        <rect data-kind=kind x=decimal(from, 1) y="5" width=decimal(width, 1) height="16" rx="2">
            <title>{span.words(&|at| line.say(at))}</title>
        </rect>
    }
    .into_any()
}

fn axis_view(line: TimeLine) -> AnyView {
    dynamic(move || {
        let (window, width) = (line.window.get(), line.width.get());
        let most = ((width / LABEL) as usize).max(2);
        let hours = line.app.inner().live.preferences().hours;
        let ticks: Vec<_> = time_ticks(window, most, &time::offset, hours)
            .into_iter()
            .filter_map(|tick| {
                let x = line.x(tick.at);
                let has_room = (24.0..=width - 24.0).contains(&x);
                has_room.then(|| view! { <text x=decimal(x, 1) y="14">{tick.label}</text> })
            })
            .collect();
        view! {
            <svg viewBox=format!("0 0 {} 20", decimal(width, 0)) aria-hidden="true">
                {ticks}
            </svg>
        }
        .into_any()
    })
}
