//! The scale of heights in a file. Rackula changed from units to sixths of a unit without marking it in the file: the version decides, or
//! the numbers if the version is unclear.

use serde_json::Value;

use crate::domain::units::HalfU;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeightScale {
    /// The lowest unit is 1.
    Units,
    /// Six to a unit; the lowest unit is 6.
    Sixths,
}

impl HeightScale {
    /// Height above the floor in units, which may be negative or a fraction.
    pub(super) fn above_floor(self, position: f64) -> f64 {
        match self {
            Self::Units => position - 1.0,
            Self::Sixths => position / 6.0 - 1.0,
        }
    }
}

/// The scale of a file, from its version and the devices on the rails of all its racks.
pub(super) fn scale<'a>(
    version: Option<&Value>,
    devices: impl Iterator<Item = &'a Value>,
) -> HeightScale {
    if !version.is_some_and(has_sixths) {
        return HeightScale::Units;
    }
    let mut on_rails = devices
        .filter(|device| !is_inside(device))
        .filter_map(|device| device.get("position")?.as_f64());
    // The lowest unit is 6 in the new scale, so lower numbers are in the old one.
    if on_rails.any(|position| (1.0..6.0).contains(&position)) {
        HeightScale::Units
    } else {
        HeightScale::Sixths
    }
}

/// Whether the device refers to a container. An empty text is no reference.
fn is_inside(device: &Value) -> bool {
    let is_empty = |value: &Value| value.as_str().is_some_and(|text| text.trim().is_empty());
    ["container_id", "parent_device"].iter().any(|key| {
        let parent = device.get(key);
        parent.is_some_and(|parent| !parent.is_null() && !is_empty(parent))
    })
}

/// Whether this version of Rackula counts in sixths.
pub(in crate::domain::io) fn has_sixths(version: &Value) -> bool {
    const FIRST: [u32; 2] = [0, 7];
    let version = numbers(version);
    !version.is_empty() && version.as_slice() >= FIRST.as_slice()
}

/// The numbers of a version: `26.6.1` is 26, 6 and 1. Empty if it is not a version.
pub(super) fn numbers(version: &Value) -> Vec<u32> {
    let text = match version {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Vec::new(),
    };
    let text = text.trim().trim_start_matches('v');
    text.split('.').map_while(leading_number).collect()
}

fn leading_number(part: &str) -> Option<u32> {
    let end = part
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(part.len());
    part.get(..end)?.parse().ok()
}

/// Rounds a height in units to half-units, or to whole units if `whole`; never below the floor.
pub(super) fn snapped(units: f64, whole: bool) -> HalfU {
    let step = if whole { 2.0 } else { 1.0 };
    // The cast gives 0 for negative numbers.
    HalfU(((units * 2.0 / step).round() * step) as u16)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn scale_of(version: Value, positions: &[f64]) -> HeightScale {
        let devices: Vec<Value> = positions
            .iter()
            .map(|position| json!({"position": position}))
            .collect();
        scale(Some(&version), devices.iter())
    }

    #[test]
    fn the_version_decides_unless_the_numbers_are_too_small() {
        assert_eq!(scale(None, std::iter::empty()), HeightScale::Units);
        assert_eq!(scale_of(json!("0.6.13"), &[12.0]), HeightScale::Units);
        assert_eq!(scale_of(json!("0.7.0"), &[12.0]), HeightScale::Sixths);
        assert_eq!(scale_of(json!("26.6.6"), &[6.0, 12.0]), HeightScale::Sixths);
        assert_eq!(scale_of(json!(26.6), &[6.0]), HeightScale::Sixths);
        assert_eq!(scale_of(json!("26.6.6"), &[6.0, 5.0]), HeightScale::Units);
        assert_eq!(scale_of(json!("1.0.0"), &[1.0]), HeightScale::Units);
        assert_eq!(scale_of(json!("nonsense"), &[6.0]), HeightScale::Units);
    }

    #[test]
    fn what_is_in_a_carrier_does_not_count() {
        let devices = [
            json!({"position": 0, "container_id": "x", "slot_id": "a"}),
            json!({"position": 1, "container_id": "x", "slot_id": "a"}),
            json!({"position": 12}),
        ];
        assert_eq!(
            scale(Some(&json!("26.6.6")), devices.iter()),
            HeightScale::Sixths
        );
    }

    #[test]
    fn both_scales_begin_at_the_floor() {
        assert_eq!(snapped(HeightScale::Units.above_floor(1.0), true), HalfU(0));
        assert_eq!(
            snapped(HeightScale::Sixths.above_floor(6.0), true),
            HalfU(0)
        );
        assert_eq!(
            snapped(HeightScale::Sixths.above_floor(15.0), true),
            HalfU(4)
        );
        assert_eq!(
            snapped(HeightScale::Sixths.above_floor(15.0), false),
            HalfU(3)
        );
        assert_eq!(
            snapped(HeightScale::Units.above_floor(-1e300), false),
            HalfU(0)
        );
    }
}
