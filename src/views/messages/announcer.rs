//! Announces messages to screen readers, and shows them for a moment.

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::clear_place::give_way;
use crate::domain::direction::without_turns;
use crate::domain::toasts::{Toast, ToastUndo, Toasts};
use crate::state::app::App;
use crate::state::time::now;
use crate::views::desk::{DeskView, later};
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{effect, optional, text};
use crate::views::ui::focus::focus as return_focus;

/// By then the page is painted with all that comes with a message, so that measuring it costs no layout.
const SETTLED: Duration = Duration::from_millis(60);
/// How long a message stays in the live region.
const SPOKEN_FOR: Duration = Duration::from_secs(4);

pub fn toasts() -> AnyView {
    view! { <ToastList /> }.into_any()
}

#[component]
pub fn Announcer() -> impl IntoView {
    let message = App::expect().inner().messages.latest();
    let shown = message.clone();
    let mut timer = None::<TimeoutHandle>;
    effect(move || {
        if let Some(old) = timer.take() {
            old.clear();
        }
        timer = shown.get().and_then(|_| {
            let shown = shown.clone();
            set_timeout(move || shown.set(None), SPOKEN_FOR).ok()
        });
    });
    let words = text(move || message.get().unwrap_or_default());
    view! {
        <div class="visually-hidden" role="status" aria-live="polite">{words}</div>
        {later("", DeskView::Toasts)}
    }
}

/// The messages, with a way to undo the last change or removal. None goes while a pointer or the focus is on them.
#[component]
fn ToastList() -> impl IntoView {
    let toasts = App::expect().inner().messages.toasts();
    leave_in_time(toasts.clone());
    let before = StoredValue::new_local(None::<Element>);
    let point = {
        let toasts = toasts.clone();
        move |is| toasts.update(|toasts| toasts.point(is, now()))
    };
    let focus = {
        let toasts = toasts.clone();
        move |is| toasts.update(|toasts| toasts.focus(is, now()))
    };
    let (leave, blur) = (point.clone(), focus.clone());
    let ids = {
        let toasts = toasts.clone();
        move || {
            toasts.with(|toasts| {
                let shown = toasts.shown().iter();
                shown.map(|toast| toast.id).collect::<Vec<_>>()
            })
        }
    };
    let node = NodeRef::<html::Section>::new();
    keep_clear(node, toasts.clone());
    view! {
        <section
            class="toasts"
            aria-label="Messages"
            node_ref=node
            on:pointerenter=move |_| point(true)
            on:pointerleave=move |_| leave(false)
            on:focusin=move |event| {
                focus(true);
                let from = event.related_target().and_then(|from| from.dyn_into::<Element>().ok());
                // When the focus moves between messages, the element focused before both is kept.
                let is_outside = |from: &Element| matches!(from.closest(".toasts"), Ok(None));
                before.set_value(from.filter(is_outside).or_else(|| before.get_value()));
            }
            on:focusout=move |_| blur(false)
        >
            <For each=ids key=|id| *id let:id>
                {toast_view(toasts.clone(), id, before)}
            </For>
        </section>
    }
}

/// Messages give way to what is in use when they come, and to what takes the focus while they are shown.
fn keep_clear(node: NodeRef<html::Section>, toasts: ArcRwSignal<Toasts>) {
    let lifted = StoredValue::new(0.0);
    let clear = move || {
        let look = move || {
            if let Some(node) = node.try_get_untracked().flatten() {
                give_way(&node, lifted);
            }
        };
        let _ = set_timeout(look, SETTLED);
    };
    let focused = toasts.clone();
    effect(move || {
        if toasts.with(|toasts| !toasts.shown().is_empty()) {
            clear();
        }
    });
    let listener = window_event_listener(ev::focusin, move |_| {
        if focused.with_untracked(|toasts| !toasts.shown().is_empty()) {
            clear();
        }
    });
    on_cleanup(move || listener.remove());
}

/// `before` is the element that had the focus before the messages; the focus returns to it.
fn toast_view(
    toasts: ArcRwSignal<Toasts>,
    id: u64,
    before: StoredValue<Option<Element>, LocalStorage>,
) -> AnyView {
    let app = App::expect();
    // The last state stays while the message disappears.
    let shown = Memo::new(move |last: Option<&Option<Toast>>| {
        let now = toasts.with(|toasts| toasts.shown().iter().find(|toast| toast.id == id).cloned());
        now.or_else(|| last.cloned().flatten())
    });
    let words = text(move || {
        shown.with(|toast| {
            toast
                .as_ref()
                .map(|toast| without_turns(toast.words.clone()))
                .unwrap_or_default()
        })
    });
    let count =
        Memo::new(move |_| shown.with(|toast| toast.as_ref().map_or(1, |toast| toast.count)));
    let undo = Memo::new(move |_| shown.with(|toast| toast.as_ref().and_then(|toast| toast.undo)));
    let take_back = Callback::new(move |()| {
        match undo.get_untracked() {
            Some(ToastUndo::Own) => app.inner().messages.take_back(id),
            _ => app.undo(),
        }
        if let Some(before) = before.get_value().filter(|before| before.is_connected()) {
            return_focus(&before);
        }
    });
    view! {
        <div class="toast">
            <bdi>{words}</bdi>
            " "
            {optional(move || {
                let count = count.get();
                (count > 1).then(|| view! { <span class="times">{format!("×{count}")}</span> })
            })}
            " "
            {optional(move || undo.get().map(|_| view! { <Button class="button quiet" label="Undo" on_press=take_back /> }))}
        </div>
    }
    .into_any()
}

/// Removes each message when its time is over.
fn leave_in_time(toasts: ArcRwSignal<Toasts>) {
    let mut timer = None::<TimeoutHandle>;
    effect(move || {
        if let Some(old) = timer.take() {
            old.clear();
        }
        let end = toasts.with(Toasts::next_end);
        timer = end.and_then(|end| {
            let toasts = toasts.clone();
            let after = Duration::from_millis(u64::try_from(end).unwrap_or(0) + 10);
            set_timeout(move || toasts.update(|toasts| toasts.pass(now())), after).ok()
        });
    });
}
