//! Case folding, the same for searching, matching and sorting.

use std::iter;

/// Folds the case of a text: lower case by Unicode, with `ss` for `ß` and one form of the Greek sigma. Accents stay: `ÄRGER` is `ärger`,
/// not `arger`.
pub fn fold(text: &str) -> String {
    letters(text).collect()
}

/// The characters of the folded text, without allocating it.
pub fn letters(text: &str) -> impl Iterator<Item = char> + Clone + '_ {
    text.chars().flat_map(fold_letter)
}

fn fold_letter(letter: char) -> impl Iterator<Item = char> + Clone {
    let (first, second) = match letter {
        // The fast path for most letters.
        '\0'..='\x7f' => (letter.to_ascii_lowercase(), None),
        'ß' | 'ẞ' => ('s', Some('s')),
        'ς' => ('σ', None),
        _ => {
            // No letter becomes more than two.
            let mut lower = letter.to_lowercase();
            (lower.next().unwrap_or(letter), lower.next())
        }
    };
    iter::once(first).chain(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_count_in_any_script() {
        for (one, other) in [
            ("ÄRGER", "ärger"),
            ("STRASSE", "Straße"),
            ("ΔΊΚΤΥΟΣ", "δίκτυος"),
            ("СЕРВЕР Ё", "сервер ё"),
            ("Ǆ", "ǆ"),
            ("PVE-1", "pve-1"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("arger"), fold("ärger"));
        assert_eq!(fold("名前 7"), "名前 7");
    }

    #[test]
    fn a_folded_text_stays_as_it_is() {
        for letter in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let folded = fold(letter.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&folded), folded);
            assert!((1..=2).contains(&folded.chars().count()));
            let lower: String = letter.to_lowercase().collect();
            assert_eq!(fold(&lower), folded, "no letter of its lower case is lost");
        }
    }
}
