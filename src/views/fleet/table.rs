//! The table of a page: rows with their columns or, on a narrow page, as cards. A row leads to the device of its system.

use std::sync::Arc;

use leptos::prelude::*;

use super::grid::{GridInputs, GridRoom, grid};
use super::picking::GridSelecting;
use crate::domain::fleet::{FleetLine, GridRow, KeyedRows};
use crate::domain::ids::DeviceId;
use crate::state::app::App;
use crate::state::files::FileKind;
use crate::views::ui::dynamic::dynamic;

/// The number of cells in a card.
const CARD_CELLS: usize = 2;

/// Makes lines with columns of these rows; what it reads is followed.
pub type WideLines<T> = Arc<dyn Fn(&[Arc<T>]) -> Vec<FleetLine> + Send + Sync>;

/// Makes a file for spreadsheets of these rows.
pub type MakeSheet<T> = Arc<dyn Fn(&[Arc<T>]) -> String + Send + Sync>;

/// Shows where the thing in a row runs.
pub type LocateRow<T> = Arc<dyn Fn(&T) + Send + Sync>;

/// The properties of one page's table.
pub struct PageTable<T: Send + Sync + 'static> {
    /// For its accessible name.
    pub label: &'static str,
    pub rows: Memo<KeyedRows<T>>,
    pub room: GridRoom,
    pub head: Arc<dyn Fn() -> AnyView + Send + Sync>,
    /// The number of columns on a wide page.
    pub columns: Signal<usize>,
    /// Width in CSS pixels below which it scrolls sideways.
    pub least_width: Signal<f64>,
    pub lines: WideLines<T>,
    /// With all columns.
    pub sheet: MakeSheet<T>,
    /// Opens the panel of the device that a row leads to.
    pub open: Arc<dyn Fn(DeviceId) + Send + Sync>,
    /// Set if the table can show where something runs.
    pub locate: Option<LocateRow<T>>,
    /// Set if rows can be selected.
    pub selecting: Option<GridSelecting>,
}

impl<T: Send + Sync + 'static> Clone for PageTable<T> {
    fn clone(&self) -> Self {
        Self {
            label: self.label,
            rows: self.rows,
            room: self.room,
            head: self.head.clone(),
            columns: self.columns,
            least_width: self.least_width,
            lines: self.lines.clone(),
            sheet: self.sheet.clone(),
            open: self.open.clone(),
            locate: self.locate.clone(),
            selecting: self.selecting.clone(),
        }
    }
}

/// The table, or `nothing` if there are no rows.
pub fn page_table<T>(
    app: App,
    table: PageTable<T>,
    nothing: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: GridRow + Send + Sync + 'static,
{
    let inputs = inputs(app, table);
    let count = inputs.count;
    let is_any = Memo::new(move |_| count.get() > 0);
    dynamic(move || {
        if is_any.get() {
            grid(inputs.clone())
        } else {
            nothing()
        }
    })
}

/// Saves the rows as a file for spreadsheets.
pub fn sheet_button<T>(app: App, table: &PageTable<T>) -> AnyView
where
    T: GridRow + Send + Sync + 'static,
{
    let (name, rows, sheet) = (table.label, table.rows, table.sheet.clone());
    let save = move |_| {
        let text = rows.with_untracked(|rows| untrack(|| sheet(rows.within(0..rows.count()))));
        let name = app.file_name(name, FileKind::Csv);
        app.download(&name, FileKind::Csv, text.as_bytes());
    };
    view! {
        <button type="button" class="button quiet" aria-label="Save as CSV" on:click=save>
            "CSV"
        </button>
    }
    .into_any()
}

fn inputs<T>(app: App, table: PageTable<T>) -> GridInputs
where
    T: GridRow + Send + Sync + 'static,
{
    let PageTable {
        label,
        rows,
        room,
        head,
        columns,
        least_width,
        lines,
        open,
        locate,
        selecting,
        sheet: _,
    } = table;
    let is_narrow = room.is_narrow;
    // A system that no device shows has no device to open.
    let lead = move |key: &str, to_device: &dyn Fn(DeviceId)| {
        let Some(row) = rows.with_untracked(|rows| rows.get(key).cloned()) else {
            return;
        };
        match row.device() {
            Some(device) => to_device(device),
            None => app.pick_place_for_system(row.system()),
        }
    };
    let count = Memo::new(move |_| rows.with(KeyedRows::count));
    GridInputs {
        label,
        head,
        least_width,
        count: count.into(),
        columns: Signal::derive(move || {
            if is_narrow.get() {
                CARD_CELLS
            } else {
                columns.get()
            }
        }),
        room,
        lines: Arc::new(move |places| {
            rows.with(|rows| {
                let seen = rows.within(places);
                if is_narrow.get() {
                    seen.iter().map(|row| row.card()).collect()
                } else {
                    lines(seen)
                }
            })
        }),
        find: Arc::new(move |key| rows.with_untracked(|rows| rows.place(key))),
        on_open: Callback::new(move |key: String| lead(&key, &*open)),
        on_jump: Callback::new(move |key: String| {
            lead(&key, &|device| app.go_to_device(device));
        }),
        on_where: locate.map(|locate| {
            Callback::new(move |key: String| {
                if let Some(row) = rows.with_untracked(|rows| rows.get(&key).cloned()) {
                    locate(&row);
                }
            })
        }),
        selecting,
    }
}
