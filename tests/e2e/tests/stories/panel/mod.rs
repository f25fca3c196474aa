//! The panel of a device: its tabs with and without data, and on an old hub.

mod charts;
mod lists;
mod old_hub;

use e2e::wait::{SOON, until_true};
use e2e::{Result, Story};
use serde_json::{Value, json};

pub const SYSTEM: &str = "system000000001";
/// Far in the future, so that a system's newest row is never too old.
const LATER: i64 = 4_000_000_000_000;

pub async fn run(story: &Story, script: &str) -> Result<Value> {
    story.app.browser().run(script, Vec::new()).await
}

pub async fn until_script(story: &Story, what: &str, script: &str) -> Result<()> {
    until_true(what, SOON, async || Ok(run(story, script).await? == true)).await
}

/// Opens a tab of the open panel by the start of its name.
pub async fn open_tab(story: &Story, name: &str) -> Result<()> {
    let script = format!(
        "const tab = [...document.querySelectorAll('.sheet [role=tab]')].find((one) => one.textContent.startsWith('{name}'));
         tab?.click(); return tab?.ariaSelected === 'true';"
    );
    until_script(story, &format!("the tab {name}"), &script).await
}

/// Signs in and opens the panel of the first system at a tab.
pub async fn open_panel_at(story: &Story, tab: &str) -> Result<()> {
    story.app.open("").await?;
    story.sign_in().await?;
    story.app.open_panel(SYSTEM).await?;
    open_tab(story, tab).await
}

/// Times in the hub's format, from now back by whole minutes.
pub async fn minutes_back(story: &Story, count: usize) -> Result<Vec<String>> {
    let script = "return [...Array(arguments[0]).keys()].map((back) =>
        new Date(Date.now() - back * 60000).toISOString().replace('T', ' '));";
    let times = story.app.browser().run(script, vec![count.into()]).await?;
    Ok(serde_json::from_value(times)?)
}

/// An hour of rows with network and load, and of two containers.
pub async fn write_hour(story: &Story) -> Result<()> {
    let times = minutes_back(story, 60).await?;
    let row = |kind: &str, back: usize, created: &String, stats: Value| {
        json!({
            "id": format!("{kind}{back:012}"), "system": SYSTEM, "type": "1m", "created": created, "stats": stats,
        })
    };
    let stats = |back: usize| {
        let n = back as f64;
        json!({
            "cpu": 20.0 + n % 7.0, "mp": 40.0, "dp": 45.0, "la": [1.0, 0.9, 0.8], "b": [10_000 + back, 90_000 + 10 * back],
            "t": { "core": 41.0 }, "dios": [2.0, 1.0, 3.0, 0.5, 0.7, 20.0], "dio": [1_000_000, 500_000],
        })
    };
    let rows = times.iter().enumerate();
    let samples: Vec<Value> = rows
        .map(|(back, at)| row("row", back, at, stats(back)))
        .collect();
    let used = json!([{ "n": "web", "c": 6.0, "m": 64.0, "b": [0, 0] }, { "n": "db", "c": 2.0, "m": 512.0, "b": [9, 9] }]);
    let rows = times.iter().enumerate();
    let uses: Vec<Value> = rows
        .map(|(back, at)| row("use", back, at, used.clone()))
        .collect();
    let root = story.hub()?.root();
    root.write_rows("system_stats", &samples)?;
    root.write_rows("container_stats", &uses)?;
    let settings = json!({ "id": "settings0000001", "user": test_hub::USER.id, "settings": { "chartTime": "1h" } });
    Ok(root.save_records("user_settings", &[settings])?)
}

pub fn container(id: &str, name: &str, cpu: f64, status: &str) -> Value {
    json!({
        "id": id, "system": SYSTEM, "name": name, "image": "nginx:1", "status": status, "health": 0, "cpu": cpu, "memory": 64.0,
        "net": 0.1, "ports": "80", "updated": LATER,
    })
}

pub fn service(id: &str, name: &str, state: u8) -> Value {
    json!({
        "id": id, "system": SYSTEM, "name": name, "state": state, "sub": 1, "cpu": 1.5, "cpuPeak": 9.0, "memory": 1_048_576,
        "memPeak": 2_097_152, "updated": LATER,
    })
}
