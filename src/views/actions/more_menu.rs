//! The menu of actions on the layout and the app.

use std::sync::Arc;

use leptos::prelude::*;

use super::menus::lines;
use crate::interaction::menus;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::ui::icon::Icon;
use crate::views::ui::lazy::lazy;
use crate::views::ui::menu::Menu;

#[component]
pub fn MoreMenu() -> impl IntoView {
    let items = || lazy("", load_items, ());
    view! { <Menu icon=Icon::More label="More" items=Arc::new(items) /> }
}

lazy_part!(editor: fn load_items() -> fn(()) -> AnyView = items);

fn items((): ()) -> AnyView {
    lines(App::expect(), menus::MORE).into_any()
}
