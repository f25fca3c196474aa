//! The charts of a device: from a click until all are drawn, moving the crosshair, and explaining a moment.

use e2e::browser::Browser;
use e2e::story::Story;
use e2e::wait::until_true;
use e2e::{Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use test_hub::USER;

use super::{Figure, PATIENCE, figure, percentile};

/// Number of panels opened, each for another system.
const OPENINGS: usize = 7;
const MOVES: usize = 300;
/// Charts in view while the crosshair moves.
const CHARTS: usize = 10;

/// The hub's time this many milliseconds ago.
const AGO: &str =
    "const ago = (time) => new Date(Date.now() - time).toISOString().replace('T', ' ');";

/// Clicks a system's device and waits until all its charts exist and those in view are painted; returns how long that took, and what was
/// requested from the hub.
const OPEN: &str = r"
    const done = arguments[arguments.length - 1];
    const [system, hub] = arguments;
    const device = document.querySelector(`[data-system-id='${system}']`);
    performance.clearResourceTimings();
    const began = performance.now();
    device.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    let opened = 0;
    const isPainted = (canvas) => {
        const { bottom, top } = canvas.getBoundingClientRect();
        if (bottom < 0 || top > innerHeight) return true;
        const middle = canvas.getContext('2d').getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data;
        return middle[3] > 0;
    };
    const look = () => {
        const panel = document.querySelector('aside.panel.sheet h2');
        if (panel && !opened) opened = performance.now() - began;
        const canvases = [...document.querySelectorAll('.chart-figure canvas')];
        if (canvases.length >= 12 && canvases.every(isPainted)) {
            const drawn = performance.now() - began;
            setTimeout(() => {
                const asked = performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.startsWith(hub));
                const collection = (name) => decodeURIComponent(name).match(/collections\/(\w+)/)?.[1] ?? new URL(name).pathname;
                const type = (name) => decodeURIComponent(name).match(/type\W+(\d+m)/)?.[1] ?? '';
                done({ opened, drawn, charts: canvases.length, asked: asked.map((name) => `${collection(name)} ${type(name)}`.trim()) });
            }, 300);
        } else if (performance.now() - began > 20000) done({ opened, drawn: -1, charts: canvases.length, asked: [] });
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
";

/// Moves the pointer over the charts; returns the script time of each move.
const MOVE: &str = r"
    const done = arguments[arguments.length - 1];
    const charts = document.querySelector('.charts');
    const plot = document.querySelector('.chart-figure canvas');
    const { left, top, width } = plot.getBoundingClientRect();
    const settled = async () => { for (let i = 0; i < 12; i++) await null; };
    (async () => {
        const times = [];
        for (let i = 0; i < arguments[0]; i++) {
            // A browser hands out the moves of a hand at the beginning of a frame, when it is about to lay out and to paint anyway.
            await new Promise(requestAnimationFrame);
            const x = left + 45 + (width - 50) * (0.5 + 0.48 * Math.sin(i / 11));
            const began = performance.now();
            plot.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerType: 'mouse', clientX: x, clientY: top + 20 }));
            await settled();
            times.push(performance.now() - began);
        }
        done([times, [...document.querySelectorAll('.chart-figure .reading')].filter((one) => !one.hidden).length]);
    })();
";

/// Asks for the explanation of the moment at the crosshair; returns how long the answer takes.
const ASK: &str = r"
    const done = arguments[arguments.length - 1];
    const charts = document.querySelector('.charts');
    charts.focus();
    charts.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    const began = performance.now();
    charts.dispatchEvent(new KeyboardEvent('keydown', { key: 'w', bubbles: true }));
    const look = () => {
        const words = document.querySelector('.cause [role=status]')?.textContent ?? '';
        if (words && !words.startsWith('Asking')) done([performance.now() - began, words]);
        else if (performance.now() - began > 20000) done([-1, words]);
        else setTimeout(look, 1);
    };
    look();
";

#[derive(Deserialize)]
struct Opened {
    opened: f64,
    drawn: f64,
    charts: usize,
    asked: Vec<String>,
}

/// The racks are on screen, and the systems have no rows.
pub async fn charts(story: &Story) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    write_rows(story).await?;
    // The last chosen tab, the charts, is also that of the next device.
    story.app.open("").await?;
    story.app.wait_for_hub("live", PATIENCE).await?;
    story.app.open_panel("system000000001").await?;
    let tab = "const tab = [...document.querySelectorAll('[role=tab]')].find((tab) => tab.textContent === 'Charts'); tab?.click(); return !!tab;";
    until_true("the tab", PATIENCE, async || {
        Ok(browser.run(tab, Vec::new()).await? == true)
    })
    .await?;
    until_true("its charts", PATIENCE, async || {
        Ok(story.app.count(".chart-figure canvas").await? > 11)
    })
    .await?;
    let hub = story.hub()?.url().to_owned();
    let (mut opened, mut drawn, mut asked, mut count) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for number in 2..2 + OPENINGS {
        let arguments = vec![json!(format!("system{number:09}")), json!(hub)];
        let answer = browser.driver().execute_async(OPEN, arguments).await?;
        let one: Opened = serde_json::from_value(answer.json().clone())?;
        ensure!(one.drawn > 0.0, "only {} charts came", one.charts);
        opened.push(one.opened);
        drawn.push(one.drawn);
        (asked, count) = (one.asked, one.charts);
    }
    let mut figures = vec![
        figure(
            format!("click → panel (median of {OPENINGS}, slowest)"),
            "≤ 100 ms",
            format!(
                "{:.0} ms, {:.0} ms",
                percentile(opened.clone(), 50.0),
                percentile(opened, 100.0)
            ),
        ),
        figure(
            format!(
                "click → {count} charts of 24 h drawn, local hub (median of {OPENINGS}, slowest)"
            ),
            "≤ 250 ms",
            format!(
                "{:.0} ms, {:.0} ms",
                percentile(drawn.clone(), 50.0),
                percentile(drawn, 100.0)
            ),
        )
        .for_readers(),
        figure(
            "requests to the hub for that",
            "",
            format!("{} ({})", asked.len(), asked.join(", ")),
        ),
    ];
    figures.push(crosshair(browser).await?);
    figures.push(cause(browser).await?);
    Ok(figures)
}

