//! Undo and redo.

use std::collections::BTreeSet;

use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, ensure, story};

use super::{
    add_device, click, connect_and_stay, open_local, redo, run, undo, wait_for, wait_for_devices,
    wait_for_racks, wait_for_step,
};

const SYSTEM: &str = "system000000002";

/// Extracts "Rack A unit 18" from "node-2, Rack A unit 18, up, …".
async fn place(story: &Story) -> Result<String> {
    let label = story.app.device_of(SYSTEM).await?.label;
    Ok(label.split(", ").nth(1).unwrap_or_default().to_owned())
}

async fn wait_for_place(story: &Story, wanted: &str) -> Result<()> {
    until_true(wanted, SOON, async || Ok(place(story).await? == wanted)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_outlive_a_reload_and_are_named() -> Result<()> {
    story("steps_outlive_a_reload", async |story| {
        story.app.open("").await?;
        connect_and_stay(story, story.hub()?.url()).await?;
        let before = place(story).await?;
        story.app.drag_to_free_place(SYSTEM).await?;
        until_true("another place", SOON, async || {
            Ok(place(story).await? != before)
        })
        .await?;
        let after = place(story).await?;
        story.app.reload().await?;
        wait_for_step(story, "Undo: move").await?;
        undo(story).await?;
        wait_for_place(story, &before).await?;
        story.app.wait_for_text("Undid: move", SOON).await?;
        story.app.reload().await?;
        wait_for_step(story, "Redo: move").await?;
        redo(story).await?;
        wait_for_place(story, &after).await?;
        story.app.wait_for_text("Redid: move", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_steps_are_taken_back_one_by_one() -> Result<()> {
    const STEPS: usize = 100;
    story("a_hundred_steps", async |story| {
        open_local(story).await?;
        add_device(story).await?;
        let racks = async || -> Result<usize> {
            let script = "return new Set([...document.querySelectorAll('[data-rack-id]')].map((e) => e.dataset.rackId)).size;";
            let count = run(story, script, Vec::new()).await?;
            Ok(count.as_u64().unwrap_or_default() as usize)
        };
        let wait_for_count = async |count: usize| {
            until_true(&format!("{count} racks"), SOON, async || Ok(racks().await? == count)).await
        };
        let keys = async |key: &str, held: &[Key]| {
            let presses: String = key.repeat(STEPS);
            story.app.key(held, presses.as_str()).await
        };
        // A selected rack is duplicated by a key.
        click(story, ".rack-name").await?;
        keys("d", &[]).await?;
        wait_for_count(1 + STEPS).await?;
        story.app.reload().await?;
        wait_for_step(story, "Undo: ").await?;
        wait_for_count(1 + STEPS).await?;
        keys("z", &[Key::Control]).await?;
        wait_for_count(1).await?;
        undo(story).await?;
        wait_for_devices(story, 0).await?;
        keys("y", &[Key::Control]).await?;
        wait_for_count(STEPS).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moves_together_is_one_step() -> Result<()> {
    story("what_moves_together_is_one_step", async |story| {
        open_local(story).await?;
        for _ in 0..3 {
            add_device(story).await?;
        }
        let places = async || -> Result<BTreeSet<String>> {
            let devices = story.app.devices().await?;
            Ok(devices.into_iter().map(|device| device.label).collect())
        };
        let before = places().await?;
        run(story, "document.activeElement.blur();", Vec::new()).await?;
        story.app.key(&[Key::Control], "a").await?;
        wait_for(
            story,
            "three selected",
            "document.querySelectorAll('[data-device-id][data-selected]').length === 3",
        )
        .await?;
        let handle = story.app.devices().await?.remove(0).place;
        let (x, y) = handle.middle();
        let mut actions = story.app.browser().actions();
        actions = actions.move_to(x, y).click_and_hold();
        for step in 1..=10 {
            actions = actions.move_to(x, y + (handle.height * 0.6 * f64::from(step)) as i64);
        }
        actions.release().perform().await?;
        until_true("all three elsewhere", SOON, async || {
            Ok(places().await?.is_disjoint(&before))
        })
        .await?;
        undo(story).await?;
        until_true("all three back", SOON, async || {
            Ok(places().await? == before)
        })
        .await?;
        wait_for_racks(story).await?;
        ensure!(
            story.app.devices().await?.len() == 3,
            "undo took back more than the move"
        );
        Ok(())
    })
    .await
}
