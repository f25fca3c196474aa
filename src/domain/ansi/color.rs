//! Reduces the colors of a terminal to those that are legible in both themes.

/// Black and white are not among them: they mean ordinary text, on a page that may be dark or light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TerminalColor {
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    Gray,
}

impl TerminalColor {
    /// Its name in the style sheet.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
            Self::Magenta => "magenta",
            Self::Cyan => "cyan",
            Self::Gray => "gray",
        }
    }

    /// One of a terminal's eight colors, numbered from 0. `None` for black and white, which are ordinary text.
    pub(super) const fn of_number(number: u16) -> Option<Self> {
        match number {
            1 => Some(Self::Red),
            2 => Some(Self::Green),
            3 => Some(Self::Yellow),
            4 => Some(Self::Blue),
            5 => Some(Self::Magenta),
            6 => Some(Self::Cyan),
            _ => None,
        }
    }

    /// The nearest to a mixture of red, green and blue, each 0 to 255.
    fn nearest(red: u16, green: u16, blue: u16) -> Option<Self> {
        let [red, green, blue] = [red, green, blue].map(|part| part.min(255));
        let most = red.max(green).max(blue);
        let least = red.min(green).min(blue);
        if most - least < 48 {
            // Without a hue: gray in the middle, ordinary text at both ends.
            return (64..192).contains(&most).then_some(Self::Gray);
        }
        let half = least + (most - least) / 2;
        match (red > half, green > half, blue > half) {
            (true, false, false) => Some(Self::Red),
            (false, true, false) => Some(Self::Green),
            (true, true, _) => Some(Self::Yellow),
            (false, false, true) => Some(Self::Blue),
            (true, false, true) => Some(Self::Magenta),
            (false, true, true) => Some(Self::Cyan),
            (false, false, false) => None,
        }
    }
}

/// Reads what follows 38: `5;N`, one of 256 colors, or `2;R;G;B`.
pub(super) fn extended(numbers: &mut impl Iterator<Item = u16>) -> Option<TerminalColor> {
    match numbers.next()? {
        5 => of_256(numbers.next()?),
        2 => {
            let [red, green, blue] = [numbers.next()?, numbers.next()?, numbers.next()?];
            TerminalColor::nearest(red, green, blue)
        }
        _ => None,
    }
}

/// Of 256 colors, the first sixteen are the eight twice, then a cube of six steps each way, then grays.
fn of_256(number: u16) -> Option<TerminalColor> {
    match number {
        0..=7 => TerminalColor::of_number(number),
        8 => Some(TerminalColor::Gray),
        9..=15 => TerminalColor::of_number(number - 8),
        16..=231 => {
            let step = |place: u16| (number - 16) / place % 6 * 51;
            TerminalColor::nearest(step(36), step(6), step(1))
        }
        232..=255 => (236..=250).contains(&number).then_some(TerminalColor::Gray),
        _ => None,
    }
}
