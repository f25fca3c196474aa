//! Status shown at all times: the age of the last update, the number of systems that are down in the title and icon, and the events
//! since the page was opened.

mod age;
mod choices;
mod following;
mod list;
mod pill;
mod title;

pub use age::unheard_note;
pub use choices::NotificationChoices;
pub use following::follow;
pub use list::EventList;
pub use pill::pill_words;
