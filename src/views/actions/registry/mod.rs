//! The list of all actions.

mod app;
mod devices;
mod layout;
mod racks;
mod rows;
mod view;

use super::Action;
use crate::state::app::App;

/// A list for each group, in the order in which menus and help show them.
static GROUPS: [&[Action]; 6] = [
    devices::ACTIONS,
    racks::ACTIONS,
    rows::ACTIONS,
    layout::ACTIONS,
    view::ACTIONS,
    app::ACTIONS,
];

/// All there are.
pub fn actions() -> impl Iterator<Item = &'static Action> {
    GROUPS.into_iter().flatten()
}

/// The action of that id.
pub fn by_id(id: &str) -> Option<&'static Action> {
    actions().find(|action| action.id == id)
}

/// Does what the action of that id does, if it makes sense now.
pub fn run(app: App, id: &str) {
    if let Some(action) = by_id(id).filter(|action| (action.is_possible)(app)) {
        (action.run)(app);
    }
}

fn always(_: App) -> bool {
    true
}
