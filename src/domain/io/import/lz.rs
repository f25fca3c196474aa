//! Decompresses Rackula's share links: lz-string with its URI-safe alphabet, over UTF-16 text.
//!
//! A code refers to an earlier piece of the text; each piece is one unit longer than the piece before it in the stream. Since every piece
//! already occurs in the text, the dictionary holds positions only.

use crate::domain::io::limits::MAX_LINK_TEXT;

/// Maximum number of UTF-16 units of output: a link of 64 KiB could otherwise become hundreds of megabytes.
const MAX_UNITS: usize = MAX_LINK_TEXT;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

/// Codes that do not refer to a piece.
const NEW_BYTE: usize = 0;
const NEW_UNIT: usize = 1;
const END: usize = 2;

/// Returns `None` if the text is damaged, of another format, or too large. A space counts as the plus that a URL parser turned into it.
pub(in crate::domain::io) fn decompress(text: &str) -> Option<String> {
    let mut bits = Bits::of(text)?;
    let mut units: Vec<u16> = Vec::new();
    // Placeholders for the three codes above.
    let mut pieces: Vec<(usize, usize)> = vec![(0, 0); 3];
    let mut width = 2;
    // Number of pieces that can be added before codes get wider.
    let mut room: u32 = 1;
    // The previous piece; with the unit after it, it makes the next piece.
    let mut last: Option<(usize, usize)> = None;
    loop {
        let code = bits.take(width)?;
        let start = units.len();
        let length = match code {
            NEW_BYTE | NEW_UNIT => {
                let unit = bits.take(if code == NEW_BYTE { 8 } else { 16 })?;
                pieces.push((start, 1));
                room = room.checked_sub(1)?;
                if room == 0 && last.is_some() {
                    (width, room) = wider(width)?;
                }
                units.push(u16::try_from(unit).ok()?);
                1
            }
            END => return Some(String::from_utf16_lossy(&units)),
            _ => copy(&mut units, &pieces, code, last?)?,
        };
        match last {
            // The first unit adds no other piece.
            None => (width, room) = (3, 4),
            Some((before, its_length)) => {
                pieces.push((before, its_length + 1));
                room = room.checked_sub(1)?;
                if room == 0 {
                    (width, room) = wider(width)?;
                }
            }
        }
        last = Some((start, length));
        if units.len() > MAX_UNITS {
            return None;
        }
    }
}

fn wider(width: u32) -> Option<(u32, u32)> {
    Some((width + 1, 1u32.checked_shl(width)?))
}

/// Appends the piece of a code and returns its length. The code one past the last is the piece being built.
fn copy(
    units: &mut Vec<u16>,
    pieces: &[(usize, usize)],
    code: usize,
    last: (usize, usize),
) -> Option<usize> {
    let (from, length) = match pieces.get(code) {
        Some(piece) => *piece,
        None if code == pieces.len() => (last.0, last.1 + 1),
        None => return None,
    };
    if length > MAX_UNITS {
        return None;
    }
    if from + length <= units.len() {
        units.extend_from_within(from..from + length);
    } else {
        // The piece overlaps the text it produces.
        for position in from..from + length {
            units.push(*units.get(position)?);
        }
    }
    Some(length)
}

/// A bit reader: six bits of each letter, the highest first; numbers of several bits come lowest first.
struct Bits {
    sixes: Vec<u8>,
    position: usize,
}

impl Bits {
    fn of(text: &str) -> Option<Self> {
        let six = |letter: u8| {
            let letter = if letter == b' ' { b'+' } else { letter };
            let found = ALPHABET.iter().position(|known| *known == letter);
            // The 65th letter is padding; it has no bits of its own.
            let six = found.or((letter == b'$').then_some(0))?;
            u8::try_from(six).ok()
        };
        Some(Self {
            sixes: text.bytes().map(six).collect::<Option<_>>()?,
            position: 0,
        })
    }

    fn take(&mut self, count: u32) -> Option<usize> {
        let mut number = 0;
        for place in 0..count {
            let six = *self.sixes.get(self.position / 6)?;
            let bit = six >> (5 - self.position % 6) & 1;
            number |= usize::from(bit).checked_shl(place)?;
            self.position += 1;
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests;
