//! The database of a hub that has started for the first time. To make it takes far longer than to start from a copy.

use std::ffi::OsString;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::{env, fs, process};

use blinkenrack::demo::HubLine;

use crate::Result;
use crate::pocketbase::{PocketBase, free_port};

/// What a data folder holds, by the names of the files. In memory, so that nothing stays behind when the process ends.
type Files = Vec<(OsString, Vec<u8>)>;

/// Writes the database into an empty data folder. This process makes it once: what is asked for meanwhile waits.
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

/// Starts PocketBase in an empty folder and ends it again: then all that it has written is in its databases.
fn start_in(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    // What newer hubs have besides is made at every start.
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
