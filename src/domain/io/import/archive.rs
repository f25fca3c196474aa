//! Classifies the files of an archive by name.

/// What a file of an archive is, judging by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// May hold a layout or types.
    Candidate,
    /// A picture, as Rackula puts them beside a layout.
    Picture,
    /// Left behind by an archiver or file manager.
    Leftover,
    /// Anything else.
    Other,
}

/// Folders that archivers and file managers create.
const FOLDERS: &[&str] = &[
    "__macosx",
    "@eadir",
    ".appledouble",
    ".trashes",
    ".fseventsd",
    ".spotlight-v100",
];
/// Files that archivers and file managers create.
const FILES: &[&str] = &[
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    ".ds_store",
    ".directory",
    ".localized",
];
const PICTURES: &[&str] = &[".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif"];
const CANDIDATES: &[&str] = &[".yaml", ".yml", ".json"];

pub(super) fn kind(path: &str) -> EntryKind {
    let path = path.replace('\\', "/").to_ascii_lowercase();
    let mut folders: Vec<&str> = path.split('/').collect();
    let name = folders.pop().unwrap_or_default();
    let ends_with = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if folders.iter().any(|folder| FOLDERS.contains(folder))
        || FILES.contains(&name)
        || name.starts_with("._")
    {
        return EntryKind::Leftover;
    }
    if ends_with(PICTURES) {
        return EntryKind::Picture;
    }
    let is_hidden = name.starts_with('.')
        || folders
            .iter()
            .any(|folder| folder.starts_with('.') && !matches!(*folder, "." | ".."));
    if ends_with(CANDIDATES) && !is_hidden {
        EntryKind::Candidate
    } else {
        EntryKind::Other
    }
}

pub(super) fn is_json(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".json")
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::{EntryKind, kind};

    #[test]
    fn names_say_what_a_file_is() {
        for (path, expected) in [
            ("home.yaml", EntryKind::Candidate),
            (
                "repo-main/device-types/APC/AP7900.YML",
                EntryKind::Candidate,
            ),
            ("../x.json", EntryKind::Candidate),
            ("__MACOSX/home/._home.yaml", EntryKind::Leftover),
            ("home/._home.yaml", EntryKind::Leftover),
            ("home/.DS_Store", EntryKind::Leftover),
            ("Thumbs.db", EntryKind::Leftover),
            ("nas/@eaDir/home.yaml", EntryKind::Leftover),
            ("images/front.PNG", EntryKind::Picture),
            (".github/workflows/test.yml", EntryKind::Other),
            (".yamllint.yaml", EntryKind::Other),
            ("README.md", EntryKind::Other),
        ] {
            assert_eq!(kind(path), expected, "{path}");
        }
    }
}
