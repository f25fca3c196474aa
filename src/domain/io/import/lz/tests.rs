use std::collections::HashMap;

use super::*;

/// Outputs of the original library.
#[test]
fn texts_of_the_original_library() {
    for (text, link) in [
        ("", "Q"),
        ("a", "IZA"),
        (
            "hello hello hello, 猫 and 🐈",
            "BYUwNmD2AEoTcoBpqGpnaBDAdgE2oXg3AIHaA",
        ),
        (
            "{\"v\":\"26.6.6\",\"fv\":2,\"n\":\"Demo\"}",
            "N4IgbiBcIEwGwDpFxAGhAMwpG6B2UIAIgKYC2A9iAL5A",
        ),
    ] {
        assert_eq!(decompress(link).as_deref(), Some(text), "{link}");
    }
    assert_eq!(decompress("B418ZXTt-DFOS1b0c1oA"), Some("x".repeat(300)));
}

#[test]
fn a_plus_that_became_a_space_is_still_one() {
    let link = (0..)
        .map(|n| compress(&format!("{{\"n\":\"{n}\"}}")))
        .find(|link| link.contains('+'))
        .expect("one of them has a plus");
    assert_eq!(decompress(&link.replace('+', " ")), decompress(&link));
}

#[test]
fn damaged_texts_are_none() {
    for text in [
        "",
        "A",
        "!!!!",
        "N4Ig",
        "$",
        "zzzzzzzz",
        "N4IgbiBcIEwGwDpFxAGhAMwpG6B2UIAIgKYC2A9iAL5é",
    ] {
        assert_eq!(decompress(text), None, "{text}");
    }
}

#[test]
fn long_texts_survive_and_endless_ones_are_refused() {
    let mut seed: u32 = 1;
    let text: String = (0..20_000)
        .map(|_| {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            char::from(b'a' + (seed >> 16) as u8 % 7)
        })
        .collect();
    assert!(decompress(&compress(&text)) == Some(text));
    assert!(decompress(&compress(&"y".repeat(MAX_UNITS + 4_000))).is_none());
}

/// A straightforward compressor that always takes the longest known piece.
fn compress(text: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = Writer::default();
    // A piece is keyed by the number of the shorter piece and the unit after it.
    let mut pieces: HashMap<(usize, u16), usize> = HashMap::new();
    let mut singles: HashMap<u16, usize> = HashMap::new();
    let (mut count, mut width, mut room) = (3, 2, 1);
    let spend = |width: &mut u32, room: &mut u32| {
        *room -= 1;
        if *room == 0 {
            *room = 1 << *width;
            *width += 1;
        }
    };
    let (mut position, mut last) = (0, None);
    while let Some(&unit) = units.get(position) {
        let known = singles.get(&unit).copied();
        if known.is_none() {
            let wide = usize::from(unit >= 256);
            out.push(wide, width);
            out.push(unit.into(), 8 << wide);
            singles.insert(unit, count);
            count += 1;
            if last.is_some() {
                spend(&mut width, &mut room);
            }
        }
        if let Some(last) = last {
            pieces.insert((last, unit), count);
        }
        position += 1;
        let code = match known {
            None => count - 1,
            Some(mut code) => {
                while let Some(longer) = units
                    .get(position)
                    .and_then(|unit| pieces.get(&(code, *unit)))
                {
                    (code, position) = (*longer, position + 1);
                }
                out.push(code, width);
                code
            }
        };
        if last.is_none() {
            (width, room) = (3, 4);
        } else {
            count += 1;
            spend(&mut width, &mut room);
        }
        last = Some(code);
    }
    out.push(END, width);
    out.text()
}

#[derive(Default)]
struct Writer(Vec<bool>);

impl Writer {
    fn push(&mut self, number: usize, width: u32) {
        self.0
            .extend((0..width).map(|place| number >> place & 1 == 1));
    }

    fn text(mut self) -> String {
        self.0.push(false);
        while !self.0.len().is_multiple_of(6) {
            self.0.push(false);
        }
        self.0
            .chunks(6)
            .map(|six| six.iter().fold(0, |sum, bit| sum * 2 + usize::from(*bit)))
            .map(|six| char::from(ALPHABET[six]))
            .collect()
    }
}
