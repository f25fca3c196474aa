//! Measures the built app in headless Chromium against the test hub. Prints the figures for readers of the README as a table, and writes
//! all of them to `tests/e2e/FIGURES.md`.
//!
//! `bench NAME…` measures only the groups with these names, and writes no file.

mod blinking;
mod canvas;
mod charts;
mod commands;
mod finding;
mod fleet;
mod overlay;
mod palette;
mod panel;
mod remains;
mod slow_line;
mod soak;
mod updates;
mod uplot;

use std::fs;
use std::ops::Range;
use std::time::Duration;

use e2e::browser::{Browser, Recording};
use e2e::layouts::{CAMPUS, HALL, ROOM, Size};
use e2e::process::repository;
use e2e::story::{Setting, Story, story_in};
use e2e::systems::first;
use e2e::wait::until_true;
use e2e::{Context, Result};
use serde_json::{Value, json};
use test_hub::USER;

/// Number of systems of a home with a few racks.
const HOME: usize = 24;
const RUNS: usize = 7;
/// Number of systems of a large installation with a wall display.
const LARGE: usize = 1_000;

/// Writing and drawing a large hub's systems takes a while on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// One row of the tables.
struct Figure {
    what: String,
    /// Empty if there is none.
    budget: &'static str,
    measured: String,
    /// Whether the README shows it.
    is_for_readers: bool,
}

impl Figure {
    fn for_readers(self) -> Self {
        Self {
            is_for_readers: true,
            ..self
        }
    }
}

fn figure(what: impl Into<String>, budget: &'static str, measured: impl Into<String>) -> Figure {
    Figure {
        what: what.into(),
        budget,
        measured: measured.into(),
        is_for_readers: false,
    }
}

/// Figures measured together, with their own hub and browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Home,
    SlowLine,
    Panel,
    Charts,
    Uplot,
    Canvas(Size),
    Finding,
    Large,
    Lens,
    Overlay,
    Soak,
    Blinking,
}

const GROUPS: [(&str, Group); 14] = [
    ("home", Group::Home),
    ("slow-line", Group::SlowLine),
    ("panel", Group::Panel),
    ("charts", Group::Charts),
    ("uplot", Group::Uplot),
    ("room", Group::Canvas(ROOM)),
    ("hall", Group::Canvas(HALL)),
    ("campus", Group::Canvas(CAMPUS)),
    ("finding", Group::Finding),
    ("large", Group::Large),
    ("lens", Group::Lens),
    ("overlay", Group::Overlay),
    ("soak", Group::Soak),
    ("blinking", Group::Blinking),
];

#[tokio::main]
async fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let mut figures = sizes()?;
    let mut failed = Ok(());
    for (name, group) in GROUPS {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            eprintln!("{name} …");
            match measure(name, group).await {
                Ok(measured) => figures.extend(measured),
                // The figures of the other groups are still printed.
                Err(error) => {
                    eprintln!("{name} failed: {error:#}");
                    failed = Err(error);
                }
            }
        }
    }
    let for_readers = figures.iter().filter(|figure| figure.is_for_readers);
    println!("{}", table(for_readers));
    if wanted.is_empty() && failed.is_ok() {
        let all = table(figures.iter());
        let text = format!("# All figures\n\nWritten by `scripts/bench`.\n\n{all}");
        fs::write(repository().join("tests/e2e/FIGURES.md"), text)?;
    } else {
        println!("{}", table(figures.iter()));
    }
    failed
}

