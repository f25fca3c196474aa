//! Messages of the app: banners, toasts, and the offer to open a shared layout.

pub mod announcer;
pub mod banners;
mod clear_place;
pub mod shared_link;
