//! Words of what was done, such as `Moved nas`, as what is undone: `move nas`.

const VERBS: [(&str, &str); 22] = [
    ("Added", "add"),
    ("Aligned", "align"),
    ("Changed", "change"),
    ("Copied", "copy"),
    ("Deleted", "delete"),
    ("Distributed", "distribute"),
    ("Duplicated", "duplicate"),
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

pub(super) fn to_imperative(words: &str) -> String {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let known = VERBS.iter().find(|(past, _)| *past == first);
    match known {
        Some((_, verb)) => format!("{verb} {rest}").trim_end().to_owned(),
        // `Went back to 12:03` stays as it is.
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
    }
}
