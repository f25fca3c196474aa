//! The PocketBase process of the test hub.

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use blinkenrack::demo::HubLine;

use crate::{Client, Error, Result};

const POLL: Duration = Duration::from_millis(20);
/// A first start creates the database and hashes four passwords.
const START_LIMIT: Duration = Duration::from_secs(30);
const STOP_LIMIT: Duration = Duration::from_secs(10);
/// Runs a program that is stopped, then killed, when standard input ends, even if the test that started it was killed.
const LEASH: &str = r#"
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{ cat <&3 >/dev/null; kill $program; sleep 5; kill -KILL $program; } 2>/dev/null &
guard=$!
wait $program
kill $guard
"#;

/// A running PocketBase; dropping it ends it.
pub struct PocketBase {
    child: Child,
}

impl PocketBase {
    /// Starts on a port of this machine with a data folder, which is created if missing, and waits until it responds.
    pub fn start(port: u16, data: &Path, like: HubLine) -> Result<Self> {
        // A program already listening there would respond instead.
        TcpListener::bind(("127.0.0.1", port)).map_err(|error| Error::Port(port, error))?;
        fs::create_dir_all(data)?;
        let log = data.join("pocketbase.log");
        let output = File::create(&log)?;
        let child = command(&program()?, port, data)
            .env("HUB_VERSION", like.version())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        let mut started = Self { child };
        let url = format!("http://127.0.0.1:{port}");
        started
            .wait_until_healthy(&url)
            .map_err(|_| Error::Start(fs::read_to_string(&log).unwrap_or_default()))?;
        Ok(started)
    }

    fn wait_until_healthy(&mut self, url: &str) -> Result<()> {
        let client = Client::guest(url);
        let deadline = Instant::now() + START_LIMIT;
        while Instant::now() < deadline && self.child.try_wait()?.is_none() {
            if client
                .get("/api/health")
                .is_ok_and(|reply| reply.status == 200)
            {
                return Ok(());
            }
            sleep(POLL);
        }
        Err(Error::TooLate("a healthy PocketBase".to_owned()))
    }

    fn end(&mut self) -> Result<()> {
        drop(self.child.stdin.take());
        let deadline = Instant::now() + STOP_LIMIT;
        while Instant::now() < deadline {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            sleep(POLL);
        }
        Err(Error::TooLate("the end of PocketBase".to_owned()))
    }
}

impl Drop for PocketBase {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            eprintln!("PocketBase could not be ended: {error}");
        }
    }
}

fn command(program: &Path, port: u16, data: &Path) -> Command {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new("sh");
    command
        .args(["-c", LEASH, "sh"])
        .arg(program)
        .args(["serve", "--http", &format!("127.0.0.1:{port}")])
        .arg("--dir")
        .arg(data)
        .arg("--migrationsDir")
        .arg(here.join("pb_migrations"))
        .arg("--hooksDir")
        .arg(here.join("pb_hooks"))
        .arg("--publicDir")
        .arg(data.join("public"))
        // A test that changes a collection must not write migrations into the sources.
        .args([
            "--automigrate=0",
            "--hooksWatch=0",
            "--dev=0",
            "--hooksPool=4",
        ])
        .stdin(Stdio::piped())
        // Ctrl-C in a terminal reaches only the hub's command, which then ends its agents before PocketBase.
        .process_group(0);
    command
}

/// The program, downloaded if necessary; located once.
fn program() -> Result<PathBuf> {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    if let Some(found) = FOUND.get() {
        return Ok(found.clone());
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/pocketbase");
    let output = Command::new(script).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(Error::Program("scripts/pocketbase failed".to_owned()));
    }
    let found = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    Ok(FOUND.get_or_init(|| found).clone())
}

/// A currently free port.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
