//! What belongs to the user: settings, quiet hours, and the ways to sign in.

use serde_json::Value;

use super::Fields;
use crate::domain::health::Thresholds;
use crate::domain::inventory::QuietHours;
use crate::domain::units::Percent;
use crate::hub::auth::SignInOptions;

/// A record of `user_settings`. Of the settings only the two limits are read: others hold addresses and secrets. The hub's
/// defaults where the user has set nothing.
pub fn thresholds(record: Fields) -> Thresholds {
    let settings = record.object("settings");
    let default = Thresholds::default();
    Thresholds {
        warn: limit(settings, "colorWarn").unwrap_or(default.warn),
        critical: limit(settings, "colorCrit").unwrap_or(default.critical),
    }
}

/// The hub's settings page saves numbers as texts, other clients as numbers.
fn limit(settings: Fields, key: &str) -> Option<Percent> {
    match settings.get(key)? {
        // Parts of a percent do not matter here, and reading whole numbers is the smaller program.
        Value::String(text) => Percent::new(f64::from(
            text.trim().split('.').next()?.parse::<u8>().ok()?,
        )),
        _ => settings.percent(key),
    }
}

/// A record of `quiet_hours`.
pub fn quiet_hours(record: Fields) -> QuietHours {
    QuietHours {
        system: record.system(),
        daily: record.str("type") == Some("daily"),
        start: record.time("start"),
        end: record.time("end"),
    }
}

/// The answer to the question for ways to sign in. `None` when not even a password is spoken of: then it is not the answer
/// of a hub.
pub fn sign_in_options(answer: Fields) -> Option<SignInOptions> {
    let is_on = |method: &str| answer.object(method).is_true("enabled");
    answer
        .object("password")
        .is_object()
        .then(|| SignInOptions {
            password: is_on("password"),
            code: is_on("otp"),
            second_factor: is_on("mfa"),
            providers: is_on("oauth2"),
        })
}
