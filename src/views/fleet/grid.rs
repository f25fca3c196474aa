//! A virtualized table with rows of equal height: only those in view are on the page. The keyboard focus stays on the table, which names
//! the current row, so that rows can be added, removed and moved under it.

use std::ops::Range;
use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use super::cells::cell_view;
use super::picking::{GridSelecting, SelectKey, pick_cell};
use crate::domain::fleet::{FleetLine, RowStep, RowWindow, SelectionStep, scroll_to_show};
use crate::views::ui::dynamic::{dynamic, effect, optional, text};
use crate::views::ui::size::follow_size;
use crate::views::ui::style::{pixels, style};

/// Heights of the table's head, of its rows, and of two-line rows on a narrow page, in CSS pixels; must match the style sheet.
const HEAD: f64 = 32.0;
const ROW: f64 = 31.0;
const CARD: f64 = 56.0;
/// Width below which a page shows cards instead of columns, without a head.
const NARROW: f64 = 560.0;

/// The space available to a table.
#[derive(Clone, Copy)]
pub struct GridRoom {
    /// The width of the table's box in CSS pixels, which the table sets; 0 until it is measured.
    pub width: RwSignal<f64>,
    pub is_narrow: Memo<bool>,
    /// The rows that are seen, which the table sets.
    pub seen: RwSignal<Range<usize>>,
}

impl GridRoom {
    pub fn new() -> Self {
        let width = RwSignal::new(0.0);
        Self {
            width,
            is_narrow: Memo::new(move |_| (1.0..NARROW).contains(&width.get())),
            seen: RwSignal::new(0..0),
        }
    }
}

/// Makes the lines of these rows; what it reads is followed.
pub type GridLines = Arc<dyn Fn(Range<usize>) -> Vec<FleetLine> + Send + Sync>;
/// Finds a row by its key.
pub type FindRow = Arc<dyn Fn(&str) -> Option<usize> + Send + Sync>;

/// The lines that are on the page.
type SeenLines = Vec<Arc<FleetLine>>;

/// The inputs of a table.
#[derive(Clone)]
pub struct GridInputs {
    /// Its kind, for its accessible name.
    pub label: &'static str,
    /// Makes the column group and the head; what it reads is tracked.
    pub head: Arc<dyn Fn() -> AnyView + Send + Sync>,
    pub count: Signal<usize>,
    /// The number of columns.
    pub columns: Signal<usize>,
    /// Width in CSS pixels below which it scrolls sideways; its first columns stay.
    pub least_width: Signal<f64>,
    pub room: GridRoom,
    pub lines: GridLines,
    pub find: FindRow,
    /// Called when a row is opened: by a click, or by Enter.
    pub on_open: Callback<String>,
    /// Called to show where a row's device is: by its button, or by Ctrl+Enter.
    pub on_jump: Callback<String>,
    /// Called to show where else it runs: by its button, or by Shift+Enter.
    pub on_where: Option<Callback<String>>,
    /// Set if rows can be selected.
    pub selecting: Option<GridSelecting>,
}