async fn measure(name: &str, group: Group) -> Result<Vec<Figure>> {
    // The browser's record of the network would count as leaked.
    let recording = match group {
        Group::Home | Group::Overlay => Recording::Network,
        _ => Recording::ConsoleOnly,
    };
    let count = match group {
        Group::Large | Group::Lens => LARGE,
        _ => HOME,
    };
    let setting = Setting {
        systems: first(count),
        recording,
        palette_open: false,
        fresh_browser: true,
        ..Setting::default()
    };
    let mut figures = Vec::new();
    story_in(setting, &format!("bench-{name}"), async |story| {
        if group != Group::Uplot {
            sign_in(story).await?;
        }
        figures = match group {
            Group::Home => home(story).await?,
            Group::SlowLine => {
                note_first_live(story.app.browser(), HOME).await?;
                slow_line::slow_line(story).await?
            }
            Group::Panel => {
                note_first_live(story.app.browser(), HOME).await?;
                first_live(story).await?;
                panel::panel(story, &first(HOME)).await?
            }
            Group::Charts => charts::charts(story).await?,
            Group::Uplot => uplot::uplot(story).await?,
            Group::Canvas(size) => canvas::canvas(story, size).await?,
            Group::Finding => finding::finding(story).await?,
            Group::Large => updates::without_lens(story).await?,
            Group::Lens => updates::with_lens(story).await?,
            Group::Overlay => overlay::overlay(story).await?,
            Group::Soak => soak::soak(story).await?,
            Group::Blinking => blinking::blinking(story).await?,
        };
        Ok(())
    })
    .await?;
    Ok(figures)
}

fn table<'a>(figures: impl Iterator<Item = &'a Figure>) -> String {
    let mut table = "| what | budget | measured |\n|---|---|---|\n".to_owned();
    for figure in figures {
        let Figure {
            what,
            budget,
            measured,
            ..
        } = figure;
        table.push_str(&format!("| {what} | {budget} | {measured} |\n"));
    }
    table
}

