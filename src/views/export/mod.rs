//! Exports a layout as a file or a link, and opens one from a link. A part of its own, loaded on first use.

mod canvas;
mod choices;
mod dialog;
mod making;
mod offer;
mod preview;
mod share;

use leptos::prelude::*;

use crate::state::part::lazy_part;

pub use offer::Offer;

lazy_part!(export: pub fn load_export() -> fn(()) -> AnyView = export);
lazy_part!(export: pub fn load_share() -> fn(()) -> AnyView = share_link);
lazy_part!(export: pub fn load_offer() -> fn(Offer) -> AnyView = offered);

fn export((): ()) -> AnyView {
    view! { <dialog::ExportDialog /> }.into_any()
}

fn share_link((): ()) -> AnyView {
    view! { <share::ShareDialog /> }.into_any()
}

fn offered(offer: Offer) -> AnyView {
    view! { <offer::OfferedLayout offer=offer /> }.into_any()
}
