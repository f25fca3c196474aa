//! A page that lists one kind of thing across all systems: containers, disks, services or alerts.

use std::sync::Arc;

use leptos::prelude::*;

use super::address::keep_choices;
use super::alert_news::follow_alerts;
use super::grid::GridRoom;
use super::list_notes::{ListedRows, list_faults, nothing_listed};
use super::overview::fullest_disks;
use super::rows::fitting_rows;
use super::table::{LocateRow, PageTable, page_table, sheet_button};
use super::time_line::time_line;
use crate::domain::fleet::lists::{
    FULL_BY_TREND, FileSystemRows, FleetIndex, ListKind, ListRow, alert_rows, columns_in,
    container_rows, coverage_rows, disk_rows, distinct_keys, file_system_outlines, find_rows,
    list_line, service_rows, sort_rows, trends_wanted,
};
use crate::domain::fleet::{FleetRow, FleetUnits, KeyedRows, ListChoices, sheet};
use crate::domain::ids::{DeviceId, HubId, SystemId, SystemRef};
use crate::domain::inventory::lists::{AlertList, ContainerList, DiskList, ServiceList};
use crate::domain::layout::PinnedDisk;
use crate::domain::pages::AppPage;
use crate::domain::sorting::Sorting;
use crate::state::actions::disk_fill::FillsInView;
use crate::state::actions::hub_lists::HubList;
use crate::state::app::App;
use crate::state::time;
use crate::views::open_list::keep_open;
use crate::views::panel::listing::{filter_box, sort_header};
use crate::views::ui::button::ToggleButton;
use crate::views::ui::dynamic::{dynamic, effect, optional, sometimes, text};
use crate::views::ui::light::Light;

/// The rows of one hub's list.
struct HubRows {
    rows: Vec<ListRow>,
    has_history: bool,
}

impl From<Vec<ListRow>> for HubRows {
    fn from(rows: Vec<ListRow>) -> Self {
        Self {
            rows,
            has_history: true,
        }
    }
}

type ReadList<T> = fn(App, &HubId, &T, &[Arc<FleetRow>], FleetUnits) -> HubRows;

pub fn list_page(page: AppPage, kind: ListKind) -> AnyView {
    let app = App::expect();
    let fitting = fitting_rows(app);
    let systems = outlines(fitting);
    let room = GridRoom::new();
    let columns = Memo::new(move |_| columns_in(kind.columns(), room.width.get()));
    if kind == ListKind::Alerts {
        follow_alerts(app);
    }
    let mut fills = None;
    let listed = match kind {
        ListKind::Containers => {
            follow::<ContainerList>(app, systems, |_, hub, list, rows, units| {
                container_rows(hub, &list.0, &FleetIndex::new(rows), units).into()
            })
        }
        ListKind::Disks => {
            let disks = follow::<DiskList>(app, systems, |app, hub, list, rows, units| {
                app.inner().document.snapshot().with(|snapshot| {
                    let bay_of = |device: DeviceId, serial: &str| {
                        let device = snapshot.layout.devices.get(&device)?;
                        let bays = snapshot.layout.type_of(device)?.faceplate.drive_bays;
                        PinnedDisk::bay_of(&device.disks, serial, bays)
                    };
                    disk_rows(hub, list, &FleetIndex::new(rows), units, &bay_of).into()
                })
            });
            let of_page = StoredValue::new_local(FillsInView::new(app));
            fills = Some(of_page);
            with_file_systems(disks, fitting, of_page)
        }
        ListKind::Services => follow::<ServiceList>(app, systems, |_, hub, list, rows, _| {
            service_rows(hub, &list.0, &FleetIndex::new(rows)).into()
        }),
        ListKind::Alerts => follow::<AlertList>(app, systems, |app, hub, list, rows, _| {
            let now = app.inner().live.hub_now(hub);
            let index = FleetIndex::new(rows);
            let acknowledging = app.acknowledging();
            let acknowledged = |system: &SystemId, name: &str| {
                let system = SystemRef::new(hub.clone(), system.clone());
                let known = acknowledging.of(&system, name)?;
                Some(known.words(&time::local))
            };
            let mut all = alert_rows(hub, list, &index, now, &time::local, &acknowledged);
            all.extend(coverage_rows(hub, list, rows));
            HubRows {
                rows: all,
                has_history: list.history.is_some(),
            }
        }),
    };
    let part = RwSignal::new(kind.first_part());
    let typed = RwSignal::new(String::new());
    let sorting = RwSignal::new(kind.first_order());
    let is_over_time = RwSignal::new(false);
    let told = move || {
        let choices = ListChoices {
            part: part.get(),
            sorting: sorting.get(),
            is_over_time: is_over_time.get(),
        };
        choices.text(kind)
    };
    let take = move |text: &str| {
        let choices = ListChoices::read(kind, text);
        part.set(choices.part);
        sorting.set(choices.sorting);
        is_over_time.set(choices.is_over_time);
    };
    keep_choices(app, page, Arc::new(told), Arc::new(take));
    let shown = Memo::new(move |_| {
        let mut rows = listed.with(|listed| find_rows(&listed.rows, part.get(), &typed.get()));
        sort_rows(&mut rows, sorting.get());
        KeyedRows::new(rows)
    });
    if let Some(fills) = fills {
        follow_trends(fills, shown, sorting, room, columns);
    }
    let table = table(app, page, kind, shown, sorting, room, columns);
    let sheet = table.clone();
    let find = match kind {
        ListKind::Containers => "Find a container",
        ListKind::Disks => "Find a disk",
        ListKind::Services => "Find a service",
        ListKind::Alerts => "Find an alert",
    };
    view! {
        <div class="page-head">
            <h1>{page.word()}</h1>
            // The time line shows all alerts and is not a table.
            {optional(move || (!is_over_time.get()).then(|| parts(kind, listed, part)))}
            <span class="gap"></span>
            {(kind == ListKind::Alerts).then(|| time_line_button(is_over_time))}
            {filter_box(find, typed)}
            {optional(move || (!is_over_time.get()).then(|| sheet_button(app, &sheet)))}
        </div>
        {list_faults(kind, listed)}
        {(kind == ListKind::Disks).then(|| fullest_disks(app, fitting))}
        {dynamic(move || {
            if is_over_time.get() {
                time_line(app, systems, typed)
            } else {
                page_table(app, table.clone(), move || nothing_listed(app, kind, listed, part, typed))
            }
        })}
    }
    .into_any()
}

