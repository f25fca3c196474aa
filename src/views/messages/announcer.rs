//! Reads what was done aloud, and shows it for a moment.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::domain::toasts::{Toast, Toasts};
use crate::state::app::App;
use crate::state::time::now;
use crate::views::desk::{DeskView, later};
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{effect, text};
use crate::views::ui::focus::focus as return_focus;

/// How long a message can be read aloud.
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

/// The messages, with a way to undo the last change. None goes while a pointer or the focus is on them.
#[component]
fn ToastList() -> impl IntoView {
    let toasts = App::expect().inner().messages.toasts();
    leave_in_time(toasts.clone());
    let before = StoredValue::new_local(None::<Element>);
    let hold = {
        let toasts = toasts.clone();
        move |is_held| toasts.update(|toasts| toasts.hold(is_held, now()))
    };
    let (enter, leave) = (hold.clone(), hold.clone());
    let (focus, blur) = (hold.clone(), hold);
    let each = move || {
        let key = |toast: &Toast| (toast.id, toast.words.clone(), toast.count, toast.can_undo);
        toasts.with(|toasts| toasts.shown().iter().map(key).collect::<Vec<_>>())
    };
    view! {
        <section
            class="toasts"
            aria-label="Messages"
            on:pointerenter=move |_| enter(true)
            on:pointerleave=move |_| leave(false)
            on:focusin=move |event| {
                focus(true);
                let from = event.related_target().and_then(|from| from.dyn_into::<Element>().ok());
                before.set_value(from.or_else(|| before.get_value()));
            }
            on:focusout=move |_| blur(false)
        >
            <For each=each key=Clone::clone let:toast>
                {toast_view(toast.1, toast.2, toast.3, before)}
            </For>
        </section>
    }
}

/// `before` had the focus before the messages; it gets the focus back.
fn toast_view(
    words: String,
    count: u32,
    can_undo: bool,
    before: StoredValue<Option<Element>, LocalStorage>,
) -> AnyView {
    let app = App::expect();
    let times = (count > 1).then(|| view! { <span class="times">{format!("×{count}")}</span> });
    let undo = can_undo.then(|| {
        let undo = Callback::new(move |()| {
            app.undo();
            if let Some(before) = before.get_value() {
                return_focus(&before);
            }
        });
        view! { <Button class="button quiet" label="Undo" on_press=undo /> }
    });
    view! { <div class="toast"><bdi>{words}</bdi> {times} {undo}</div> }.into_any()
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
