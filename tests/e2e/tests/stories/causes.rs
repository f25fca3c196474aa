//! From an alert to what happened at its time.

use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};
use serde_json::{Value, json};
use test_hub::USER;

use crate::panel::minutes_back;

/// How long ago the alert began, in minutes.
const AGO: i64 = 8;

/// Rows of one minute each: `then` from the alert on, `before` until then.
fn rows(
    of: usize,
    times: &[String],
    before: impl Fn() -> Value,
    then: impl Fn() -> Value,
) -> Vec<Value> {
    let rows = times.iter().enumerate().map(|(back, created)| {
        let stats = if back as i64 <= AGO { then() } else { before() };
        json!({
            "id": format!("row{of:02}{back:010}"), "system": format!("system{of:09}"), "type": "1m",
            "created": created, "stats": stats,
        })
    });
    rows.collect()
}

/// On the first system a container starts to work, which makes one neighbor busy and not another.
async fn have_it_happen(story: &Story) -> Result<()> {
    let times = minutes_back(story, 40).await?;
    let root = story.hub()?.root();
    let busy = |cpu: f64| move || json!({ "cpu": cpu, "mp": 40.0 });
    root.write_rows("system_stats", &rows(1, &times, busy(12.0), busy(97.0)))?;
    root.write_rows("system_stats", &rows(2, &times, busy(10.0), busy(70.0)))?;
    root.write_rows("system_stats", &rows(3, &times, busy(10.0), busy(11.0)))?;
    let used = |name: &str, cpu: f64| json!({ "n": name, "c": cpu, "m": 64.0, "b": [0, 0] });
    let containers = rows(
        1,
        &times,
        || json!([used("web", 6.0)]),
        || json!([used("web", 6.0), used("backup", 81.0)]),
    );
    root.write_rows("container_stats", &containers)?;
    let now = json!([{
        "id": "aaaaaaaaaaaa", "system": "system000000001", "name": "backup", "image": "restic", "status": "Up 8 minutes",
        "health": 0, "cpu": 80.0, "memory": 64.0, "net": 0.1, "updated": 4_000_000_000_000_i64,
    }]);
    root.save_records("containers", now.as_array().map_or(&[], Vec::as_slice))?;
    let service = json!({
        "id": "service001", "system": "system000000001", "name": "nginx.service", "state": 2, "sub": 3,
        "updated": 4_000_000_000_000_i64,
    });
    root.save_records("systemd_services", &[service])?;
    let alert = json!({
        "id": "past00000000001", "user": USER.id, "system": "system000000001", "alert_id": "alert0000000001",
        "name": "CPU", "value": 80, "created": times[AGO as usize], "resolved": "",
    });
    Ok(root.write_rows("alerts_history", &[alert])?)
}

async fn run(story: &Story, script: &str) -> Result<Value> {
    story.app.browser().run(script, Vec::new()).await
}

async fn subjects(story: &Story) -> Result<Vec<String>> {
    let script =
        "return [...document.querySelectorAll('.cause li b')].map((name) => name.textContent);";
    Ok(serde_json::from_value(run(story, script).await?)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_leads_to_what_happened_at_its_time() -> Result<()> {
    story("an_alert_leads_to_what_happened", async |story| {
        story.app.open("").await?;
        have_it_happen(story).await?;
        story.sign_in().await?;
        story.app.wait_for_hub("live", SOON).await?;
        story.app.open_panel("system000000001").await?;
        let open_tab = "const tab = [...document.querySelectorAll('[role=tab]')].find((one) =>
            one.textContent.startsWith('Alerts')); tab?.click(); return !!tab;";
        until_true("the tab", SOON, async || {
            Ok(run(story, open_tab).await? == true)
        })
        .await?;
        let ask = "const ask = document.querySelector('[aria-label^=\"What was it? CPU\"]');
            ask?.click(); return !!ask;";
        until_true("the alert", SOON, async || {
            Ok(run(story, ask).await? == true)
        })
        .await?;
        // The alert itself is not one of its causes.
        let wanted = ["backup", "node-2", "nginx.service", "web"];
        until_true("what it was", SOON, async || {
            Ok(subjects(story).await? == wanted)
        })
        .await?;
        for words in [
            "This system: CPU from 12 % to 97 %.",
            "This container used 81 % of the CPU (0 % before)",
            "Changed with it (same rack): CPU from 10 % to 70 %.",
            "as it is now",
            "3 things may have to do with it.",
            "Busiest then",
        ] {
            story.app.wait_for_text(words, SOON).await?;
        }
        axe::check(story.app.browser(), "what it was").await?;
        // The neighbor that changed with it is marked on the rack, until the card is closed.
        let marked = "return [...document.querySelectorAll('.world > .changed-with')].map((ring) => ring.textContent);";
        ensure!(run(story, marked).await? == json!(["↑ CPU 70 %"]), "on the rack");

        // Escape closes it, and the charts handle keys again.
        story.app.key(&[], Key::Escape).await?;
        story.app.wait_for_count(".cause", 0).await?;
        story.app.wait_for_count(".changed-with", 0).await?;
        let on_charts = "return document.activeElement.classList.contains('charts');";
        ensure!(run(story, on_charts).await? == true, "focus on the charts");
        story.app.key(&[], "w").await?;
        story.app.wait_for_count(".cause", 1).await?;
        // For the moment alone, the alert is one of the events.
        let wanted = ["backup", "node-2", "CPU above 80 %", "nginx.service", "web"];
        until_true("what it was again", SOON, async || {
            Ok(subjects(story).await? == wanted)
        })
        .await?;

        // Each finding has a link.
        story.app.press("Show the log of backup").await?;
        story.app.wait_for_text("backup started", SOON).await?;
        let is_log = "return document.querySelector('.segments [aria-pressed=true]').textContent;";
        ensure!(run(story, is_log).await? == "Logs");
        Ok(())
    })
    .await
}
