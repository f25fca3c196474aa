//! The part that follows the first picture of the racks, and brings its style sheets along.

use leptos::prelude::*;

use super::actions::context_menu;
use super::bar::{filter_box, layouts_menu, phone_bar, tools};
use super::blink::blinking;
use super::canvas::{beginning, empty_racks, interaction, selection_bar};
use super::card::device_card;
use super::desk::DeskView;
use super::dialogs::dialogs;
use super::fleet::pages;
use super::lens::{legend, lens_bar, rack_summary};
use super::messages::announcer::toasts;
use super::messages::banners::banners;
use super::panel::selection::selection_panel;
use super::rail::rail;
use super::session::update_age;
use super::ui::lazy::ViewMaker;
use super::ui::style_sheet::adopt;
use crate::state::part::{ahead, lazy_part};

// One function for all of them: each function of a part costs the first load a little.
lazy_part!(desk: pub fn load_desk() -> ViewMaker<DeskView> = show);

fn show(view: DeskView) -> AnyView {
    adopt(include_str!("../../style/desk.css"));
    adopt(include_str!("../../style/interaction.css"));
    match view {
        DeskView::Banners => banners(),
        DeskView::Beginning => beginning(),
        DeskView::ContextMenu => context_menu(),
        DeskView::Dialogs => dialogs(),
        DeskView::EmptyRacks => empty_racks(),
        DeskView::FilterBox => filter_box(),
        DeskView::Interaction(stage) => {
            [interaction(stage), device_card(stage), blinking(stage)].into_any()
        }
        DeskView::LayoutsMenu => layouts_menu(),
        DeskView::LensBar => lens_bar(),
        DeskView::LensLegend => legend(),
        DeskView::Pages => pages(),
        DeskView::PhoneBar => phone_bar(),
        DeskView::RackSummary(rack) => rack_summary(rack),
        DeskView::Rail => rail(),
        DeskView::SelectionBar => selection_bar(),
        DeskView::SelectionPanel => selection_panel(),
        DeskView::Toasts => toasts(),
        DeskView::Tools => tools(),
        DeskView::UpdateAge => update_age(),
    }
}

/// Begins to load it.
pub fn load_ahead() {
    ahead(load_desk());
}

/// Resolves when it is there, or could not be loaded.
pub async fn loaded() {
    let _ = load_desk().await;
}
