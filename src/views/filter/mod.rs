//! The filter box in the bar: words and conditions that fade all devices that do not match. The parts that match devices and offer
//! completions are loaded when the box is first used.

mod completions;
mod driver;
mod hosts;

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;
use web_sys::HtmlInputElement;

pub use self::completions::Completing;
use super::canvas::stage::Stage;
use super::ui::dynamic::{effect, optional, sometimes, text};
use super::ui::icon::Icon;
use crate::domain::filter::{DeviceFilter, FilterCount};
use crate::state::app::App;
use crate::state::part::lazy_part;

/// The id of the box.
const BOX: &str = "filter";
/// How long typing must pause before the address is updated.
const WRITTEN_AFTER: Duration = Duration::from_millis(300);

lazy_part!(filter: fn load_completions() -> fn(Completing) -> AnyView = completions::completions);
lazy_part!(filter: fn load_driver() -> fn(Stage) -> AnyView = hosts::fading_with_hosts);

/// The box, the number of matching devices, and completions.
#[component]
pub fn FilterBox() -> impl IntoView {
    let app = App::expect();
    let filtering = app.inner().filtering.clone();
    let typed = RwSignal::from(filtering.text.clone());
    keep_in_address(typed);
    let count = filtering.count.clone();
    let counted = text(move || count.with(|count| count.map(count_words).unwrap_or_default()));
    let is_set = Memo::new(move |_| typed.with(|typed| !typed.trim().is_empty()));
    let completing = Completing::new(typed);
    let part = RwSignal::new(None::<fn(Completing) -> AnyView>);
    let clear = move || {
        typed.set(String::new());
        focus_box();
    };
    let on_key = move |event: ev::KeyboardEvent| {
        // During input composition, keys choose among the input method's suggestions.
        if event.is_composing() {
            return;
        }
        let handled = match event.key().as_str() {
            "Escape" if completing.is_open() && is_set.get_untracked() => {
                completing.close();
                true
            }
            "Escape" if is_set.get_untracked() => {
                typed.set(String::new());
                true
            }
            "Escape" => {
                completing.close();
                leave_box();
                true
            }
            "ArrowDown" => completing.step(1),
            "ArrowUp" => completing.step(-1),
            "Enter" | "Tab" => completing.take_chosen(),
            _ => false,
        };
        if handled {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let load = move || {
        if part.get_untracked().is_none() {
            app.with_part(load_completions(), move |_, loaded| part.set(Some(loaded)));
        }
    };
    let open = move || {
        completing.open();
        load();
    };
    // A filter of the address may need words, too.
    effect(move || {
        if is_set.get() {
            load();
        }
    });
    view! {
        <div class="filter" role="search" data-set=sometimes(move || is_set.get().then_some(""))>
            <label class="box">
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d=Icon::Filter.path() /></svg>
                <input
                    id=BOX
                    type="text"
                    role="combobox"
                    aria-label="Filter"
                    aria-autocomplete="list"
                    aria-controls="filter-completions"
                    aria-expanded=text(move || completing.is_shown().to_string())
                    aria-activedescendant=move || completing.active_id()
                    placeholder="Filter…"
                    maxlength=DeviceFilter::LONGEST
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    prop:value=move || typed.get()
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        completing.moved(cursor(&event_target(&event)));
                        open();
                    }
                    on:click=move |event| {
                        completing.moved(cursor(&event_target(&event)));
                        open();
                    }
                    on:focus=move |_| open()
                    on:blur=move |_| completing.close()
                    on:keydown=on_key
                />
            </label>
            <span class="count" role="status">{counted}</span>
            {optional(move || {
                is_set
                    .get()
                    .then(|| {
                        view! {
                            <button type="button" class="clear" aria-label="Clear the filter" on:click=move |_| clear()>
                                <svg viewBox="0 0 24 24" aria-hidden="true"><path d=Icon::Close.path() /></svg>
                            </button>
                        }
                    })
            })}
            {optional(move || part.get().map(|show| show(completing)))}
        </div>
    }
}

/// Loads the part that fades devices when a filter is first entered.
pub fn fading(stage: Stage) -> AnyView {
    let app = App::expect();
    let typed = app.inner().filtering.text.clone();
    let part = RwSignal::new(None::<fn(Stage) -> AnyView>);
    let mut is_asked_for = false;
    effect(move || {
        if typed.with(|typed| !typed.trim().is_empty()) && !is_asked_for {
            is_asked_for = true;
            app.with_part(load_driver(), move |_, loaded| part.set(Some(loaded)));
        }
    });
    optional(move || part.get().map(|start| start(stage)))
}

/// Puts the keyboard's focus into the box.
pub fn focus_box() {
    if let Some(input) = input() {
        // It is on the page, and can take the focus.
        let _ = input.focus();
        input.select();
    }
}

fn leave_box() {
    if let Some(input) = input() {
        let _ = input.blur();
    }
}

fn input() -> Option<HtmlInputElement> {
    use wasm_bindgen::JsCast;
    document().get_element_by_id(BOX)?.dyn_into().ok()
}

/// The cursor as a byte position. The browser counts in UTF-16.
fn cursor(input: &HtmlInputElement) -> usize {
    let value = input.value();
    let Some(units) = input.selection_end().ok().flatten() else {
        return value.len();
    };
    let mut left = units as usize;
    let mut at = 0;
    for letter in value.chars() {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(letter.len_utf16());
        at += letter.len_utf8();
    }
    at
}

fn count_words(count: FilterCount) -> String {
    format!("{} of {}", count.fitting, count.of)
}

/// Keeps the filter in the address, for sharing and for the back button. Updated when typing pauses: browsers limit how often the address
/// may change, and each change is reported back a moment later.
fn keep_in_address(typed: RwSignal<String>) {
    let options = NavigateOptions {
        scroll: false,
        replace: true,
        ..Default::default()
    };
    let (asked, set_asked) = query_signal_with_options::<String>("filter", options);
    let written = StoredValue::new(String::new());
    effect(move || {
        let asked = asked.get().unwrap_or_default();
        // A text written by the box itself is older than its current text.
        if written.get_value() != asked {
            written.set_value(asked.clone());
            typed.set(asked);
        }
    });
    let write = move || {
        let typed = typed.get_untracked();
        if written.get_value() != typed {
            written.set_value(typed.clone());
            set_asked.set((!typed.is_empty()).then_some(typed));
        }
    };
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    effect(move || {
        typed.track();
        stop();
        waiting.set_value(set_timeout(write, WRITTEN_AFTER).ok());
    });
    on_cleanup(stop);
}
