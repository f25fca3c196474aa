//! The page of all systems: the worst first, filtered by the box in the bar.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::address::keep_choices;
use super::bulk::{Bulk, bulk_bar, select_button};
use super::grid::GridRoom;
use super::hours::{follow_hours, hour_of};
use super::no_hub::ways_to_a_hub;
use super::picking::pick_head;
use super::rack_order::rack_order;
use super::rows::fitting_rows;
use super::table::{PageTable, page_table, sheet_button};
use super::tools::{columns_menu, subsets, system_order_box};
use crate::domain::fleet::{
    self, EmptyFleet, FleetColumn, FleetRow, FleetUnits, KeyedRows, SystemChoices, line,
    line_with_hour,
};
use crate::domain::lens::Lens;
use crate::domain::pages::AppPage;
use crate::state::app::App;
use crate::state::fleet::FleetChoices;
use crate::views::paced_reports::paced_reports;
use crate::views::panel::listing::sort_header;
use crate::views::ui::button::{Button, ToggleButton};
use crate::views::ui::dynamic::{dynamic, effect, nothing, optional};
use crate::views::ui::size::follow_size;

/// Page widths, in CSS pixels, from which the table and the charts in rack order fit side by side, and from which both are shown by default.
const BOTH: f64 = 960.0;
const ROOMY: f64 = 1_400.0;

pub fn systems() -> AnyView {
    let app = App::expect();
    let choices = FleetChoices::shared();
    let (named, taking) = (choices.clone(), choices.clone());
    keep_choices(
        app,
        AppPage::Systems,
        Arc::new(move || named.named().text()),
        Arc::new(move |text| taking.take(SystemChoices::read(text))),
    );
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
    let are_chosen = choices.are_columns_chosen.clone();
    let columns = Memo::new(move |_| {
        let chosen = chosen.get();
        if are_chosen.get() {
            chosen
        } else {
            FleetColumn::fitting(&chosen, (room.width.get() - PICK).max(0.0))
        }
    });
    let bulk = Bulk::new(app, rows);
    let count = Signal::derive(move || rows.with(KeyedRows::count));
    let metric = choices.metric.clone();
    let has_hours =
        Memo::new(move |_| columns.with(|columns| columns.contains(&FleetColumn::LastHour)));
    follow_hours(app, rows, room, has_hours);
    let reports = paced_reports();
    let (of_head, metric_of_head) = (bulk.selecting.clone(), metric.clone());
    let table = PageTable {
        label: "Systems",
        rows,
        room,
        head: Arc::new(move || {
            head(
                columns,
                units,
                metric_of_head.get(),
                pick_head(&of_head, count),
            )
        }),
        // Plus the checkbox and the name.
        columns: Signal::derive(move || columns.with(Vec::len) + 2),
        least_width: Memo::new(move |_| {
            columns.with(|columns| FleetColumn::least_width(columns) + PICK)
        })
        .into(),
        lines: Arc::new(move |rows| {
            // Read and not only tracked: a memo that was never read follows nothing.
            reports.with(|_| ());
            let (metric, units) = (metric.get(), units.get());
            columns.with(|columns| {
                let hour = |row: &FleetRow| {
                    let is_shown = columns.contains(&FleetColumn::LastHour);
                    is_shown.then(|| hour_of(app, row, metric)).flatten()
                };
                let rows = rows.iter();
                rows.map(|row| line_with_hour(row, columns, units, hour(row)))
                    .collect()
            })
        }),
        sheet: Arc::new(move |rows| {
            let units = units.get();
            let columns: Vec<_> = FleetColumn::in_words().collect();
            let heads = [FleetColumn::Name].iter().chain(&columns);
            let lines: Vec<_> = rows.iter().map(|row| line(row, &columns, units)).collect();
            fleet::sheet(heads.map(|column| column.header(units)), &lines)
        }),
        open: Arc::new(move |device| app.open_device(Some(device))),
        locate: None,
        selecting: Some(bulk.selecting.clone()),
    };
    let on_phone = bulk.clone();
    // The button that ends it is on narrow pages only.
    let (is_narrow, is_tapped) = (room.is_narrow, bulk.selecting.is_tapped);
    effect(move || {
        if !is_narrow.get() && is_tapped.get_untracked() {
            is_tapped.set(false);
        }
    });
    let selection = bulk.selecting.selection;
    let body = NodeRef::<html::Div>::new();
    let width = RwSignal::new(0.0);
    body.on_load(move |node| {
        let measured = node.clone();
        follow_size(&node, move || width.set(f64::from(measured.client_width())));
    });
    let is_wide = Memo::new(move |_| width.get() >= BOTH || width.get() == 0.0);
    let chosen = choices.in_rack_order.clone();
    let in_order = Memo::new(move |_| chosen.get().unwrap_or_else(|| width.get() >= ROOMY));
    view! {
        <div class="page-head">
            <h1>"Systems"</h1>
            {subsets(fitting, choices.clone())}
            <span class="gap"></span>
            {system_order_box(choices.clone())}
            {optional(move || (!room.is_narrow.get()).then(|| columns_menu(FleetChoices::shared())))}
            {optional(move || room.is_narrow.get().then(|| select_button(&on_phone)))}
            {order_button(in_order)} {sheet_button(app, &table)}
        </div>
        <div class="systems-body" node_ref=body data-wide=move || is_wide.get().then_some("")>
            {dynamic(move || {
                if is_wide.get() || !in_order.get() {
                    let table = table.clone();
                    view! {
                        <div class="systems-table">
                            {page_table(app, table, move || nothing_to_show(app, fitting))}
                            {bulk_bar(app, &bulk)}
                        </div>
                    }
                        .into_any()
                } else {
                    nothing()
                }
            })} {optional(move || in_order.get().then(|| rack_order(app, fitting, selection)))}
        </div>
    }
    .into_any()
}

