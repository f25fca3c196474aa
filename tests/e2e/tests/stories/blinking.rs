//! Lights that flash with traffic and show the state of drives.

use std::time::Duration;

use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, story};
use serde_json::Value;

/// A module and two lists of the hub are loaded first.
const LOADED: Duration = Duration::from_secs(20);

/// The number of painted pixels of the canvas over the racks.
const PAINTED: &str = "const canvas = document.querySelector('canvas.blinking');
    if (!canvas || !canvas.width || getComputedStyle(canvas).display === 'none') return -1;
    const points = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let painted = 0;
    for (let at = 3; at < points.length; at += 4) painted += points[at] > 0;
    return painted;";

/// Drive lights with a warning, while the machine's file systems are in a worse state.
const WATCHED: &str =
    "const lights = document.querySelectorAll('.device[data-health=critical] .own-lights');
    const fills = [...lights].map((one) => one.getAttribute('fill').slice(4, -1));
    return fills.filter((fill) => document.querySelector(fill + ' .stop-warn')).length;";

async fn number(story: &e2e::Story, script: &str) -> Result<i64> {
    let found = story.app.browser().run(script, Vec::<Value>::new()).await?;
    Ok(found.as_i64().unwrap_or(-2))
}

#[tokio::test(flavor = "multi_thread")]
async fn lights_flash_until_they_are_turned_off() -> Result<()> {
    story("lights_flash", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        story.app.wait_for_keys().await?;
        until_true("lights flash", LOADED, async || {
            Ok(number(story, PAINTED).await? > 0)
        })
        .await?;
        // Different lights flash after a while.
        let first = number(story, PAINTED).await?;
        until_true("other lights flash", SOON, async || {
            Ok(number(story, PAINTED).await? != first)
        })
        .await?;
        // A drive that reports itself as healthy but is not is shown by the light of its bay.
        until_true("a drive is to be watched", LOADED, async || {
            Ok(number(story, WATCHED).await? > 0)
        })
        .await?;
        // Devices faded by the filter do not flash.
        story.app.key(&[], "q").await?;
        story.app.key(&[], "no-such-device").await?;
        until_true("nothing flashes", SOON, async || {
            Ok(number(story, PAINTED).await? < 0)
        })
        .await?;
        // Closes the completions, then clears the box, then leaves it.
        for _ in 0..3 {
            story.app.key(&[], Key::Escape).await?;
        }
        until_true("lights flash again", SOON, async || {
            Ok(number(story, PAINTED).await? > 0)
        })
        .await?;
        story.app.act("Blinking lights on or off").await?;
        until_true("no light flashes at all", SOON, async || {
            Ok(number(story, PAINTED).await? < 0)
        })
        .await
    })
    .await
}
