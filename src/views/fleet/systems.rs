//! The page of all systems: the worst first, filtered by the box in the bar.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::grid::{GridInputs, grid};
use super::rows::fitting_rows;
use super::tools::{columns_menu, order_box, subsets};
use crate::domain::fleet::{self, FleetColumn, FleetRow, FleetUnits, card, line};
use crate::state::app::App;
use crate::state::fleet::FleetChoices;
use crate::views::panel::listing::sort_header;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, optional};

/// Rows of a table, and those of two lines on a narrow page. In CSS pixels; the style sheet says the same.
const ROW: f64 = 31.0;
const CARD: f64 = 56.0;
/// A narrower page has cards in place of columns.
const NARROW: f64 = 560.0;

/// The rows, by their place and by their key.
#[derive(Clone, Default)]
struct SystemRows {
    all: Vec<Arc<FleetRow>>,
    places: Arc<HashMap<String, usize>>,
}

impl PartialEq for SystemRows {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl SystemRows {
    fn new(all: Vec<Arc<FleetRow>>) -> Self {
        let places = all
            .iter()
            .enumerate()
            .map(|(place, row)| (row.key(), place));
        Self {
            places: Arc::new(places.collect()),
            all,
        }
    }

    fn get(&self, key: &str) -> Option<&Arc<FleetRow>> {
        self.all.get(*self.places.get(key)?)
    }
}

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
        SystemRows::new(rows)
    });
    let units = units(app);
    let room = RwSignal::new(0.0);
    let is_narrow = Memo::new(move |_| (1.0..NARROW).contains(&room.get()));
    let chosen = choices.columns.clone();
    let columns = Memo::new(move |_| FleetColumn::fitting(&chosen.get(), room.get()));
    let row_of = move |key: &str| rows.with_untracked(|rows| rows.get(key).cloned());
    let open = move |key: String| {
        if let Some(row) = row_of(&key) {
            match &row.place {
                Some(place) => app.open_device(Some(place.device)),
                None => app.pick_place_for_system(&row.system),
            }
        }
    };
    let jump = move |key: String| {
        if let Some(row) = row_of(&key) {
            match &row.place {
                Some(place) => app.go_to_device(place.device),
                None => app.pick_place_for_system(&row.system),
            }
        }
    };
    let count = Memo::new(move |_| rows.with(|rows| rows.all.len()));
    let is_any = Memo::new(move |_| count.get() > 0);
    let inputs = GridInputs {
        label: "Systems",
        head: Arc::new(move || head(columns, units)),
        count: count.into(),
        columns: Signal::derive(move || {
            if is_narrow.get() {
                2
            } else {
                columns.with(Vec::len) + 1
            }
        }),
        row_height: Signal::derive(move || if is_narrow.get() { CARD } else { ROW }),
        has_head: Signal::derive(move || !is_narrow.get()),
        lines: Arc::new(move |range| {
            rows.with(|rows| {
                let range = range.start.min(rows.all.len())..range.end.min(rows.all.len());
                let seen = rows.all[range].iter();
                if is_narrow.get() {
                    seen.map(|row| card(row)).collect()
                } else {
                    columns
                        .with(|columns| seen.map(|row| line(row, columns, units.get())).collect())
                }
            })
        }),
        find: Arc::new(move |key| rows.with_untracked(|rows| rows.places.get(key).copied())),
        room,
        on_open: Callback::new(open),
        on_jump: Callback::new(jump),
    };
    view! {
        <div class="page-head">
            <h1>"Systems"</h1>
            {subsets(fitting, choices.clone())}
            <span class="gap"></span>
            {order_box(choices.clone())}
            {optional(move || (!is_narrow.get()).then(|| columns_menu(FleetChoices::shared())))}
        </div>
        {dynamic(move || {
            if is_any.get() { grid(inputs.clone()) } else { nothing_to_show(app, fitting) }
        })}
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
