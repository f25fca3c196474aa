//! The time from entering the address until the racks can be edited, over a slow line and with an empty cache.

use e2e::browser::Browser;
use e2e::story::Story;
use e2e::wait::until_true;
use e2e::{Context, Result};
use serde_json::json;

use super::{Figure, PATIENCE, figure, percentile};

const RUNS: usize = 5;
/// 1.6 Mbit/s in both directions.
const BYTES_PER_SECOND: f64 = 1.6e6 / 8.0;
const ROUND_TRIP_MS: u32 = 150;

/// Records when the racks can be edited: a device can take the focus, and there is a way to add one.
const NOTE_READY: &str = r#"
    const lookForDesk = () => {
        if (document.querySelector('[data-device-id][tabindex="0"]') && document.querySelector('.rail [data-entry=add]')) {
            window.readyToEdit = performance.now();
        } else {
            requestAnimationFrame(lookForDesk);
        }
    };
    requestAnimationFrame(lookForDesk);
"#;

/// The story is signed in permanently, and its pages record when they are first live.
pub(super) async fn slow_line(story: &Story) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    let source = json!({ "source": NOTE_READY });
    browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", source)
        .await?;
    browser.devtools("Network.enable", json!({})).await?;
    let uncached = json!({ "cacheDisabled": true });
    browser
        .devtools("Network.setCacheDisabled", uncached)
        .await?;
    limit(browser, BYTES_PER_SECOND, ROUND_TRIP_MS).await?;
    let (mut live, mut ready) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        story.app.open("").await?;
        let both = "return [window.firstLive ?? null, window.readyToEdit ?? null];";
        until_true("a live desk", PATIENCE, async || {
            let noted = browser.run(both, Vec::new()).await?;
            Ok(noted[0].is_number() && noted[1].is_number())
        })
        .await?;
        let noted = browser.run(both, Vec::new()).await?;
        live.push(
            noted[0]
                .as_f64()
                .context("no time of the first live rack")?,
        );
        ready.push(noted[1].as_f64().context("no time of the desk")?);
    }
    limit(browser, -1.0, 0).await?;
    let line = "over 1.6 Mbit/s with round trips of 150 ms, nothing cached";
    Ok(vec![
        figure(
            format!("{line}: first live rack (median of {RUNS})"),
            "≤ 2.2 s",
            format!("{:.2} s", percentile(live, 50.0) / 1e3),
        )
        .for_readers(),
        figure(
            format!("{line}: ready to edit (median of {RUNS})"),
            "≤ 3.2 s",
            format!("{:.2} s", percentile(ready, 50.0) / 1e3),
        )
        .for_readers(),
    ])
}

async fn limit(browser: &Browser, bytes_per_second: f64, round_trip_ms: u32) -> Result<()> {
    let conditions = json!({
        "offline": false, "latency": round_trip_ms,
        "downloadThroughput": bytes_per_second, "uploadThroughput": bytes_per_second,
    });
    browser
        .devtools("Network.emulateNetworkConditions", conditions)
        .await
        .map(drop)
}
