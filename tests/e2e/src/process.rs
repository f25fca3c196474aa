//! Helper programs that run as long as a story does.

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
    /// Starts a program that says nothing worth reading.
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

/// An empty folder; dropping it removes it with all that is in it.
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
        // What ends beside it may have been quicker.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Ends programs when this process ends, however that happens: then the input of the shell closes that waits here.
pub struct Farewell(Child);

impl Farewell {
    /// At the end the programs are ended, and the folder is removed.
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

    /// What one of them, a server at that port, is asked first, such as `GET /shutdown`.
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
