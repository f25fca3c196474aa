//! The column beside the racks.

use e2e::wait::{SOON, until_true};
use e2e::{Result, Story, axe, ensure, story};

use super::{open, run, stand};

/// All that stands in columns, one text for each rack.
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
        // As long as the names of devices are there, so are these.
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

        // A value of the systems, which follows them.
        app.press("Side column").await?;
        app.press("Values").await?;
        app.press("CPU").await?;
        wait_for_columns(story, "shares", |all| {
            all.iter().any(|text| text.matches('%').count() > 3)
        })
        .await?;
        let before = columns(story).await?;
        wait_for_columns(story, "other shares", |all| all != before).await?;
        // A number that is not vouched for is not shown.
        wait_for_columns(story, "a word for what is down", |all| {
            all.iter().any(|text| text.contains("down"))
        })
        .await?;

        // The next visit begins with it.
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
