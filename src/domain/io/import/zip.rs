//! Zip archives: what is needed to read a layout out of one. Stored and deflated entries, nothing encrypted, nothing beyond 4 GiB.
//!
//! An archive is read by its directory at the end. Names are only compared, never used as paths.

use std::borrow::Cow;

use thiserror::Error;

use super::inflate;

/// Of the whole file, in bytes.
pub const MAX_SIZE: usize = 50 << 20;
/// Of all entries together once inflated, in bytes.
pub const MAX_INFLATED: u64 = 64 << 20;
pub const MAX_ENTRIES: usize = 500;
/// How many bytes may come out of one.
pub const MAX_RATIO: u64 = 100;

const END: [u8; 4] = *b"PK\x05\x06";
const DIRECTORY_ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL_ENTRY: [u8; 4] = *b"PK\x03\x04";

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ZipError {
    #[error("The archive is too large: {0} bytes, {MAX_SIZE} are possible")]
    TooLarge(usize),
    #[error("The archive is damaged")]
    Damaged,
    #[error("The archive has {0} entries, {MAX_ENTRIES} are possible")]
    TooManyEntries(usize),
    #[error("The archive claims to hold more than {} MB", MAX_INFLATED >> 20)]
    TooMuch,
    #[error("“{0}” claims to be more than {MAX_RATIO} times as large as in the archive")]
    Ratio(String),
    #[error("“{0}” is encrypted")]
    Encrypted(String),
    #[error("“{0}” is compressed in a way that is not known here")]
    Method(String),
}

/// Whether the bytes begin as archives do.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(&LOCAL_ENTRY) || bytes.starts_with(&END)
}

/// One file of an archive, not inflated yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZipEntry<'a> {
    /// As written, with `/` between folders.
    pub name: Cow<'a, str>,
    method: u16,
    encrypted: bool,
    data: &'a [u8],
    size: u32,
}

impl ZipEntry<'_> {
    /// The file's bytes, `most` at most.
    pub fn read(&self, most: usize) -> Result<Vec<u8>, ZipError> {
        const STORED: u16 = 0;
        const DEFLATED: u16 = 8;
        if self.encrypted {
            return Err(ZipError::Encrypted(self.name.to_string()));
        }
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        if size > most {
            return Err(ZipError::TooMuch);
        }
        match self.method {
            STORED => Ok(self.data.to_vec()),
            DEFLATED => inflate::raw(self.data, size).ok_or(ZipError::Damaged),
            _ => Err(ZipError::Method(self.name.to_string())),
        }
    }
}

/// The files of an archive, folders left out.
pub fn entries(bytes: &[u8]) -> Result<Vec<ZipEntry<'_>>, ZipError> {
    if bytes.len() > MAX_SIZE {
        return Err(ZipError::TooLarge(bytes.len()));
    }
    let (count, mut directory) = directory(bytes).ok_or(ZipError::Damaged)?;
    if count > MAX_ENTRIES {
        return Err(ZipError::TooManyEntries(count));
    }
    let mut entries = Vec::with_capacity(count);
    let mut claimed: u64 = 0;
    for _ in 0..count {
        let (entry, rest) = entry(bytes, directory).ok_or(ZipError::Damaged)?;
        directory = rest;
        claimed += u64::from(entry.size);
        if claimed > MAX_INFLATED {
            return Err(ZipError::TooMuch);
        }
        let most = MAX_RATIO * entry.data.len() as u64;
        if u64::from(entry.size) > most {
            return Err(ZipError::Ratio(entry.name.into_owned()));
        }
        if !entry.name.ends_with('/') {
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// How many entries the directory has, and where it begins. The record that tells it stands at the end, before a comment.
fn directory(bytes: &[u8]) -> Option<(usize, &[u8])> {
    const RECORD: usize = 22;
    const LONGEST_COMMENT: usize = 0xffff;
    let last = bytes.len().checked_sub(RECORD)?;
    let first = last.saturating_sub(LONGEST_COMMENT);
    let at = (first..=last)
        .rev()
        .find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(&END)))?;
    let record = bytes.get(at..)?;
    let count = usize::from(u16_at(record, 10)?);
    let start = usize::try_from(u32_at(record, 16)?).ok()?;
    Some((count, bytes.get(start..)?))
}

/// The entry that the directory begins with, and the rest of the directory.
fn entry<'a>(bytes: &'a [u8], directory: &'a [u8]) -> Option<(ZipEntry<'a>, &'a [u8])> {
    const FIXED: usize = 46;
    const LOCAL_FIXED: usize = 30;
    if !directory.starts_with(&DIRECTORY_ENTRY) {
        return None;
    }
    let length = |at| u16_at(directory, at).map(usize::from);
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let compressed = usize::try_from(u32_at(directory, 20)?).ok()?;
    let local = bytes.get(usize::try_from(u32_at(directory, 42)?).ok()?..)?;
    if !local.starts_with(&LOCAL_ENTRY) {
        return None;
    }
    let skipped = LOCAL_FIXED + usize::from(u16_at(local, 26)?) + usize::from(u16_at(local, 28)?);
    let entry = ZipEntry {
        name: String::from_utf8_lossy(directory.get(FIXED..FIXED + name)?),
        method: u16_at(directory, 10)?,
        encrypted: u16_at(directory, 8)? & 1 != 0,
        data: local.get(skipped..skipped.checked_add(compressed)?)?,
        size: u32_at(directory, 24)?,
    };
    Some((entry, directory.get(FIXED + name + extra + comment..)?))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
