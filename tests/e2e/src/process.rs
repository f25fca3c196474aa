//! Helper programs that run as long as a story does.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// The repository's folder.
pub fn repository() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A running program; dropping it ends it.
pub struct Helper(Child);

impl Helper {
    /// Starts the program and reads its output up to the line in which `find` sees what it looks for.
    pub fn start<T>(command: &mut Command, find: impl Fn(&str) -> Option<T>) -> Result<(Self, T)> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut helper = Self(child.with_context(|| format!("starting {name}"))?);
        let output = helper.0.stdout.take().context("no output")?;
        let mut lines = BufReader::new(output).lines();
        for line in lines.by_ref() {
            let line = line?;
            if let Some(found) = find(&line) {
                // A full pipe would stop the program.
                thread::spawn(move || lines.for_each(drop));
                return Ok((helper, found));
            }
        }
        bail!("{name} ended before it was ready")
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        // Asked first: it may have children of its own to end.
        let asked = Command::new("kill").arg(self.0.id().to_string()).status();
        if asked.is_err() {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}