/// The compressed size of a first visit.
fn sizes() -> Result<Vec<Figure>> {
    let mut total = 0;
    let mut parts = Vec::new();
    for kind in ["wasm", "js", "css", "html"] {
        let mut bytes = 0;
        for entry in fs::read_dir(repository().join("dist"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.ends_with(&format!(".{kind}.br")) {
                bytes += fs::metadata(&path)?.len();
            }
        }
        total += bytes;
        parts.push(figure(
            format!("of that, {kind}"),
            "",
            format!("{:.1} KB", bytes as f64 / 1e3),
        ));
    }
    let mut figures = vec![
        figure(
            "first load, brotli: wasm + JS + CSS + HTML",
            "≤ 320 KB",
            format!("{:.1} KB", total as f64 / 1e3),
        )
        .for_readers(),
    ];
    figures.append(&mut parts);
    Ok(figures)
}

/// Signs in permanently, so that opening the page leads straight to the racks.
async fn sign_in(story: &Story) -> Result<()> {
    story.app.open("").await?;
    story.app.fill("Hub URL", story.hub()?.url()).await?;
    story.app.press("Password").await?;
    story.app.fill("Email", USER.email).await?;
    story.app.fill("Password", USER.password).await?;
    story.app.press("Keep me signed in on this device").await?;
    story.app.press("Connect").await?;
    story.app.wait_for_hub("live", PATIENCE).await
}

/// Makes every following page record when all its devices are first live, in milliseconds since the navigation.
async fn note_first_live(browser: &Browser, devices: usize) -> Result<()> {
    let script = r#"
        const look = () => {
            const live = document.documentElement?.dataset.hub === 'live'
                && document.querySelectorAll('[data-device-id][data-health=ok]').length >= DEVICES;
            if (live) window.firstLive = performance.now();
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    "#;
    let source = script.replace("DEVICES", &devices.to_string());
    let method = "Page.addScriptToEvaluateOnNewDocument";
    browser
        .devtools(method, json!({ "source": source }))
        .await
        .map(drop)
}

async fn first_live(story: &Story) -> Result<f64> {
    let browser = story.app.browser();
    story.app.open("").await?;
    let note = "return window.firstLive ?? null;";
    until_true("the first live rack", PATIENCE, async || {
        Ok(!browser.run(note, Vec::new()).await?.is_null())
    })
    .await?;
    let noted = browser.run(note, Vec::new()).await?;
    noted.as_f64().context("no time")
}

async fn home(story: &Story) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    note_first_live(browser, HOME).await?;
    browser.devtools("Network.enable", json!({})).await?;

    let mut times = [Vec::new(), Vec::new()];
    for (cache_disabled, times) in [true, false].into_iter().zip(&mut times) {
        let setting = json!({ "cacheDisabled": cache_disabled });
        browser
            .devtools("Network.setCacheDisabled", setting)
            .await?;
        for _ in 0..RUNS {
            times.push(first_live(story).await?);
        }
    }

    browser.network_events().await?;
    first_live(story).await?;
    let span = "const began = performance.timeOrigin; return [began / 1000, (began + window.firstLive) / 1000];";
    let [began, live] = serde_json::from_value(browser.run(span, Vec::new()).await?)?;
    let events = browser.network_events().await?;
    let requests = hub_requests(&events, story.hub()?.url(), began..live);

    let [cold, warm] = times.map(|times| percentile(times, 50.0));
    let mut figures = vec![
        figure(
            "requests to the hub before the first live rack, preflights aside",
            "≤ 4",
            format!("{} ({})", requests.len(), requests.join(", ")),
        )
        .for_readers(),
        figure(
            format!(
                "navigation → first live rack, local hub, {HOME} systems, nothing cached (median of {RUNS})"
            ),
            "≤ 600 ms",
            format!("{cold:.0} ms"),
        )
        .for_readers(),
        figure("the same, files cached", "", format!("{warm:.0} ms")),
    ];
    figures.extend(nodes(browser).await?);
    figures.push(files_at_rest(browser).await?);
    figures.push(palette::search(browser).await?);
    Ok(figures)
}

/// The files that a desk has loaded once the deferred parts are there.
async fn files_at_rest(browser: &Browser) -> Result<Figure> {
    until_true("interaction", PATIENCE, async || {
        let there = "return !!document.querySelector('[data-device-id][tabindex=\"0\"]');";
        Ok(browser.run(there, Vec::new()).await? == true)
    })
    .await?;
    let script = r"
        const ours = [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]
            .filter((entry) => entry.name.startsWith(location.origin));
        return [ours.length, ours.reduce((sum, entry) => sum + entry.encodedBodySize, 0)];
    ";
    let [count, bytes]: [f64; 2] = serde_json::from_value(browser.run(script, Vec::new()).await?)?;
    Ok(figure(
        "all that a desk at rest has loaded of the app",
        "≤ 14 files, ≤ 450 KB",
        format!("{count:.0} files, {:.1} KB", bytes / 1e3),
    )
    .for_readers())
}

/// The paths of the requests to the hub within a time span (in seconds since 1970), without preflights and queries.
fn hub_requests(events: &[Value], hub: &str, span: Range<f64>) -> Vec<String> {
    events
        .iter()
        .filter(|event| event["method"] == "Network.requestWillBeSent")
        .map(|event| &event["params"])
        .filter(|sent| {
            sent["wallTime"]
                .as_f64()
                .is_some_and(|time| span.contains(&time))
        })
        .filter(|sent| sent["type"] != "Preflight" && sent["request"]["method"] != "OPTIONS")
        .filter_map(|sent| sent["request"]["url"].as_str()?.strip_prefix(hub))
        .map(|path| path.split('?').next().unwrap_or_default().to_owned())
        .collect()
}

async fn nodes(browser: &Browser) -> Result<Vec<Figure>> {
    let script = r"
        const devices = [...document.querySelectorAll('[data-device-id]')];
        const below = devices.map((device) => device.getElementsByTagName('*').length + 1).sort((a, b) => a - b);
        return {
            page: document.getElementsByTagName('*').length,
            most: below.at(-1),
            middle: below[below.length >> 1],
        };
    ";
    let counted = browser.run(script, Vec::new()).await?;
    Ok(vec![
        figure(
            format!("elements on the page, {HOME} systems"),
            "",
            counted["page"].to_string(),
        ),
        figure(
            "elements per device, median (most)",
            "≤ 8",
            format!("{} ({})", counted["middle"], counted["most"]),
        ),
    ])
}

/// The total time of scripts (`ScriptDuration`) or of all tasks (`TaskDuration`) on the page so far.
async fn seconds_of(browser: &Browser, what: &str) -> Result<f64> {
    let metrics = browser
        .devtools("Performance.getMetrics", json!({}))
        .await?;
    let metrics = metrics["metrics"].as_array().cloned().unwrap_or_default();
    let found = metrics.iter().find(|metric| metric["name"] == what);
    found
        .and_then(|metric| metric["value"].as_f64())
        .context("no such time")
}

fn percentile(mut values: Vec<f64>, percent: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let index = (last as f64 * percent / 100.0).round() as usize;
    values.get(index).copied().unwrap_or(f64::NAN)
}
