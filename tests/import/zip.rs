use blinkenrack::domain::io::import::zip::{EntryError, Zip, ZipError, is_zip};
use blinkenrack::domain::io::limits::MAX_ENTRIES;

use crate::support::{File, archive};

/// Reads the first file of an archive.
fn first(bytes: &[u8], most: usize) -> Result<Vec<u8>, EntryError> {
    let zip = Zip::open(bytes).expect("an archive");
    zip.read(&zip.entries()[0], most)
}

/// The offset of a field in the directory entry of the only file, whose name has six letters.
fn in_directory(bytes: &[u8], at: usize) -> usize {
    bytes.len() - 22 - 6 - 46 + at
}

#[test]
fn files_come_out_as_they_went_in() {
    let long = b"rack ".repeat(10);
    let bytes = archive(&[
        File::stored("a/b.txt", b"one"),
        File::stored("a/", b""),
        File::deflated("../../c", &long),
    ]);
    assert!(is_zip(&bytes));
    let zip = Zip::open(&bytes).expect("an archive");
    let names: Vec<&str> = zip
        .entries()
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    assert_eq!(names, ["a/b.txt", "../../c"]);
    assert_eq!(zip.read(&zip.entries()[0], 100), Ok(b"one".to_vec()));
    assert_eq!(zip.read(&zip.entries()[1], 100), Ok(long));
    assert_eq!(zip.read(&zip.entries()[1], 10), Err(EntryError::TooLarge));
}

#[test]
fn too_many_files_are_refused() {
    let many: Vec<File> = (0..=MAX_ENTRIES).map(|_| File::stored("x", b"")).collect();
    assert_eq!(
        Zip::open(&archive(&many)).err(),
        Some(ZipError::TooManyEntries)
    );
}

#[test]
fn claims_are_checked() {
    let data = b"0123456789abcdefghijklmnopqrstuvwxyz";
    for file in [File::stored("x.yaml", data), File::deflated("x.yaml", data)] {
        let sound = archive(&[file]);
        assert_eq!(first(&sound, 1000), Ok(data.to_vec()));
        for size in [5u32, 10_000] {
            let mut bytes = sound.clone();
            let claim = in_directory(&bytes, 24);
            bytes[claim..claim + 4].copy_from_slice(&size.to_le_bytes());
            assert_eq!(first(&bytes, 1 << 20), Err(EntryError::Damaged), "{size}");
        }
        let mut bytes = sound.clone();
        let claim = in_directory(&bytes, 24);
        bytes[claim..claim + 4].copy_from_slice(&100_000_000u32.to_le_bytes());
        assert_eq!(first(&bytes, 1 << 20), Err(EntryError::TooLarge));
    }
}

#[test]
fn a_file_of_another_checksum_is_damaged() {
    let mut bytes = archive(&[File::stored("x.yaml", b"name: x")]);
    let at = 30 + 6;
    assert_eq!(bytes[at..at + 7], *b"name: x");
    bytes[at + 6] = b'y';
    assert_eq!(first(&bytes, 100), Err(EntryError::Damaged));
}

#[test]
fn what_is_encrypted_or_packed_otherwise_says_so() {
    let sound = archive(&[File::stored("x.yaml", b"name: x")]);
    let mut encrypted = sound.clone();
    encrypted[in_directory(&sound, 8)] |= 1;
    assert_eq!(first(&encrypted, 100), Err(EntryError::Encrypted));
    let mut other = sound.clone();
    other[in_directory(&sound, 10)] = 12;
    assert_eq!(first(&other, 100), Err(EntryError::Method));
}

#[test]
fn cut_archives_are_damaged() {
    let bytes = archive(&[
        File::stored("x.yaml", b"name: x"),
        File::deflated("y.yaml", b"name: y"),
    ]);
    for length in 0..bytes.len() {
        assert_eq!(
            Zip::open(&bytes[..length]).err(),
            Some(ZipError::Damaged),
            "{length}"
        );
    }
}
