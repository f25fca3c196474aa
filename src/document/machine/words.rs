//! What to say when a layout is not saved.

use super::SaveTrouble;
use crate::document::store::StoreError;
use crate::domain::problem::Problem;

pub(super) fn part_not_loaded() -> Problem {
    Problem::new(
        "A part of the program did not load.",
        "Check the network and try again. If that does not help, reload the page.",
    )
}

/// Why the layout is not saved; `has_copy` tells whether a recovery copy of it exists.
pub(super) fn not_saved(trouble: &SaveTrouble, has_copy: bool) -> Problem {
    let (why, way) = match trouble {
        SaveTrouble::Store(error) => (error.to_string(), way_out(error)),
        SaveTrouble::TooLarge(why) => (
            why.clone(),
            "Undo the last change, or split the layout in two.",
        ),
        SaveTrouble::NotLoaded => (
            "a part of the program did not load".to_owned(),
            "Check the network, then try again.",
        ),
        SaveTrouble::Conflict => (
            StoreError::Conflict.to_string(),
            "Choose which one to keep.",
        ),
    };
    let until = if has_copy {
        "A copy of your changes is kept in this browser until then, and is restored when the page is opened again."
    } else {
        "Until then changes are lost when this page closes."
    };
    Problem::new(
        format!("The layout is not saved: {why}."),
        format!("{way} {until}"),
    )
}

fn way_out(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full => "Free some space on this device, then try again.",
        StoreError::Forbidden => "Allow this site to keep data, or leave the private window.",
        StoreError::Blocked => "Close the other tabs of this app, then try again.",
        StoreError::Outdated => "Reload the page to get the newer version.",
        StoreError::Conflict | StoreError::Failed(_) => "Try again, or reload the page.",
    }
}