/// Shows the charts in rack order, or hides them.
fn order_button(in_order: Memo<bool>) -> AnyView {
    let press = Callback::new(move |()| {
        FleetChoices::shared().show_in_rack_order(!in_order.get_untracked());
    });
    view! { <ToggleButton label="In rack order" is_on=in_order on_press=press /> }.into_any()
}

/// The units of the first hub's user.
fn units(app: App) -> Memo<FleetUnits> {
    Memo::new(move |_| {
        let live = &app.inner().live;
        live.track_flushes();
        FleetUnits::from(live.preferences())
    })
}

/// The width of the checkbox column, in CSS pixels.
const PICK: f64 = 34.0;

fn head(
    columns: Memo<Vec<FleetColumn>>,
    units: Memo<FleetUnits>,
    metric: Lens,
    pick: AnyView,
) -> AnyView {
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
            if *column == FleetColumn::LastHour {
                let label = format!("{}, 1 h", metric.short_name());
                return view! {
                    <th scope="col" title="The last hour">
                        {label}
                    </th>
                }
                .into_any();
            }
            let descending = column.is_usually_descending();
            sort_header(column.header(units), *column, descending, class, sorting)
        })
        .collect();
    view! {
        <colgroup>
            {leptos::html::col().attr("width", PICK.to_string())}
            {widths}
        </colgroup>
        <thead>
            <tr aria-rowindex="1">{pick} {heads}</tr>
        </thead>
    }
    .into_any()
}

/// Explains why there are no rows, and what to do.
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
    let why = {
        let hub = hub.clone();
        Memo::new(move |_| {
            let live = &app.inner().live;
            live.track_systems();
            // The systems of an earlier visit are shown too.
            let has_systems = live.has_systems() || live.last_visit().is_some();
            EmptyFleet::of(
                has_systems,
                is_narrowed.get(),
                hub.with(|hub| hub.is_known()),
            )
        })
    };
    dynamic(move || {
        let words = match why.get() {
            EmptyFleet::NothingFits => {
                return view! {
                    <div class="page-empty" role="status">
                        <p>"No system fits the filter."</p>
                        <Button label="Show all systems" on_press=clear />
                    </div>
                }
                .into_any();
            }
            EmptyFleet::NoneYet => {
                "There are no systems yet. Add one in Beszel, and it appears here with its first report."
            }
            EmptyFleet::NotKnown => hub.with(|hub| hub.unknown_words()),
        };
        view! {
            <div class="page-empty" role="status">
                <p>{words}</p>
                {ways_to_a_hub(app)}
            </div>
        }
        .into_any()
    })
}
