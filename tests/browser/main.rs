//! Tests that need a real browser: its adapters, and the screens mounted in a page.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod charts;
mod documents;
mod drawing;
mod paced;
mod pictures;
mod reading;
mod screens;
mod shell;
mod worker;

wasm_bindgen_test_configure!(run_in_browser);
