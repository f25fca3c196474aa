//! Where a device may be: the one set of rules for dragging, typing, importing and reading.

mod carrier;
mod check;
mod context;
mod drop_target;
mod first;
mod follow;
mod free;
mod payload;
mod refusal;
mod step;

pub use carrier::{Carrier, is_carrier};
pub use check::{
    Candidate, check, check_device, check_devices, check_type, check_with, fits_bay,
    is_in_narrow_bay, snap_to_rack,
};
pub use context::{FrontArea, PlacementContext, area};
pub use drop_target::{Aim, DropSlot, DropTarget};
pub use first::{first_free, highest_free};
pub use free::{FreeRoom, place_words};
pub use payload::{Payload, PayloadItem};
pub use refusal::Refusal;
pub use step::Step;
