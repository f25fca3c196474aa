//! The engines that stories can run in: how their drivers are started and configured.

use std::env;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, Stdio};

use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

use super::Recording;
use crate::process::{Helper, TemporaryFolder};
use crate::wait::{SOON, until_true};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// The engine of nearly all stories.
    #[default]
    Chromium,
    Firefox,
    WebKit,
}

const CHROMIUM_FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-device-scale-factor=1",
    "--font-render-hinting=none",
    "--hide-scrollbars",
];

/// Maximum number of attempts to start Chromium's driver.
const DRIVER_STARTS: usize = 5;

/// A driver ready for a session, and the programs it needs.
pub(super) struct Driver {
    pub port: u16,
    /// The driver comes first.
    pub programs: Vec<Helper>,
    /// The folder for their temporary files, if they need their own.
    pub folder: Option<TemporaryFolder>,
}

impl Engine {
    pub(super) async fn start_driver(self) -> Result<Driver> {
        match self {
            Self::Chromium => start_chromedriver(),
            Self::Firefox => start_geckodriver(),
            Self::WebKit => start_webkit_driver().await,
        }
    }

    /// The capabilities requested from the browser.
    pub(super) fn wishes(self, recording: Recording) -> Result<Capabilities> {
        Ok(match self {
            Self::Chromium => {
                let mut wishes = DesiredCapabilities::chrome();
                for flag in CHROMIUM_FLAGS {
                    wishes.add_arg(flag)?;
                }
                wishes.set_browser_log_level(LoggingPrefsLogLevel::All)?;
                if recording == Recording::Network {
                    wishes.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
                }
                wishes.into()
            }
            Self::Firefox => {
                let mut wishes = Capabilities::new();
                let options = json!({ "args": ["-headless"], "prefs": firefox_preferences() });
                wishes.set("moz:firefoxOptions", options)?;
                wishes
            }
            // The driver knows its own browser, which keeps nothing when automated.
            Self::WebKit => Capabilities::new(),
        })
    }
}

/// Firefox contacts many of its vendor's servers. Everything not on this machine goes to a proxy that does not exist; the other preferences
/// avoid the attempts.
fn firefox_preferences() -> Value {
    json!({
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": 9,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": 9,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "app.normandy.enabled": false,
        "app.update.disabledForTesting": true,
        "browser.region.update.enabled": false,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "dom.push.connection.enabled": false,
        "extensions.update.enabled": false,
        "messaging-system.rsexperimentloader.enabled": false,
        "services.settings.server": "data:,none",
        "toolkit.telemetry.enabled": false,
    })
}

/// Starts the driver at a port of its own choice. It uses the same number in both address families, and gives up if another program has one
/// of them; then it is started again.
fn start_chromedriver() -> Result<Driver> {
    let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    let start = || {
        let mut command = Command::new(&program);
        command.arg("--port=0");
        Helper::start(&mut command, |line| {
            let port = line.split_once("started successfully on port ")?.1;
            port.trim_end_matches('.').parse::<u16>().ok()
        })
    };
    let mut started = start();
    for _ in 1..DRIVER_STARTS {
        if started.is_ok() {
            break;
        }
        started = start();
    }
    let (driver, port) = started?;
    Ok(Driver {
        port,
        programs: vec![driver],
        folder: None,
    })
}

fn start_geckodriver() -> Result<Driver> {
    let folder = TemporaryFolder::new()?;
    let mut command = Command::new("geckodriver");
    command
        .args(["--port", "0", "--profile-root"])
        .arg(folder.path());
    command.env("HOME", folder.path());
    command.env("TMPDIR", folder.path());
    // Firefox logs its own faults there.
    command.stderr(Stdio::null());
    let (driver, port) = Helper::start(&mut command, |line| {
        line.split_once("Listening on 127.0.0.1:")?.1.parse().ok()
    })?;
    Ok(Driver {
        port,
        programs: vec![driver],
        folder: Some(folder),
    })
}

/// WebKit has no headless mode, so it gets a virtual screen.
async fn start_webkit_driver() -> Result<Driver> {
    let folder = TemporaryFolder::new()?;
    let mut screen = Command::new("Xvfb");
    screen.args(["-displayfd", "1", "-nolisten", "tcp"]);
    screen.args(["-screen", "0", "1920x1200x24"]);
    let (screen, display) = Helper::start(&mut screen, |line| line.parse::<u16>().ok())?;
    // It neither chooses a port nor reports when it is ready.
    let port = free_port()?;
    let mut command = Command::new("WebKitWebDriver");
    command.arg(format!("--port={port}"));
    for home in ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(home, folder.path());
    }
    command.env("DISPLAY", format!(":{display}"));
    command.env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
    let driver = Helper::spawn(&mut command)?;
    until_true("the driver of WebKit", SOON, async || {
        Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok())
    })
    .await?;
    Ok(Driver {
        port,
        programs: vec![driver, screen],
        folder: Some(folder),
    })
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
