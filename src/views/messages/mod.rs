//! What the app says on whatever screen: banners that ask for something, the last thing done, and a layout that came in a link.

pub mod announcer;
pub mod banners;
pub mod shared_link;
