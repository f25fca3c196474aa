//! The live overlay: from an event of the hub to the paint, what the page asks the hub while nothing happens, and changing the lens over
//! many racks.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use e2e::browser::Browser;
use e2e::layouts::HALL;
use e2e::story::Story;
use e2e::systems::{System, first};
use e2e::wait::until_true;
use e2e::{Result, ensure};
use serde_json::json;

use super::canvas::open;
use super::{Figure, HOME, PATIENCE, figure, hub_requests, percentile};

const EVENTS: u32 = 60;
/// Time between two events: none arrives before the one before it is painted.
const BETWEEN: Duration = Duration::from_millis(300);
/// Time for the page to come to rest after it was opened.
const REST: Duration = Duration::from_secs(10);
const IDLE: Duration = Duration::from_secs(60);

/// Notes for each event of the stream the time until the frame is painted in which the racks first change.
const NOTE_PAINTS: &str = r"
    window.paints = [];
    let arrived = null;
    const { read } = ReadableStreamDefaultReader.prototype;
    ReadableStreamDefaultReader.prototype.read = async function (...given) {
        const answer = await read.apply(this, given);
        if (answer.value) arrived = performance.now();
        return answer;
    };
    let isInFrame = false;
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => request((time) => {
        isInFrame = true;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { isInFrame = false; };
        port2.postMessage(0);
        callback(time);
    });
    const afterPaint = (then) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        if (isInFrame) port2.postMessage(0);
        else request(() => port2.postMessage(0));
    };
    addEventListener('DOMContentLoaded', () => new MutationObserver((records) => {
        if (arrived === null || !records.some(({ target }) => (target.parentElement ?? target).closest?.('.rack'))) return;
        const since = arrived;
        arrived = null;
        afterPaint(() => window.paints.push(performance.now() - since));
    }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true }));
";

/// Changes the lens by its keys, each time after the page has come to rest; resolves to the times until the last frame in which a device
/// in view changes is painted, in milliseconds. The first round is not counted, as it loads files and asks the hub.
const CHANGE_LENS: &str = r"
    const done = arguments[arguments.length - 1];
    const room = document.querySelector('.view').getBoundingClientRect();
    const inView = new Set([...document.querySelectorAll('[data-device-id]')].filter((device) => {
        const { x, y, width, height } = device.getBoundingClientRect();
        return width > 0 && x + width > room.x && x < room.right && y + height > room.y && y < room.bottom;
    }));
    const deviceOf = (node) => (node.closest ? node : node.parentElement)?.closest('[data-device-id]');
    let isChanged = false;
    const note = (records) => { isChanged ||= records.some(({ target }) => inView.has(deviceOf(target))); };
    const observer = new MutationObserver(note);
    observer.observe(document.querySelector('.world'), { subtree: true, childList: true, attributes: true, characterData: true });
    const frame = () => new Promise((go) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => go(performance.now());
        port2.postMessage(0);
    }));
    const change = async (key) => {
        isChanged = false;
        const began = performance.now();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        let last = began;
        for (let quiet = 0; quiet < 12;) {
            const painted = await frame();
            note(observer.takeRecords());
            if (isChanged) [last, quiet] = [painted, 0];
            else quiet++;
            isChanged = false;
        }
        return last - began;
    };
    (async () => {
        const times = [];
        for (let round = 0; round < 3; round++) {
            for (const key of ['2', '3', '4', '5', '6', '7', '8', '1']) {
                const time = await change(key);
                if (round > 0) times.push(time);
                await new Promise((go) => setTimeout(go, 300));
            }
        }
        done([times, inView.size]);
    })();
";

/// The story is signed in permanently, and the browser records the network.
pub async fn overlay(story: &Story) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    let source = json!({ "source": NOTE_PAINTS });
    browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", source)
        .await?;
    browser.devtools("Network.enable", json!({})).await?;
    story.app.open("").await?;
    story.app.wait_for_hub("live", PATIENCE).await?;
    until_hands(browser).await?;
    tokio::time::sleep(REST).await;
    let mut figures = vec![idle(story).await?, paints(story).await?];
    open(story, HALL).await?;
    until_hands(browser).await?;
    tokio::time::sleep(REST).await;
    figures.push(lenses(browser).await?);
    Ok(figures)
}

async fn until_hands(browser: &Browser) -> Result<()> {
    until_true("interaction", PATIENCE, async || {
        let there = "return !!document.querySelector('[data-device-id][tabindex=\"0\"]');";
        Ok(browser.run(there, Vec::new()).await? == true)
    })
    .await
}

async fn idle(story: &Story) -> Result<Figure> {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH);
    let browser = story.app.browser();
    browser.network_events().await?;
    let began = now()?.as_secs_f64();
    tokio::time::sleep(IDLE).await;
    let events = browser.network_events().await?;
    let span = began..now()?.as_secs_f64();
    let requests = hub_requests(&events, story.hub()?.url(), span);
    let list = if requests.is_empty() {
        String::new()
    } else {
        format!(" ({})", requests.join(", "))
    };
    Ok(figure(
        format!(
            "requests to the hub in a minute while nothing happens, {HOME} systems, beside the stream"
        ),
        "0",
        format!("{}{list}", requests.len()),
    ))
}

async fn paints(story: &Story) -> Result<Figure> {
    let browser = story.app.browser();
    browser.run("window.paints.length = 0;", Vec::new()).await?;
    for round in 0..EVENTS {
        let place = round as usize % HOME;
        let systems: Vec<System> = first(HOME)
            .into_iter()
            .skip(place)
            .take(1)
            .map(|system| System {
                cpu: f64::from(5 + round * 11 % 50),
                ..system
            })
            .collect();
        story.report(&systems)?;
        tokio::time::sleep(BETWEEN).await;
    }
    let times: Vec<f64> =
        serde_json::from_value(browser.run("return window.paints;", Vec::new()).await?)?;
    ensure!(
        times.len() >= EVENTS as usize / 2,
        "only {} of {EVENTS} events were painted",
        times.len()
    );
    Ok(figure(
        format!("event of the hub → paint, {HOME} systems, p95 (median)"),
        "≤ 50 ms",
        format!(
            "{:.0} ms ({:.0} ms)",
            percentile(times.clone(), 95.0),
            percentile(times, 50.0)
        ),
    )
    .for_readers())
}

async fn lenses(browser: &Browser) -> Result<Figure> {
    let driver = browser.driver();
    let times = driver.execute_async(CHANGE_LENS, Vec::new()).await?;
    let (times, in_view): (Vec<f64>, usize) = serde_json::from_value(times.json().clone())?;
    ensure!(in_view > 0, "no device is in view");
    Ok(figure(
        format!(
            "{} racks, {} devices: another lens, until all {in_view} devices in view show it, 1× (median, slowest)",
            HALL.racks,
            HALL.devices()
        ),
        "≤ 100 ms",
        format!(
            "{:.0} ms, {:.0} ms",
            percentile(times.clone(), 50.0),
            percentile(times, 100.0)
        ),
    )
    .for_readers())
}
