//! Compares output with files in `tests/fixtures`, line by line.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::PathBuf;

/// The folder with the files of a kind.
pub fn folder(kind: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(kind)
}

/// Compares a text with its file, or writes the file when `UPDATE_GOLDEN` is 1.
pub fn check(kind: &str, name: &str, text: &str) {
    let file = folder(kind).join(format!("{name}.txt"));
    if env::var("UPDATE_GOLDEN").is_ok_and(|value| value == "1") {
        fs::create_dir_all(folder(kind)).unwrap();
        fs::write(&file, text).unwrap();
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
    for (number, (made, expected)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(made, expected, "{name}, line {}", number + 1);
    }
    assert_eq!(
        text.lines().count(),
        expected.lines().count(),
        "{name}: number of lines"
    );
}

/// Checks that a kind has exactly these files, so that none is left over.
#[allow(dead_code, reason = "not every kind knows its names beforehand")]
pub fn only(kind: &str, names: &BTreeSet<String>) {
    let files = fs::read_dir(folder(kind)).unwrap_or_else(|error| panic!("{kind}: {error}"));
    let files: BTreeSet<String> = files
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let expected = names.iter().map(|name| format!("{name}.txt"));
    assert_eq!(files, expected.collect(), "the files of {kind}");
}
