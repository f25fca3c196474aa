//! File names.

use crate::domain::direction::turns_writing;

/// Maximum length of a part, in characters; longer ones are cut. File systems allow 255 bytes for a name.
const LONGEST: usize = 60;

/// Names that Windows reserves for devices, whatever their extension.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Returns a name such as `Home lab-2026-01-31.svg`: the parts joined by hyphens, without characters that file systems refuse. Empty parts
/// are left out.
pub fn file_name(parts: &[&str], extension: &str) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| plain(part))
        .filter(|part| !part.is_empty())
        .collect();
    let mut name = parts.join("-");
    if name.is_empty() {
        name.push_str("layout");
    }
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if RESERVED.contains(&stem.as_str()) {
        name.insert(0, '_');
    }
    format!("{name}.{extension}")
}

/// Removes characters that some system refuses or that disguise a name.
fn plain(part: &str) -> String {
    let kept: String = part
        .chars()
        .map(|character| match character {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => ' ',
            other if other.is_control() || turns_writing(other) => ' ',
            other => other,
        })
        .collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(LONGEST).collect();
    short.trim_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_are_taken_by_every_file_system() {
        assert_eq!(
            file_name(&["Home lab", "2026-01-31"], "svg"),
            "Home lab-2026-01-31.svg"
        );
        assert_eq!(file_name(&["../etc/<x>:\u{202e}?", ""], "pdf"), "etc x.pdf");
        assert_eq!(file_name(&["\n", "..."], "json"), "layout.json");
        assert_eq!(file_name(&["CON"], "csv"), "_CON.csv");
        assert_eq!(file_name(&[&"é".repeat(500)], "csv").chars().count(), 64);
    }
}
