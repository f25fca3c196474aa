//! What belongs to the user: settings, quiet hours, and the ways to sign in.

use serde_json::Value;

use super::Fields;
use crate::domain::format::{DataUnit, HourFormat, TemperatureUnit};
use crate::domain::health::Thresholds;
use crate::domain::inventory::QuietHours;
use crate::domain::preferences::Preferences;
use crate::domain::series::Range;
use crate::domain::units::Percent;
use crate::hub::auth::SignInOptions;

/// Reads a record of `user_settings`. Only the settings that control the display are read: others hold addresses and secrets.
/// What the user has not set gets the hub's default.
pub fn preferences(record: Fields) -> Preferences {
    let settings = record.object("settings");
    let default = Thresholds::default();
    let limit = |key| setting(settings, key).and_then(Percent::measured);
    let unit = |key| match setting(settings, key) {
        Some(BITS) => DataUnit::Bits,
        _ => DataUnit::Bytes,
    };
    Preferences {
        thresholds: Thresholds {
            warn: limit("colorWarn").unwrap_or(default.warn),
            critical: limit("colorCrit").unwrap_or(default.critical),
        },
        temperature: match setting(settings, "unitTemp") {
            Some(FAHRENHEIT) => TemperatureUnit::Fahrenheit,
            _ => TemperatureUnit::Celsius,
        },
        network: unit("unitNet"),
        disk: unit("unitDisk"),
        hours: match settings.str("hourFormat") {
            Some("12h") => HourFormat::Hours12,
            _ => HourFormat::Hours24,
        },
        range: match settings.str("chartTime") {
            Some("12h") => Range::HalfDay,
            Some("24h") => Range::Day,
            Some("1w") => Range::Week,
            Some("30d") => Range::Month,
            // The hub's page also offers one minute, which is live.
            _ => Range::Hour,
        },
    }
}

/// The hub's numbers for units.
const BITS: f64 = 1.0;
const FAHRENHEIT: f64 = 3.0;

/// The hub's settings page saves numbers as strings, other clients as numbers. `None` for a string that is not a number.
fn setting(settings: Fields, key: &str) -> Option<f64> {
    match settings.get(key)? {
        // The JSON parser is in the binary anyway; the float parser alone is not.
        Value::String(text) => serde_json::from_str::<Value>(text.trim()).ok()?.as_f64(),
        value => value.as_f64(),
    }
}

/// Reads a record of `quiet_hours`.
pub fn quiet_hours(record: Fields) -> QuietHours {
    QuietHours {
        id: record.text("id"),
        system: record.system(),
        daily: record.str("type") == Some("daily"),
        start: record.time("start"),
        end: record.time("end"),
    }
}

/// Reads the answer to the request for ways to sign in. `None` if it does not even mention a password: then it does not come
/// from a hub.
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(settings: Value) -> Preferences {
        preferences(Fields::of(&json!({ "settings": settings })))
    }

    #[test]
    fn numbers_may_be_texts_and_keep_their_fraction() {
        for (warn, critical) in [(json!("65.5"), json!(82.5)), (json!(65.5), json!(" 82.5 "))] {
            let limits = read(json!({"colorWarn": warn, "colorCrit": critical})).thresholds;
            assert_eq!(Some(limits.warn), Percent::new(65.5));
            assert_eq!(Some(limits.critical), Percent::new(82.5));
        }
    }

    #[test]
    fn what_says_nothing_is_the_default() {
        for nothing in [
            json!(""),
            json!(null),
            json!("many"),
            json!([1]),
            json!("1e999"),
        ] {
            let settings = json!({
                "colorWarn": nothing, "colorCrit": nothing, "unitTemp": nothing, "unitNet": nothing,
                "unitDisk": nothing, "hourFormat": nothing, "chartTime": nothing,
            });
            assert_eq!(read(settings), Preferences::default(), "{nothing}");
        }
        assert_eq!(read(json!(null)), Preferences::default());
    }

    #[test]
    fn units_clock_and_range_are_read() {
        for (bits, fahrenheit) in [(json!(1), json!(3)), (json!("1"), json!("3"))] {
            let settings = json!({
                "unitTemp": fahrenheit, "unitNet": bits, "unitDisk": bits, "hourFormat": "12h",
                "chartTime": "1w",
            });
            let expected = Preferences {
                temperature: TemperatureUnit::Fahrenheit,
                network: DataUnit::Bits,
                disk: DataUnit::Bits,
                hours: HourFormat::Hours12,
                range: Range::Week,
                ..Preferences::default()
            };
            assert_eq!(read(settings), expected);
        }
    }
}
