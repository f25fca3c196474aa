//! Text in Helvetica with the Windows encoding, which needs no embedded font.

use crate::domain::flow::DIRECTIONS_IN_WORDS;

/// Widths of the characters from space to tilde, in thousandths of the font size (Adobe's metrics of Helvetica).
const ADVANCES: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The characters 0x80 to 0x9f of the Windows encoding; a space where there is none.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// Encodes a text. Characters that the Windows encoding lacks become question marks; returns their number too.
pub(super) fn encode(text: &str) -> (Vec<u8>, usize) {
    let mut replaced = 0;
    let mut bytes = Vec::new();
    for character in text.chars() {
        if let Some(words) = in_words(character) {
            bytes.extend_from_slice(words.as_bytes());
            continue;
        }
        bytes.push(byte(character).unwrap_or_else(|| {
            replaced += 1;
            b'?'
        }));
    }
    (bytes, replaced)
}

/// Replacement words for characters that this app writes itself and the Windows encoding lacks.
fn in_words(character: char) -> Option<&'static str> {
    let mut all = DIRECTIONS_IN_WORDS.iter();
    let known = all.find(|(other, _)| *other == character);
    known.map(|(_, words)| *words)
}

fn byte(character: char) -> Option<u8> {
    match character {
        ' '..='~' => Some(character as u8),
        // Readers show neither soft hyphens nor control characters.
        '\u{a0}'..='\u{ff}' => Some(character as u32 as u8),
        _ => {
            let place = WINDOWS.chars().position(|other| other == character)?;
            u8::try_from(0x80 + place).ok()
        }
    }
}

/// The width of a text; for bold text a slight underestimate.
pub(super) fn width(text: &str, size: f32) -> f32 {
    text.chars().map(advance).sum::<f32>() * size
}

/// The text, cut with an ellipsis where it is wider than `room`.
pub(super) fn fit(text: &str, size: f32, room: f32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room - advance('…') * size;
    let mut cut: String = text
        .chars()
        .take_while(|character| {
            left -= advance(*character) * size;
            left >= 0.0
        })
        .collect();
    cut.push('…');
    cut
}

/// Width as a share of the font size. Beyond ASCII, typical widths are close enough.
fn advance(character: char) -> f32 {
    if let Some(words) = in_words(character) {
        return words.chars().map(advance).sum();
    }
    let known = (character as usize)
        .checked_sub(32)
        .and_then(|place| ADVANCES.get(place));
    let thousandths = match (known, character) {
        (Some(advance), _) => *advance,
        (None, '…' | '—' | '™' | '‰' | 'Œ' | 'Æ') => 1000,
        (None, '·' | '‘' | '’' | '‚' | 'í' | 'ì' | 'î' | 'ï') => 278,
        (None, other) if other.is_uppercase() => 722,
        (None, _) => 556,
    };
    f32::from(thousandths) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions_of_a_network_are_told_in_words() {
        let (bytes, replaced) = encode("↑ 1.2 ↓ 3.4 MB/s");
        assert_eq!(bytes, b"sent 1.2 received 3.4 MB/s");
        assert_eq!(replaced, 0);
        assert!((width("↑ ↓", 10.0) - width("sent received", 10.0)).abs() < 0.001);
    }
}
