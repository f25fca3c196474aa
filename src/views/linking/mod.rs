//! What compares the layout with the hubs: which device is which system. A part of its own, loaded when one of its dialogs opens.

mod matching;

use leptos::prelude::*;

use super::ui::style_sheet::adopt;
use crate::state::part::lazy_part;

lazy_part!(linking: pub fn load_matching() -> fn(()) -> AnyView = matching);

fn matching((): ()) -> AnyView {
    adopt(include_str!("../../../style/linking.css"));
    view! { <matching::Matching /> }.into_any()
}
