//! Moments as people here read them.

use std::cell::Cell;

use crate::domain::format::HourFormat;
use crate::domain::units::Millis;
use crate::shell::clock;

thread_local! {
    static HOURS: Cell<HourFormat> = const { Cell::new(HourFormat::Hours24) };
}

/// How the user of the first hub wants the time of day from now on.
pub(super) fn set_hours(hours: HourFormat) {
    HOURS.set(hours);
}

/// The time now.
pub fn now() -> Millis {
    clock::now()
}

/// The time of day, with the date where it is over a day away.
pub fn local(at: Millis) -> String {
    clock::local_time(at, clock::now(), HOURS.get())
}

/// What the clock on the wall here differs from UTC at a moment, in milliseconds.
pub fn offset(at: Millis) -> i64 {
    clock::offset(at)
}

/// The time of day alone.
pub fn time_of_day(at: Millis) -> String {
    clock::local_time(at, at, HOURS.get())
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
