//! The number of triggered alerts that are not acknowledged, shown on the link to their page.

use leptos::prelude::*;

use crate::state::app::App;
use crate::views::ui::dynamic::optional;

/// Largest number shown; there is no room for more digits.
const MOST: usize = 99;

/// Shows nothing if there are none.
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
