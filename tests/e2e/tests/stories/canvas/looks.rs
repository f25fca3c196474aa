//! The appearance of racks: without colors, on a phone, and with a custom second line on devices.

use std::time::Duration;

use e2e::browser::{PHONE, WALL};
use e2e::pointer::Mouse;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, axe, ensure, story};
use serde_json::json;

use super::{drawing, open, place_of, run};

/// In forced colors, states are shown by the shape of lights, by frames and by words.
#[tokio::test(flavor = "multi_thread")]
async fn states_are_told_apart_without_colors() -> Result<()> {
    story("states_without_colors", async |story| {
        open(story).await?;
        let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
        let browser = story.app.browser();
        browser
            .devtools("Emulation.setEmulatedMedia", forced)
            .await?;
        let script = "const of = (health) => {
                const device = document.querySelector(`.rack .device[data-health=${health}]`);
                const look = (part) => getComputedStyle(device.querySelector(part));
                return {
                    frame: look('.face').strokeWidth,
                    lights: look('.lights').fill === 'none' ? 'ring' : 'full',
                    word: device.querySelector('.value')?.textContent ?? '',
                    colors: [look('.face').fill, look('.name').fill],
                };
            };
            return [matchMedia('(forced-colors: active)').matches, of('ok'), of('down'), of('unlinked')];";
        let seen = run(story, script).await?;
        ensure!(seen[0] == true, "{seen}");
        let (ok, down, unlinked) = (&seen[1], &seen[2], &seen[3]);
        ensure!(ok["frame"] != down["frame"], "a frame around what is down: {seen}");
        ensure!(ok["lights"] == "full" && unlinked["lights"] == "ring", "{seen}");
        ensure!(down["word"].as_str().is_some_and(|word| word.starts_with("DOWN")), "{seen}");
        // Words contrast with the plate.
        for state in [ok, down, unlinked] {
            ensure!(state["colors"][0] != state["colors"][1], "{seen}");
        }
        browser
            .devtools("Emulation.setEmulatedMedia", json!({ "features": [] }))
            .await
            .map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_has_an_overview_at_its_edge_and_all_pages_at_hand() -> Result<()> {
    story("a_phone_has_an_overview", async |story| {
        story.app.browser().resize(PHONE).await?;
        open(story).await?;
        let app = &story.app;
        app.wait_for_count(".minimap", 1).await?;
        let before = place_of(story, &drawing(1)).await?;
        let map = place_of(story, ".minimap").await?;
        ensure!(map.width <= 38.0, "it covers words: {map:?}");
        let mut mouse = Mouse::new(app);
        mouse
            .click((map.x + map.width / 2.0, map.y + map.height - 12.0))
            .await?;
        until_true("the racks further up", SOON, async || {
            let after = place_of(story, &drawing(1)).await?;
            Ok(after.y < before.y - 100.0)
        })
        .await?;
        axe::check(app.browser(), "the racks of a phone").await?;
        // Four pages in the bar, the others first in its menu.
        let pages = run(
            story,
            "return [...document.querySelectorAll('.phone-bar > button > span:first-of-type')].map((e) => e.textContent).slice(0, 4);",
        )
        .await?;
        ensure!(pages == json!(["Racks", "Overview", "Systems", "Alerts"]), "{pages}");
        let more = "document.querySelector('.phone-bar .menu > button').click();";
        run(story, more).await?;
        app.press("Go to Disks").await?;
        until_true("the page of disks", SOON, async || {
            Ok(run(story, "return document.documentElement.dataset.page;").await? == "disks")
        })
        .await?;
        app.browser().resize(WALL).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_writes_the_second_line_of_devices() -> Result<()> {
    story("the_second_line", async |story| {
        open(story).await?;
        let app = &story.app;
        let has_line = async |wanted: &str| -> Result<bool> {
            let script = format!(
                "return [...document.querySelectorAll('.rack .device .context')].some((line) => line.textContent.includes({wanted:?}));"
            );
            Ok(run(story, &script).await? == true)
        };
        // How many containers run is asked for where a line shows it: without a template only where there is room. That is looked at
        // every 20 seconds.
        let looked = Duration::from_secs(30);
        until_true("how many containers run", looked, async || has_line("3 containers").await).await?;
        app.act("Second line of devices…").await?;
        app.fill("Text", "runs {containers}").await?;
        app.wait_for_text("runs 8 containers", SOON).await?;
        app.press("Save").await?;
        app.wait_for_count("dialog", 0).await?;
        until_true("containers by the template", SOON, async || has_line("runs 3 containers").await).await?;
        app.act("Second line of devices…").await?;
        app.fill("Text", "at {address} · {no such}").await?;
        app.wait_for_text("at 10.20.0.", SOON).await?;
        axe::check(app.browser(), "the second line of devices").await?;
        app.press("Save").await?;
        app.wait_for_count("dialog", 0).await?;
        until_true("addresses on devices", SOON, async || has_line("at 10.20.0.").await).await?;
        app.key(&[Key::Control], "z").await?;
        until_true("what was there before", SOON, async || {
            Ok(!has_line("at 10.20.0.").await? && has_line("runs 3 containers").await?)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn racks_are_printed_in_the_light_theme() -> Result<()> {
    story("printed_in_light", async |story| {
        open(story).await?;
        let app = &story.app;
        app.switch_theme("dark").await?;
        // As the browser reports it, before it reads the page and after.
        let printed = run(
            story,
            "window.dispatchEvent(new Event('beforeprint'));
            const printed = document.documentElement.dataset.theme;
            window.dispatchEvent(new Event('afterprint'));
            return printed;",
        )
        .await?;
        ensure!(printed == "light", "{printed}");
        ensure!(app.theme().await? == "dark", "the screen is as it was");
        Ok(())
    })
    .await
}
