//! The menu of what belongs to the whole layout and the app.

use std::sync::Arc;

use leptos::prelude::*;

use super::ACTIONS;
use super::Group;
use super::items::ActionItem;
use crate::views::ui::icon::Icon;
use crate::views::ui::menu::Menu;

#[component]
pub fn MoreMenu() -> impl IntoView {
    let rows = || {
        ACTIONS
            .iter()
            .filter(|action| matches!(action.group, Group::Layout | Group::App))
            .map(|action| view! { <ActionItem action=action /> })
            .collect::<Vec<_>>()
            .into_any()
    };
    view! { <Menu icon=Icon::More label="More" items=Arc::new(rows) /> }
}
