//! The log of a container: its last lines as text, in the colors it was written in, followed while it grows.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::listing;
use crate::domain::ansi::{self, LogLine, StyledSpan};
use crate::domain::fold::fold;
use crate::domain::ids::SystemRef;
use crate::domain::inventory::loading::Fault;
use crate::state::app::App;
use crate::state::files;
use crate::state::spawn;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, effect, optional, sometimes, text};

/// Maximum number of lines that are read and searched.
const MOST_LINES: usize = 20_000;
/// Number of lines shown at first, and added each time earlier ones are requested.
const SHOWN_LINES: usize = 1_000;
/// How often a followed log is requested.
const FOLLOW: Duration = Duration::from_secs(3);

/// The log as it was read last.
#[derive(Clone, PartialEq)]
enum Log {
    Loading,
    Text(String),
    Failed(Fault),
}

pub fn logs(system: SystemRef, container: String, name: &str) -> AnyView {
    let app = App::expect();
    let log = RwSignal::new(Log::Loading);
    let follows = RwSignal::new(true);
    let query = RwSignal::new(String::new());
    // Whether the shown log may be outdated.
    let lost = RwSignal::new(false);
    let is_asking = StoredValue::new(false);
    let ask = Callback::new(move |()| {
        if is_asking.get_value() {
            return;
        }
        is_asking.set_value(true);
        app.read_container_logs(&system, container.clone(), move |result| {
            // The log may be closed by now.
            if is_asking.try_set_value(false).is_some() {
                return;
            }
            let known = log.with_untracked(|log| matches!(log, Log::Text(_)));
            let new = match result {
                Ok(text) => {
                    lost.set(false);
                    Log::Text(text)
                }
                // The text stays; the next request may succeed.
                Err(Fault::Lost(_)) if known => return lost.set(true),
                Err(fault) => Log::Failed(fault),
            };
            if log.with_untracked(|log| *log != new) {
                log.set(new);
            }
        });
    });
    ask.run(());
    if let Ok(timer) = set_interval(
        move || {
            let is_text = log.with_untracked(|log| !matches!(log, Log::Failed(_)));
            if follows.get_untracked() && is_text && !document().hidden() {
                ask.run(());
            }
        },
        FOLLOW,
    ) {
        on_cleanup(move || timer.clear());
    }
    let lines = Memo::new(move |_| {
        log.with(|log| match log {
            Log::Text(text) => ansi::last_lines(text, MOST_LINES),
            _ => Vec::new(),
        })
    });
    let found = Memo::new(move |_| {
        let query = fold(query.get().trim());
        lines.with(|lines| {
            let fits = |line: &&LogLine| query.is_empty() || fold(&line.text()).contains(&query);
            lines.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let most = RwSignal::new(SHOWN_LINES);
    let shown = Memo::new(move |_| {
        found.with(|found| found[found.len().saturating_sub(most.get())..].to_vec())
    });
    let earlier = Memo::new(move |_| found.with(Vec::len).saturating_sub(most.get()));
    let node = NodeRef::<html::Div>::new();
    effect(move || {
        shown.track();
        if follows.get()
            && let Some(node) = node.get()
        {
            let _ = request_animation_frame(move || node.set_scroll_top(node.scroll_height()));
        }
    });
    // Scrolling up pauses the log until it is scrolled back to the end.
    let on_scroll = move |_| {
        if let Some(node) = node.get_untracked() {
            let is_at_end = node.scroll_height() - node.scroll_top() - node.client_height() < 24;
            if follows.get_untracked() != is_at_end {
                follows.set(is_at_end);
            }
        }
    };
    // Keeps the visible lines in place.
    let show_earlier = Callback::new(move |()| {
        follows.set(false);
        let before = node.get_untracked().map(|node| node.scroll_height());
        most.update(|most| *most += SHOWN_LINES);
        let _ = request_animation_frame(move || {
            if let Some((node, before)) = node.try_get_untracked().flatten().zip(before) {
                node.set_scroll_top(node.scroll_top() + node.scroll_height() - before);
            }
        });
    });
    let earlier_words = text(move || {
        let more = earlier.get().min(SHOWN_LINES);
        format!("Show {more} earlier lines")
    });
    let pressed = sometimes(move || Some(if follows.get() { "true" } else { "false" }));
    let copy = Callback::new(move |()| {
        let whole: Vec<String> =
            found.with_untracked(|lines| lines.iter().map(LogLine::text).collect());
        spawn(async move {
            let is_copied = files::copy_unseen(&whole.join("\n")).await;
            app.say(if is_copied {
                "Log copied."
            } else {
                "This browser does not let the page copy."
            });
        });
    });
    let counted =
        text(move || listing::counted(found.with(Vec::len), lines.with(Vec::len), "lines"));
    // Separate from the text, so that the region keeps focus and selection while lines arrive.
    let stage = Memo::new(move |_| {
        log.with(|log| match log {
            Log::Loading => LogStage::Loading,
            Log::Failed(fault) => LogStage::Failed(fault.clone()),
            Log::Text(_) => LogStage::Text,
        })
    });
    let label = format!("Log of {name}");
    view! {
        <div class="list-tools">
            {listing::filter_box("Search the log", query)}
            <button type="button" class="button" aria-pressed=pressed on:click=move |_| follows.update(|follows| *follows = !*follows)>
                "Follow"
            </button>
            <Button label="Copy" on_press=copy />
            <span class="counted" role="status">{counted}</span>
        </div>
        {optional(move || {
            lost.get().then(|| view! { <p class="hint" role="status">"The log could not be read again. The newest lines may be missing."</p> })
        })}
        {dynamic(move || match stage.get() {
            LogStage::Loading => view! { <p class="hint" role="status">"Asking the system…"</p> }.into_any(),
            LogStage::Failed(fault) => {
                let words = fault.words("logs of containers");
                view! {
                    <p class="empty" role="status">{words}</p>
                    <div class="actions"><Button label="Try again" on_press=Callback::new(move |()| { log.set(Log::Loading); ask.run(()); }) /></div>
                }
                .into_any()
            }
            LogStage::Text => {
                view! {
                    {optional(move || {
                        (earlier.get() > 0).then(|| view! { <Button label=earlier_words class="button quiet" on_press=show_earlier /> })
                    })}
                    <div class="log" tabindex="0" role="region" aria-label=label.clone() node_ref=node on:scroll=on_scroll>
                        {dynamic(move || shown.with(|lines| lines.iter().map(line_view).collect::<Vec<_>>()).into_any())}
                    </div>
                }
                .into_any()
            }
        })}
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
enum LogStage {
    Loading,
    Failed(Fault),
    Text,
}

fn line_view(line: &LogLine) -> AnyView {
    let spans: Vec<_> = line.spans.iter().map(span_view).collect();
    view! { <div class="line">{spans}</div> }.into_any()
}

fn span_view(span: &StyledSpan) -> AnyView {
    let style = span.style;
    let text = span.text.clone();
    if style == ansi::TextStyle::default() {
        return text.into_any();
    }
    let marks = [
        (style.bold, "bold"),
        (style.dim, "dim"),
        (style.italic, "italic"),
        (style.underline, "underline"),
    ];
    let words: Vec<&str> = marks
        .iter()
        .filter(|(is_set, _)| *is_set)
        .map(|(_, word)| *word)
        .collect();
    let words = (!words.is_empty()).then(|| words.join(" "));
    view! {
        <span data-ink=style.color.map(ansi::TerminalColor::word) class=words>
            {text}
        </span>
    }
    .into_any()
}
