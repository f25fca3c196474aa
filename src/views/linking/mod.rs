//! Compares the layout with the hubs: which device is which system, racks for all systems, and the differences. A part of its own, loaded
//! when one of its dialogs opens.

mod build;
mod choosing;
mod differences;
mod matching;

use leptos::prelude::*;

use super::ui::style_sheet::adopt;
use crate::state::dialog::LinkScope;
use crate::state::part::lazy_part;

lazy_part!(linking: pub fn load_matching() -> fn(LinkScope) -> AnyView = matching);
lazy_part!(linking: pub fn load_build() -> fn(()) -> AnyView = build);
lazy_part!(linking: pub fn load_differences() -> fn(()) -> AnyView = differences);

fn matching(scope: LinkScope) -> AnyView {
    dress();
    view! { <matching::Matching scope=scope /> }.into_any()
}

fn build((): ()) -> AnyView {
    dress();
    view! { <build::BuildFromHub /> }.into_any()
}

fn differences((): ()) -> AnyView {
    dress();
    view! { <differences::Differences /> }.into_any()
}

fn dress() {
    adopt(include_str!("../../../style/linking.css"));
}
