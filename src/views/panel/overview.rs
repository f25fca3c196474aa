//! The tab "Overview": the values of a device, its last ones, and its name on the hub.

use leptos::prelude::*;

use super::card::{Card, LastSeen, Past};
use super::facts::{machine, of_layout};
use super::guests::guest_overview;
use super::inputs::TabInputs;
use super::tile_list::tile_list;
use crate::domain::command::Command;
use crate::domain::ids::SystemRef;
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::state::time;
use crate::views::actions;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, effect, optional};

pub fn overview(inputs: TabInputs) -> AnyView {
    let is_guest = Memo::new(move |_| inputs.guest.with(Option::is_some));
    dynamic(move || {
        if is_guest.get() {
            guest_overview(inputs)
        } else {
            device_overview(inputs)
        }
    })
}

fn device_overview(inputs: TabInputs) -> AnyView {
    let app = App::expect();
    let card = inputs.card;
    let edit = Callback::new(move |()| actions::run(app, "edit-device"));
    view! {
        <Renamed card=card />
        {tile_list(Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.tiles.clone()))))}
        <PastValues card=card />
        {machine(inputs)}
        {of_layout(inputs)}
        <div class="actions">
            <Button label="Edit and link" on_press=edit />
            {pause_button(app, card)}
        </div>
    }
    .into_any()
}

/// The button that pauses monitoring, where the account may do so. The reason of a paused system has the one that resumes it.
fn pause_button(app: App, card: Memo<Option<Card>>) -> AnyView {
    let health = Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.health)));
    optional(move || {
        health
            .with(|_| untrack(|| app.can_set_monitored(false)))
            .then(|| {
                let press = Callback::new(move |()| actions::run(app, "pause-system"));
                view! { <Button label="Pause monitoring" on_press=press /> }
            })
    })
}

/// Offers the name that the system has on the hub.
#[component]
fn Renamed(card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::expect();
    let renamed =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.renamed.clone())));
    optional(move || {
        let (device, name) = renamed.get()?;
        let words = format!("Called “{name}” on the hub.");
        let rename = Callback::new(move |()| {
            let name = name.clone();
            app.run_soon(Command::RenameDevice { device, name });
        });
        Some(view! {
            <p class="renamed">
                <span>{words}</span>
                <Button label="Use this name" on_press=rename />
            </p>
        })
    })
}

/// The last values of a system that is down or stale: with their time, so that nobody takes them for current.
#[component]
fn PastValues(card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::expect();
    let past =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.past.clone())));
    let system =
        Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.system.clone())));
    let last_row = RwSignal::new(None::<(SystemRef, Millis)>);
    let is_vague = Memo::new(move |_| {
        let is_vague = |past: &Past| !matches!(past.seen, LastSeen::At(_));
        past.with(|past| past.as_ref().is_some_and(is_vague))
    });
    effect(move || {
        if is_vague.get()
            && let Some(system) = system.get()
        {
            app.load_last_row(system, last_row);
        }
    });
    optional(move || {
        let Past { seen, tiles } = past.get()?;
        let row = last_row
            .get()
            .filter(|(of, _)| Some(of) == system.get().as_ref());
        let seen = match (seen, row) {
            (LastSeen::At(at), _) => format!("at {}", time::local(at)),
            (_, Some((_, at))) => format!("at {}", time::local(at)),
            (LastSeen::Before(at), None) => format!("before {}", time::local(at)),
            (LastSeen::Unknown, None) => "at a time not known".to_owned(),
        };
        let tiles: Vec<_> = tiles
            .into_iter()
            .map(|tile| {
                view! {
                    <div>
                        <dt>{tile.label}</dt>
                        <dd>{tile.text}</dd>
                    </div>
                }
            })
            .collect();
        Some(view! {
            <section class="past">
                <h3>"Last seen " <span>{seen}</span></h3>
                <dl class="tiles even">{tiles}</dl>
            </section>
        })
    })
}
