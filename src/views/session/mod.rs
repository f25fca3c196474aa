//! Status shown at all times: the age of the last update, the number of systems that are down in the title and icon, and the events
//! since the page was opened.

mod age;
mod choices;
mod following;
mod list;
mod title;

pub use age::{unheard_note, update_age};
pub use choices::NoticeChoices;
pub use following::follow;
pub use list::EventList;
