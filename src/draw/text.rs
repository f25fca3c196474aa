//! How wide text will be, without a font at hand.

/// Estimated width in pixels of text set in the interface's font at `size` pixels. Errs on the wide side.
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(relative_width).sum::<f32>() * size
}

/// The text, cut with an ellipsis so that it fits into `available` pixels.
pub fn fit(text: &str, size: f32, available: f32) -> String {
    if width(text, size) <= available {
        return text.to_owned();
    }
    let ellipsis = relative_width('…') * size;
    let mut used = ellipsis;
    let mut cut: String = text
        .chars()
        .take_while(|character| {
            used += relative_width(*character) * size;
            used <= available
        })
        .collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// Share of the font size that a character advances, by class.
fn relative_width(character: char) -> f32 {
    match character {
        'i' | 'j' | 'l' | '!' | '.' | ',' | ':' | ';' | '\'' | '|' => 0.34,
        'f' | 'r' | 't' | 'I' | '(' | ')' | '[' | ']' | ' ' | '·' => 0.41,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 1.0,
        'A'..='Z' => 0.74,
        '0'..='9' => 0.64,
        _ if character.is_ascii() => 0.63,
        // Latin, Greek and Cyrillic letters are about as wide as ASCII ones; from the Hangul Jamo on most are square.
        _ if (character as u32) < 0x1100 => 0.7,
        _ => 1.05,
    }
}

#[cfg(test)]
mod tests {
    use super::{fit, width};

    #[test]
    fn short_text_is_untouched_and_long_text_fits() {
        assert_eq!(fit("pve-node1", 12.0, 200.0), "pve-node1");
        let cut = fit(
            "a-very-long-host-name.with.many.labels.example.org",
            12.0,
            100.0,
        );
        assert!(cut.ends_with('…') && width(&cut, 12.0) <= 100.0, "{cut}");
    }

    #[test]
    fn no_room_leaves_the_ellipsis() {
        assert_eq!(fit("名前が長いサーバー", 12.0, 5.0), "…");
    }
}
