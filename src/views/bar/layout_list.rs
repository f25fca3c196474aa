//! The list of a hub's layouts, as the menu, the tabs and the dialogs read it.

use leptos::prelude::*;

use crate::domain::problem::Problem;
use crate::state::actions::layouts::LayoutCard;
use crate::state::app::App;
use crate::state::spawn;

/// A list once it is loaded.
pub type ListSignal<T> = RwSignal<Option<Result<Vec<T>, Problem>>>;

/// Reads the list of layouts into a signal.
pub fn read_layouts(app: App) -> ListSignal<LayoutCard> {
    let listed = RwSignal::new(None);
    refresh(app, listed);
    listed
}

/// Reads it again.
pub fn refresh(app: App, listed: ListSignal<LayoutCard>) {
    spawn(async move {
        let cards = app.layouts().await;
        // The caller may be gone.
        listed.try_set(Some(cards));
    });
}
