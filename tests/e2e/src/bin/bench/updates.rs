//! Many systems, each of which reports once a second: what that costs the page, without and with a lens of many colors.

use std::time::{Duration, Instant};

use e2e::browser::Browser;
use e2e::story::Story;
use e2e::systems::System;
use e2e::wait::until_true;
use e2e::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use super::remains::Remains;
use super::{Figure, LARGE, PATIENCE, figure, fleet, percentile, seconds_of};

const SECONDS: u32 = 15;
const SECONDS_WITH_LENS: u32 = 60;
/// Seconds in which the writes to the page are counted, apart from the others, as counting takes time.
const SECONDS_OF_COUNTING: u32 = 5;

/// Records the script time of every animation frame, and every long task.
const RECORD: &str = r"
    window.frames = [];
    window.longTasks = [];
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => request((time) => {
        const began = performance.now();
        callback(time);
        window.frames.push(performance.now() - began);
    });
    new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    }).observe({ entryTypes: ['longtask'] });
";

/// Counts the changes of attributes, texts and elements.
const COUNT_WRITES: &str = r"
    window.writes = 0;
    new MutationObserver((records) => { window.writes += records.length; })
        .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
";

#[derive(Deserialize)]
struct Recorded {
    /// Frames that did any work, in milliseconds.
    frames: Vec<f64>,
    /// Tasks of more than 50 ms, in milliseconds: browsers report no others.
    tasks: Vec<f64>,
}

impl Recorded {
    async fn of(browser: &Browser) -> Result<Self> {
        let script = "return { frames: window.frames.filter((time) => time > 0.05), tasks: window.longTasks };";
        let recorded: Self = serde_json::from_value(browser.run(script, Vec::new()).await?)?;
        ensure!(!recorded.frames.is_empty(), "no frame did any work");
        Ok(recorded)
    }

    fn flush(&self) -> String {
        format!(
            "{:.1} ms ({:.1} ms)",
            percentile(self.frames.clone(), 95.0),
            percentile(self.frames.clone(), 50.0)
        )
    }

    fn longest_task(&self) -> String {
        match self.tasks.iter().copied().reduce(f64::max) {
            Some(longest) => format!("{longest:.0} ms"),
            None => "none over 50 ms".to_owned(),
        }
    }
}

/// The story is signed in permanently.
pub async fn without_lens(story: &Story) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    open(story, "").await?;
    let script_before = seconds_of(browser, "ScriptDuration").await?;
    let (per_second, seconds) = report(story, 0, SECONDS).await?;
    let script = seconds_of(browser, "ScriptDuration").await? - script_before;
    let recorded = Recorded::of(browser).await?;
    let mut figures = fleet::fleet(browser).await?;
    figures.extend([
        figure(
            format!(
                "{LARGE} systems, {per_second:.0} updates a second: script per flush, p95 (median)"
            ),
            "≤ 3 ms",
            recorded.flush(),
        )
        .for_readers(),
        figure(
            "the same: all script, share of one core",
            "",
            format!("{:.0} %", 100.0 * script / seconds),
        ),
    ]);
    Ok(figures)
}

/// The story is signed in permanently.
pub async fn with_lens(story: &Story) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    open(story, "?lens=temperature").await?;
    // By then everything that is made once exists.
    report(story, 0, SECONDS).await?;
    let before = Remains::of(browser).await?;
    start_over(browser).await?;
    let (per_second, _) = report(story, SECONDS, SECONDS_WITH_LENS).await?;
    let recorded = Recorded::of(browser).await?;
    let after = Remains::of(browser).await?;
    browser.run(COUNT_WRITES, Vec::new()).await?;
    let from = SECONDS + SECONDS_WITH_LENS;
    report(story, from, SECONDS_OF_COUNTING).await?;
    let writes = browser.run("return window.writes;", Vec::new()).await?;
    let writes = writes.as_f64().context("no count of writes")?;
    let updates = LARGE as f64 * f64::from(SECONDS_OF_COUNTING);
    let what = format!(
        "{LARGE} systems, lens of temperature, {per_second:.0} updates a second for {SECONDS_WITH_LENS} s"
    );
    Ok(vec![
        figure(
            format!("{what}: script per flush, p95 (median)"),
            "≤ 8 ms",
            recorded.flush(),
        ),
        figure("the same: longest task", "≤ 50 ms", recorded.longest_task()),
        figure(
            "the same: writes to the page for each update",
            "",
            format!("{:.1}", writes / updates),
        ),
        figure(
            "the same: nodes, listeners, heap at the end",
            "no growth",
            after.since(&before),
        ),
    ])
}

/// Opens the app, and starts recording once all devices are there.
async fn open(story: &Story, query: &str) -> Result<()> {
    let browser = story.app.browser();
    browser
        .devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": RECORD }),
        )
        .await?;
    story.app.open(query).await?;
    story.app.wait_for_hub("live", PATIENCE).await?;
    until_true("all devices", PATIENCE, async || {
        let count = "return document.querySelectorAll('[data-system-id]').length;";
        Ok(browser.run(count, Vec::new()).await? == json!(LARGE))
    })
    .await?;
    browser.devtools("Performance.enable", json!({})).await?;
    start_over(browser).await
}

async fn start_over(browser: &Browser) -> Result<()> {
    let script = "window.frames.length = 0; window.longTasks.length = 0;";
    browser.run(script, Vec::new()).await.map(drop)
}

/// Lets all systems report once a second; returns how many reports there were a second, and the seconds.
async fn report(story: &Story, first_round: u32, seconds: u32) -> Result<(f64, f64)> {
    let began = Instant::now();
    let mut rounds = 0;
    while began.elapsed() < Duration::from_secs(seconds.into()) {
        report_all(story, first_round + rounds)?;
        rounds += 1;
        let next = Duration::from_secs(rounds.into());
        tokio::time::sleep(next.saturating_sub(began.elapsed())).await;
    }
    let elapsed = began.elapsed().as_secs_f64();
    Ok((f64::from(rounds) * LARGE as f64 / elapsed, elapsed))
}

fn report_all(story: &Story, round: u32) -> Result<()> {
    let systems: Vec<System> = (1_u32..)
        .zip(1..=LARGE)
        .map(|(place, number)| System {
            cpu: f64::from((round * 7 + place) % 60),
            temperature: 35.0 + f64::from((round * 3 + place) % 30),
            ..System::number(number)
        })
        .collect();
    story.report(&systems)
}
