//! The racks: a strip of each with its worst state, and the hottest one.

use leptos::prelude::*;

use super::parts::{entries, link, part, words_of};
use crate::domain::fleet::{FleetOverview, NothingListed, RackStrip};
use crate::domain::format;
use crate::domain::pages::AppPage;
use crate::domain::units::Celsius;
use crate::state::app::App;
use crate::views::fleet::strips::rack_strip;
use crate::views::ui::dynamic::{dynamic, nothing, text};
use crate::views::ui::light::Light;

pub fn racks(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let strips = Memo::new(move |_| seen.with(|seen| seen.racks.clone()));
    let key = |strip: &RackStrip| strip.rack.to_string();
    let entry = move |item: Memo<Option<RackStrip>>| {
        let press = move |_| {
            if let Some(strip) = item.get_untracked() {
                app.go_to_rack(strip.rack);
            }
        };
        let worst = Memo::new(move |_| {
            item.with(|strip| strip.as_ref().and_then(|strip| strip.worst.clone()))
        });
        let calm = words_of(item, |strip| strip.calm_words().to_owned());
        view! {
            <button type="button" class="rack-strip" on:click=press>
                <b>{words_of(item, |strip| strip.name.clone())}</b>
                {rack_strip(item)}
                {dynamic(move || match worst.get() {
                    Some((health, name)) => {
                        view! {
                            <span class="worst">
                                <Light health=Signal::stored(health) />
                                <span class="visually-hidden">{format!("{}: ", health.word())}</span>
                                <span>{name}</span>
                            </span>
                        }
                            .into_any()
                    }
                    None => view! { <span class="worst quiet">{calm}</span> }.into_any(),
                })}
            </button>
        }
        .into_any()
    };
    let further = link("Open", move || app.open_page(AppPage::Racks));
    let count = text(move || strips.with(|strips| strips.len().to_string()));
    let content = view! { <div class="rack-strips">{entries(strips, key, entry)}</div> };
    part("Racks", count, further, content.into_any())
}

pub fn heat(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let hottest = Memo::new(move |_| seen.with(|seen| seen.hottest.clone()));
    let reach = Memo::new(move |_| seen.with(|seen| seen.reach));
    let unit = move || app.inner().live.preferences().temperature;
    let content = dynamic(move || match hottest.get() {
        None => {
            let words = NothingListed::Temperatures.words(reach.get());
            view! { <p class="hint">{words}</p> }.into_any()
        }
        Some(rack) => {
            let degrees = |value: f64| format::temperature(Celsius(value as f32), unit());
            let (most, average) = (degrees(rack.hottest), degrees(rack.average));
            let id = rack.rack;
            view! {
                <button type="button" class="entry plain" on:click=move |_| app.go_to_rack(id)>
                    <span class="what">
                        <b>{rack.name.clone()}</b>
                    </span>
                    <span class="how-long">{most}</span>
                    <span class="reason">{format!("{} is the hottest", rack.machine)}</span>
                    <small class="at">{format!("{average} on average")}</small>
                </button>
            }
            .into_any()
        }
    });
    let none = Signal::stored(String::new());
    part("Hottest rack", none, nothing(), content)
}
