//! Links that the user gives a device: a name and an address with placeholders.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::text::{TextField, TextKind, input};
use super::{SetOutcome, labelled, plain_name, problem_line};
use crate::domain::inspect::{DeviceChange, EditProblem, FieldValue, read_user_link};
use crate::domain::layout::UserLink;
use crate::views::ui::dynamic::dynamic;

const EXAMPLE: &str = "https://{address}:8006/";

/// The row of the user's own links.
pub fn user_links_field(
    links: Memo<Vec<UserLink>>,
    set: Callback<DeviceChange, SetOutcome>,
) -> AnyView {
    let count = Memo::new(move |_| links.with(Vec::len));
    let control = view! {
        {dynamic(move || (0..count.get()).map(|at| one(at, links, set)).collect::<Vec<_>>().into_any())}
        {addition(links, set)}
    };
    labelled(
        "user-links",
        plain_name("user-links-name", "Links"),
        control.into_any(),
    )
}

/// One link, whose two parts are fields.
fn one(at: usize, links: Memo<Vec<UserLink>>, set: Callback<DeviceChange, SetOutcome>) -> AnyView {
    let part = move |part: fn(&UserLink) -> String| {
        Signal::derive(move || {
            let text = links.with(|links| links.get(at).map(part));
            FieldValue::Same(text.unwrap_or_default())
        })
    };
    let change = move |change: &dyn Fn(&UserLink) -> Result<UserLink, EditProblem>| {
        let mut all = links.get_untracked();
        let Some(link) = all.get_mut(at) else {
            return Ok(());
        };
        *link = change(link)?;
        set.run(DeviceChange::UserLinks(all))
    };
    let set_name = Callback::new(move |name: String| {
        change(&|link| read_user_link(&name, link.url.as_str(), Some(link)))
    });
    let set_url = Callback::new(move |url: String| {
        change(&|link| read_user_link(&link.name, &url, Some(link)))
    });
    let remove = move |_| {
        let mut all = links.get_untracked();
        if at < all.len() {
            all.remove(at);
            // Removing is never refused.
            let _ = set.run(DeviceChange::UserLinks(all));
        }
    };
    let number = at + 1;
    let field = |value, set| TextField::new("user-links", "", TextKind::Line, value, set);
    let (name, name_problem) = input(
        field(part(|link| link.name.clone()), set_name),
        format!("link-name-{number}"),
        Some(format!("Name of link {number}")),
    );
    let (url, url_problem) = input(
        TextField {
            longest: 2_000,
            ..field(part(|link| link.url.as_str().to_owned()), set_url)
        },
        format!("link-url-{number}"),
        Some(format!("Address of link {number}")),
    );
    view! {
        <div class="pair">
            {name} {url}
            <button type="button" class="button" aria-label=format!("Remove link {number}") on:click=remove>"×"</button>
        </div>
        {name_problem}
        {url_problem}
    }
    .into_any()
}

/// The fields of a new link.
fn addition(links: Memo<Vec<UserLink>>, set: Callback<DeviceChange, SetOutcome>) -> AnyView {
    let (name, url) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<EditProblem>);
    let add = move || {
        let new =
            name.with_untracked(|name| url.with_untracked(|url| read_user_link(name, url, None)));
        let outcome = new.and_then(|link| {
            let mut all = links.get_untracked();
            all.push(link);
            set.run(DeviceChange::UserLinks(all))
        });
        if outcome.is_ok() {
            name.set(String::new());
            url.set(String::new());
        }
        problem.set(outcome.err());
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() => {
            event.prevent_default();
            add();
        }
        "Escape" => {
            let is_empty =
                name.with_untracked(String::is_empty) && url.with_untracked(String::is_empty);
            if !is_empty {
                event.prevent_default();
                event.stop_propagation();
                name.set(String::new());
                url.set(String::new());
                problem.set(None);
            }
        }
        _ => {}
    };
    let field = move |value: RwSignal<String>, spoken: &'static str, hint: &'static str| {
        view! {
            <input
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=spoken
                placeholder=hint
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=on_key
            />
        }
    };
    view! {
        <div class="pair">
            {field(name, "Name of a new link", "Name")}
            {field(url, "Address of a new link", EXAMPLE)}
            <button type="button" class="button" aria-label="Add the link" on:click=move |_| add()>"+"</button>
        </div>
        {problem_line(problem.into())}
    }
    .into_any()
}
