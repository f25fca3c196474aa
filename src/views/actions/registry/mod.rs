//! The list of all actions.

mod app;
mod devices;
mod layout;
mod lenses;
mod pages;
mod racks;
mod rows;
mod view;

use super::Action;
use crate::state::app::App;

/// One list per group, in the order of menus and help.
static GROUPS: [&[Action]; 8] = [
    devices::ACTIONS,
    racks::ACTIONS,
    rows::ACTIONS,
    layout::ACTIONS,
    view::ACTIONS,
    lenses::ACTIONS,
    pages::ACTIONS,
    app::ACTIONS,
];

/// All actions.
pub fn actions() -> impl Iterator<Item = &'static Action> {
    GROUPS.into_iter().flatten()
}

/// The action with that id.
pub fn by_id(id: &str) -> Option<&'static Action> {
    actions().find(|action| action.id == id)
}

/// Runs the action with that id, if it is possible now.
pub fn run(app: App, id: &str) {
    if let Some(action) = by_id(id).filter(|action| (action.is_possible)(app)) {
        (action.run)(app);
    }
}

fn always(_: App) -> bool {
    true
}