/// Toggles between the table of alerts and their time line.
fn time_line_button(is_on: RwSignal<bool>) -> AnyView {
    let press = Callback::new(move |()| is_on.update(|is_on| *is_on = !*is_on));
    view! { <ToggleButton label="Time line" is_on=is_on on_press=press /> }.into_any()
}

/// The matching systems without their values: lists are rebuilt only when a system, its place or its health changes.
pub(super) fn outlines(fitting: Memo<Vec<Arc<FleetRow>>>) -> Memo<Vec<Arc<FleetRow>>> {
    Memo::new(move |_| {
        let mut rows: Vec<_> = fitting.with(|rows| {
            let outlines = rows.iter().map(|row| Arc::new(row.outline()));
            outlines.collect()
        });
        rows.sort_by(|a: &Arc<FleetRow>, b| a.system.cmp(&b.system));
        rows
    })
}

/// Opens a list of all hubs for as long as the page is shown.
fn follow<T: HubList>(
    app: App,
    systems: Memo<Vec<Arc<FleetRow>>>,
    read: ReadList<T>,
) -> Memo<ListedRows> {
    keep_open::<T>(app);
    let hub = app.inner().hub.clone();
    Memo::new(move |_| {
        hub.track();
        let units = FleetUnits::from(app.inner().live.preferences());
        let mut listed = ListedRows {
            rows: Vec::new(),
            faults: Vec::new(),
            is_known: false,
            has_history: true,
        };
        for (hub, list) in app.hub_lists::<T>() {
            list.with(|state| {
                if let Some(fault) = &state.fault {
                    listed.faults.push((hub.clone(), fault.clone()));
                }
                if let Some((list, _)) = &state.list {
                    listed.is_known = true;
                    let read = systems.with(|systems| read(app, &hub, list, systems, units));
                    listed.rows.extend(read.rows.into_iter().map(Arc::new));
                    listed.has_history &= read.has_history;
                }
            });
        }
        distinct_keys(&mut listed.rows);
        listed
    })
}

/// Estimates when file systems will be full, requested for the rows in view.
type PageFills = StoredValue<FillsInView, LocalStorage>;

