//! The tab "Disks": every disk with our verdict beside its own, arrays, pools, and which bay holds which disk.

use leptos::prelude::*;

use super::bays::{DeviceBays, bay_field, bay_map, bays_of};
use super::inputs::{Badge, TabInputs};
use super::listing::{self, Followed, ListWords, fact_list, light, listed, table_head, why_row};
use super::open_row::OpenRow;
use super::pools::pools;
use crate::domain::disks::{
    self, AttributeLine, DiskLine, JudgedDisk, disk_facts, pool_level, verdict,
};
use crate::domain::health::Level;
use crate::domain::inventory::SmartDisk;
use crate::domain::inventory::lists::DiskList;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::time;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, nothing, optional, sometimes, text};

lazy_part!(lists: pub fn load_disks() -> fn(TabInputs) -> AnyView = disks_tab);

const WORDS: ListWords = ListWords {
    many: "disks",
    since: "0.17",
    none: "This system reports no disks: its agent needs smartctl, and the right to ask the drives.",
};

/// The number of disks and pools in trouble, otherwise of all, once it is known.
pub fn badge(inputs: TabInputs) -> Option<Badge> {
    let system = inputs.system.get()?;
    let shown = App::expect().list::<DiskList>(&system)?;
    shown.with(|shown| {
        let (list, _) = shown.list.as_ref()?;
        let pools = list.pools.as_deref().unwrap_or_default();
        let trouble = disks::in_trouble(&list.disks, pools);
        let count = list.disks.len() + pools.len();
        let is_failing = list
            .disks
            .iter()
            .any(|disk| verdict(disk).level == disks::DiskLevel::Failing)
            || pools
                .iter()
                .any(|pool| pool_level(pool) == disks::DiskLevel::Failing);
        let level = match (trouble, is_failing) {
            (0, _) => None,
            (_, true) => Some(Level::Critical),
            (_, false) => Some(Level::Warn),
        };
        let shown = if trouble > 0 { trouble } else { count };
        (count > 0).then(|| Badge {
            text: shown.to_string(),
            level,
        })
    })
}

fn disks_tab(inputs: TabInputs) -> AnyView {
    let list = listing::opened::<DiskList>(inputs);
    let is_empty =
        |list: &DiskList| list.disks.is_empty() && list.pools.as_ref().is_some_and(Vec::is_empty);
    listed(inputs, list, WORDS, is_empty, move || content(inputs, list))
}

fn content(inputs: TabInputs, list: Followed<DiskList>) -> AnyView {
    let judged = Memo::new(move |_| {
        list.with(|list| {
            let shown = list.as_ref().and_then(|shown| shown.list.as_ref());
            shown.map_or_else(Vec::new, |(list, _)| JudgedDisk::all(&list.disks))
        })
    });
    let open = OpenRow::none();
    let bays = bays_of(inputs);
    let keys = Memo::new(move |_| {
        judged.with(|judged| {
            judged
                .iter()
                .map(|judged| key_of(&judged.disk))
                .collect::<Vec<_>>()
        })
    });
    view! {
        {tools(inputs, judged)}
        {bay_map(bays, judged)}
        {optional(move || {
            (!keys.with(Vec::is_empty)).then(|| view! {
                <table class="list" aria-label="Disks">
                    {table_head(&[("Disk", ""), ("Verdict", ""), ("Temp", "number"), ("Age", "number wide-only"), ("Size", "number")])}
                    <tbody>
                        <For each=move || keys.get() key=String::clone let:key>
                            {row(inputs, judged, bays, key, open)}
                        </For>
                    </tbody>
                </table>
            })
        })}
        {pools(list)}
    }
    .into_any()
}

/// Key of a row: an agent may report a name twice, and serials may be missing.
fn key_of(disk: &SmartDisk) -> String {
    format!("{}\n{}", disk.name, disk.serial)
}

