//! Reads zip archives: stored and deflated files, with sizes and checksums verified. Names are only compared, never used as paths.

use rawzip::{
    CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive, ZipVerification,
};
use thiserror::Error;

use super::inflate;
use crate::domain::io::limits::{MAX_ENTRIES, MAX_FILE};

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ZipError {
    #[error("The archive is too large: {0} bytes; the limit is {MAX_FILE}")]
    TooLarge(usize),
    #[error("The archive is damaged")]
    Damaged,
    #[error("The archive has more than {MAX_ENTRIES} files and folders")]
    TooManyEntries,
}

/// Why one file of an archive is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EntryError {
    #[error("It is damaged")]
    Damaged,
    #[error("It is encrypted")]
    Encrypted,
    #[error("Its kind of compression is not supported")]
    Method,
    #[error("It is too large")]
    TooLarge,
}

/// Whether the bytes start like an archive.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// An archive whose central directory was read.
#[derive(Debug)]
pub struct Zip<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    entries: Vec<ZipEntry>,
}

/// One file of an archive, not inflated yet.
#[derive(Clone, Debug)]
pub struct ZipEntry {
    /// As in the archive, with `/` between folders.
    pub name: String,
    method: CompressionMethod,
    encrypted: bool,
    at: ZipArchiveEntryWayfinder,
}

impl<'a> Zip<'a> {
    /// Reads the central directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ZipError> {
        if bytes.len() > MAX_FILE {
            return Err(ZipError::TooLarge(bytes.len()));
        }
        let archive = ZipArchive::from_slice(bytes).map_err(|_| ZipError::Damaged)?;
        if archive.entries_hint() > MAX_ENTRIES as u64 {
            return Err(ZipError::TooManyEntries);
        }
        let mut entries = Vec::new();
        let mut count = 0;
        let mut directory = archive.entries();
        while let Some(entry) = directory.next_entry().map_err(|_| ZipError::Damaged)? {
            count += 1;
            if count > MAX_ENTRIES {
                return Err(ZipError::TooManyEntries);
            }
            if entry.is_dir() {
                continue;
            }
            let name = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
            entries.push(ZipEntry {
                name,
                method: entry.compression_method(),
                encrypted: entry.flags().is_encrypted(),
                at: entry.wayfinder(),
            });
        }
        if archive.entries_hint() != count as u64 {
            return Err(ZipError::Damaged);
        }
        Ok(Self { archive, entries })
    }

    /// The files, without folders.
    pub fn entries(&self) -> &[ZipEntry] {
        &self.entries
    }

    /// Returns the content of a file; an error if it has more than `most` bytes.
    pub fn read(&self, entry: &ZipEntry, most: usize) -> Result<Vec<u8>, EntryError> {
        if entry.encrypted {
            return Err(EntryError::Encrypted);
        }
        let found = self
            .archive
            .get_entry(entry.at)
            .map_err(|_| EntryError::Damaged)?;
        let claim = found.claim_verifier();
        let size = usize::try_from(claim.uncompressed_size).unwrap_or(usize::MAX);
        if size > most {
            return Err(EntryError::TooLarge);
        }
        let content = match entry.method {
            CompressionMethod::STORE => found.data().to_vec(),
            CompressionMethod::DEFLATE => {
                inflate::raw(found.data(), size).ok_or(EntryError::Damaged)?
            }
            _ => return Err(EntryError::Method),
        };
        let actual = ZipVerification {
            crc: rawzip::crc32(&content),
            uncompressed_size: content.len() as u64,
        };
        claim.valid(actual).map_err(|_| EntryError::Damaged)?;
        Ok(content)
    }
}
