//! The color that the user gave a device.

use serde::{Deserialize, Serialize};

/// A color the user can choose. Green, amber and red are reserved for states.
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

    /// The word in a document.
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

/// The color of a device's plate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(with = "String"))]
#[serde(from = "String", into = "String")]
pub enum PlateColor {
    /// The default tint of the device's category; not written.
    #[default]
    OfKind,
    Tone(PlateTone),
    /// A word that this build does not know.
    Other(String),
}

impl PlateColor {
    /// The word in a document.
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

    /// The chosen tone; `None` for the default tint.
    pub const fn tone(&self) -> Option<PlateTone> {
        match self {
            Self::Tone(tone) => Some(*tone),
            Self::OfKind | Self::Other(_) => None,
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

#[cfg(test)]
mod tests {
    use super::{PlateColor, PlateTone};

    fn read(word: &str) -> PlateColor {
        word.to_owned().into()
    }

    #[test]
    fn words_are_read_as_they_are_written() {
        for word in ["", "blue", "gray", "tartan"] {
            assert_eq!(read(word).word(), word);
        }
        assert!(read("").is_of_kind());
        assert_eq!(read("pink").tone(), Some(PlateTone::Pink));
        assert_eq!(read("tartan").tone(), None);
    }
}
