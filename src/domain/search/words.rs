//! Splits a folded text into words.

use std::ops::Range;

use crate::domain::fold;

/// Appends the folded form of a text.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    folded.extend(fold::letters(text));
}

/// The words of a folded text, as byte ranges. A word consists of letters, digits and `+`; a dot between two of these belongs to the word,
/// so that `10.0.0.4`, `2.5g` and `nas.lan` are one word each.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = from + rest.find(is_part)?;
        let mut end = start;
        let mut letters = text.get(start..)?.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let is_joint = letter == '.' && letters.peek().is_some_and(|(_, next)| is_part(*next));
            if !is_part(letter) && !is_joint {
                break;
            }
            end = start + at + letter.len_utf8();
        }
        from = end;
        Some(start..end)
    })
}

fn is_part(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '+' || (!letter.is_ascii() && is_letter(letter))
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn punctuation_separates_but_a_dot_within_a_word_does_not() {
        assert_eq!(split("usw-pro-48"), ["usw", "pro", "48"]);
        assert_eq!(split("rs1221+ (2u), sfp+."), ["rs1221+", "2u", "sfp+"]);
        assert_eq!(
            split("10.0.0.4 2.5g nas.lan. .x"),
            ["10.0.0.4", "2.5g", "nas.lan", "x"]
        );
        assert_eq!(split("größe\t名前\n7"), ["größe", "名前", "7"]);
        assert_eq!(split(" .-/ "), [""; 0]);
        assert_eq!(split(""), [""; 0]);
    }
}
