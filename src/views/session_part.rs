//! The part that every desk loads after `desk_part`: what surrounds the racks, and what follows the hubs. Interaction needs neither.

use leptos::prelude::*;

use super::bar::layouts_menu;
use super::canvas::{beginning, empty_racks};
use super::desk::{DeskPart, DeskView, DeskViews};
use super::lens::{legend, lens_bar};
use super::messages::banners::banners;
use super::rack::details::rack_details;
use super::session::follow;
use super::ui::dynamic::effect;
use crate::state::app::App;
use crate::state::part::{lazy_part, until_loaded};
use crate::state::spawn;

/// One function for both, as each function of a part costs the first load a little.
#[derive(Clone, Copy)]
struct SessionPart {
    follow: fn(App),
    show: DeskViews,
}

lazy_part!(session: fn load_session() -> SessionPart = SessionPart { follow, show });

fn show(view: DeskView) -> Option<AnyView> {
    Some(match view {
        DeskView::Banners => banners(),
        DeskView::Beginning => beginning(),
        DeskView::EmptyRacks => empty_racks(),
        DeskView::LayoutsMenu => layouts_menu(),
        DeskView::LensBar => lens_bar(),
        DeskView::LensLegend => legend(),
        DeskView::RackDetails(rack) => rack_details(rack),
        // The part before this one has the others.
        _ => return None,
    })
}

/// Loads the part, starts following the hubs for as long as the current owner lives, and gives its views to the desk.
pub fn load_after_this() {
    let (app, desk) = (App::expect(), DeskPart::expect());
    let part = RwSignal::new(None);
    spawn(async move {
        let loaded = until_loaded(load_session).await;
        // The racks may be left by now.
        let _ = part.try_set(Some(loaded));
    });
    effect(move || {
        if let Some(part) = part.get() {
            (part.follow)(app);
            desk.complete(part.show);
        }
    });
}
