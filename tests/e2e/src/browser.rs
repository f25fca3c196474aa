//! Headless Chromium with a profile of its own, and what it complained about.

pub mod pool;

use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{BrowserLogEntry, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

use tokio::runtime::{Builder, Runtime};

use crate::process::{Farewell, Helper};

const FLAGS: [&str; 12] = [
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

/// How often the driver is started before that counts as failed.
const DRIVER_STARTS: usize = 5;

/// A size of the page, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    pub width: u32,
    pub height: u32,
}

pub const WALL: Viewport = Viewport {
    width: 1600,
    height: 1000,
};
pub const LAPTOP: Viewport = Viewport {
    width: 1280,
    height: 720,
};
pub const PHONE: Viewport = Viewport {
    width: 390,
    height: 844,
};

/// What the browser records beside its console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recording {
    #[default]
    ConsoleOnly,
    /// Every event of the network as well: see [`Browser::network_events`].
    Network,
}

pub struct Browser {
    // Before its program: a dropped session is ended through it.
    driver: WebDriver,
    recording: Recording,
    _farewell: Farewell,
    _program: Helper,
}

/// The runtime that all browsers' connections belong to: that of a single test ends with the test.
pub fn runtime() -> Result<&'static Runtime> {
    static RUNTIME: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(2).enable_all().build()
    });
    RUNTIME.as_ref().map_err(|error| anyhow!("{error}"))
}

impl Browser {
    pub async fn start(recording: Recording) -> Result<Self> {
        let (program, port) = start_driver()?;
        let farewell = Farewell::begin(port)?;
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag)?;
        }
        wishes.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        if recording == Recording::Network {
            wishes.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
        }
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wishes)
            .await
            .context("starting Chromium")?;
        driver.set_script_timeout(Duration::from_secs(60)).await?;
        let browser = Self {
            driver,
            recording,
            _farewell: farewell,
            _program: program,
        };
        browser.resize(WALL).await?;
        Ok(browser)
    }

    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Runs a script in the page; what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self
            .driver
            .execute(script, arguments)
            .await?
            .json()
            .to_owned())
    }

    /// Gives the page another size.
    pub async fn resize(&self, viewport: Viewport) -> Result<()> {
        let metrics = json!({
            "width": viewport.width, "height": viewport.height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .map(drop)
    }

    /// Sends one command of the DevTools protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        Ok(self.driver.cdp().send_raw(method, parameters).await?)
    }

    /// What the console got since the last call.
    pub async fn console(&self) -> Result<Vec<BrowserLogEntry>> {
        Ok(self.driver.get_log("browser").await?)
    }

    /// The events of the DevTools `Network` domain since the last call, oldest first.
    pub async fn network_events(&self) -> Result<Vec<Value>> {
        let entries = self.driver.get_log("performance").await?;
        let mut events = Vec::new();
        for entry in entries {
            let message: Value = serde_json::from_str(&entry.message)?;
            if message["message"]["method"]
                .as_str()
                .is_some_and(|method| method.starts_with("Network."))
            {
                events.push(message["message"].clone());
            }
        }
        Ok(events)
    }

    /// Saves what the page looks like.
    pub async fn picture(&self, path: &Path) -> Result<()> {
        let folder = path.parent().context("a path without a folder")?;
        std::fs::create_dir_all(folder)?;
        self.driver.screenshot(path).await?;
        ensure!(path.is_file(), "no picture at {}", path.display());
        Ok(())
    }

    pub async fn quit(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }
}

/// Starts the driver at a port of its own choice. It asks for the same number in both families of addresses, so another program may
/// have one of them: then it gives up and is started again.
fn start_driver() -> Result<(Helper, u16)> {
    let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
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
    started
}
