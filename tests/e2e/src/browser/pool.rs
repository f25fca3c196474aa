//! Browsers reused by successive stories, since starting one takes as long as many a story.

use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use serde_json::json;

use super::{Browser, Engine, Recording, WALL};

static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// Chromium with one empty page.
pub async fn take(recording: Recording) -> Result<Browser> {
    let idle = {
        let mut all = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().position(|one| one.recording == recording);
        found.map(|place| all.swap_remove(place))
    };
    match idle {
        Some(browser) => Ok(browser),
        None => Browser::start(Engine::Chromium, recording).await,
    }
}

/// Returns the browser for the next story, without any data of the last one, whose app was at `url`.
pub async fn give_back(browser: Browser, url: &str) -> Result<()> {
    browser.forget(url).await.context("ending the story")?;
    IDLE.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(browser);
    Ok(())
}

impl Browser {
    /// Closes every page, as most of a story's state belongs to one, and deletes the storage of `url`'s origin.
    async fn forget(&self, url: &str) -> Result<()> {
        let driver = &self.driver;
        let old = driver.windows().await?;
        let new = driver.new_tab().await?;
        for page in old {
            driver.switch_to_window(page).await?;
            driver.close_window().await?;
        }
        driver.switch_to_window(new).await?;
        let stored = json!({ "origin": origin(url), "storageTypes": "all" });
        self.devtools("Storage.clearDataForOrigin", stored).await?;
        let downloads = json!({ "behavior": "default" });
        self.devtools("Browser.setDownloadBehavior", downloads)
            .await?;
        self.console().await?;
        if self.recording == Recording::Network {
            self.network_events().await?;
        }
        self.resize(WALL).await
    }
}

/// Scheme, host and port.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |place| place + 3);
    let end = url[host..].find('/').map_or(url.len(), |end| host + end);
    &url[..end]
}
