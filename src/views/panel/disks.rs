//! The tab "Disks": every disk with our verdict beside its own, arrays, pools, and which bay holds which disk.

use leptos::prelude::*;

use super::bays::{DeviceBays, bay_field, bay_map, bays_of};
use super::inputs::{Badge, TabInputs};
use super::judged::{JudgedDisk, size};
use super::listing::{self, Followed, ListWords, light, listed, table_head, why_row};
use super::open_row::OpenRow;
use super::pools::pools;
use crate::domain::disks::{self, DiskKind, pool_level, verdict};
use crate::domain::format;
use crate::domain::health::Level;
use crate::domain::inventory::lists::DiskList;
use crate::domain::inventory::{SmartDisk, SmartState};
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

/// How many need a look, else how many there are, once that is known.
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
            let disks = shown
                .map(|(list, _)| list.disks.clone())
                .unwrap_or_default();
            let mut judged: Vec<JudgedDisk> = disks
                .into_iter()
                .map(|disk| JudgedDisk {
                    verdict: verdict(&disk),
                    disk,
                })
                .collect();
            judged.sort_by(|a, b| disks::order((&a.disk, &a.verdict), (&b.disk, &b.verdict)));
            judged
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

/// Names may come twice from one agent, serials may be missing.
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
                    app.tell_list::<DiskList>(
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
    let of = move |part: fn(&JudgedDisk) -> String| {
        text(move || judged.with(|judged| judged.as_ref().map(part).unwrap_or_default()))
    };
    let tone = sometimes(move || {
        judged.with(|judged| judged.as_ref().map(|judged| judged.verdict.level.as_str()))
    });
    let row = open.row(&key);
    let degrees = text(move || {
        let unit = inputs.preferences.get().temperature;
        judged.with(|judged| {
            let degrees = judged.as_ref().and_then(|judged| judged.disk.temperature);
            degrees
                .map(|degrees| format::temperature(degrees, unit))
                .unwrap_or_default()
        })
    });
    let why = Memo::new(move |_| {
        judged.with(|judged| judged.as_ref().map(why).filter(|why| !why.is_empty()))
    });
    view! {
        <tr data-tone=tone>
            <th scope="row">
                <button type="button" class="row-head" aria-expanded=row.expanded() on:click=move |_| row.toggle()>
                    {light(tone)}
                    <span class="name">{of(|judged| judged.disk.name.clone())}</span>
                    <small>{of(|judged| judged.disk.model.clone())}</small>
                </button>
            </th>
            <td class="state">{of(|judged| judged.verdict.level.word().to_owned())}</td>
            <td class="number">{degrees}</td>
            <td class="number wide-only">{of(|judged| hours(judged.disk.hours))}</td>
            <td class="number">{of(|judged| size(judged.disk.capacity))}</td>
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

fn why(judged: &JudgedDisk) -> String {
    let mut words = judged.verdict.words();
    if judged.verdict.contradicts(&judged.disk) {
        words.push_str(" The drive calls itself healthy all the same.");
    }
    words
}

fn hours(hours: Option<u64>) -> String {
    hours
        .filter(|hours| *hours > 0)
        .map(|hours| format::uptime(hours * 3_600))
        .unwrap_or_default()
}

fn details(judged: Memo<Option<JudgedDisk>>) -> AnyView {
    dynamic(move || {
        let Some(JudgedDisk { disk, .. }) = judged.get() else {
            return nothing();
        };
        let own_word = match &disk.state {
            SmartState::Passed => "passed".to_owned(),
            SmartState::Warning => "warning".to_owned(),
            SmartState::Failed => "failed".to_owned(),
            SmartState::Unknown => String::new(),
            SmartState::Other(word) => word.clone(),
        };
        let count = |number: Option<u64>| {
            number
                .filter(|number| *number > 0)
                .map(|number| number.to_string())
                .unwrap_or_default()
        };
        let rows = [
            ("Kind", DiskKind::of(&disk).word().to_owned()),
            ("The drive says", own_word),
            ("Model", disk.model.clone()),
            ("Serial", disk.serial.clone()),
            ("Firmware", disk.firmware.clone()),
            ("Hours on", count(disk.hours)),
            ("Times on", count(disk.cycles)),
            (
                "Last checked",
                disk.updated.map(time::local).unwrap_or_default(),
            ),
        ];
        let rows: Vec<_> = rows
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> })
            .collect();
        view! {
            <dl class="facts">{rows}</dl>
            {attribute_table(&disk)}
        }
        .into_any()
    })
}

fn attribute_table(disk: &SmartDisk) -> AnyView {
    if disk.attributes.is_empty() {
        return nothing();
    }
    // Only drives with numbered values have normalized ones and limits.
    let is_numbered = disk.attributes.iter().any(|known| known.id.is_some());
    let number = |number: Option<f64>| number.map(format::plain).unwrap_or_default();
    let rows: Vec<_> = disk
        .attributes
        .iter()
        .map(|known| {
            let id = known.id.map(|id| id.to_string()).unwrap_or_default();
            let raw = if known.raw_text.is_empty() {
                number(known.raw)
            } else {
                known.raw_text.clone()
            };
            let failed = (!known.when_failed.is_empty()).then_some("critical");
            view! {
                <tr data-tone=failed>
                    {is_numbered.then(|| view! { <td class="number">{id}</td> })}
                    <th scope="row">{known.name.replace('_', " ")}</th>
                    {is_numbered.then(|| view! {
                        <td class="number">{number(known.value)}</td>
                        <td class="number">{number(known.worst)}</td>
                        <td class="number">{number(known.threshold)}</td>
                    })}
                    <td class="number">{raw}</td>
                </tr>
            }
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
