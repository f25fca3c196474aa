//! Moments as people here read them.

use crate::domain::units::Millis;
use crate::shell::clock;

/// The time of day, with the date where it is over a day ago.
pub fn local(at: Millis) -> String {
    clock::local_time(at, clock::now())
}

/// The date here: `2026-01-31`.
pub fn today() -> String {
    clock::local_date(clock::now())
}

/// Lets the browser take one download before the next.
pub async fn pause() {
    clock::sleep(150).await;
}

/// Lets the browser take input and draw in between.
pub async fn next_turn() {
    clock::sleep(0).await;
}