async fn crosshair(browser: &Browser) -> Result<Figure> {
    // High enough that many charts are in view.
    let size = json!({ "width": 1600, "height": 1900, "deviceScaleFactor": 1, "mobile": false });
    browser
        .devtools("Emulation.setDeviceMetricsOverride", size)
        .await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let answer = browser
        .driver()
        .execute_async(MOVE, vec![json!(MOVES)])
        .await?;
    let (times, read): (Vec<f64>, usize) = serde_json::from_value(answer.json().clone())?;
    browser
        .devtools("Emulation.clearDeviceMetricsOverride", json!({}))
        .await?;
    ensure!(read >= CHARTS, "only {read} charts were in sight");
    Ok(figure(
        format!("moving the crosshair over {read} charts: script for each move, p95 (median)"),
        "≤ 1 ms",
        format!(
            "{:.2} ms ({:.2} ms)",
            percentile(times.clone(), 95.0),
            percentile(times, 50.0)
        ),
    ))
}

async fn cause(browser: &Browser) -> Result<Figure> {
    let answer = browser.driver().execute_async(ASK, Vec::new()).await?;
    let (time, words): (f64, String) = serde_json::from_value(answer.json().clone())?;
    ensure!(time > 0.0, "no answer: {words}");
    Ok(figure(
        "“What was it?” → the answer, local hub, 23 systems beside it",
        "≤ 250 ms",
        format!("{time:.0} ms"),
    ))
}

/// A day of rows for the first systems, with everything that an agent can report.
async fn write_rows(story: &Story) -> Result<()> {
    let root = story.hub()?.root();
    let script = format!("{AGO} return [...Array(72).keys()].map((back) => ago(back * 1200000));");
    let times = story.app.browser().run(&script, Vec::new()).await?;
    let times: Vec<String> = serde_json::from_value(times)?;
    for number in 1..2 + OPENINGS {
        let row = |kind: &str, back: usize, created: &String, stats: Value| {
            json!({
                "id": format!("{kind}{number:02}{back:010}"), "system": format!("system{number:09}"), "type": "20m",
                "created": created, "stats": stats,
            })
        };
        let times = || times.iter().enumerate();
        let samples: Vec<Value> = times()
            .map(|(back, at)| row("row", back, at, sample(back as f64)))
            .collect();
        root.write_rows("system_stats", &samples)?;
        let uses: Vec<Value> = times()
            .map(|(back, at)| row("use", back, at, containers(back)))
            .collect();
        root.write_rows("container_stats", &uses)?;
    }
    let settings =
        json!({ "id": "settings0000001", "user": USER.id, "settings": { "chartTime": "24h" } });
    Ok(root.save_records("user_settings", &[settings])?)
}

fn sample(n: f64) -> Value {
    let wave = 30.0 + 20.0 * (n / 5.0).sin();
    let load = json!([2.0, 1.0, 3.0, 0.4, 0.8, 20.0]);
    json!({
        "cpu": wave, "cpum": wave + 20.0, "cpub": [wave / 2.0, wave / 4.0, 1.0, 0.5, 90.0 - wave], "cpus": [10, 20, 30, 40],
        "m": 32.0, "mu": 8.0, "mp": 25.0 + wave / 3.0, "mb": 4.0, "mz": 2.0, "mm": 40.0, "s": 8.0, "su": 0.5, "d": 100.0, "du": 40.0,
        "dp": 40.0, "dio": [1_000_000.0 * wave, 400_000.0], "diom": [2_000_000.0 * wave, 500_000.0], "dios": load,
        "b": [100_000.0, 250_000.0 * wave], "bm": [140_000.0, 300_000.0 * wave], "la": [1.0, 1.5, 2.0],
        "t": {"core": 40.0 + wave / 4.0, "nvme": 35.0}, "f": {"fan1": 900.0 + wave}, "bat": [90, 4],
        "g": {"0": {"n": "GPU", "u": wave, "mu": 2048.0, "mt": 8192.0, "p": 100.0}},
    })
}

fn containers(back: usize) -> Value {
    (0..12)
        .map(|place| json!({"n": format!("c{place}"), "c": (place + back) % 9, "m": 64 * (place + 1), "b": [1_000, 2_000 * place]}))
        .collect()
}
