//! Joins device types of several files, and compares them with those of a layout.

use super::{Import, Item, ItemKind, ItemOutcome, Reason, ReportEntry};
use crate::domain::layout::{DeviceType, Table};
use crate::domain::merging::free_slug;

/// Adds the device types of another file; of two with the same slug the first one stays.
pub fn join_types(types: &mut Vec<DeviceType>, report: &mut Vec<ReportEntry>, more: Import) {
    let Import::DeviceTypes {
        types: others,
        report: mut reported,
    } = more
    else {
        return;
    };
    for other in others {
        if types.iter().all(|known| known.slug != other.slug) {
            types.push(other);
            continue;
        }
        let item = Item::new(ItemKind::DeviceType, other.full_name());
        reported.retain(|entry| entry.item != item);
        let outcome = ItemOutcome::Skipped(vec![Reason::SameSlugInOtherFile]);
        reported.push(ReportEntry { item, outcome });
    }
    report.append(&mut reported);
}

/// Prepares device types for a layout that has `known`: types that it already has are skipped, and a different type with the same slug gets
/// a new slug. Layouts stay unchanged.
pub fn beside(import: Import, known: &Table<DeviceType>) -> Import {
    let Import::DeviceTypes { types, mut report } = import else {
        return import;
    };
    let from: Table<DeviceType> = types.iter().cloned().collect();
    let mut new = Vec::new();
    for mut found in types {
        let slug = free_slug(known, &from, &found);
        let item = Item::new(ItemKind::DeviceType, found.full_name());
        if known.contains(&slug) {
            change_outcome(&mut report, item, ItemOutcome::Skipped, Reason::Known);
            continue;
        }
        if slug != found.slug {
            let why = Reason::NewSlug {
                was: found.slug.to_string(),
                now: slug.to_string(),
            };
            change_outcome(&mut report, item, ItemOutcome::Changed, why);
            found.slug = slug;
        }
        new.push(found);
    }
    Import::DeviceTypes { types: new, report }
}

/// Changes the outcome of an imported item and adds to its reasons.
fn change_outcome(
    report: &mut Vec<ReportEntry>,
    item: Item,
    outcome: fn(Vec<Reason>) -> ItemOutcome,
    why: Reason,
) {
    let reported = report
        .iter_mut()
        .find(|entry| entry.item == item && !matches!(entry.outcome, ItemOutcome::Skipped(_)));
    match reported {
        Some(entry) => {
            let mut reasons = entry.outcome.reasons().to_vec();
            reasons.push(why);
            entry.outcome = outcome(reasons);
        }
        None => report.push(ReportEntry {
            item,
            outcome: outcome(vec![why]),
        }),
    }
}
