//! The page of all systems with very many of them.

use e2e::browser::Browser;
use e2e::{Result, ensure};
use serde_json::json;

use super::{Figure, LARGE, figure, percentile};

const SCROLLS: usize = 180;
const OPENINGS: usize = 5;

/// Opens the page by its keys, waits for its first rows, and goes back to the racks.
const OPEN: &str = r"
    const done = arguments[arguments.length - 1];
    const key = (name) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    document.activeElement?.blur();
    const began = performance.now();
    key('g');
    key('s');
    const look = () => {
        const rows = document.querySelectorAll('[role=grid] tr[data-row]').length;
        if (rows > 5) {
            const { port1, port2 } = new MessageChannel();
            requestAnimationFrame(() => port2.postMessage(0));
            port1.onmessage = () => done([performance.now() - began, rows]);
        } else if (performance.now() - began > 20000) done([-1, rows]);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
";

const LEAVE: &str = r"
    const key = (name) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    document.activeElement?.blur();
    key('g');
    key('r');
";

/// Scrolls the table step by step; measures the work of each following frame: script, style, layout and painting.
const SCROLL: &str = r"
    const done = arguments[arguments.length - 1];
    const grid = document.querySelector('[role=grid]').parentElement;
    (async () => {
        const times = [];
        for (let i = 0; i < arguments[0]; i++) {
            await new Promise((go) => requestAnimationFrame(() => {
                const began = performance.now();
                grid.scrollTop = i < arguments[0] / 2 ? i * 240 : (arguments[0] - i) * 240;
                requestAnimationFrame(() => {
                    const { port1, port2 } = new MessageChannel();
                    const inFrame = performance.now();
                    port1.onmessage = () => { times.push(performance.now() - inFrame); go(); };
                    port2.postMessage(0);
                });
            }));
        }
        const row = document.querySelector('[role=grid] tr[data-row]');
        done([times, grid.scrollTop, !!row]);
    })();
";

/// All systems are on the racks, which are on screen.
pub async fn fleet(browser: &Browser) -> Result<Vec<Figure>> {
    let driver = browser.driver();
    let mut times = Vec::new();
    for _ in 0..OPENINGS {
        let answer = driver.execute_async(OPEN, Vec::new()).await?;
        let (time, rows): (f64, usize) = serde_json::from_value(answer.json().clone())?;
        ensure!(time > 0.0, "only {rows} rows came");
        times.push(time);
        browser.run(LEAVE, Vec::new()).await?;
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    }
    let first = times.remove(0);
    driver.execute_async(OPEN, Vec::new()).await?;
    let answer = driver.execute_async(SCROLL, vec![json!(SCROLLS)]).await?;
    let (frames, _, has_rows): (Vec<f64>, f64, bool) =
        serde_json::from_value(answer.json().clone())?;
    ensure!(has_rows, "the rows are gone");
    Ok(vec![
        figure(
            format!(
                "{LARGE} systems: keys → first rows of the page of systems (the very first time, with its files)"
            ),
            "≤ 150 ms",
            format!("{:.0} ms ({first:.0} ms)", percentile(times, 50.0)),
        ),
        figure(
            format!("{LARGE} systems: scrolling that page, work of a frame, p95 (median)"),
            "≤ 16.7 ms",
            format!(
                "{:.1} ms ({:.1} ms)",
                percentile(frames.clone(), 95.0),
                percentile(frames, 50.0)
            ),
        ),
    ])
}
