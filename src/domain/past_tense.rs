//! Turns the description of a step, such as `Moved nas`, into what undo and redo would do: `move nas`.

const VERBS: [(&str, &str); 25] = [
    ("Added", "add"),
    ("Aligned", "align"),
    ("Changed", "change"),
    ("Connected", "connect"),
    ("Copied", "copy"),
    ("Deleted", "delete"),
    ("Disconnected", "disconnect"),
    ("Distributed", "distribute"),
    ("Duplicated", "duplicate"),
    ("Edited", "edit"),
    ("Flipped", "flip"),
    ("Kept", "keep"),
    ("Linked", "link"),
    ("Made", "make"),
    ("Moved", "move"),
    ("Placed", "place"),
    ("Put", "put"),
    ("Removed", "remove"),
    ("Renamed", "rename"),
    ("Resized", "resize"),
    ("Restored", "restore"),
    ("Stacked", "stack"),
    ("Took", "take"),
    ("Turned", "turn"),
    ("Unlinked", "unlink"),
];

/// `Moved nas` → `move nas`; what begins with no known verb stays as it is.
pub fn to_imperative(words: &str) -> String {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let known = VERBS.iter().find(|(past, _)| *past == first);
    match known {
        Some((_, verb)) => format!("{verb} {rest}").trim_end().to_owned(),
        // Descriptions stored by earlier versions, such as `Went back to 12:03`, stay as they are.
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::to_imperative;

    #[test]
    fn what_was_done_becomes_what_is_undone() {
        assert_eq!(to_imperative("Moved 4 devices"), "move 4 devices");
        assert_eq!(to_imperative("Went back to 12:03"), "Went back to 12:03");
        assert_eq!(to_imperative("Linked"), "link");
        assert_eq!(to_imperative("Linked nas to tank"), "link nas to tank");
    }

    /// Covers the words of commands, and those of arranging, merging and placing.
    #[test]
    fn every_verb_of_a_command_is_known() {
        let sources = [
            include_str!("command/words.rs"),
            include_str!("arrange/carriers.rs"),
            include_str!("arrange/copies.rs"),
            include_str!("arrange/edit.rs"),
            include_str!("arrange/linking.rs"),
            include_str!("arrange/onto.rs"),
            include_str!("arrange/racks.rs"),
            include_str!("autobuild/hub_racks.rs"),
            include_str!("autobuild/later.rs"),
            include_str!("differences/repair.rs"),
            include_str!("matching/mod.rs"),
            include_str!("inspect/devices.rs"),
            include_str!("inspect/racks.rs"),
            include_str!("merging.rs"),
        ];
        let texts = sources.iter().flat_map(|source| source.split('"'));
        let firsts = texts.filter_map(|text| text.split(' ').next());
        let is_verb = |word: &&str| {
            word.starts_with(|first: char| first.is_ascii_uppercase())
                && word.ends_with("ed")
                && word
                    .chars()
                    .skip(1)
                    .all(|letter| letter.is_ascii_lowercase())
        };
        let mut count = 0;
        for verb in firsts.filter(is_verb) {
            let words = format!("{verb} it");
            assert_ne!(to_imperative(&words), words, "{verb} has no imperative");
            count += 1;
        }
        assert!(count > 20, "{count} verbs were found");
    }
}
