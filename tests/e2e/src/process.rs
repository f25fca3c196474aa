//! Helper programs that run as long as a story does.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

const START_LIMIT: Duration = Duration::from_secs(20);

/// The repository's folder.
pub fn repository() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A running program; dropping it ends it.
pub struct Helper(Child);

impl Helper {
    /// Starts the program and reads its output up to the line in which `find` sees what it looks for.
    pub fn start<T: Send + 'static>(
        command: &mut Command,
        find: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Result<(Self, T)> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut helper = Self(child.with_context(|| format!("starting {name}"))?);
        let output = helper.0.stdout.take().context("no output")?;
        let (sender, found) = mpsc::channel();
        // Reads to the end: a full pipe would stop the program.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(found) = find(&line) {
                    let _ = sender.send(found);
                }
            }
        });
        let found = found
            .recv_timeout(START_LIMIT)
            .with_context(|| format!("{name} did not get ready"))?;
        Ok((helper, found))
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

/// Asks a driver of browsers to end its browser and itself when this process ends, however that happens: then the input of the shell
/// closes that waits here.
pub struct Farewell(Child);

impl Farewell {
    pub fn begin(port: u16) -> Result<Self> {
        const SHUT_DOWN: &str = r#"read -r; exec 3<>"/dev/tcp/127.0.0.1/$0" && printf 'GET /shutdown HTTP/1.1\r\nHost: localhost\r\n\r\n' >&3 && cat <&3"#;
        let mut shell = Command::new("bash");
        shell.args(["-c", SHUT_DOWN, &port.to_string()]);
        shell.stdin(Stdio::piped());
        shell.stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self(shell.spawn().context("starting bash")?))
    }
}

impl Drop for Farewell {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}
