//! The column beside the racks.

use e2e::wait::{SOON, until_true};
use e2e::{Result, Story, axe, ensure, story};
use serde_json::json;

use super::{open, run, stand};
use crate::panel::minutes_back;

/// The text of each rack's column.
async fn columns(story: &Story) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('.rack-column')].map((e) => e.textContent);";
    Ok(serde_json::from_value(run(story, script).await?)?)
}

async fn wait_for_columns(
    story: &Story,
    what: &str,
    wanted: impl Fn(&[String]) -> bool,
) -> Result<()> {
    until_true(what, SOON, async || Ok(wanted(&columns(story).await?))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_beside_the_racks_says_what_was_chosen() -> Result<()> {
    story("a_column_beside_the_racks", async |story| {
        open(story).await?;
        let app = &story.app;
        ensure!(columns(story).await?.is_empty(), "a column nobody asked for");
        app.key(&[], "n").await?;
        app.wait_for_word("Side column: Address").await?;
        let is_address = |text: &String| text.contains("10.") || text.contains("192.168.");
        wait_for_columns(story, "addresses", |all| all.iter().any(is_address)).await?;
        // They are shown as long as device names are.
        for _ in 0..3 {
            app.key(&[], "-").await?;
        }
        until_true("a view from afar", SOON, async || {
            let zoom = "return Number.parseInt(document.querySelector('.lens-bar .zoom').innerText.match(/[0-9]+ ?%/)[0]);";
            Ok(run(story, zoom).await?.as_f64().is_some_and(|zoom| zoom < 55.0))
        })
        .await?;
        wait_for_columns(story, "addresses from afar", |all| all.iter().any(is_address)).await?;
        let apart = r"
            const racks = [...document.querySelectorAll('[data-rack-id] > svg')].map((e) => e.getBoundingClientRect());
            const columns = [...document.querySelectorAll('.rack-column')].map((e) => e.getBoundingClientRect());
            return columns.every((column) => racks.every((rack) =>
                column.right <= rack.left + 1 || column.left >= rack.right - 1 || column.bottom <= rack.top || column.top >= rack.bottom));
        ";
        ensure!(run(story, apart).await? == true, "a rack is over a column");
        let few = "return [...document.querySelectorAll('.rack-column')].every((e) => e.childElementCount <= 1);";
        ensure!(run(story, few).await? == true, "more than one node for a rack");
        axe::check(app.browser(), "columns beside racks").await?;

        // A value of the systems, which is updated live.
        app.press("Side column").await?;
        app.press("Values").await?;
        app.press("CPU").await?;
        wait_for_columns(story, "shares", |all| {
            all.iter().any(|text| text.matches('%').count() > 3)
        })
        .await?;
        let before = columns(story).await?;
        wait_for_columns(story, "other shares", |all| all != before).await?;
        // An unverified number is not shown.
        wait_for_columns(story, "a word for what is down", |all| {
            all.iter().any(|text| text.contains("down"))
        })
        .await?;

        // It is kept for the next visit.
        app.reload().await?;
        stand(story).await?;
        wait_for_columns(story, "shares again", |all| {
            all.iter().any(|text| text.contains('%'))
        })
        .await?;
        app.act("Side column: Name").await?;
        wait_for_columns(story, "names", |all| {
            all.iter().any(|text| text.contains("pve-node1"))
        })
        .await?;
        app.key(&[], "n").await?;
        wait_for_columns(story, "no column", <[String]>::is_empty).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_reports_do_not_say_is_asked_for_once_and_told() -> Result<()> {
    story("what_reports_do_not_say", async |story| {
        story.app.open("").await?;
        let (times, root) = (minutes_back(story, 3).await?, story.hub()?.root());
        let container = |number: usize| {
            json!({
                "id": format!("aaaaaaaaaaa{number}"), "system": "system000000001", "name": format!("web{number}"),
                "image": "nginx", "status": "Up 8 minutes", "health": 0, "cpu": 1.0, "memory": 64.0, "net": 0.1,
                "updated": 4_000_000_000_000_i64,
            })
        };
        root.save_records("containers", &[container(1), container(2), container(3)])?;
        // The systems report 12,000 bytes a second in both directions together.
        let rows = times.iter().enumerate().map(|(back, created)| {
            json!({
                "id": format!("row{back:012}"), "system": "system000000001", "type": "1m", "created": created,
                "stats": { "cpu": 12.0, "mp": 40.0, "b": [2_048, 10_240] },
            })
        });
        root.write_rows("system_stats", &rows.collect::<Vec<_>>())?;
        story.sign_in().await?;
        story.app.act("Side column: Containers").await?;
        wait_for_columns(story, "how many containers run", |all| {
            all.iter().any(|text| text.contains("3 containers") && text.contains("none listed"))
        })
        .await?;
        let label = async |words: &str| {
            until_true(&format!("{words:?} of the device"), SOON, async || {
                Ok(story.app.device_of("system000000001").await?.label.contains(words))
            })
            .await
        };
        label("3 containers").await?;
        // Rows of moving values are loaded some seconds after the desk.
        label("network 2.00 KB/s sent, 10.0 KB/s received").await?;
        story.app.act("Side column: Network").await?;
        wait_for_columns(story, "both directions", |all| {
            all.iter().any(|text| text.contains("↑ 2.0 ↓ 10.0 KB/s"))
        })
        .await?;
        let told = "return document.querySelector('.rack-column').getAttribute('aria-label').includes('sent 2.0, received 10.0 KB/s');";
        ensure!(run(story, told).await? == true, "the column is not told in words");
        story.app.act("Side column: Containers").await?;
        let asked = "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/collections/containers/')).length;";
        let asked = run(story, asked).await?;
        ensure!(asked == 1, "asked {asked} times");
        Ok(())
    })
    .await
}
