//! A headless browser with its own profile, and the errors it reported.

mod engine;
pub mod pool;

use std::io;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::{Value, json};
use thirtyfour::BrowserLogEntry;
use thirtyfour::action_chain::ActionChain;
use thirtyfour::prelude::*;
use tokio::runtime::{Builder, Runtime};

use self::engine::Driver;
pub use self::engine::Engine;
use crate::process::{Farewell, Helper, TemporaryFolder};
use crate::wait::{SOON, until_true};

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

/// The time that the pointer takes to the next point.
const MOVE: Duration = Duration::from_millis(20);

/// Makes a page collect its errors.
const KEEP_ERRORS: &str = r"
    const kept = window.keptErrors = [];
    addEventListener('error', (event) => kept.push(event.message ?? `no ${event.target.src ?? event.target.href}`), true);
    addEventListener('unhandledrejection', ({ reason }) => kept.push(String(reason)));
    const { error } = console;
    console.error = (...words) => { kept.push(words.join(' ')); error(...words); };
";

/// What the browser records besides its console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recording {
    #[default]
    ConsoleOnly,
    /// All network events as well: see [`Browser::network_events`].
    Network,
}

pub struct Browser {
    // Dropped before the engine, as a dropped session is ended through it.
    driver: WebDriver,
    engine: Engine,
    recording: Recording,
    _farewell: Farewell,
    _programs: Vec<Helper>,
    _folder: Option<TemporaryFolder>,
}

/// The runtime of all browser connections, as the runtime of a single test ends with the test.
pub fn runtime() -> Result<&'static Runtime> {
    static RUNTIME: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(2).enable_all().build()
    });
    RUNTIME.as_ref().map_err(|error| anyhow!("{error}"))
}

impl Browser {
    pub async fn start(engine: Engine, recording: Recording) -> Result<Self> {
        let Driver {
            port,
            programs,
            folder,
        } = engine.start_driver().await?;
        let mut farewell = Farewell::begin(&programs, folder.as_ref())?;
        if engine == Engine::Chromium {
            farewell.ask_first(port, "GET /shutdown")?;
        }
        let address = format!("http://127.0.0.1:{port}");
        let driver = WebDriver::new(address, engine.wishes(recording)?)
            .await
            .with_context(|| format!("starting {engine:?}"))?;
        if engine != Engine::Chromium {
            let session = driver.handle().session_id();
            farewell.ask_first(port, &format!("DELETE /session/{session}"))?;
        }
        driver.set_script_timeout(Duration::from_secs(60)).await?;
        let browser = Self {
            driver,
            engine,
            recording,
            _farewell: farewell,
            _programs: programs,
            _folder: folder,
        };
        browser.resize(WALL).await?;
        Ok(browser)
    }

    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// A sequence of user actions.
    pub fn actions(&self) -> ActionChain {
        ActionChain::new_with_delay(Arc::clone(self.driver.handle()), None, Some(MOVE))
    }

    /// Runs a script in the page; returns its result.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self
            .driver
            .execute(script, arguments)
            .await?
            .json()
            .to_owned())
    }

    /// Resizes the page.
    pub async fn resize(&self, viewport: Viewport) -> Result<()> {
        if self.engine != Engine::Chromium {
            return self.resize_window(viewport).await;
        }
        let metrics = json!({
            "width": viewport.width, "height": viewport.height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .map(drop)
    }

    /// Makes the window larger than the page by the size of its frame.
    async fn resize_window(&self, Viewport { width, height }: Viewport) -> Result<()> {
        let page = async || -> Result<Viewport> {
            let size = self.run("return [innerWidth, innerHeight];", Vec::new());
            let (width, height) = serde_json::from_value(size.await?)?;
            Ok(Viewport { width, height })
        };
        self.driver.set_window_rect(0, 0, width, height).await?;
        until_true("a page of the wanted size", SOON, async || {
            let now = page().await?;
            let (more, higher) = (
                width.saturating_sub(now.width),
                height.saturating_sub(now.height),
            );
            let size = (width + more, height + higher);
            if (more, higher) != (0, 0) {
                self.driver.set_window_rect(0, 0, size.0, size.1).await?;
            }
            Ok(page().await? == Viewport { width, height })
        })
        .await
    }

    /// Sends a command of the DevTools protocol, which only Chromium has.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        ensure!(
            self.engine == Engine::Chromium,
            "{:?} does not know {method}",
            self.engine
        );
        Ok(self.driver.cdp().send_raw(method, parameters).await?)
    }

    /// Makes a page that was just opened collect its errors, if the driver does not.
    pub async fn keep_errors(&self) -> Result<()> {
        if self.engine != Engine::Chromium {
            self.run(KEEP_ERRORS, Vec::new()).await?;
        }
        Ok(())
    }

    /// The console messages since the last call.
    pub async fn console(&self) -> Result<Vec<BrowserLogEntry>> {
        if self.engine == Engine::Chromium {
            return Ok(self.driver.get_log("browser").await?);
        }
        let kept = "return (window.keptErrors ?? []).splice(0);";
        let errors: Vec<String> = serde_json::from_value(self.run(kept, Vec::new()).await?)?;
        let entry = |message| BrowserLogEntry {
            level: "SEVERE".to_owned(),
            message,
            timestamp: 0,
            source: None,
        };
        Ok(errors.into_iter().map(entry).collect())
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

    /// Saves a screenshot of the page.
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
