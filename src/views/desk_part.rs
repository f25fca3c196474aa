//! The part that follows the first picture of the racks, with its style sheets.

use leptos::prelude::*;

use super::actions::context_menu;
use super::bar::{filter_box, phone_bar, tools};
use super::blink::blinking;
use super::canvas::{interaction, selection_bar};
use super::card::device_card;
use super::desk::{DeskView, DeskViews};
use super::dialogs::dialogs;
use super::fleet::pages;
use super::messages::announcer::toasts;
use super::panel::selection::selection_panel;
use super::printing::print_in_light;
use super::rail::rail;
use super::session::pill_words;
use super::session_part;
use super::system_theme::follow_system_theme;
use super::ui::style_sheet::adopt;
use crate::state::part::{ahead, lazy_part};

// One function for all of them: each function of a part costs the first load a little.
lazy_part!(desk: pub fn load_desk() -> DeskViews = show);

fn show(view: DeskView) -> Option<AnyView> {
    adopt(include_str!("../../style/forms.css"));
    adopt(include_str!("../../style/desk.css"));
    adopt(include_str!("../../style/interaction.css"));
    Some(match view {
        DeskView::ContextMenu => context_menu(),
        DeskView::Dialogs => dialogs(),
        DeskView::FilterBox => filter_box(),
        DeskView::Interaction(stage) => {
            session_part::load_after_this();
            print_in_light();
            follow_system_theme();
            [interaction(stage), device_card(stage), blinking(stage)].into_any()
        }
        DeskView::Pages => pages(),
        DeskView::PhoneBar => phone_bar(),
        DeskView::Rail => rail(),
        DeskView::SelectionBar => selection_bar(),
        DeskView::SelectionPanel => selection_panel(),
        DeskView::Toasts => toasts(),
        DeskView::Tools => tools(),
        DeskView::PillWords => pill_words(),
        DeskView::Banners
        | DeskView::Beginning
        | DeskView::EmptyRacks
        | DeskView::LayoutsMenu
        | DeskView::LensBar
        | DeskView::LensLegend
        | DeskView::RackDetails(_) => return None,
    })
}

/// Starts loading the part.
pub fn load_ahead() {
    ahead(load_desk());
}

/// Resolves when the part is loaded, or has failed to load.
pub async fn loaded() {
    let _ = load_desk().await;
}
