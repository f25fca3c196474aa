//! Which screen is shown.

use crate::domain::problem::Problem;

#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// The start page; with a problem if the app returned to it on its own.
    Start {
        problem: Option<Problem>,
    },
    Racks,
}
