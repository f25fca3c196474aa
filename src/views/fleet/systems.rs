//! The page of all systems: the worst first, filtered by the box in the bar.

use std::sync::Arc;

use leptos::prelude::*;

use super::grid::GridRoom;
use super::rows::fitting_rows;
use super::table::{PageTable, page_table, sheet_button};
use super::tools::{columns_menu, order_box, subsets};
use crate::domain::fleet::{self, FleetColumn, FleetRow, FleetUnits, KeyedRows, line};
use crate::state::app::App;
use crate::state::fleet::FleetChoices;
use crate::views::panel::listing::sort_header;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, optional};

pub fn systems() -> AnyView {
    let app = App::expect();
    let choices = FleetChoices::shared();
    let fitting = fitting_rows(app);
    let (subset, sorting) = (choices.subset.clone(), choices.sorting.clone());
    let rows = Memo::new(move |_| {
        let (subset, sorting) = (subset.get(), sorting.get());
        let mut rows: Vec<_> = fitting.with(|rows| {
            let shown = rows.iter().filter(|row| subset.has(row));
            shown.cloned().collect()
        });
        fleet::sort(&mut rows, sorting);
        KeyedRows::new(rows)
    });
    let units = units(app);
    let room = GridRoom::new();
    let chosen = choices.columns.clone();
    let columns = Memo::new(move |_| FleetColumn::fitting(&chosen.get(), room.width.get()));
    let table = PageTable {
        label: "Systems",
        rows,
        room,
        head: Arc::new(move || head(columns, units)),
        // The name is always there.
        columns: Signal::derive(move || columns.with(Vec::len) + 1),
        lines: Arc::new(move |rows| {
            let rows = rows.iter();
            columns.with(|columns| rows.map(|row| line(row, columns, units.get())).collect())
        }),
        sheet: Arc::new(move |rows| {
            let units = units.get();
            let heads = [FleetColumn::Name].into_iter().chain(FleetColumn::CHOICES);
            let lines: Vec<_> = rows
                .iter()
                .map(|row| line(row, &FleetColumn::CHOICES, units))
                .collect();
            fleet::sheet(heads.map(|column| column.header(units)), &lines)
        }),
        open: Arc::new(move |device| app.open_device(Some(device))),
    };
    view! {
        <div class="page-head">
            <h1>"Systems"</h1>
            {subsets(fitting, choices.clone())}
            <span class="gap"></span>
            {order_box(choices.clone())}
            {optional(move || (!room.is_narrow.get()).then(|| columns_menu(FleetChoices::shared())))}
            {sheet_button(app, &table)}
        </div>
        {page_table(app, table, move || nothing_to_show(app, fitting))}
    }
    .into_any()
}

/// The units of the first hub's user.
fn units(app: App) -> Memo<FleetUnits> {
    Memo::new(move |_| {
        let live = &app.inner().live;
        live.track_flushes();
        FleetUnits::from(live.preferences())
    })
}

fn head(columns: Memo<Vec<FleetColumn>>, units: Memo<FleetUnits>) -> AnyView {
    let sorting = RwSignal::from(FleetChoices::shared().sorting);
    let (columns, units) = (columns.get(), units.get());
    let has_reason = columns.contains(&FleetColumn::Reason);
    let widths: Vec<_> = [FleetColumn::Name]
        .iter()
        .chain(&columns)
        .map(|column| {
            let takes_the_rest = match column {
                FleetColumn::Reason => true,
                FleetColumn::Name => !has_reason,
                _ => false,
            };
            let width = (!takes_the_rest).then(|| column.width().to_string());
            leptos::html::col().attr("width", width)
        })
        .collect();
    let heads: Vec<_> = [FleetColumn::Name]
        .iter()
        .chain(&columns)
        .map(|column| {
            let class = if column.is_value() && !column.has_bar() {
                "number"
            } else {
                ""
            };
            let descending = column.is_usually_descending();
            sort_header(column.header(units), *column, descending, class, sorting)
        })
        .collect();
    view! {
        <colgroup>{widths}</colgroup>
        <thead>
            <tr aria-rowindex="1">{heads}</tr>
        </thead>
    }
    .into_any()
}

/// Why there are no rows, and what to do.
fn nothing_to_show(app: App, fitting: Memo<Vec<Arc<FleetRow>>>) -> AnyView {
    let inner = app.inner();
    let (typed, hub) = (inner.filtering.text.clone(), inner.hub.clone());
    let choices = FleetChoices::shared();
    let is_narrowed = {
        let (typed, subset) = (typed.clone(), choices.subset.clone());
        Memo::new(move |_| {
            !typed.with(|typed| typed.trim().is_empty())
                || subset.get() != fleet::FleetSubset::All && fitting.with(|rows| !rows.is_empty())
        })
    };
    let clear = Callback::new(move |()| {
        typed.set(String::new());
        choices.subset.set(fleet::FleetSubset::All);
    });
    dynamic(move || {
        app.inner().live.track_systems();
        let has_systems = app.inner().live.has_systems();
        let is_known = hub.with(|hub| hub.is_known());
        let words = match (has_systems, is_known) {
            (true, _) if is_narrowed.get() => {
                return view! {
                    <div class="page-empty" role="status">
                        <p>"No system fits the filter."</p>
                        <Button label="Show all systems" on_press=clear />
                    </div>
                }
                .into_any();
            }
            (_, true) => {
                "There are no systems yet. Add one in Beszel, and it appears here with its first report."
            }
            _ => hub.with(|hub| hub.unknown_words()),
        };
        view! {
            <div class="page-empty" role="status">
                <p>{words}</p>
            </div>
        }
        .into_any()
    })
}
