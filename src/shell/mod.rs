//! Adapters to the browser: the only layer that talks to it, besides the components' own events.

pub mod address;
pub mod asset;
pub mod clock;
pub mod documents;
mod early;
pub mod failure;
pub mod fetch;
pub mod files;
pub mod frames;
pub mod notifications;
pub mod page;
pub mod pictures;
pub mod storage;
pub mod tabs;
pub mod task;
pub mod timer;
pub mod worker;
