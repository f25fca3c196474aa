//! Files and links of other programs. All fixtures are invented.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod support;

mod archives;
mod batch;
mod hostile;
mod netbox;
mod own;
mod pictures;
mod rackula;
mod round_trip;
mod rules;
mod zip;