/// The table. Its owner must show something else if there are no rows.
pub fn grid(inputs: GridInputs) -> AnyView {
    let scroller = NodeRef::<html::Div>::new();
    let window = RwSignal::new(RowWindow::default());
    let GridRoom {
        width: room,
        is_narrow,
        seen: in_view,
    } = inputs.room;
    let row_height = Signal::derive(move || if is_narrow.get() { CARD } else { ROW });
    let has_head = Signal::derive(move || !is_narrow.get());
    let measure = move || {
        let Some(node) = scroller.get_untracked() else {
            return;
        };
        let head = if has_head.get_untracked() { HEAD } else { 0.0 };
        let now = RowWindow {
            scrolled: f64::from(node.scroll_top()),
            height: f64::from(node.client_height()) - head,
            row: row_height.get_untracked(),
        };
        if window.get_untracked() != now {
            window.set(now);
        }
        let width = f64::from(node.client_width());
        if room.get_untracked() != width {
            room.set(width);
        }
    };
    scroller.on_load(move |node| follow_size(&node, measure));
    effect(move || {
        row_height.track();
        has_head.track();
        measure();
    });
    let count = inputs.count;
    let rows = Memo::new(move |_| window.get().rows(count.get()));
    effect(move || {
        let seen = window.get().seen(count.get());
        if in_view.get_untracked() != seen {
            in_view.set(seen);
        }
    });
    let lines = inputs.lines.clone();
    let seen = Memo::new(move |before: Option<&SeenLines>| kept(before, lines(rows.get())));
    let keys = Memo::new(move |_| {
        seen.with(|seen| seen.iter().map(|line| line.key.clone()).collect::<Vec<_>>())
    });
    let current = RwSignal::new(None::<String>);
    let find = inputs.find.clone();
    let place_of_current = move || current.with_untracked(|current| find(current.as_deref()?));
    let place_of_current = Arc::new(place_of_current);
    let active = Memo::new(move |_| {
        let current = current.get()?;
        let place = seen.with(|seen| seen.iter().position(|line| line.key == current))?;
        Some(format!("grid-row-{}", rows.get().start + place))
    });
    let (on_open, on_jump, on_where) = (inputs.on_open, inputs.on_jump, inputs.on_where);
    let on_key = {
        let (find_current, lines) = (place_of_current.clone(), inputs.lines.clone());
        let selecting = inputs.selecting.clone();
        move |event: KeyboardEvent| {
            // The column headers have their own keys.
            let target = event.target().and_then(|on| on.dyn_into::<Element>().ok());
            if target.is_some_and(|on| on.closest("thead").is_ok_and(|head| head.is_some())) {
                return;
            }
            if event.alt_key() {
                return;
            }
            if let Some(selecting) = &selecting
                && let Some(key) = SelectKey::of(&event)
            {
                if selecting.press(key, current.get_untracked()) {
                    event.prevent_default();
                    event.stop_propagation();
                }
                return;
            }
            if let Some(on_where) = on_where
                && (event.key() == "Enter" && event.shift_key())
            {
                if let Some(current) = current.get_untracked() {
                    event.prevent_default();
                    on_where.run(current);
                }
                return;
            }
            let stretches = event.shift_key() && selecting.is_some();
            if event.meta_key() || (event.shift_key() && !stretches) {
                return;
            }
            if event.key() == "Enter" && !stretches {
                if let Some(current) = current.get_untracked() {
                    event.prevent_default();
                    let run = if event.ctrl_key() { on_jump } else { on_open };
                    run.run(current);
                }
                return;
            }
            let Some(key) = RowStep::of(&event.key()).filter(|_| !event.ctrl_key()) else {
                return;
            };
            event.prevent_default();
            event.stop_propagation();
            let seen = window.get_untracked();
            let next = key.from(find_current(), count.get_untracked(), seen.page());
            let Some(next) = next else { return };
            let line = untrack(|| lines(next..next + 1)).into_iter().next();
            let before = current.get_untracked();
            current.set(line.map(|line| line.key));
            if let (true, Some(selecting), Some(to)) =
                (stretches, &selecting, current.get_untracked())
            {
                selecting.step(SelectionStep::Stretch { from: before, to });
            }
            if let (Some(to), Some(node)) = (scroll_to_show(next, &seen), scroller.get_untracked())
            {
                node.set_scroll_top(to.round() as i32);
                measure();
            }
        }
    };
    let selecting = inputs.selecting.clone();
    let on_click = move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let closest = |selector: &str| target.as_ref()?.closest(selector).ok().flatten();
        let Some(key) = closest("tr[data-row]").and_then(|row| row.get_attribute("data-row"))
        else {
            return;
        };
        let before = current.get_untracked();
        current.set(Some(key.clone()));
        if let Some(selecting) = &selecting
            && selecting.is_meant(&event, closest(".pick").is_some())
        {
            selecting.click(&event, before, key);
            // Further keys start from this row.
            if let Some(table) = closest("table").and_then(|on| on.dyn_into::<HtmlElement>().ok()) {
                let _ = table.focus();
            }
            return;
        }
        let run = match on_where {
            Some(on_where) if closest("[data-where]").is_some() => on_where,
            _ if closest("[data-jump]").is_some() => on_jump,
            _ => on_open,
        };
        run.run(key);
    };
    let on_focus = {
        let (find_current, lines) = (place_of_current, inputs.lines.clone());
        move |_| {
            if find_current().is_none() {
                let first = window.get_untracked().scrolled / row_height.get_untracked().max(1.0);
                let first = first.ceil() as usize;
                let line = untrack(|| lines(first..first + 1)).into_iter().next();
                current.set(line.map(|line| line.key));
            }
        }
    };
    // Shift selects a range of rows, not of text.
    let can_select = inputs.selecting.is_some();
    let on_mouse_down = move |event: ev::MouseEvent| {
        if can_select && event.shift_key() {
            event.prevent_default();
        }
    };
    let head = inputs.head;
    let selecting = inputs.selecting;
    let table = NodeRef::<html::Table>::new();
    let least_width = inputs.least_width;
    let overflow = Memo::new(move |_| {
        let least = least_width.get();
        (has_head.get() && least > room.get() && room.get() > 0.0).then_some(least)
    });
    effect(move || {
        if let Some(table) = table.get() {
            style(
                &table,
                "min-width",
                &pixels(overflow.get().unwrap_or_default()),
            );
        }
    });
    let row_count = text(move || (count.get() + usize::from(has_head.get())).to_string());
    let columns = inputs.columns;
    view! {
        <div class="grid-box" node_ref=scroller on:scroll=move |_| measure()>
            <table
                class="list grid"
                node_ref=table
                data-scrolls=move || overflow.get().is_some().then_some("")
                role="grid"
                tabindex="0"
                aria-label=inputs.label
                data-cards=move || (!has_head.get()).then_some("")
                aria-rowcount=row_count
                aria-activedescendant=move || active.get()
                on:keydown=on_key
                aria-multiselectable=can_select.then_some("true")
                on:mousedown=on_mouse_down
                on:click=on_click
                on:focus=on_focus
            >
                {optional(move || Some(if has_head.get() { head() } else { card_columns() }))}
                {spacer(columns, Signal::derive(move || rows.get().start as f64 * row_height.get()))}
                <tbody>
                    <For each=move || keys.get() key=String::clone let:key>
                        {row_view(key, seen, rows, current, has_head, selecting.clone())}
                    </For>
                </tbody>
                {spacer(
                    columns,
                    Signal::derive(move || {
                        count.get().saturating_sub(rows.get().end) as f64 * row_height.get()
                    }),
                )}
            </table>
        </div>
    }
    .into_any()
}

