//! Infers the depth of devices, which share links omit. If one device is behind another, both must be half depth.

use std::collections::HashMap;

use super::devices::{Draft, FilePlace};
use super::types::ReadTypes;
use crate::domain::ids::TypeSlug;
use crate::domain::io::reason::Reason;
use crate::domain::layout::Face;

#[derive(Default)]
struct Unit {
    front: Vec<TypeSlug>,
    rear: Vec<TypeSlug>,
}

/// Sets the types of such devices to half depth and adds a remark to the devices.
pub(super) fn infer(drafts: &mut [Draft], types: &mut ReadTypes) {
    let mut units: HashMap<i64, Unit> = HashMap::new();
    for draft in drafts.iter() {
        for number in taken(draft, types) {
            let unit = units.entry(number).or_default();
            match draft.face {
                Face::Front => unit.front.push(draft.slug.clone()),
                Face::Rear => unit.rear.push(draft.slug.clone()),
                Face::Both => {}
            }
        }
    }
    units.retain(|_, unit| !unit.front.is_empty() && !unit.rear.is_empty());
    for draft in drafts {
        if draft.face != Face::Both && taken(draft, types).any(|number| units.contains_key(&number))
        {
            draft.remark(Reason::DepthInferred);
        }
    }
    for slug in units
        .values()
        .flat_map(|unit| unit.front.iter().chain(&unit.rear))
    {
        types.make_half_depth(slug);
    }
}

/// The whole units it occupies, counted from the floor.
fn taken(draft: &Draft, types: &ReadTypes) -> std::ops::Range<i64> {
    let FilePlace::Rails {
        units: Some(units), ..
    } = draft.file_place
    else {
        return 0..0;
    };
    let height = types
        .table
        .get(&draft.slug)
        .map_or(0, |found| found.height.units_ceil());
    // The cast saturates.
    let lowest = units.floor() as i64;
    lowest..lowest.saturating_add(height.into())
}
