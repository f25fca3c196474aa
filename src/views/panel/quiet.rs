//! Quiet hours of a system: when the user wants no notifications, and the form to edit them.

use leptos::prelude::*;

use super::inputs::TabInputs;
use crate::domain::alert_lines::quiet_words;
use crate::domain::inventory::QuietHours;
use crate::domain::inventory::loading::Fault;
use crate::domain::quiet_hours::QuietDraft;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, optional};
use crate::views::ui::focus::focus_soon;
use crate::views::ui::form::Check;

/// Selector of the element that gets the focus when the form closes.
const TAB: &str = ".panel [role=tab][aria-selected=true]";

/// The section; `quiet` is `None` if the hub did not report any.
pub fn quiet_section(
    inputs: TabInputs,
    quiet: Memo<Option<Vec<QuietHours>>>,
    done: Callback<Result<(), Fault>>,
) -> AnyView {
    let draft = RwSignal::new(None::<QuietDraft>);
    let done = Callback::new(move |result: Result<(), Fault>| {
        if result.is_ok() {
            // The tab may be closed by now.
            let _ = draft.try_set(None);
        }
        let _ = done.try_run(result);
    });
    let add = Callback::new(move |()| {
        draft.set(Some(QuietDraft::new(time::now(), &time::offset)));
    });
    view! {
        <section class="list-section">
            <h3>"Quiet hours"</h3>
            {dynamic(move || match quiet.get() {
                None => view! { <p class="hint">"The hub did not report its quiet hours."</p> }.into_any(),
                Some(quiet) if quiet.is_empty() => {
                    view! { <p class="empty">"None: the hub sends its messages at any time."</p> }.into_any()
                }
                Some(quiet) => {
                    let rows: Vec<_> = quiet.into_iter().map(|quiet| row(quiet, draft)).collect();
                    view! {
                        <ul class="rules">{rows}</ul>
                        <p class="hint">"Alerts trigger in these hours too; the hub sends no message."</p>
                    }
                    .into_any()
                }
            })}
            {dynamic(move || match draft.get() {
                Some(open) => form(inputs, open, quiet, draft, done),
                None => {
                    optional(move || {
                        quiet.with(Option::is_some).then(|| {
                            view! {
                                <div class="actions">
                                    <Button label="Add quiet hours" on_press=add />
                                </div>
                            }
                        })
                    })
                }
            })}
        </section>
    }
    .into_any()
}

fn row(quiet: QuietHours, draft: RwSignal<Option<QuietDraft>>) -> AnyView {
    let words = quiet_words(&quiet, time::now(), &time::local, &time::time_of_day);
    let spoken = format!("Edit: {words}");
    let edit = Callback::new(move |()| {
        draft.set(Some(QuietDraft::of(&quiet, time::now(), &time::offset)));
    });
    view! {
        <li>
            <span class="name">{words}</span>
            <Button label="Edit" spoken=spoken on_press=edit />
        </li>
    }
    .into_any()
}

fn form(
    inputs: TabInputs,
    of: QuietDraft,
    quiet: Memo<Option<Vec<QuietHours>>>,
    draft: RwSignal<Option<QuietDraft>>,
    done: Callback<Result<(), Fault>>,
) -> AnyView {
    let app = App::expect();
    // Changes apply to the system for which the form was opened.
    let system = StoredValue::new(inputs.system.get_untracked());
    let id = StoredValue::new(of.id.clone());
    let as_set = StoredValue::new(quiet.with_untracked(|quiet| {
        let mut quiet = quiet.iter().flatten();
        quiet
            .find(|quiet| of.id.as_ref() == Some(&quiet.id))
            .cloned()
    }));
    let daily = RwSignal::new(of.daily);
    let for_all = RwSignal::new(of.for_all);
    let times = [RwSignal::new(of.from_time), RwSignal::new(of.to_time)];
    let moments = [RwSignal::new(of.from_moment), RwSignal::new(of.to_moment)];
    let problem = RwSignal::new(None::<&'static str>);
    // Prevents sending the form twice.
    let is_sent = RwSignal::new(false);
    let ended = move |result: Result<(), Fault>| {
        is_sent.try_set(false);
        if result.is_ok() {
            focus_soon(TAB);
        }
        // The tab may be closed by now.
        let _ = done.try_run(result);
    };
    let save = move || {
        let Some(system) = system.get_value().filter(|_| !is_sent.get_untracked()) else {
            return;
        };
        let [from_time, to_time] = times.map(|time| time.get_untracked());
        let [from_moment, to_moment] = moments.map(|moment| moment.get_untracked());
        let typed = QuietDraft {
            id: id.get_value(),
            daily: daily.get_untracked(),
            for_all: for_all.get_untracked(),
            from_time,
            to_time,
            from_moment,
            to_moment,
        };
        match typed.read(&system.system, time::now(), &time::offset) {
            Ok(quiet) => {
                problem.set(None);
                is_sent.set(true);
                app.save_quiet_hours(&system, quiet, ended);
            }
            Err(wrong) => problem.set(Some(wrong.words())),
        }
    };
    let remove = Callback::new(move |()| {
        let of = system.get_value().zip(as_set.get_value());
        if let Some((system, quiet)) = of.filter(|_| !is_sent.get_untracked()) {
            is_sent.set(true);
            app.remove_quiet(&system, quiet, ended);
        }
    });
    let cancel = Callback::new(move |()| {
        draft.set(None);
        focus_soon(TAB);
    });
    focus_soon("#quiet-from");
    let is_new = of.id.is_none();
    view! {
        <form
            class="alert-form"
            aria-label="Quiet hours"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <Check label="Every day" value=daily />
            {dynamic(move || {
                let (kind, [from, to]) = if daily.get() { ("time", times) } else { ("datetime-local", moments) };
                view! {
                    {time_field("quiet-from", "From", kind, from)}
                    {time_field("quiet-to", "To", kind, to)}
                }
                .into_any()
            })}
            <Check label="For all systems" value=for_all />
            {optional(move || problem.get().map(|problem| view! { <p class="wrong" role="alert">{problem}</p> }))}
            <div class="actions">
                <button type="submit" class="button accent">
                    "Save"
                </button>
                {(!is_new).then(|| view! { <Button label="Remove" on_press=remove /> })}
                <Button label="Cancel" on_press=cancel />
            </div>
        </form>
    }
    .into_any()
}

fn time_field(
    id: &'static str,
    label: &'static str,
    kind: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    view! {
        <div class="field small">
            <label for=id>{label}</label>
            <input
                id=id
                type=kind
                required=true
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
