//! Helper programs that run for the duration of a story.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::Duration;
use std::{env, fs, thread};

use anyhow::{Context, Result};

const START_LIMIT: Duration = Duration::from_secs(20);

/// The repository's folder.
pub fn repository() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A running program; dropping it ends it.
pub struct Helper(Child);

impl Helper {
    /// Starts a program and ignores its output.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self(
            command
                .spawn()
                .with_context(|| format!("starting {name}"))?,
        ))
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Starts a program and reads its output up to the line that `find` accepts.
    pub fn start<T: Send + 'static>(
        command: &mut Command,
        find: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Result<(Self, T)> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut helper = Self(child.with_context(|| format!("starting {name}"))?);
        let output = helper.0.stdout.take().context("no output")?;
        let (sender, found) = mpsc::channel();
        // Reads to the end, as a full pipe would block the program.
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
        // Asked to end first, as it may have children of its own to end.
        let asked = Command::new("kill").arg(self.0.id().to_string()).status();
        if asked.is_err() {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}

/// An empty folder; dropping it removes it with its contents.
pub struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    pub fn new() -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("blinkenrack-e2e-{}-{number}", process::id());
        let path = env::temp_dir().join(name);
        fs::create_dir_all(&path).with_context(|| format!("making {}", path.display()))?;
        Ok(Self(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // A program that is ending may have removed something first.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Ends programs when this process ends in any way: a waiting shell then reaches the end of its input.
pub struct Farewell(Child);

impl Farewell {
    /// At the end the programs are terminated, and the folder is removed.
    pub fn begin(programs: &[Helper], folder: Option<&TemporaryFolder>) -> Result<Self> {
        const END: &str = r#"
            while read -r line; do question=$line; done
            read -r port request <<<"$question"
            if [[ -n $request ]] && exec 3<>"/dev/tcp/127.0.0.1/$port"; then
              printf '%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$request" >&3 && timeout 10 cat <&3
            fi
            kill "${@:2}"
            if [[ -n $1 ]]; then rm -rf -- "$1"; fi
        "#;
        let mut shell = Command::new("bash");
        shell.args(["-c", END, "bash"]);
        shell.arg(folder.map_or(Path::new(""), TemporaryFolder::path));
        shell.args(programs.iter().map(|program| program.id().to_string()));
        shell.stdin(Stdio::piped());
        shell.stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self(shell.spawn().context("starting bash")?))
    }

    /// A request, such as `GET /shutdown`, that is first sent to one of them, a server at this port.
    pub fn ask_first(&mut self, port: u16, request: &str) -> Result<()> {
        let input = self.0.stdin.as_mut().context("no input")?;
        Ok(writeln!(input, "{port} {request}")?)
    }
}

impl Drop for Farewell {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}
