//! The browser's time, behind the port of [`crate::hub::transport::Clock`].

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

use crate::domain::units::Millis;
use crate::domain::wall_time::WallTime;
use crate::hub::transport::{Clock, LocalFuture};

/// Wall-clock time and timers of this page or worker.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Millis {
        now()
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'_, ()> {
        Box::pin(sleep(milliseconds))
    }
}

/// Wall-clock time.
pub fn now() -> Millis {
    Millis(js_sys::Date::now() as i64)
}

/// Completes after that many milliseconds; later in a hidden tab, where browsers throttle timers. Dropping the future cancels the
/// timer.
pub async fn sleep(milliseconds: u32) {
    let delay = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let mut timer = None;
    let elapsed = Promise::new(&mut |resolve, _reject| {
        let set = scope().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, delay);
        match set {
            Ok(number) => timer = Some(BrowserTimer(number)),
            // Without a timer, resolve at once rather than never.
            Err(_) => drop(resolve.call0(&JsValue::UNDEFINED)),
        }
    });
    let _timer = timer;
    // This promise is never rejected.
    let _ = JsFuture::from(elapsed).await;
}

/// A timer of the browser, by its id.
struct BrowserTimer(i32);

impl Drop for BrowserTimer {
    fn drop(&mut self) {
        scope().clear_timeout_with_handle(self.0);
    }
}

/// A worker has no window, but the same timers.
fn scope() -> Window {
    js_sys::global().unchecked_into()
}

/// A moment in the browser's time zone.
pub fn wall_time(at: Millis) -> WallTime {
    let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    WallTime {
        year: date.get_full_year() as i32,
        month: date.get_month() + 1,
        day: date.get_date(),
        hour: date.get_hours(),
        minute: date.get_minutes(),
    }
}

/// The offset of the browser's time zone from UTC at a moment, in milliseconds; positive to the east.
pub fn offset(at: Millis) -> i64 {
    let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    -(date.get_timezone_offset() as i64) * 60_000
}

/// The date of a moment in the browser's time zone: `2026-01-31`.
pub fn local_date(at: Millis) -> String {
    let WallTime {
        year, month, day, ..
    } = wall_time(at);
    format!("{year}-{month:02}-{day:02}")
}
