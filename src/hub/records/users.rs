//! What belongs to the user: settings, quiet hours, and the ways to sign in.

use serde::Deserialize;
use serde_json::Value;

use super::Maybe;
use crate::domain::health::Thresholds;
use crate::domain::ids::SystemId;
use crate::domain::inventory::QuietHours;
use crate::domain::units::Percent;
use crate::hub::auth::SignInOptions;
use crate::hub::date;

/// A record of `user_settings`. Of the settings only the two limits are read: others hold addresses and secrets.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SettingsRecord {
    settings: Maybe<Settings>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Settings {
    #[serde(rename = "colorWarn")]
    warn: Maybe<Value>,
    #[serde(rename = "colorCrit")]
    critical: Maybe<Value>,
}

impl SettingsRecord {
    /// The hub's defaults where the user has set nothing.
    pub fn into_thresholds(self) -> Thresholds {
        let settings = self.settings.or_default();
        let default = Thresholds::default();
        Thresholds {
            warn: percent(settings.warn).unwrap_or(default.warn),
            critical: percent(settings.critical).unwrap_or(default.critical),
        }
    }
}

/// The hub's settings page saves numbers as texts, other clients as numbers.
fn percent(value: Maybe<Value>) -> Option<Percent> {
    match value.get()? {
        Value::Number(number) => Percent::new(number.as_f64()?),
        Value::String(text) => Percent::new(text.trim().parse().ok()?),
        _ => None,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct QuietHoursRecord {
    system: Maybe<String>,
    #[serde(rename = "type")]
    kind: Maybe<String>,
    start: Maybe<String>,
    end: Maybe<String>,
}

impl QuietHoursRecord {
    pub fn into_quiet_hours(self) -> QuietHours {
        QuietHours {
            system: self.system.filled().map(SystemId::new),
            daily: self.kind.is("daily"),
            start: self.start.get().and_then(|text| date::parse(&text)),
            end: self.end.get().and_then(|text| date::parse(&text)),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MethodsRecord {
    password: Maybe<MethodRecord>,
    oauth2: Maybe<MethodRecord>,
    mfa: Maybe<MethodRecord>,
    otp: Maybe<MethodRecord>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct MethodRecord {
    enabled: Maybe<bool>,
}

impl MethodsRecord {
    /// `None` when not even a password is spoken of: then it is not the answer of a hub.
    pub fn into_options(self) -> Option<SignInOptions> {
        let on = |method: Maybe<MethodRecord>| {
            method
                .get()
                .is_some_and(|method| method.enabled.or_default())
        };
        Some(SignInOptions {
            password: self.password.get()?.enabled.or_default(),
            code: on(self.otp),
            second_factor: on(self.mfa),
            providers: on(self.oauth2),
        })
    }
}
