use blinkenrack::domain::io::import::zip::{MAX_ENTRIES, ZipError, entries, is_zip};

use crate::support::{File, archive};

#[test]
fn files_come_out_as_they_went_in() {
    let long = b"rack ".repeat(10);
    let bytes = archive(&[
        File::stored("a/b.txt", b"one"),
        File::stored("a/", b""),
        File::deflated("../../c", &long),
    ]);
    assert!(is_zip(&bytes));
    let found = entries(&bytes).expect("an archive");
    let names: Vec<&str> = found.iter().map(|entry| entry.name.as_ref()).collect();
    assert_eq!(names, ["a/b.txt", "../../c"]);
    assert_eq!(found[0].read(100), Ok(b"one".to_vec()));
    assert_eq!(found[1].read(100), Ok(long));
    assert_eq!(found[1].read(10), Err(ZipError::TooMuch));
}

#[test]
fn bombs_are_refused_unopened() {
    let zeros = vec![0; 1 << 20];
    let bomb = archive(&[File::deflated("zeros.yaml", &zeros)]);
    assert_eq!(
        entries(&bomb),
        Err(ZipError::Ratio("zeros.yaml".to_owned()))
    );
    let many: Vec<File> = (0..=MAX_ENTRIES).map(|_| File::stored("x", b"")).collect();
    assert_eq!(
        entries(&archive(&many)),
        Err(ZipError::TooManyEntries(MAX_ENTRIES + 1))
    );
}

#[test]
fn claims_are_not_believed() {
    let mut bytes = archive(&[File::stored("x.yaml", b"name: x")]);
    let claim = bytes.len() - 22 - 6 - 46 + 24;
    bytes[claim..claim + 4].copy_from_slice(&100_000_000u32.to_le_bytes());
    assert_eq!(entries(&bytes), Err(ZipError::TooMuch));
    bytes[claim..claim + 4].copy_from_slice(&10_000u32.to_le_bytes());
    assert_eq!(entries(&bytes), Err(ZipError::Ratio("x.yaml".to_owned())));
}

#[test]
fn a_deflated_file_that_gets_larger_than_it_says_is_damaged() {
    let data = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut bytes = archive(&[File::deflated("x.yaml", data)]);
    let claim = bytes.len() - 22 - 6 - 46 + 24;
    bytes[claim..claim + 4].copy_from_slice(&5u32.to_le_bytes());
    let found = entries(&bytes).expect("an archive");
    assert_eq!(found[0].read(1000), Err(ZipError::Damaged));
}

#[test]
fn cut_archives_are_damaged() {
    let bytes = archive(&[
        File::stored("x.yaml", b"name: x"),
        File::deflated("y.yaml", b"name: y"),
    ]);
    for length in 0..bytes.len() {
        assert_eq!(
            entries(&bytes[..length]),
            Err(ZipError::Damaged),
            "{length}"
        );
    }
}
