//! Whole stories: the built app on a static host, in a real browser, against the test hub.

mod acting;
pub mod app;
pub mod axe;
pub mod browser;
pub mod counted_input;
pub mod layouts;
pub mod pointer;
pub mod process;
pub mod proxy;
pub mod site;
pub mod story;
pub mod systems;
pub mod wait;

pub use anyhow::{Context, Result, bail, ensure};
pub use story::{Story, story};
pub use thirtyfour::{By, Key};
