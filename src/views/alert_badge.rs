//! How many alerts are triggered that nobody has acknowledged, at what leads to their page.

use leptos::prelude::*;

use crate::state::app::App;
use crate::views::ui::dynamic::optional;

/// Larger numbers have no room.
const MOST: usize = 99;

/// Nothing while there is none.
pub fn alert_badge(app: App) -> AnyView {
    let count = Memo::new(move |_| {
        let live = &app.inner().live;
        live.track_flushes();
        live.open_alerts()
    });
    optional(move || {
        let count = count.get();
        (count > 0).then(|| {
            let shown = match count {
                ..=MOST => count.to_string(),
                _ => format!("{MOST}+"),
            };
            view! {
                <b class="open-alerts">{shown}</b>
                <span class="visually-hidden">" triggered"</span>
            }
        })
    })
}
