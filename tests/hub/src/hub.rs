//! The test hub for use in tests.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs, process};

use blinkenrack::demo::HubLine;
use serde_json::{Value, json};

use crate::pocketbase::{PocketBase, free_port};
use crate::simulator::{Simulation, Simulator};
use crate::template;
use crate::{Client, Error, Result};

/// An account that exists from the hub's first start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: &'static str,
    pub email: &'static str,
    pub password: &'static str,
}

impl Account {
    const fn new(id: &'static str, email: &'static str) -> Self {
        Self {
            id,
            email,
            password: "blinkenrack1",
        }
    }
}

pub const USER: Account = Account::new("useruseruser001", "user@example.com");
pub const ADMIN: Account = Account::new("adminadmin00001", "admin@example.com");
pub const READONLY: Account = Account::new("readonly0000001", "readonly@example.com");
/// The superuser, whom the app must refuse.
pub const ROOT: Account = Account::new("superuser000001", "root@example.com");

/// How often another port is tried when a free one was taken in the meantime.
const PORT_TRIES: u32 = 5;

/// The options of a test hub.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `None` for a free port.
    pub port: Option<u16>,
    /// The database folder; `None` for a temporary folder that is removed with the hub.
    pub data: Option<PathBuf>,
    /// The hub version to play; a simulation has the same.
    pub like: HubLine,
    /// The systems to watch; `None` for none.
    pub simulation: Option<Simulation>,
}

/// A running hub, whose address stays the same across stops and starts. Dropping it ends all its processes.
pub struct TestHub {
    url: String,
    port: u16,
    data: Data,
    like: HubLine,
    simulation: Option<Simulation>,
    root: Client,
    // The order matters: agents are dropped before their hub.
    simulator: Option<Simulator>,
    pocketbase: Option<PocketBase>,
}

impl TestHub {
    /// Returns once the hub responds and, with a simulation, its systems are up.
    pub fn start(options: Options) -> Result<Self> {
        let data = options
            .data
            .map_or_else(Data::temporary, |path| Ok(Data::Kept(path)))?;
        let port = options.port.map_or_else(free_port, Ok)?;
        let url = format!("http://127.0.0.1:{port}");
        let root = Client::guest(&url);
        let simulation = options.simulation;
        let mut hub = Self {
            url,
            port,
            data,
            like: options.like,
            simulation,
            root,
            simulator: None,
            pocketbase: None,
        };
        let mut tries_left = if options.port.is_some() {
            0
        } else {
            PORT_TRIES
        };
        while let Err(error) = hub.resume() {
            if tries_left == 0 || !error.is_port_taken() {
                return Err(error);
            }
            // Another test may take a free port before PocketBase listens on it.
            tries_left -= 1;
            hub.port = free_port()?;
            hub.url = format!("http://127.0.0.1:{}", hub.port);
            hub.root = Client::guest(&hub.url);
        }
        Ok(hub)
    }

    /// A separate hub at a free port, with simulated systems.
    pub fn simulated(simulation: Simulation) -> Result<Self> {
        Self::start(Options {
            like: simulation.like,
            simulation: Some(simulation),
            ..Options::default()
        })
    }

    /// The base URL, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The hub as the superuser, for preparing tests.
    pub fn root(&self) -> &Client {
        &self.root
    }

    pub fn guest(&self) -> Client {
        Client::guest(&self.url)
    }

    /// The hub as one of its users.
    pub fn sign_in(&self, account: Account) -> Result<Client> {
        self.guest()
            .sign_in("users", account.email, account.password)
    }

    /// A token that only a superuser can make: it lasts that many seconds and cannot be refreshed.
    pub fn impersonate(&self, account: Account, seconds: u32) -> Result<String> {
        let path = format!("/api/collections/users/impersonate/{}", account.id);
        let answer = self
            .root
            .ask("POST", &path, Some(&json!({"duration": seconds})))?;
        Ok(answer["token"].as_str().unwrap_or_default().to_owned())
    }

    /// Stops the hub and its agents; its data stays.
    pub fn stop(&mut self) {
        self.simulator = None;
        self.pocketbase = None;
    }

    /// Starts a stopped hub again, at the same address with the same data.
    pub fn resume(&mut self) -> Result<()> {
        self.stop();
        self.pocketbase = Some(PocketBase::start(self.port, self.data.path(), self.like)?);
        self.root = self
            .guest()
            .sign_in("_superusers", ROOT.email, ROOT.password)?;
        self.root.ask("POST", "/api/test/collections", None)?;
        if let Some(simulation) = &self.simulation {
            self.simulator = Some(Simulator::start(self.root.clone(), simulation.clone())?);
        }
        Ok(())
    }

    /// Sets how long new tokens last, in seconds (at least 10).
    pub fn set_token_lifetime(&self, seconds: u32) -> Result<()> {
        self.change_users(json!({"authToken": {"duration": seconds}}))
    }

    /// Whether a password must be followed by a one-time code.
    pub fn ask_for_codes(&self, on: bool) -> Result<()> {
        let otp = json!({"enabled": on, "length": 6, "duration": 180});
        self.change_users(json!({"otp": otp, "mfa": {"enabled": on, "duration": 600}}))
    }

    fn change_users(&self, settings: Value) -> Result<()> {
        self.root
            .ask("PATCH", "/api/collections/users", Some(&settings))
            .map(drop)
    }

    /// The newest one-time code mailed to that account; waits for the first one.
    pub fn mailed_code(&self, account: Account) -> Result<String> {
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            let answer = self.root.ask("GET", "/api/test/mail", None)?;
            let codes = answer["codes"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            if let Some(mail) = codes.iter().rev().find(|mail| mail["to"] == account.email) {
                return Ok(mail["code"].as_str().unwrap_or_default().to_owned());
            }
            sleep(Duration::from_millis(20));
        }
        Err(Error::TooLate("a mailed code".to_owned()))
    }
}

/// The folder of a hub's database.
enum Data {
    Temporary(PathBuf),
    Kept(PathBuf),
}

impl Data {
    fn temporary() -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("blinkenrack-hub-{}-{number}", process::id()));
        fs::create_dir_all(&path)?;
        let data = Self::Temporary(path);
        template::write_to(data.path())?;
        Ok(data)
    }

    fn path(&self) -> &Path {
        match self {
            Self::Temporary(path) | Self::Kept(path) => path,
        }
    }
}

impl Drop for TestHub {
    fn drop(&mut self) {
        self.stop();
        if let Data::Temporary(path) = &self.data
            && let Err(error) = fs::remove_dir_all(path)
        {
            eprintln!("{} stays behind: {error}", path.display());
        }
    }
}
