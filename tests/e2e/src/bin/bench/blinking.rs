//! The cost of flashing lights while nothing else happens: the main thread's time with and without them, in turn.

use std::time::Duration;

use e2e::browser::Browser;
use e2e::layouts::ROOM;
use e2e::story::Story;
use e2e::systems::{System, first};
use e2e::wait::until_true;
use e2e::{Result, ensure};
use serde_json::{Value, json};

use super::canvas::open;
use super::{Figure, HOME, PATIENCE, figure, seconds_of};

/// Minimum number of devices in view.
const IN_VIEW: u64 = 200;
/// The size of a wall display, in CSS pixels: this many devices fit at a scale at which their ports and bays are drawn.
const WIDTH: u32 = 3_200;
const HEIGHT: u32 = 1_800;
/// How often each variant is measured, and for how long.
const ROUNDS: usize = 2;
const ROUND: Duration = Duration::from_secs(10);
/// Time for the page to come to rest after earlier actions.
const REST: Duration = Duration::from_secs(3);

/// The rate of network and disk traffic, in bytes a second, at which each bay and port flashes most of the time.
const BUSY: u64 = 80_000_000;

/// Zooms out until this many devices are in view; resolves to their number.
const ZOOM_OUT: &str = r"
    const [wanted, finish] = arguments;
    const view = document.querySelector('.view');
    const room = view.getBoundingClientRect();
    const pause = (time) => new Promise((done) => setTimeout(done, time));
    const inView = () => [...document.querySelectorAll('[data-device-id]')].filter((device) => {
        const { x, y, width, height } = device.getBoundingClientRect();
        return width > 0 && x + width > room.x && x < room.right && y + height > room.y && y < room.bottom;
    }).length;
    (async () => {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '0', bubbles: true, cancelable: true }));
        await pause(1000);
        for (let step = 0; step < 40 && inView() < wanted; step++) {
            view.dispatchEvent(new WheelEvent('wheel', {
                bubbles: true, cancelable: true, deltaY: 6, ctrlKey: true,
                clientX: room.x + room.width / 2, clientY: room.y + room.height / 2,
            }));
            await pause(400);
        }
        finish(inView());
    })();
";

/// Whether the flashing canvas is visible.
const FLASHES: &str = "const canvas = document.querySelector('canvas.blinking');
    return !!canvas && canvas.width > 0 && getComputedStyle(canvas).display !== 'none';";

/// The main thread's time, in seconds: in total, and in scripts.
#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    all: f64,
    script: f64,
}

/// The story is signed in permanently.
pub(super) async fn blinking(story: &Story) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    let systems = busy(story).await?;
    story.report(&systems)?;
    let size = json!({ "width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false });
    browser
        .devtools("Emulation.setDeviceMetricsOverride", size)
        .await?;
    open(story, ROOM).await?;
    until_true("hands", PATIENCE, async || {
        let there = "return !!document.querySelector('[data-device-id][tabindex=\"0\"]');";
        Ok(browser.run(there, Vec::new()).await? == true)
    })
    .await?;
    let arguments = vec![json!(IN_VIEW)];
    let seen = browser.driver().execute_async(ZOOM_OUT, arguments).await?;
    let seen = seen.json().as_u64().unwrap_or_default();
    ensure!(seen >= IN_VIEW, "only {seen} devices are in view");
    wait_for(browser, true).await?;

    browser.devtools("Performance.enable", json!({})).await?;
    let (mut with, mut without) = (Spent::default(), Spent::default());
    for round in 0..2 * ROUNDS {
        let is_on = round % 2 == 0;
        if round > 0 {
            story.app.act("Blinking lights on or off").await?;
        }
        wait_for(browser, is_on).await?;
        tokio::time::sleep(REST).await;
        let before = spent(browser).await?;
        tokio::time::sleep(ROUND).await;
        let after = spent(browser).await?;
        let sum = if is_on { &mut with } else { &mut without };
        sum.all += after.all - before.all;
        sum.script += after.script - before.script;
    }
    let seconds = ROUNDS as f64 * ROUND.as_secs_f64();
    let share = |spent: f64| format!("{:.2} %", 100.0 * spent / seconds);
    Ok(vec![figure(
        format!("lights that flash, {seen} devices in view at {WIDTH}×{HEIGHT}: share of the main thread (of that script)"),
        "≤ 2 %",
        format!(
            "{} ({}); without them {}",
            share(with.all - without.all),
            share(with.script - without.script),
            share(without.all)
        ),
    )
    .for_readers()])
}

/// Gives the systems much network traffic, and writes matching rows for their disks and fans on the hub.
async fn busy(story: &Story) -> Result<Vec<System>> {
    let now = "return new Date().toISOString().replace('T', ' ');";
    let now = story.app.browser().run(now, Vec::new()).await?;
    let systems: Vec<System> = first(HOME)
        .into_iter()
        .map(|system| System {
            traffic: BUSY,
            ..system
        })
        .collect();
    let rows: Vec<Value> = systems
        .iter()
        .enumerate()
        .map(|(number, system)| {
            let stats = json!({ "cpu": 12.0, "mp": 34.0, "dio": [BUSY, BUSY], "f": { "front": 1_200 } });
            json!({
                "id": format!("newest{number:09}"), "system": system.id, "type": "1m", "created": now, "stats": stats,
            })
        })
        .collect();
    story.hub()?.root().write_rows("system_stats", &rows)?;
    Ok(systems)
}

async fn wait_for(browser: &Browser, is_on: bool) -> Result<()> {
    until_true("lights", PATIENCE, async || {
        Ok(browser.run(FLASHES, Vec::new()).await? == is_on)
    })
    .await
}

async fn spent(browser: &Browser) -> Result<Spent> {
    Ok(Spent {
        all: seconds_of(browser, "TaskDuration").await?,
        script: seconds_of(browser, "ScriptDuration").await?,
    })
}
