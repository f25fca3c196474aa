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
pub fn MoreMenu(
    /// Whether it belongs to the phone bar.
    #[prop(default = false)]
    on_phones: bool,
) -> impl IntoView {
    let items = move || lazy("", load_items, on_phones);
    view! { <Menu icon=Icon::More label="More" items=Arc::new(items) /> }
}

lazy_part!(editor: fn load_items() -> fn(bool) -> AnyView = items);

fn items(on_phones: bool) -> AnyView {
    let menu = if on_phones {
        menus::PHONE_MORE
    } else {
        menus::MORE
    };
    let lines = lines(App::expect(), menu);
    view! { <div role="menu" aria-label="More">{lines}</div> }.into_any()
}
