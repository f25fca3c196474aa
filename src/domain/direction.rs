//! Unicode marks that change the direction of writing. In a name, they would turn the words around it too.

/// Whether a character is a Unicode mark that sets or overrides the direction.
pub const fn turns_writing(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Removes such marks. Letters that are written from right to left stay.
pub fn without_turns(mut text: String) -> String {
    text.retain(|letter| !turns_writing(letter));
    text
}

#[cfg(test)]
mod tests {
    use super::without_turns;

    #[test]
    fn only_marks_go() {
        let text = "Renamed \u{202e}abc\u{202c} to \u{5d0}\u{5d1} ✓".to_owned();
        assert_eq!(without_turns(text), "Renamed abc to \u{5d0}\u{5d1} ✓");
        assert_eq!(without_turns("nas".to_owned()), "nas");
    }
}
