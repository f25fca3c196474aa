//! Finding by typing: every word that was typed must occur, wherever and in whatever order.

/// What was typed, ready to be looked for. Case counts for nothing among the letters of ASCII.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needle {
    words: Vec<String>,
}

impl Needle {
    pub fn new(typed: &str) -> Self {
        Self {
            words: typed
                .split_whitespace()
                .map(str::to_ascii_lowercase)
                .collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a text fits, less is better; `None` when a word is missing. Nothing typed fits all equally.
    pub fn rank(&self, text: &str) -> Option<usize> {
        let text = text.to_ascii_lowercase();
        let mut rank = 0;
        for word in &self.words {
            // Of several places the best counts.
            let places = text.match_indices(word.as_str());
            rank += places.map(|(at, _)| rank_at(&text, at)).min()?;
        }
        Some(rank)
    }
}

/// 0 at the beginning of a text, 1 at that of a word, 2 within one.
fn rank_at(text: &str, at: usize) -> usize {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    match before {
        None => 0,
        Some(before) if !before.is_alphanumeric() => 1,
        Some(_) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::Needle;

    #[test]
    fn all_words_must_occur_in_any_order() {
        let needle = Needle::new(" node PVE ");
        assert!(needle.rank("pve-node1, Rack A").is_some());
        assert!(needle.rank("pve1").is_none());
    }

    #[test]
    fn beginnings_come_first_then_beginnings_of_words() {
        let needle = Needle::new("db");
        let ranks = ["db-1", "old db", "mydb"].map(|text| needle.rank(text));
        assert_eq!(ranks, [Some(0), Some(1), Some(2)]);
        assert_eq!(Needle::new("").rank("anything"), Some(0));
        assert_eq!(Needle::new("rack c").rank("Rack C"), Some(1));
        assert_eq!(Needle::new("rack c").rank("Rack properties"), Some(2));
    }

    #[test]
    fn letters_of_any_script_are_no_trouble() {
        assert_eq!(Needle::new("ß").rank("Straße 日本"), Some(2));
        assert_eq!(Needle::new("日").rank("Straße 日本"), Some(1));
    }
}
