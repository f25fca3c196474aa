//! A layout that comes in the page's own address.

use leptos::prelude::*;

use crate::state::shared;
use crate::views::export::{Offer, load_offer};
use crate::views::ui::dynamic::optional;
use crate::views::ui::lazy::lazy;

/// Offers the layout that the address holds, on whatever screen; the address is plain again once that is answered.
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
