//! The last hour of the systems whose rows are seen.

use leptos::prelude::*;

use super::grid::GridRoom;
use crate::domain::fleet::{FleetRow, KeyedRows, LastHour};
use crate::domain::lens::{Lens, LensScale};
use crate::state::actions::last_hours::{HourViewer, LastHours};
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// Asks for it while it is shown, and for as long as the current owner lives.
pub fn follow_hours(
    app: App,
    rows: Memo<KeyedRows<FleetRow>>,
    room: GridRoom,
    has_hours: Memo<bool>,
) {
    let hours = LastHours::shared(app);
    let seen = Memo::new(move |_| {
        let wanted = has_hours.get() && !room.is_narrow.get();
        let places = if wanted { room.seen.get() } else { 0..0 };
        rows.with(|rows| {
            let seen = rows.within(places).iter();
            seen.map(|row| row.system.clone()).collect::<Vec<_>>()
        })
    });
    let wanting = hours.clone();
    effect(move || {
        let mut seen = seen.get();
        // Reports change only the order, which does not matter here.
        seen.sort();
        wanting.want(HourViewer::Page, seen);
    });
    let hours = StoredValue::new_local(hours);
    on_cleanup(move || hours.with_value(|hours| hours.want(HourViewer::Page, Vec::new())));
}

/// A system's last hour, including its current report.
pub fn hour_of(app: App, row: &FleetRow, metric: Lens) -> Option<LastHour> {
    let inner = app.inner();
    let now = inner.live.hub_now(&row.system.hub);
    if row.values.is_some() {
        let metrics = || inner.live.system(&row.system).map(|known| known.metrics);
        inner.lensing.push_live(&row.system, metrics, now);
    }
    let spark = inner.lensing.spark(&row.system, metric, now)?;
    let (lowest, highest) = inner.lensing.extremes(&row.system, metric)?;
    let preferences = inner.live.preferences();
    let scale = LensScale::of(metric, &preferences)?;
    let words = |value: f32| scale.value_words(f64::from(value));
    Some(LastHour {
        spark,
        said: format!("{} to {}", words(lowest), words(highest)),
    })
}
