//! The database of a hub after its first start. Creating it takes far longer than starting from a copy.

use std::ffi::OsString;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::{env, fs, process};

use blinkenrack::demo::HubLine;

use crate::Result;
use crate::pocketbase::{PocketBase, free_port};

/// The content of a data folder, by file name. Kept in memory, so that nothing remains when the process ends.
type Files = Vec<(OsString, Vec<u8>)>;

/// Writes the database into an empty data folder. The process creates it once; concurrent requests wait.
pub fn write_to(folder: &Path) -> Result<()> {
    static MADE: Mutex<Option<Files>> = Mutex::new(None);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let files = match made.take() {
        Some(files) => files,
        None => make()?,
    };
    let written = files
        .iter()
        .try_for_each(|(name, bytes)| fs::write(folder.join(name), bytes));
    *made = Some(files);
    Ok(written?)
}

fn make() -> Result<Files> {
    let folder = env::temp_dir().join(format!("blinkenrack-first-hub-{}", process::id()));
    let files = start_in(&folder).and_then(|()| read(&folder));
    fs::remove_dir_all(&folder)?;
    files
}

/// Starts PocketBase in an empty folder and stops it again, so that everything is written to its databases.
fn start_in(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    // What newer hubs have in addition is created at every start.
    PocketBase::start(free_port()?, folder, HubLine::default()).map(drop)
}

fn read(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "db")
            && let Some(name) = path.file_name()
        {
            files.push((name.to_owned(), fs::read(&path)?));
        }
    }
    Ok(files)
}
