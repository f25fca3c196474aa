//! The kind of machine that shows the page.

use crate::shell::page;

/// Whether the keyboard has a Cmd key in place of Ctrl.
pub fn is_mac() -> bool {
    page::is_mac()
}
