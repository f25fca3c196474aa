//! The pools of a system: how each is and why, its disks in their groups, its last check and its parts.

use leptos::prelude::*;

use super::judged::size;
use super::listing::{light, table_head};
use super::open_row::OpenRow;
use crate::domain::disks::{PoolVerdict, pool_verdict};
use crate::domain::inventory::{Pool, PoolDataset, PoolMember, PoolScrub};
use crate::views::ui::dynamic::{nothing, optional};

/// `open` is the name of the pool whose disks are shown.
pub fn pool_table(pools: Vec<Pool>, open: OpenRow) -> AnyView {
    let rows: Vec<_> = pools.into_iter().map(|pool| row(pool, open)).collect();
    view! {
        <table class="list" aria-label="Pools">
            {table_head(&[("Pool", ""), ("Health", ""), ("Used", "number"), ("Free", "number"), ("Size", "number")])}
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(pool: Pool, open: OpenRow) -> AnyView {
    let PoolVerdict { level, words } = pool_verdict(&pool);
    let tone = level.as_str();
    let name = pool.name.clone();
    let row = open.row(&name);
    let why = (!words.is_empty()).then(|| {
        view! {
            <tr class="why" data-tone=tone>
                <td colspan="5">{words}</td>
            </tr>
        }
    });
    let sizes = [pool.allocated, pool.free, pool.size].map(|part| {
        view! { <td class="number">{size(part)}</td> }
    });
    let health = pool.health.clone();
    view! {
        <tr data-tone=tone>
            <th scope="row">
                <button type="button" class="row-head" aria-expanded=row.expanded() on:click=move |_| row.toggle()>
                    {light(Signal::stored(Some(tone)))} <span class="name">{name}</span>
                </button>
            </th>
            <td class="state">{health}</td>
            {sizes.to_vec()}
        </tr>
        {why}
        {optional(move || {
            row.is_open.get().then(|| {
                view! {
                    <tr class="details">
                        <td colspan="5">{details(&pool)}</td>
                    </tr>
                }
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
