//! A story with its own hub and its own page in a browser, and a common ending.

use std::cell::OnceCell;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use test_hub::{HubLine, Options, TestHub, USER};

use crate::app::App;
use crate::browser::{Browser, Engine, Recording, pool, runtime};
use crate::process::repository;
use crate::proxy::Proxy;
use crate::site::Site;
use crate::systems::{self, System};
use crate::wait::SOON;

/// The initial conditions of a story.
#[derive(Clone, Debug)]
pub struct Setting {
    pub engine: Engine,
    pub systems: Vec<System>,
    /// The hub version to play.
    pub like: HubLine,
    pub recording: Recording,
    /// Whether the palette was open at the last visit. At a first visit it is closed.
    pub palette_open: bool,
    /// Whether the browser must be unused. Otherwise it may come from another story, which is faster.
    pub fresh_browser: bool,
}

/// Stores that the palette is open, unless something is stored. A page without its own storage has nowhere to store it.
const OPEN_PALETTE: &str = "try { localStorage['blinkenrack.palette'] ??= 'open'; } catch {}";

impl Default for Setting {
    fn default() -> Self {
        Self {
            engine: Engine::Chromium,
            systems: systems::first(4),
            like: HubLine::default(),
            recording: Recording::ConsoleOnly,
            palette_open: true,
            fresh_browser: false,
        }
    }
}

impl Setting {
    /// A first visit in a browser of that engine.
    pub fn first_visit_in(engine: Engine) -> Self {
        Self {
            engine,
            palette_open: false,
            fresh_browser: true,
            ..Self::default()
        }
    }
}

/// Which browser errors belong to the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaints {
    None,
    /// The story makes requests fail, and the browser reports every one.
    OfTheNetwork,
    /// The story breaks the page.
    All,
}

pub struct Story {
    pub app: App,
    systems: Vec<System>,
    like: HubLine,
    hub: OnceCell<TestHub>,
    proxy: OnceCell<Proxy>,
    complaints: Complaints,
}

impl Story {
    async fn begin(setting: &Setting) -> Result<Self> {
        let site = Site::shared()?;
        let browser = if setting.fresh_browser {
            Browser::start(setting.engine, setting.recording).await?
        } else {
            pool::take(setting.recording).await?
        };
        if setting.palette_open {
            let source = json!({ "source": OPEN_PALETTE });
            let on_each_page = "Page.addScriptToEvaluateOnNewDocument";
            browser.devtools(on_each_page, source).await?;
        }
        Ok(Self {
            app: App::new(browser, site.url()),
            systems: setting.systems.clone(),
            like: setting.like,
            hub: OnceCell::new(),
            proxy: OnceCell::new(),
            complaints: Complaints::None,
        })
    }

    /// The story's hub, started on first use.
    pub fn hub(&self) -> Result<&TestHub> {
        if let Some(hub) = self.hub.get() {
            return Ok(hub);
        }
        let options = Options {
            like: self.like,
            ..Options::default()
        };
        let hub = TestHub::start(options).context("starting the test hub")?;
        systems::save(hub.root(), &self.systems)?;
        Ok(self.hub.get_or_init(|| hub))
    }

    /// The same, for stopping and resuming it.
    pub fn hub_mut(&mut self) -> Result<&mut TestHub> {
        self.hub()?;
        self.hub.get_mut().context("no hub")
    }

    /// The proxy that serves the hub below a sub-path.
    pub fn proxy(&self) -> Result<&Proxy> {
        if let Some(proxy) = self.proxy.get() {
            return Ok(proxy);
        }
        let proxy = Proxy::start(self.hub()?.url())?;
        Ok(self.proxy.get_or_init(|| proxy))
    }

    /// The same, for cutting and restoring it.
    pub fn proxy_mut(&mut self) -> Result<&mut Proxy> {
        self.proxy()?;
        self.proxy.get_mut().context("no proxy")
    }

    /// Signs in on the first page with the default password, and waits until the hub is live.
    pub async fn sign_in(&self) -> Result<()> {
        self.sign_in_at(self.hub()?.url()).await
    }

    /// The same at another address of the hub.
    pub async fn sign_in_at(&self, hub: &str) -> Result<()> {
        let (email, password) = (USER.email, USER.password);
        self.app.connect_by_password(hub, email, password).await?;
        self.app.wait_for_hub("live", SOON).await
    }

    /// Declares which browser errors are not failures of this story.
    pub fn expects(&mut self, complaints: Complaints) {
        self.complaints = complaints;
    }

    /// Writes systems on the hub, as their agents' reports would.
    pub fn report(&self, systems: &[System]) -> Result<()> {
        Ok(systems::save(self.hub()?.root(), systems)?)
    }

    async fn check_console(&self) -> Result<()> {
        let complaints: Vec<String> = self
            .app
            .browser()
            .console()
            .await?
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .filter(|entry| match self.complaints {
                Complaints::None => true,
                Complaints::OfTheNetwork => entry.source.as_deref() != Some("network"),
                Complaints::All => false,
            })
            .map(|entry| entry.message)
            .collect();
        ensure!(
            complaints.is_empty(),
            "the console got errors:\n{}",
            complaints.join("\n")
        );
        Ok(())
    }
}

/// The folder for screenshots.
pub fn pictures() -> PathBuf {
    repository().join("target/screenshots")
}

/// Runs a story in the default setting.
pub async fn story(name: &str, plot: impl AsyncFnMut(&mut Story) -> Result<()>) -> Result<()> {
    story_in(Setting::default(), name, plot).await
}

/// Runs a story in its own setting. It also fails on console errors; a failure leaves a screenshot.
///
/// A failed story is retried once from the start, as a busy machine can exceed any time limit. The first failure is printed even if the
/// retry passes.
pub async fn story_in(
    setting: Setting,
    name: &str,
    mut plot: impl AsyncFnMut(&mut Story) -> Result<()>,
) -> Result<()> {
    // Browser connections outlive the story that opened them.
    let _entered = runtime()?.enter();
    let Err(first) = tell(&setting, name, &mut plot).await else {
        return Ok(());
    };
    // Written to the stream itself, as the captured output of a passing test is not shown.
    writeln!(
        std::io::stderr(),
        "{name} failed and is tried once more: {first:#}"
    )?;
    tell(&setting, name, &mut plot)
        .await
        .with_context(|| format!("failed twice; first: {first:#}"))
}

async fn tell(
    setting: &Setting,
    name: &str,
    plot: &mut impl AsyncFnMut(&mut Story) -> Result<()>,
) -> Result<()> {
    let mut story = Story::begin(setting).await?;
    let mut outcome = plot(&mut story).await;
    let console = story.check_console().await;
    outcome = match (outcome, console) {
        (Err(error), Err(complaints)) => Err(error.context(complaints.to_string())),
        (outcome, console) => outcome.and(console),
    };
    if outcome.is_err() {
        let path = pictures().join(format!("failed-{name}.png"));
        if let Err(error) = story.app.browser().picture(&path).await {
            eprintln!("no picture of the failure: {error:#}");
        }
    }
    let Story { app, .. } = story;
    let (browser, url) = app.into_parts();
    if outcome.is_ok() && !setting.fresh_browser {
        pool::give_back(browser, &url).await?;
    } else {
        browser.quit().await?;
    }
    outcome
}
