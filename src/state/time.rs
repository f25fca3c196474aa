//! Dates and times in the user's time zone and format.

use std::cell::Cell;

use crate::domain::format::HourFormat;
use crate::domain::units::Millis;
use crate::shell::clock;

thread_local! {
    static HOURS: Cell<HourFormat> = const { Cell::new(HourFormat::Hours24) };
}

/// Sets the preferred format of the time of day, from the first hub's user.
pub(super) fn set_hours(hours: HourFormat) {
    HOURS.set(hours);
}

/// The time now.
pub fn now() -> Millis {
    clock::now()
}

/// A moment: the time of day, with the date unless it is today.
pub fn local(at: Millis) -> String {
    let now = clock::wall_time(clock::now());
    clock::wall_time(at).words(now, HOURS.get())
}

/// The offset of the local time zone from UTC at a moment, in milliseconds.
pub fn offset(at: Millis) -> i64 {
    clock::offset(at)
}

/// The time of day alone.
pub fn time_of_day(at: Millis) -> String {
    clock::wall_time(at).clock(HOURS.get())
}

/// The local date: `2026-01-31`.
pub fn today() -> String {
    clock::local_date(clock::now())
}

/// Lets the browser take one download before the next.
pub async fn pause() {
    clock::sleep(150).await;
}

/// Lets the browser handle input and draw.
pub async fn next_turn() {
    clock::sleep(0).await;
}
