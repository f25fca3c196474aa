//! The link that holds the layout itself.

use leptos::html;
use leptos::prelude::*;

use crate::domain::io::share::{self, Include};
use crate::domain::problem::Problem;
use crate::draw::qr::qr;
use crate::interaction::thresholds::PointerKind;
use crate::state::app::App;
use crate::state::files::copy;
use crate::state::pointer::pointer_in_use;
use crate::state::spawn;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{optional, text};
use crate::views::ui::form::Check;
use crate::views::ui::notice::{Notice, Tone};

#[component]
pub fn ShareDialog() -> impl IntoView {
    let app = App::expect();
    let (notes, addresses) = (RwSignal::new(false), RwSignal::new(false));
    let link = Memo::new(move |_| {
        app.share_link(Include {
            notes: notes.get(),
            addresses: addresses.get(),
        })
    });
    let warning = Memo::new(move |_| link.with(|link| warning_of(link.as_ref())));
    view! {
        <h2>"Share link"</h2>
        <p>
            "Anyone with the link can see the layout: names of racks and devices, their types and places. The layout is in the link itself, not on a server."
        </p>
        <p class="quiet">"Not included: the hub, links to systems and guests, values, and your sign-in."</p>
        <div class="checks">
            <Check label="With notes" value=notes />
            <Check label="With addresses of devices" value=addresses />
        </div>
        {optional(move || link.get().ok().map(|link| view! { <Link link=link.clone() /> {code(&link)} }))}
        {optional(move || warning.get().map(|problem| view! { <Notice tone=Tone::Warn problem=problem /> }))}
    }
}

/// A QR code of the link for phone cameras, if the link fits into one.
fn code(link: &str) -> Option<AnyView> {
    let code = qr(link)?;
    let (path, side) = (code.path(1.0), code.side);
    Some(
        view! {
            <svg class="share-code" viewBox=format!("0 0 {side} {side}") role="img" aria-label="QR code of the link">
                <path d=path />
            </svg>
        }
        .into_any(),
    )
}

/// The link, to be copied.
#[component]
fn Link(link: String) -> impl IntoView {
    let app = App::expect();
    let field = NodeRef::<html::Input>::new();
    let size = format!("{} characters", link.len());
    let said = RwSignal::new(String::new());
    let value = link.clone();
    let press = Callback::new(move |()| {
        let Some(field) = field.get_untracked() else {
            return;
        };
        let link = link.clone();
        spawn(async move {
            let words = if copy(&link, &field).await {
                "Copied"
            } else {
                match pointer_in_use() {
                    PointerKind::Touch => {
                        "The browser blocks copying here. Press and hold the link to copy it."
                    }
                    _ => "The browser blocks copying here. Press Ctrl or ⌘ + C.",
                }
            };
            said.set(words.to_owned());
            app.say(words);
        });
    });
    view! {
        <div class="field small link">
            <label for="share-link">"Link"</label>
            <input
                id="share-link"
                type="text"
                readonly
                node_ref=field
                prop:value=value
                on:focus=move |_| {
                    if let Some(field) = field.get_untracked() {
                        field.select();
                    }
                }
            />
        </div>
        <div class="actions">
            <span class="file-name">{size}</span>
            <span class="file-name">{text(move || said.get())}</span>
            <Button class="button primary" label=Signal::stored("Copy link".to_owned()) on_press=press />
        </div>
    }
}

fn warning_of(link: Result<&String, &share::TooLong>) -> Option<Problem> {
    match link {
        Ok(link) if link.len() > share::LONG => Some(Problem::new(
            format!(
                "The link is long: chat and mail programs may cut links of more than {} characters.",
                share::LONG
            ),
            "Try it out, or send the layout as a file: Export, Blinkenrack layout.",
        )),
        Ok(_) => None,
        Err(too_long) => Some(Problem::new(
            format!("{too_long}."),
            "Send it as a file instead: Export, Blinkenrack layout.",
        )),
    }
}
