//! The type of a new device: the layout's own, as the user may have changed it, or the generic one.

use super::kind::MachineKind;
use crate::domain::layout::{DeviceType, Table};
use crate::domain::merging::free_slug;

/// The layout's own type of a kind's slug if it is usable; otherwise the generic type, under a free slug.
pub(super) fn usable_type(
    known: &Table<DeviceType>,
    kind: MachineKind,
    is_usable: fn(&DeviceType) -> bool,
) -> DeviceType {
    let mut generic = kind.device_type();
    if let Some(own) = known.get(&generic.slug).filter(|own| is_usable(own)) {
        return own.clone();
    }
    generic.slug = free_slug(known, known, &generic);
    generic
}
