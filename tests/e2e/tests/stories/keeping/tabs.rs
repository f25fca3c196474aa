//! Two tabs on one layout.

use e2e::wait::SOON;
use e2e::{Result, Story, ensure, story};
use serde_json::json;
use thirtyfour::WindowHandle;

use super::{
    add_device, choose_in_menu, entries, open_local, undo, wait_for, wait_for_devices,
    wait_until_kept,
};

struct Tabs {
    first: WindowHandle,
    second: WindowHandle,
}

impl Tabs {
    /// Opens a second tab beside the first, and switches to it.
    async fn open(story: &Story) -> Result<Self> {
        let driver = story.app.browser().driver();
        let first = driver.window().await?;
        let second = driver.new_tab().await?;
        driver.switch_to_window(second.clone()).await?;
        story.app.browser().resize(e2e::browser::WALL).await?;
        Ok(Self { first, second })
    }

    async fn to_first(&self, story: &Story) -> Result<()> {
        let driver = story.app.browser().driver();
        Ok(driver.switch_to_window(self.first.clone()).await?)
    }

    async fn to_second(&self, story: &Story) -> Result<()> {
        let driver = story.app.browser().driver();
        Ok(driver.switch_to_window(self.second.clone()).await?)
    }
}

/// Makes the next opened page receive nothing from other tabs, as if everything happened at once.
async fn make_deaf(story: &Story) -> Result<()> {
    let source = "delete window.BroadcastChannel;
        window.addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), true);";
    let script = json!({ "source": source });
    let browser = story.app.browser();
    browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", script)
        .await
        .map(drop)
}

/// Two tabs that have changed the same layout: the first has two devices, which are stored, the second has one.
async fn conflict(story: &Story) -> Result<Tabs> {
    open_local(story).await?;
    let tabs = Tabs::open(story).await?;
    make_deaf(story).await?;
    open_local(story).await?;
    tabs.to_first(story).await?;
    add_device(story).await?;
    add_device(story).await?;
    wait_until_kept(story, "My racks", 2).await?;
    tabs.to_second(story).await?;
    wait_for_devices(story, 0).await?;
    add_device(story).await?;
    story
        .app
        .wait_for_text("This layout was also changed in another tab", SOON)
        .await?;
    let kept = entries(story).await?;
    ensure!(
        kept.first().is_some_and(|entry| entry["devices"] == 2),
        "written over before anybody chose: {kept:?}"
    );
    Ok(tabs)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_in_one_tab_is_shown_in_the_other() -> Result<()> {
    story("a_change_is_shown_in_the_other_tab", async |story| {
        open_local(story).await?;
        let tabs = Tabs::open(story).await?;
        open_local(story).await?;
        add_device(story).await?;
        tabs.to_first(story).await?;
        wait_for_devices(story, 1).await?;
        add_device(story).await?;
        tabs.to_second(story).await?;
        wait_for_devices(story, 2).await?;
        undo(story).await?;
        wait_for_devices(story, 1).await?;
        tabs.to_first(story).await?;
        wait_for_devices(story, 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_the_other_can_be_shown() -> Result<()> {
    story("the_other_can_be_shown", async |story| {
        conflict(story).await?;
        story.app.press("Use the other tab’s version").await?;
        wait_for_devices(story, 2).await?;
        wait_for(story, "no banner", "!document.querySelector('.banner')").await?;
        choose_in_menu(story, "Version history").await?;
        story.app.wait_for_text("1 rack, 1 device", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_mine_can_be_kept() -> Result<()> {
    story("mine_can_be_kept", async |story| {
        let tabs = conflict(story).await?;
        story.app.press("Keep this tab’s version").await?;
        wait_until_kept(story, "My racks", 1).await?;
        wait_for_devices(story, 1).await?;
        tabs.to_first(story).await?;
        wait_for_devices(story, 1).await?;
        tabs.to_second(story).await?;
        undo(story).await?;
        wait_for_devices(story, 2).await?;
        choose_in_menu(story, "Version history").await?;
        story.app.wait_for_text("1 rack, 2 devices", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_that_is_closed_in_a_conflict_leaves_a_version() -> Result<()> {
    story("closed_in_a_conflict", async |story| {
        let tabs = conflict(story).await?;
        story.app.browser().driver().close_window().await?;
        tabs.to_first(story).await?;
        story.app.reload().await?;
        wait_for_devices(story, 2).await?;
        story
            .app
            .wait_for_text("is in the version history", SOON)
            .await?;
        choose_in_menu(story, "Version history").await?;
        story.app.wait_for_text("1 rack, 1 device", SOON).await
    })
    .await
}
