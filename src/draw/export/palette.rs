//! The colors of exported pictures. The same as on screen: a test compares them with `style/tokens.css`.

use crate::domain::layout::PlateTone;
use crate::domain::lens::Band;
use crate::draw::kind::Tint;

/// Percentage of the category's tint in a plate's color.
const TINT_PERCENT: u16 = 10;
/// Percentage of the user's color in a plate's color.
const OWN_PERCENT: u16 = 40;

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    const fn of_rgb(rgb: u32) -> Self {
        Self((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
    }

    /// This color mixed with a percentage of another, as `color-mix` does.
    pub const fn with(self, other: Self, percent: u16) -> Self {
        const fn mixed(own: u8, other: u8, percent: u16) -> u8 {
            ((own as u16 * (100 - percent) + other as u16 * percent + 50) / 100) as u8
        }
        Self(
            mixed(self.0, other.0, percent),
            mixed(self.1, other.1, percent),
            mixed(self.2, other.2, percent),
        )
    }

    /// `#3ddc84`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The color scheme of the page, or of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    Dark,
    /// Suited to paper.
    #[default]
    Light,
}

impl Theme {
    pub const fn other(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Dark,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// A plate's color mixed with a tint.
    pub const fn tinted(self, tone: ColorToken, tint: Tint) -> Color {
        let color = self.color(tone);
        let (tint, percent) = match tint {
            Tint::Plain => return color,
            Tint::Network => (ColorToken::TintNetwork, TINT_PERCENT),
            Tint::Storage => (ColorToken::TintStorage, TINT_PERCENT),
            Tint::Power => (ColorToken::TintPower, TINT_PERCENT),
            Tint::Cabling => (ColorToken::TintCabling, TINT_PERCENT),
            Tint::Own(tone) => (ColorToken::Own(tone), OWN_PERCENT),
        };
        color.with(self.color(tint), percent)
    }

    pub const fn color(self, tone: ColorToken) -> Color {
        let (dark, light) = tone.pair();
        Color::of_rgb(match self {
            Self::Dark => dark,
            Self::Light => light,
        })
    }
}

/// The purpose of a color. Each is a token of the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorToken {
    Page,
    Text,
    TextSoft,
    TextMuted,
    Ok,
    Warn,
    Critical,
    Down,
    DownText,
    Paused,
    Pending,
    Stale,
    Unlinked,
    Missing,
    RackBox,
    RackInside,
    RackLine,
    RackNumber,
    RackEdge,
    Rail,
    RailHole,
    FaceTop,
    FaceBottom,
    FaceLine,
    TintNetwork,
    TintStorage,
    TintPower,
    TintCabling,
    /// The user's color for a device.
    Own(PlateTone),
    /// A band of a lens; below, the text on it.
    Heat(Band),
    OnHeat,
}

impl ColorToken {
    pub const ALL: [Self; 42] = [
        Self::Page,
        Self::Text,
        Self::TextSoft,
        Self::TextMuted,
        Self::Ok,
        Self::Warn,
        Self::Critical,
        Self::Down,
        Self::DownText,
        Self::Paused,
        Self::Pending,
        Self::Stale,
        Self::Unlinked,
        Self::Missing,
        Self::RackBox,
        Self::RackInside,
        Self::RackLine,
        Self::RackNumber,
        Self::RackEdge,
        Self::Rail,
        Self::RailHole,
        Self::FaceTop,
        Self::FaceBottom,
        Self::FaceLine,
        Self::TintNetwork,
        Self::TintStorage,
        Self::TintPower,
        Self::TintCabling,
        Self::Own(PlateTone::Blue),
        Self::Own(PlateTone::Teal),
        Self::Own(PlateTone::Violet),
        Self::Own(PlateTone::Pink),
        Self::Own(PlateTone::Brown),
        Self::Own(PlateTone::Gray),
        Self::Heat(Band::at(0)),
        Self::Heat(Band::at(1)),
        Self::Heat(Band::at(2)),
        Self::Heat(Band::at(3)),
        Self::Heat(Band::at(4)),
        Self::Heat(Band::at(5)),
        Self::Heat(Band::at(6)),
        Self::OnHeat,
    ];

    /// The CSS custom property with the same color.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Page => "--page",
            Self::Text => "--text",
            Self::TextSoft => "--text-soft",
            Self::TextMuted => "--text-muted",
            Self::Ok => "--ok",
            Self::Warn => "--warn",
            Self::Critical => "--critical",
            Self::Down => "--down",
            Self::DownText => "--down-text",
            Self::Paused => "--paused",
            Self::Pending => "--pending",
            Self::Stale => "--stale",
            Self::Unlinked => "--unlinked",
            Self::Missing => "--missing",
            Self::RackBox => "--rack-box",
            Self::RackInside => "--rack-inside",
            Self::RackLine => "--rack-line",
            Self::RackNumber => "--rack-number",
            Self::RackEdge => "--line-strong",
            Self::Rail => "--rail-mid",
            Self::RailHole => "--rail-hole",
            Self::FaceTop => "--face-top",
            Self::FaceBottom => "--face-bottom",
            Self::FaceLine => "--face-line",
            Self::TintNetwork => "--tint-network",
            Self::TintStorage => "--tint-storage",
            Self::TintPower => "--tint-power",
            Self::TintCabling => "--tint-cabling",
            Self::Own(PlateTone::Blue) => "--plate-blue",
            Self::Own(PlateTone::Teal) => "--plate-teal",
            Self::Own(PlateTone::Violet) => "--plate-violet",
            Self::Own(PlateTone::Pink) => "--plate-pink",
            Self::Own(PlateTone::Brown) => "--plate-brown",
            Self::Own(PlateTone::Gray) => "--plate-gray",
            Self::Heat(band) => match band.index() {
                0 => "--heat-1",
                1 => "--heat-2",
                2 => "--heat-3",
                3 => "--heat-4",
                4 => "--heat-5",
                5 => "--heat-6",
                _ => "--heat-7",
            },
            Self::OnHeat => "--on-heat",
        }
    }

    /// The dark and the light color.
    const fn pair(self) -> (u32, u32) {
        match self {
            Self::Page => (0x0b0e13, 0xf3f5f8),
            Self::Text => (0xe6edf6, 0x111923),
            Self::TextSoft => (0xc3cfde, 0x2b3747),
            Self::TextMuted => (0x93a2b7, 0x55647a),
            Self::Ok => (0x3ddc84, 0x16a34a),
            Self::Warn => (0xf5b83d, 0xc97a06),
            Self::Critical => (0xff5d5d, 0xd01f1f),
            Self::Down => (0xff3b5c, 0xd61f45),
            Self::DownText => (0xff6b84, 0xb5173a),
            Self::Paused => (0x8b93a7, 0x7b8494),
            Self::Pending => (0x7aa2f7, 0x3b6fd8),
            Self::Stale => (0xc69a5b, 0x9a6b1f),
            Self::Unlinked => (0x39465a, 0xa9b5c4),
            Self::Missing => (0xa78bfa, 0x7c3aed),
            Self::RackBox => (0x0e131b, 0xf7f9fb),
            Self::RackInside => (0x090c11, 0xd5dde7),
            Self::RackLine => (0x121821, 0xc6d0dc),
            Self::RackNumber => (0x71829b, 0x66768a),
            Self::RackEdge => (0x2a3545, 0xb9c4d2),
            Self::Rail => (0x333e4e, 0xc0cbd8),
            Self::RailHole => (0x0a0d12, 0xd5dce6),
            Self::FaceTop => (0x202835, 0xffffff),
            Self::FaceBottom => (0x181f2a, 0xf2f5f9),
            Self::FaceLine => (0x303b4c, 0xb3bfce),
            Self::TintNetwork => (0x2f7fd6, 0x2f7fd6),
            Self::TintStorage => (0x8a63e8, 0x8a63e8),
            Self::TintPower => (0xc24f9c, 0xc24f9c),
            Self::TintCabling => (0x1f9d96, 0x1f9d96),
            Self::Own(PlateTone::Blue) => (0x134986, 0xa1c7f2),
            Self::Own(PlateTone::Teal) => (0x0b504c, 0x5fdad1),
            Self::Own(PlateTone::Violet) => (0x4f22b4, 0xcbb8f5),
            Self::Own(PlateTone::Pink) => (0x8f1867, 0xf4afdd),
            Self::Own(PlateTone::Brown) => (0x664119, 0xe3bc91),
            Self::Own(PlateTone::Gray) => (0x3f4650, 0xbdc3cb),
            Self::Heat(band) => match band.index() {
                0 => (0x12374f, 0xc3e2f3),
                1 => (0x1d4055, 0xd6e6ef),
                2 => (0x2b424f, 0xe4e8eb),
                3 => (0x4c4433, 0xf0e6cf),
                4 => (0x775116, 0xf8d799),
                5 => (0xa2560f, 0xf7b56d),
                _ => (0xb42a26, 0xee8078),
            },
            Self::OnHeat => (0xffffff, 0x111923),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ColorToken, Theme};

    /// The values of a token in the two themes, as declared in the style sheet.
    fn declared(token: &str) -> [Option<String>; 2] {
        let sheet = include_str!("../../../style/tokens.css");
        let (dark, light) = sheet
            .split_once(":root[data-theme=\"light\"]")
            .unwrap_or((sheet, ""));
        [dark, light].map(|part| {
            let value = part.split_once(&format!("{token}: "))?.1;
            Some(value.split_once(';')?.0.to_owned())
        })
    }

    #[test]
    fn colors_are_those_of_the_screen() {
        for tone in ColorToken::ALL {
            let drawn = [Theme::Dark, Theme::Light].map(|theme| Some(theme.color(tone).hex()));
            assert_eq!(declared(tone.token()), drawn, "{}", tone.token());
        }
    }
}
