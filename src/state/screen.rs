//! Which screen is shown.

use crate::domain::problem::Problem;

#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// The first page; with a problem when the app came back to it by itself.
    Start {
        problem: Option<Problem>,
    },
    Racks,
}