/// Reuses lines that have not changed, so that their rows are not rebuilt.
fn kept(before: Option<&SeenLines>, now: Vec<FleetLine>) -> SeenLines {
    let same = |line: &FleetLine| {
        before?
            .iter()
            .find(|before| before.key == line.key)
            .cloned()
    };
    let lines = now.into_iter().map(|line| match same(&line) {
        Some(before) if *before == line => before,
        _ => Arc::new(line),
    });
    lines.collect()
}

/// The halves of a card: what it is, and its state. The style sheet divides them.
fn card_columns() -> AnyView {
    view! {
        <colgroup>
            <col class="card-name" />
            <col />
        </colgroup>
    }
    .into_any()
}

/// Takes up the space of rows that are not on the page.
fn spacer(columns: Signal<usize>, height: Signal<f64>) -> AnyView {
    let node = NodeRef::<html::Tr>::new();
    let height = Memo::new(move |_| height.get());
    effect(move || {
        if let Some(node) = node.get() {
            style(&node, "height", &pixels(height.get()));
        }
    });
    view! {
        <tbody class="spacer" aria-hidden="true">
            <tr node_ref=node>
                <td colspan=text(move || columns.get().to_string())></td>
            </tr>
        </tbody>
    }
    .into_any()
}

fn row_view(
    key: String,
    seen: Memo<SeenLines>,
    rows: Memo<Range<usize>>,
    current: RwSignal<Option<String>>,
    has_head: Signal<bool>,
    selecting: Option<GridSelecting>,
) -> AnyView {
    let wanted = key.clone();
    let line =
        Memo::new(move |_| seen.with(|seen| seen.iter().find(|line| line.key == wanted).cloned()));
    let wanted = key.clone();
    let place = Memo::new(move |_| {
        let place = seen.with(|seen| seen.iter().position(|line| line.key == wanted));
        rows.get().start + place.unwrap_or_default()
    });
    let wanted = key.clone();
    let is_current = Memo::new(move |_| current.with(|current| current.as_ref() == Some(&wanted)));
    let health =
        Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.health.as_str())));
    let cells = dynamic(move || {
        let line = line.get();
        let cells = line.iter().flat_map(|line| line.cells.iter().cloned());
        cells.map(cell_view).collect::<Vec<_>>().into_any()
    });
    let selected = selecting
        .as_ref()
        .map(|selecting| selecting.aria_selected(key.clone()));
    let pick = selecting.map(|selecting| {
        let of = key.clone();
        optional(move || {
            has_head.get().then(|| {
                let name = line.with_untracked(|line| line.as_ref().map(|line| line.name()));
                pick_cell(
                    selecting.aria_selected(of.clone()),
                    name.unwrap_or_default(),
                )
            })
        })
    });
    view! {
        <tr
            id=text(move || format!("grid-row-{}", place.get()))
            data-row=key
            data-state=move || health.get()
            data-current=move || is_current.get().then_some("")
            aria-selected=move || selected.and_then(|selected| selected.get())
            aria-rowindex=text(move || (place.get() + 1 + usize::from(has_head.get())).to_string())
        >
            {pick} {cells}
        </tr>
    }
    .into_any()
}
