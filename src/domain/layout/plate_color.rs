//! The color that a person gave a device.

use serde::{Deserialize, Serialize};

/// A color that can be chosen. Green, amber and red are left to states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlateTone {
    Blue,
    Teal,
    Violet,
    Pink,
    Brown,
    Gray,
}

impl PlateTone {
    pub const ALL: [Self; 6] = [
        Self::Blue,
        Self::Teal,
        Self::Violet,
        Self::Pink,
        Self::Brown,
        Self::Gray,
    ];

    /// As it is written in a document.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Teal => "teal",
            Self::Violet => "violet",
            Self::Pink => "pink",
            Self::Brown => "brown",
            Self::Gray => "gray",
        }
    }
}

/// What colors a device's plate. An unknown word of a later version, or a color of another program, is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(with = "String"))]
#[serde(from = "String", into = "String")]
pub enum PlateColor {
    /// The quiet tint of what it is; not written.
    #[default]
    OfKind,
    Tone(PlateTone),
    /// `#rrggbb`, or a word that this build does not know.
    Other(String),
}

impl PlateColor {
    /// As it is written in a document.
    pub fn word(&self) -> &str {
        match self {
            Self::OfKind => "",
            Self::Tone(tone) => tone.word(),
            Self::Other(word) => word,
        }
    }

    pub fn is_of_kind(&self) -> bool {
        *self == Self::OfKind
    }

    /// The tone in which it is shown: of a color of another program the one that comes next to it.
    pub fn tone(&self) -> Option<PlateTone> {
        match self {
            Self::OfKind => None,
            Self::Tone(tone) => Some(*tone),
            Self::Other(word) => nearest(word),
        }
    }
}

impl From<String> for PlateColor {
    fn from(word: String) -> Self {
        match PlateTone::ALL.into_iter().find(|tone| tone.word() == word) {
            Some(tone) => Self::Tone(tone),
            None if word.is_empty() => Self::OfKind,
            None => Self::Other(word),
        }
    }
}

impl From<PlateColor> for String {
    fn from(color: PlateColor) -> Self {
        color.word().to_owned()
    }
}

/// `None` for what is no `#rrggbb`.
fn nearest(color: &str) -> Option<PlateTone> {
    let is_hex =
        |digits: &&str| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let digits = color.strip_prefix('#').filter(is_hex)?;
    let rgb = i32::from_str_radix(digits, 16).ok()?;
    let [red, green, blue] = [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
    let most = red.max(green).max(blue);
    let range = most - red.min(green).min(blue);
    // Hardly a color.
    if range * 6 < most.max(60) {
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
    use super::{PlateColor, PlateTone};

    fn read(word: &str) -> PlateColor {
        word.to_owned().into()
    }

    #[test]
    fn words_are_read_as_they_are_written() {
        for word in ["", "blue", "gray", "#336699", "tartan"] {
            assert_eq!(read(word).word(), word);
        }
        assert!(read("").is_of_kind());
    }

    #[test]
    fn colors_of_other_programs_are_shown_in_the_next_tone() {
        let tone = |word| read(word).tone();
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
    }
}
