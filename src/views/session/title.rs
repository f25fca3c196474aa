//! Shows the number of systems that are down in the page's title and icon, visible from other browser tabs.

use leptos::prelude::*;

use crate::domain::health::Health;
use crate::domain::hub_state::HubState;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

const NAME: &str = "Blinkenrack";
const ICON: &str = "icon.svg";
/// Largest number in the icon; there is no room for more digits.
const MOST: usize = 99;

/// Keeps title and icon for as long as the current owner lives.
pub(super) fn keep_title(app: App) {
    let inner = app.inner();
    let (totals, hub) = (inner.live.totals(), inner.hub.clone());
    // Systems of a lost hub do not count: they are judged as lost, not as down.
    let down = Memo::new(move |_| totals.with(|totals| totals.of(Health::Down)));
    let is_lost = Memo::new(move |_| hub.with(|hub| matches!(hub, HubState::Lost(_))));
    effect(move || show(down.get(), is_lost.get()));
    on_cleanup(|| show(0, false));
}

fn show(down: usize, is_lost: bool) {
    let document = document();
    document.set_title(&title(down, is_lost));
    if let Ok(Some(link)) = document.query_selector("link[rel=icon]") {
        // Only an invalid name is refused.
        let _ = link.set_attribute("href", &icon(down));
    }
}

fn title(down: usize, is_lost: bool) -> String {
    match (down, is_lost) {
        (0, false) => NAME.to_owned(),
        (0, true) => format!("(hub lost) {NAME}"),
        (down, false) => format!("({down} down) {NAME}"),
        (down, true) => format!("({down} down, hub lost) {NAME}"),
    }
}

/// The app's own icon, or one with the number of systems that are down. The page's content security policy allows images in data URLs.
fn icon(down: usize) -> String {
    if down == 0 {
        return ICON.to_owned();
    }
    let number = down.min(MOST);
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' \
         fill='%23d61f45'/%3E%3Ctext x='16' y='23' text-anchor='middle' font-family='sans-serif' font-weight='700' font-size='20' \
         fill='white'%3E{number}%3C/text%3E%3C/svg%3E"
    )
}
