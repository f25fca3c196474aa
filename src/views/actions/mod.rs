//! The action registry: keys, menus, toolbar, command palette and help all read it.

pub mod arranging;
mod context_menu;
mod icons;
mod in_window;
mod items;
mod keys;
mod menu_subject;
mod menus;
mod more_menu;
mod registry;

pub use context_menu::{context_menu, open_menu_at, open_menu_below, open_menu_of_focused};
pub use icons::icon_path;
pub use items::{ActionItem, items};
pub use keys::{key_input, key_words, on_keys};
pub use more_menu::MoreMenu;
pub use registry::{actions, by_id, run};

use crate::interaction::keys::Key;
use crate::state::app::App;

/// An action.
pub struct Action {
    /// Fixed; menus and the toolbar refer to it.
    pub id: &'static str,
    /// Its name on buttons and in menus.
    pub name: &'static str,
    pub group: ActionGroup,
    /// Menus show the first.
    pub keys: &'static [Key],
    /// Whether the action is possible at the moment.
    pub is_possible: fn(App) -> bool,
    pub run: fn(App),
}

impl Action {
    /// Whether a held key repeats it. All other actions run once per key press.
    pub fn repeats(&self) -> bool {
        matches!(self.id, "undo" | "redo" | "zoom-in" | "zoom-out")
    }
}

/// The headings of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionGroup {
    Devices,
    Racks,
    Rows,
    View,
    Pages,
    Layout,
    App,
}

impl ActionGroup {
    /// Whether the effects of these actions show only on the racks.
    pub const fn is_of_the_racks(self) -> bool {
        matches!(self, Self::Devices | Self::Racks | Self::Rows)
    }

    pub const ALL: [ActionGroup; 7] = [
        ActionGroup::Devices,
        ActionGroup::Racks,
        ActionGroup::Rows,
        ActionGroup::View,
        ActionGroup::Pages,
        ActionGroup::Layout,
        ActionGroup::App,
    ];

    pub const fn heading(self) -> &'static str {
        match self {
            ActionGroup::Devices => "Devices",
            ActionGroup::Racks => "Racks",
            ActionGroup::Rows => "Rows",
            ActionGroup::View => "View",
            ActionGroup::Pages => "Pages",
            ActionGroup::Layout => "Layout",
            ActionGroup::App => "App",
        }
    }
}
