//! The screens. Components read signals of [`crate::state`] and call its actions; `ui` has what several of them share.

pub mod actions;
pub mod app;
pub mod bar;
pub mod canvas;
mod card;
pub mod column;
mod desk;
mod desk_part;
pub mod dialogs;
pub mod editor;
mod export;
mod filter;
mod fleet;
mod inspector;
mod lens;
mod linking;
pub mod messages;
pub mod palette;
pub mod panel;
mod panel_focus;
pub mod pictures;
pub mod rack;
pub mod racks;
mod rail;
mod session;
pub mod start;
pub mod ui;
