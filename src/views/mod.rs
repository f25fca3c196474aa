//! The screens. Components read signals of [`crate::state`] and call its actions; `ui` has what several of them share.

pub mod account_menu;
pub mod actions;
pub mod announcer;
pub mod app;
pub mod banners;
pub mod canvas;
pub mod chart;
pub mod connect;
pub mod dialogs;
pub mod editor;
mod export;
pub mod layouts_menu;
pub mod palette;
pub mod panel;
pub mod phone_bar;
mod picture;
pub mod rack;
pub mod racks;
pub mod selection_panel;
pub mod shared_link;
pub mod start;
mod top_bar;
pub mod ui;