/// The disks and pools with the file systems among them.
fn with_file_systems(
    disks: Memo<ListedRows>,
    fitting: Memo<Vec<Arc<FleetRow>>>,
    fills: PageFills,
) -> Memo<ListedRows> {
    let systems = Memo::new(move |_| fitting.with(|rows| file_system_outlines(rows)));
    let file_systems = Memo::new(move |before: Option<&FileSystemRows>| {
        fills.with_value(|fills| {
            let trends_of = |of: &SystemRef| fills.trends(of);
            systems.with(|systems| FileSystemRows::new(before, systems, &trends_of))
        })
    });
    Memo::new(move |_| {
        let mut listed = disks.get();
        file_systems.with(|all| listed.rows.extend(all.rows().cloned()));
        listed
    })
}

/// Requests the estimates for the file systems in view, if shown; for all of them if the table is sorted by that column.
fn follow_trends(
    fills: PageFills,
    rows: Memo<KeyedRows<ListRow>>,
    sorting: RwSignal<Sorting<usize>>,
    room: GridRoom,
    columns: Memo<Vec<usize>>,
) {
    let wanted = Memo::new(move |_| {
        let is_shown =
            room.is_narrow.get() || columns.with(|columns| columns.contains(&FULL_BY_TREND));
        rows.with(|rows| {
            let places = if sorting.get().column == FULL_BY_TREND {
                0..rows.count()
            } else if is_shown {
                room.seen.get()
            } else {
                0..0
            };
            trends_wanted(rows.within(places))
        })
    });
    effect(move || {
        let wanted = wanted.get();
        fills.with_value(|fills| fills.want(wanted));
    });
}

fn table(
    app: App,
    page: AppPage,
    kind: ListKind,
    rows: Memo<KeyedRows<ListRow>>,
    sorting: RwSignal<Sorting<usize>>,
    room: GridRoom,
    columns: Memo<Vec<usize>>,
) -> PageTable<ListRow> {
    PageTable {
        label: page.word(),
        rows,
        room,
        head: Arc::new(move || head(kind, columns, sorting)),
        columns: Signal::derive(move || columns.with(Vec::len)),
        least_width: Signal::stored(0.0),
        lines: Arc::new(move |rows| {
            let rows = rows.iter();
            columns.with(|columns| rows.map(|row| list_line(row, columns)).collect())
        }),
        sheet: Arc::new(move |rows| {
            let all: Vec<_> = (0..kind.columns().len()).collect();
            let lines: Vec<_> = rows.iter().map(|row| list_line(row, &all)).collect();
            sheet(kind.columns().iter().map(|column| column.label), &lines)
        }),
        open: Arc::new(move |device| {
            app.open_tab(device, kind.tab());
        }),
        locate: (kind == ListKind::Containers).then(|| {
            let locate: LocateRow<ListRow> = Arc::new(move |row| {
                if let Some(name) = row.name() {
                    app.show_where_it_runs(name);
                }
            });
            locate
        }),
        selecting: None,
    }
}

fn head(kind: ListKind, columns: Memo<Vec<usize>>, sorting: RwSignal<Sorting<usize>>) -> AnyView {
    let places = columns.get();
    let shown = || {
        let columns = kind.columns();
        places
            .iter()
            .filter_map(move |place| Some((*place, columns.get(*place)?)))
    };
    let takes_the_rest = shown().any(|(_, column)| column.grows);
    let widths: Vec<_> = shown()
        .map(|(place, column)| {
            let is_free = column.grows || (!takes_the_rest && place == 0);
            let width = (!is_free).then(|| column.width.to_string());
            leptos::html::col().attr("width", width)
        })
        .collect();
    let heads: Vec<_> = shown()
        .map(|(place, column)| {
            let class = if column.is_number { "number" } else { "" };
            sort_header(column.label, place, column.descending, class, sorting)
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

/// Buttons that show a part of the list, each with its count.
fn parts(kind: ListKind, listed: Memo<ListedRows>, chosen: RwSignal<u8>) -> AnyView {
    let buttons: Vec<_> = kind
        .parts()
        .iter()
        .map(|part| {
            let bit = part.bit;
            let count = text(move || {
                listed
                    .with(|listed| {
                        let rows = listed.rows.iter();
                        rows.filter(|row| row.is_in(bit)).count()
                    })
                    .to_string()
            });
            let pressed =
                sometimes(move || Some(if chosen.get() == bit { "true" } else { "false" }));
            view! {
                <button type="button" class="chip-button" aria-pressed=pressed on:click=move |_| chosen.set(bit)>
                    {part.health.map(|health| view! { <Light health=Signal::stored(health) /> })}
                    {part.word} " "
                    <span class="count">{count}</span>
                </button>
            }
        })
        .collect();
    view! {
        <div class="subsets" role="group" aria-label="Show">
            {buttons}
        </div>
    }
    .into_any()
}
