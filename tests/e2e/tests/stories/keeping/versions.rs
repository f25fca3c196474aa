//! Version history: one version for each session, and restoring them.

use e2e::wait::{SOON, until_true};
use e2e::{Result, Story, ensure, story};

use super::{
    add_device, choose_in_menu, click, open_local, run, undo, wait_for, wait_for_devices,
    wait_for_no_dialog, wait_for_racks, wait_until_kept,
};

/// The entries of the version list, newest first.
async fn listed(story: &Story) -> Result<Vec<String>> {
    let script =
        "return [...document.querySelectorAll('dialog .kept .what')].map((e) => e.innerText);";
    Ok(serde_json::from_value(
        run(story, script, Vec::new()).await?,
    )?)
}

async fn open_versions(story: &Story, count: usize) -> Result<()> {
    choose_in_menu(story, "Version history").await?;
    until_true(&format!("{count} versions"), SOON, async || {
        Ok(listed(story).await?.len() == count)
    })
    .await
}

/// Three sessions that leave one, two and three devices.
async fn three_sessions(story: &Story) -> Result<()> {
    open_local(story).await?;
    for count in 1..=3 {
        add_device(story).await?;
        wait_until_kept(story, "My racks", count).await?;
        story.app.reload().await?;
        wait_for_racks(story).await?;
        wait_for_devices(story, count).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_session_leaves_a_version_and_going_back_is_a_step() -> Result<()> {
    story("each_session_leaves_a_version", async |story| {
        three_sessions(story).await?;
        open_versions(story, 2).await?;
        let says = listed(story).await?;
        for (version, holds) in says.iter().zip(["1 rack, 2 devices", "1 rack, 1 device"]) {
            ensure!(version.contains(holds), "{holds:?} is not in {version:?}");
        }
        click(story, "dialog .kept li:last-child button").await?;
        wait_for_no_dialog(story).await?;
        wait_for_devices(story, 1).await?;
        story
            .app
            .wait_for_text("Restored the version from", SOON)
            .await?;
        undo(story).await?;
        wait_for_devices(story, 3).await?;
        story
            .app
            .wait_for_text("Undid: restore the version from", SOON)
            .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_opens_as_a_layout_of_its_own() -> Result<()> {
    story("a_version_opens_as_a_copy", async |story| {
        three_sessions(story).await?;
        open_versions(story, 2).await?;
        click(story, "dialog .kept li:last-child button:nth-of-type(2)").await?;
        wait_for_no_dialog(story).await?;
        wait_for_devices(story, 1).await?;
        wait_until_kept(story, "My racks", 3).await?;
        wait_for(
            story,
            "a name that tells the time",
            "/^My racks \\(.*\\d.*\\)$/.test(document.querySelector('.layout-name .name').textContent)",
        )
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_twenty_sessions_are_kept() -> Result<()> {
    story("the_last_twenty_sessions", async |story| {
        open_local(story).await?;
        for count in 1..=22 {
            add_device(story).await?;
            wait_until_kept(story, "My racks", count).await?;
            story.app.reload().await?;
            wait_for_racks(story).await?;
            wait_for_devices(story, count).await?;
        }
        open_versions(story, 20).await?;
        let says = listed(story).await?;
        let (first, last) = (says.first(), says.last());
        ensure!(
            first.is_some_and(|version| version.contains("21 devices"))
                && last.is_some_and(|version| version.contains("2 devices")),
            "other versions than the last twenty: {first:?} to {last:?}"
        );
        Ok(())
    })
    .await
}
