//! What the page tells of its hubs at any moment: how old the last update is, in its title and icon how many systems are down, and
//! what has happened since it was opened.

mod age;
mod choices;
mod following;
mod list;
mod title;

pub use age::{unheard_note, update_age};
pub use choices::NoticeChoices;
pub use following::follow;
pub use list::EventList;
