//! Runs actions by name, and counts elements on the page.

use anyhow::Result;
use thirtyfour::Key;

use crate::app::App;
use crate::wait::{SOON, until_true};

impl App {
    /// The number of elements that match a selector.
    pub async fn count(&self, selector: &str) -> Result<u64> {
        let script = "return document.querySelectorAll(arguments[0]).length;";
        let count = self.browser().run(script, vec![selector.into()]).await?;
        Ok(count.as_u64().unwrap_or_default())
    }

    /// Waits for the list of all actions: its field has the focus and it has rows.
    pub async fn wait_for_actions(&self) -> Result<()> {
        until_true("the list of actions", SOON, async || {
            let script = "return document.activeElement?.getAttribute('role') === 'combobox';";
            Ok(self.browser().run(script, Vec::new()).await? == true
                && self.count("#found [role=option]").await? > 0)
        })
        .await
    }

    pub async fn wait_for_count(&self, selector: &str, wanted: u64) -> Result<()> {
        let what = format!("{wanted} of {selector}");
        until_true(&what, SOON, async || {
            Ok(self.count(selector).await? == wanted)
        })
        .await
    }

    /// Waits for the part that handles keys, since keys pressed earlier are lost. The lens bar reserves its space before that.
    pub async fn wait_for_keys(&self) -> Result<()> {
        self.wait_for_count(".lens-bar .lenses", 1).await
    }

    /// Runs the action with this name from the list of all actions.
    pub async fn act(&self, name: &str) -> Result<()> {
        self.wait_for_keys().await?;
        self.key(&[Key::Control], "k").await?;
        self.wait_for_actions().await?;
        self.key(&[], name).await?;
        until_true(&format!("{name:?} found first"), SOON, async || {
            let script =
                "return document.querySelector('#found [aria-selected=true]')?.innerText ?? '';";
            let row = self.browser().run(script, Vec::new()).await?;
            Ok(row.as_str().is_some_and(|row| row.contains(name)))
        })
        .await?;
        self.key(&[], Key::Enter).await
    }
}
