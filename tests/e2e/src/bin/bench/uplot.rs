//! Our charts and those of uPlot on one page with the same values: how busy the page is with each.

use std::process::Command;

use e2e::browser::Browser;
use e2e::process::repository;
use e2e::site::Site;
use e2e::story::Story;
use e2e::wait::until_true;
use e2e::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Figure, PATIENCE, figure, percentile, seconds_of};

/// The same number as in uPlot's own comparison, in three lines.
const POINTS: usize = 166_650;
const STREAMED: usize = 3 * 3_600;
const RUNS: usize = 7;
/// Runs of measurements that take ten seconds.
const LONG_RUNS: usize = 3;
const REDRAWS: usize = 20;
/// Ten seconds at sixty frames a second.
const FRAMES: usize = 600;
const PROGRAMS: [&str; 2] = ["ours", "theirs"];

/// The results for one program, in milliseconds of the page's main thread.
#[derive(Default)]
struct Measured {
    cold: Vec<f64>,
    redraw: Vec<f64>,
    pointing: Vec<f64>,
    streaming: Vec<f64>,
    heap: Vec<f64>,
}

pub async fn uplot(story: &Story) -> Result<Vec<Figure>> {
    let built = Command::new(repository().join("scripts/plots")).status();
    ensure!(
        built.context("building the page")?.success(),
        "the page could not be built"
    );
    let site = Site::of_folder(&repository().join("target/plots"))?;
    let browser = story.app.browser();
    browser.devtools("Performance.enable", json!({})).await?;
    let mut measured = [Measured::default(), Measured::default()];
    for run in 0..RUNS {
        // Alternating, so that neither is always first.
        for place in [run % 2, (run + 1) % 2] {
            open(browser, site.url()).await?;
            let cold = busy(browser, "show", vec![json!(PROGRAMS[place]), json!(POINTS)]).await?;
            measured[place].cold.push(cold);
        }
    }
    for run in 0..LONG_RUNS {
        for place in [run % 2, (run + 1) % 2] {
            measure_long(browser, site.url(), PROGRAMS[place], &mut measured[place]).await?;
        }
    }
    let [ours, theirs] = measured;
    let row = |what: String, unit: &str, of: fn(&Measured) -> &Vec<f64>| {
        let [ours, theirs] = [&ours, &theirs].map(|one| percentile(of(one).clone(), 50.0));
        figure(
            what,
            "not slower",
            format!("{ours:.1} {unit}, uPlot {theirs:.1} {unit}"),
        )
    };
    Ok(vec![
        row(
            format!("{POINTS} points in three lines, first drawing (median of {RUNS})"),
            "ms",
            |of| &of.cold,
        ),
        row(
            format!("the same, drawn again (median of {LONG_RUNS}, and so below)"),
            "ms",
            |of| &of.redraw,
        ),
        row(
            "the same, pointer moved for 10 s, in all".to_owned(),
            "ms",
            |of| &of.pointing,
        ),
        row("3,600 points in each of three lines, one more in each of 60 frames a second: share of a core".to_owned(), "%", |of| &of.streaming),
        row("heap after that".to_owned(), "MB", |of| &of.heap),
    ])
}

/// Redraws the chart, points at it, and adds values.
async fn measure_long(
    browser: &Browser,
    site: &str,
    name: &str,
    measured: &mut Measured,
) -> Result<()> {
    open(browser, site).await?;
    busy(browser, "show", vec![json!(name), json!(POINTS)]).await?;
    let redraw = busy(browser, "redraw", vec![json!(REDRAWS)]).await?;
    measured.redraw.push(redraw / REDRAWS as f64);
    let pointing = busy(browser, "point", vec![json!(name), json!(FRAMES)]).await?;
    measured.pointing.push(pointing);
    open(browser, site).await?;
    busy(browser, "show", vec![json!(name), json!(STREAMED)]).await?;
    let time = busy(browser, "stream", vec![json!(FRAMES)]).await?;
    let all = FRAMES as f64 / 60.0 * 1_000.0;
    measured.streaming.push(time / all * 100.0);
    measured.heap.push(heap(browser).await? / 1e6);
    Ok(())
}

async fn open(browser: &Browser, url: &str) -> Result<()> {
    browser.driver().goto(url).await?;
    until_true("the page", PATIENCE, async || {
        let ready = "return 'ready' in document.documentElement.dataset;";
        Ok(browser.run(ready, Vec::new()).await? == true)
    })
    .await?;
    browser
        .devtools("HeapProfiler.collectGarbage", json!({}))
        .await
        .map(drop)
}

/// Runs an action; returns how many milliseconds the page's main thread was busy.
async fn busy(browser: &Browser, what: &str, arguments: Vec<Value>) -> Result<f64> {
    let before = seconds_of(browser, "TaskDuration").await?;
    let arguments: Vec<String> = arguments.iter().map(Value::to_string).collect();
    let expression = format!("compare.{what}({})", arguments.join(", "));
    let command = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
    let answer = browser.devtools("Runtime.evaluate", command).await?;
    ensure!(answer["exceptionDetails"].is_null(), "{what}: {answer}");
    let result = &answer["result"]["value"];
    ensure!(
        *result != json!("") && *result != json!(0),
        "{what} shows nothing"
    );
    Ok((seconds_of(browser, "TaskDuration").await? - before) * 1_000.0)
}

async fn heap(browser: &Browser) -> Result<f64> {
    browser
        .devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let heap = browser.devtools("Runtime.getHeapUsage", json!({})).await?;
    let bytes = |name: &str| heap[name].as_f64().unwrap_or_default();
    Ok(bytes("usedSize") + bytes("backingStorageSize"))
}
