//! A layout in the page's address.

use leptos::prelude::*;

use crate::state::actions::shared;
use crate::views::export::{Offer, load_offer};
use crate::views::ui::dynamic::optional;
use crate::views::ui::lazy::lazy;

/// Offers to open the layout in the address, on any screen; then removes it from the address.
#[component]
pub fn SharedLink() -> impl IntoView {
    let code = RwSignal::new(shared::in_address());
    shared::on_new_address(move || code.set(shared::in_address()));
    let on_done = Callback::new(move |()| {
        shared::forget();
        code.set(None);
    });
    optional(move || {
        let code = code.get()?;
        Some(lazy("part", load_offer, Offer { code, on_done }))
    })
}
