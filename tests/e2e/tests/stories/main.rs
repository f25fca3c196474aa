//! What a person can do with the app, from end to end.

mod actions;
mod connect;
mod demo;
mod layout;
mod live;
mod screens;
mod trouble;
