//! The table behind a chart.

use leptos::prelude::*;

use crate::domain::charts::reading::Chart;
use crate::domain::charts::table::{row, times};
use crate::domain::charts::ticks::moment;
use crate::domain::preferences::Preferences;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;
use crate::state::time;

/// Newest row first.
pub fn table(chart: &Chart, window: Window, now: Millis, preferences: &Preferences) -> AnyView {
    let heads: Vec<_> = chart
        .tracks
        .iter()
        .map(|track| view! { <th scope="col">{track.name.clone()}</th> })
        .collect();
    let rows: Vec<_> = times(chart, window)
        .into_iter()
        .rev()
        .map(|at| {
            let cells: Vec<_> = row(chart, at, preferences)
                .into_iter()
                .map(|cell| view! { <td>{cell}</td> })
                .collect();
            view! {
                <tr>
                    <th scope="row">{moment(at, now, &time::offset, preferences.hours)}</th>
                    {cells}
                </tr>
            }
        })
        .collect();
    let name = format!("{} as a table", chart.title);
    let shown = name.clone();
    view! {
        <div class="chart-table" role="region" aria-label=name tabindex="0">
            <table aria-label=shown>
                <thead>
                    <tr>
                        <th scope="col">"Time"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
