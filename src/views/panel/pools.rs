//! The pools of a system: how each is and why, its disks in their groups, its last check and its parts.

use leptos::prelude::*;

use super::judged::size;
use super::listing::{Followed, light, table_head, why_row};
use super::open_row::OpenRow;
use crate::domain::disks::pool_verdict;
use crate::domain::fleet::lists::distinct_names;
use crate::domain::inventory::lists::DiskList;
use crate::domain::inventory::{Pool, PoolDataset, PoolMember, PoolScrub};
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
    let verdict = Memo::new(move |_| pool.with(|pool| pool.as_ref().map(pool_verdict)));
    let tone = sometimes(move || {
        verdict.with(|verdict| verdict.as_ref().map(|verdict| verdict.level.as_str()))
    });
    let why = Memo::new(move |_| {
        let words = verdict.with(|verdict| verdict.as_ref().map(|verdict| verdict.words.clone()));
        words.filter(|words| !words.is_empty())
    });
    let of = move |part: fn(&Pool) -> String| {
        text(move || pool.with(|pool| pool.as_ref().map(part).unwrap_or_default()))
    };
    view! {
        <tr data-tone=tone>
            <th scope="row">
                <button type="button" class="row-head" aria-expanded=row.expanded() on:click=move |_| row.toggle()>
                    {light(tone)} <span class="name">{of(|pool| pool.name.clone())}</span>
                </button>
            </th>
            <td class="state">{of(|pool| pool.health.clone())}</td>
            <td class="number">{of(|pool| size(pool.allocated))}</td>
            <td class="number">{of(|pool| size(pool.free))}</td>
            <td class="number">{of(|pool| size(pool.size))}</td>
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
    let scrub = pool.scrub.as_ref().and_then(PoolScrub::words);
    let scrub = scrub.unwrap_or_else(|| "Never, as far as the hub knows".to_owned());
    let raw = pool.is_raw.then(|| {
        view! { <dt>"Sizes"</dt> <dd>"Of the disks themselves, with all copies"</dd> }
    });
    view! {
        <dl class="facts">
            <dt>"Last check"</dt>
            <dd>{scrub}</dd>
            {raw}
        </dl>
        {members(&pool.members)}
        {datasets(&pool.datasets)}
    }
    .into_any()
}

/// Disks stand in from the group that they are in.
fn members(members: &[PoolMember]) -> AnyView {
    if members.is_empty() {
        return view! { <p class="hint">"The hub does not tell which disks are in it."</p> }
            .into_any();
    }
    let has_groups = members.iter().any(PoolMember::is_group);
    let rows: Vec<_> = members
        .iter()
        .map(|member| {
            let is_in_one = has_groups && !member.is_group();
            let tone = (member.errors() > 0).then_some("critical");
            let counts = [
                member.read_errors,
                member.write_errors,
                member.checksum_errors,
            ];
            let counts = counts.map(|count| view! { <td class="number">{count.to_string()}</td> });
            view! {
                <tr data-tone=tone>
                    <th scope="row" class=is_in_one.then_some("inner")>
                        {member.name.clone()}
                    </th>
                    <td class="state">{member.state.clone()}</td>
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

fn datasets(datasets: &[PoolDataset]) -> AnyView {
    if datasets.is_empty() {
        return nothing();
    }
    let rows: Vec<_> = datasets
        .iter()
        .map(|dataset| {
            view! {
                <tr>
                    <th scope="row">{dataset.name.clone()}</th>
                    <td class="number">{size(dataset.used)}</td>
                    <td class="number">{size(dataset.available)}</td>
                    <td class="wide-only">{dataset.mount.clone()}</td>
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