fn tools(inputs: TabInputs, judged: Memo<Vec<JudgedDisk>>) -> AnyView {
    let app = App::expect();
    let is_asking = RwSignal::new(false);
    let newest = Memo::new(move |_| {
        judged.with(|judged| judged.iter().filter_map(|judged| judged.disk.updated).max())
    });
    let looked = text(move || {
        newest
            .get()
            .map(|at| format!("Checked {}", time::local(at)))
            .unwrap_or_default()
    });
    let check = Callback::new(move |()| {
        let Some(system) = inputs.system.get_untracked() else {
            return;
        };
        if is_asking.get_untracked() {
            return;
        }
        is_asking.set(true);
        let of = system.clone();
        app.refresh_disks(&system, move |result| {
            // The tab may be closed by now.
            let _ = is_asking.try_set(false);
            match result {
                Ok(()) => {
                    app.step_list::<DiskList>(
                        &of,
                        crate::domain::inventory::loading::Event::Refresh,
                    );
                    app.say("The disks were checked.");
                }
                Err(fault) => app.say(fault.words("checking disks")),
            }
        });
    });
    let label = text(move || {
        if is_asking.get() {
            "Checking…"
        } else {
            "Check now"
        }
        .to_owned()
    });
    let may = Memo::new(move |_| {
        inputs
            .system
            .get()
            .is_some_and(|system| app.may_change_systems(&system))
    });
    view! {
        <div class="list-tools">
            <span class="counted">{looked}</span>
            {optional(move || may.get().then(|| view! { <Button label=label on_press=check /> }))}
        </div>
    }
    .into_any()
}

fn row(
    inputs: TabInputs,
    all: Memo<Vec<JudgedDisk>>,
    bays: Memo<Option<DeviceBays>>,
    key: String,
    open: OpenRow,
) -> AnyView {
    let judged = {
        let key = key.clone();
        Memo::new(move |_| {
            all.with(|all| {
                all.iter()
                    .find(|judged| key_of(&judged.disk) == key)
                    .cloned()
            })
        })
    };
    let line = Memo::new(move |_| {
        let unit = inputs.preferences.get().temperature;
        judged.with(|judged| Some(DiskLine::of(judged.as_ref()?, unit)))
    });
    let of = move |part: fn(&DiskLine) -> &str| {
        text(move || line.with(|line| line.as_ref().map_or("", part).to_owned()))
    };
    let tone = sometimes(move || line.with(|line| line.as_ref().map(|line| line.level.as_str())));
    let row = open.row(&key);
    let why = Memo::new(move |_| {
        line.with(|line| {
            line.as_ref()
                .map_or_else(String::new, |line| line.why.clone())
        })
    });
    view! {
        <tr data-tone=tone>
            <th scope="row">
                <button type="button" class="row-head" aria-expanded=row.expanded() on:click=move |_| row.toggle()>
                    {light(tone)}
                    <span class="name">{of(|line| &line.name)}</span>
                    <small>{of(|line| &line.model)}</small>
                </button>
            </th>
            <td class="state">{of(|line| line.verdict)}</td>
            <td class="number">{of(|line| &line.temperature)}</td>
            <td class="number wide-only">{of(|line| &line.age)}</td>
            <td class="number">{of(|line| &line.size)}</td>
        </tr>
        {why_row(why, tone)}
        {optional(move || {
            row.is_open.get().then(|| view! {
                <tr class="details">
                    <td colspan="5">{details(judged)} {bay_field(bays, judged)}</td>
                </tr>
            })
        })}
    }
    .into_any()
}

fn details(judged: Memo<Option<JudgedDisk>>) -> AnyView {
    dynamic(move || {
        let Some(JudgedDisk { disk, .. }) = judged.get() else {
            return nothing();
        };
        view! { {fact_list(disk_facts(&disk, &time::local))} {attribute_table(&disk)} }.into_any()
    })
}

fn attribute_table(disk: &SmartDisk) -> AnyView {
    let lines = AttributeLine::all(disk);
    if lines.is_empty() {
        return nothing();
    }
    let rows: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let tone = line.has_failed.then_some("critical");
            let number = |words: String| view! { <td class="number">{words}</td> };
            let (id, values) = match line.numbered {
                Some([id, values @ ..]) => (Some(number(id)), values.map(number).into()),
                None => (None, Vec::new()),
            };
            view! { <tr data-tone=tone>{id} <th scope="row">{line.name}</th> {values} {number(line.raw)}</tr> }
        })
        .collect();
    view! {
        <table class="list fine" aria-label="Values of the drive">
            {table_head(&[("Id", "number"), ("Value", ""), ("Now", "number"), ("Worst", "number"), ("Limit", "number"), ("Raw", "number")])}
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
