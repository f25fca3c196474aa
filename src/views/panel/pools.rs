//! The pools of a system: their state and its reason, the disks in their groups, the last check, and the datasets.

use leptos::prelude::*;

use super::listing::{Followed, fact_list, light, table_head, why_row};
use super::open_row::OpenRow;
use crate::domain::disks::{DatasetLine, MemberLine, PoolLine};
use crate::domain::fleet::lists::distinct_names;
use crate::domain::inventory::Pool;
use crate::domain::inventory::lists::DiskList;
use crate::views::ui::dynamic::{nothing, optional, sometimes, text};

pub fn pools(list: Followed<DiskList>) -> AnyView {
    let pools = Memo::new(move |_| {
        list.with(|list| {
            let shown = list.as_ref().and_then(|shown| shown.list.as_ref());
            shown.and_then(|(list, _)| list.pools.clone())
        })
    });
    // Two may have one name.
    let keyed = Memo::new(move |_| {
        let pools = pools.get().unwrap_or_default();
        let keys = distinct_names(pools.iter().map(|pool| pool.name.clone()));
        keys.into_iter().zip(pools).collect::<Vec<_>>()
    });
    let keys = Memo::new(move |_| {
        keyed.with(|keyed| keyed.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>())
    });
    let is_known = Memo::new(move |_| pools.with(Option::is_some));
    let is_any = Memo::new(move |_| keys.with(|keys| !keys.is_empty()));
    let open = OpenRow::none();
    view! {
        {optional(move || {
            (!is_known.get()).then(|| view! { <p class="hint">"The hub did not report its pools."</p> })
        })}
        {optional(move || {
            is_any.get().then(|| view! {
                <table class="list" aria-label="Pools">
                    {table_head(&[("Pool", ""), ("Health", ""), ("Used", "number"), ("Free", "number"), ("Size", "number")])}
                    <tbody>
                        <For each=move || keys.get() key=String::clone let:key>
                            {row(keyed, key, open)}
                        </For>
                    </tbody>
                </table>
            })
        })}
    }
    .into_any()
}

fn row(all: Memo<Vec<(String, Pool)>>, key: String, open: OpenRow) -> AnyView {
    let row = open.row(&key);
    let pool = Memo::new(move |_| {
        all.with(|all| {
            let found = all.iter().find(|(known, _)| *known == key);
            found.map(|(_, pool)| pool.clone())
        })
    });
    let line = Memo::new(move |_| pool.with(|pool| pool.as_ref().map(PoolLine::of)));
    let of = move |part: fn(&PoolLine) -> &String| {
        text(move || line.with(|line| line.as_ref().map(part).cloned().unwrap_or_default()))
    };
    let tone = sometimes(move || line.with(|line| line.as_ref().map(|line| line.level.as_str())));
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
                    {light(tone)} <span class="name">{of(|line| &line.name)}</span>
                </button>
            </th>
            <td class="state">{of(|line| &line.health)}</td>
            <td class="number">{of(|line| &line.used)}</td>
            <td class="number">{of(|line| &line.free)}</td>
            <td class="number">{of(|line| &line.size)}</td>
        </tr>
        {why_row(why, tone)}
        {optional(move || {
            row.is_open.get().then(|| view! {
                <tr class="details">
                    <td colspan="5">
                        {optional(move || pool.with(|pool| pool.as_ref().map(details)))}
                    </td>
                </tr>
            })
        })}
    }
    .into_any()
}

fn details(pool: &Pool) -> AnyView {
    view! { {fact_list(PoolLine::facts(pool))} {members(pool)} {datasets(pool)} }.into_any()
}

/// The disks of a pool, indented within their groups.
fn members(pool: &Pool) -> AnyView {
    let lines = MemberLine::all(pool);
    if lines.is_empty() {
        return view! { <p class="hint">"The hub does not tell which disks are in it."</p> }
            .into_any();
    }
    let rows: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let tone = line.has_errors.then_some("critical");
            let counts = line
                .errors
                .map(|count| view! { <td class="number">{count}</td> });
            view! {
                <tr data-tone=tone>
                    <th scope="row" class=line.is_in_group.then_some("inner")>
                        {line.name}
                    </th>
                    <td class="state">{line.state}</td>
                    {counts.to_vec()}
                </tr>
            }
        })
        .collect();
    view! {
        <table class="list fine" aria-label="Disks of the pool">
            {table_head(&[("Disk", ""), ("State", ""), ("Read errors", "number"), ("Write", "number"), ("Checksum", "number")])}
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn datasets(pool: &Pool) -> AnyView {
    if pool.datasets.is_empty() {
        return nothing();
    }
    let lines = pool.datasets.iter().map(DatasetLine::of);
    let rows: Vec<_> = lines
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">{line.name}</th>
                    <td class="number">{line.used}</td>
                    <td class="number">{line.free}</td>
                    <td class="wide-only">{line.mount}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="list fine" aria-label="Datasets of the pool">
            {table_head(&[("Dataset", ""), ("Used", "number"), ("Free", "number"), ("Mounted at", "wide-only")])}
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
