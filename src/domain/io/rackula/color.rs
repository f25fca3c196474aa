//! Maps device colors: Rackula has any color, we have a few tones.

use super::schema::is_color;
use crate::domain::layout::PlateTone;
use serde_json::Value;

/// The color of a tone, for programs that only know colors.
pub(super) const fn hex_of(tone: PlateTone) -> &'static str {
    match tone {
        PlateTone::Blue => "#2f7fd6",
        PlateTone::Teal => "#1f9d96",
        PlateTone::Violet => "#8a63e8",
        PlateTone::Pink => "#c24f9c",
        PlateTone::Brown => "#a0703c",
        PlateTone::Gray => "#8793a5",
    }
}

/// The tone closest to a color; `None` if it is not `#rrggbb`.
pub(super) fn tone_of(color: &Value) -> Option<PlateTone> {
    let digits = color
        .as_str()
        .filter(|_| is_color(color))?
        .strip_prefix('#')?;
    let rgb = i32::from_str_radix(digits, 16).ok()?;
    let [red, green, blue] = [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
    let most = red.max(green).max(blue);
    let range = most - red.min(green).min(blue);
    // Nearly gray.
    if range * 5 < most.max(60) {
        return Some(PlateTone::Gray);
    }
    let hue = match most {
        _ if most == red => 60 * (green - blue) / range,
        _ if most == green => 120 + 60 * (blue - red) / range,
        _ => 240 + 60 * (red - green) / range,
    };
    Some(match hue.rem_euclid(360) {
        70..195 => PlateTone::Teal,
        195..245 => PlateTone::Blue,
        245..290 => PlateTone::Violet,
        290..345 => PlateTone::Pink,
        _ => PlateTone::Brown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_is_shown_in_the_next_tone() {
        let tone = |color: &str| tone_of(&color.into());
        assert_eq!(tone("#336699"), Some(PlateTone::Blue));
        assert_eq!(tone("#ff0000"), Some(PlateTone::Brown));
        assert_eq!(tone("#FF00aa"), Some(PlateTone::Pink));
        assert_eq!(tone("#7b2ff7"), Some(PlateTone::Violet));
        assert_eq!(tone("#00ff7f"), Some(PlateTone::Teal));
        for gray in ["#000000", "#ffffff", "#8b8f94"] {
            assert_eq!(tone(gray), Some(PlateTone::Gray), "{gray}");
        }
        for none in ["", "tartan", "#12345", "#1234567", "#+12345", "#ääx"] {
            assert_eq!(tone(none), None, "{none}");
        }
        for own in PlateTone::ALL {
            assert_eq!(tone(hex_of(own)), Some(own));
        }
    }
}
