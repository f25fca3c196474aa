//! Opens and closes the panel many times, and measures what remains.

use e2e::browser::Browser;
use e2e::story::Story;
use e2e::systems::System;
use e2e::{Result, ensure};
use serde_json::json;

use super::remains::Remains;
use super::{Figure, figure};

const TIMES: u32 = 500;
/// Rounds before the first count. By then everything that is made once and kept exists, including what the browser's driver keeps, which
/// grows for about two thousand openings.
const ROUNDS_BEFORE: u32 = 5;

/// Opens and closes the panel of one device after the other, each time waiting until that has happened; returns how often.
const OPEN_AND_CLOSE: &str = r"(async (times) => {
    const frame = () => new Promise((go) => requestAnimationFrame(go));
    const until = async (is) => { for (let i = 0; i < 600 && !is(); i++) await frame(); return is(); };
    const panels = () => document.querySelectorAll('aside.panel').length;
    const key = { key: 'Escape', bubbles: true, cancelable: true };
    const devices = [...document.querySelectorAll('[data-system-id]')];
    for (let i = 0; i < times; i++) {
        devices[i % devices.length].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        if (!await until(() => panels() === 1)) return i;
        document.body.dispatchEvent(new KeyboardEvent('keydown', key));
        if (!await until(() => panels() === 0)) return i;
    }
    return times;
})";

/// The racks are on screen.
pub async fn panel(story: &Story, systems: &[System]) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    for _ in 0..ROUNDS_BEFORE {
        round(story, systems).await?;
    }
    let before = Remains::of(browser).await?;
    round(story, systems).await?;
    let after = Remains::of(browser).await?;
    Ok(vec![
        figure(
            format!("{TIMES} times opening and closing the panel: nodes, listeners, heap"),
            "no more nodes or listeners, heap + 2 %",
            after.since(&before),
        )
        .for_readers(),
    ])
}

/// The systems report first, since a hub that is silent for too long counts as lost.
async fn round(story: &Story, systems: &[System]) -> Result<()> {
    story.report(systems)?;
    open_and_close(story.app.browser(), TIMES).await
}

/// In a single command, since a page that is polled keeps something of each request.
async fn open_and_close(browser: &Browser, times: u32) -> Result<()> {
    let expression = format!("{OPEN_AND_CLOSE}({times})");
    let command = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
    let answer = browser.devtools("Runtime.evaluate", command).await?;
    let opened = &answer["result"]["value"];
    ensure!(*opened == json!(times), "the panel opened {opened} times");
    Ok(())
}
