//! The canvas with many racks: loading it, moving over it, dragging and selecting on it, at full processor speed and at a quarter of it.

use std::time::Duration;

use e2e::browser::Browser;
use e2e::layouts::{CAMPUS, HALL, Size, layout};
use e2e::story::Story;
use e2e::wait::until_true;
use e2e::{Context, Result, ensure};
use serde_json::{Value, json};

use super::commands::commands;
use super::{Figure, HOME, PATIENCE, figure, first_live, note_first_live, percentile};

const LOADS: usize = 3;
/// Factors by which the processor is slowed down.
const RATES: [u32; 2] = [1, 4];

/// Runs `step` this many times, and measures the work of each following frame: script, style, layout and painting.
const FRAMES: &str = r"
    const finish = arguments[arguments.length - 1];
    const view = document.querySelector('.view');
    const room = view.getBoundingClientRect();
    const middle = { x: room.x + room.width / 2, y: room.y + room.height / 2 };
    const common = { bubbles: true, cancelable: true, composed: true };
    const pointer = (name, target, x, y, more) => target.dispatchEvent(new PointerEvent(name, {
        ...common, pointerId: 7, isPrimary: true, pointerType: 'mouse', clientX: x, clientY: y, ...more,
    }));
    const wheel = (by) => view.dispatchEvent(new WheelEvent('wheel', {
        ...common, deltaY: by, ctrlKey: true, clientX: middle.x, clientY: middle.y,
    }));
    const pause = (time) => new Promise((done) => setTimeout(done, time));
    const frames = async (count, step) => {
        const times = [];
        for (let i = 0; i < count; i++) {
            await new Promise((done) => {
                let handled = 0;
                requestAnimationFrame(() => {
                    const began = performance.now();
                    const { port1, port2 } = new MessageChannel();
                    port1.onmessage = () => { times.push(handled + performance.now() - began); done(); };
                    port2.postMessage(0);
                });
                const began = performance.now();
                step(i);
                handled = performance.now() - began;
            });
        }
        return times;
    };
    const devices = () => [...document.querySelectorAll('[data-device-id]')].filter((device) => {
        const { x, y, width, height } = device.getBoundingClientRect();
        return width > 0 && x > room.x + 80 && x + width < room.right - 80 && y > room.y + 80 && y + height < room.bottom - 80;
    });
    const key = (name) => document.body.dispatchEvent(new KeyboardEvent('keydown', { ...common, key: name }));
";

/// Zooms in and out again, ten times from far to near.
const ZOOM: &str = r"
    return (async () => {
        key('f');
        await pause(800);
        const times = await frames(120, (i) => wheel(i % 40 < 20 ? -14 : 14));
        await pause(400);
        finish(times);
    })();
";

/// Zooms in from afar, so that what comes into view is drawn frame by frame.
const SETTLE: &str = r"
    return (async () => {
        key('f');
        await pause(800);
        await frames(20, () => wheel(-14));
        finish(await frames(90, () => {}));
    })();
";

/// Pans in a circle by the middle button.
const PAN: &str = r"
    return (async () => {
        key('0');
        await pause(800);
        const at = (i) => [middle.x + 300 * Math.cos(i / 9), middle.y + 200 * Math.sin(i / 7)];
        pointer('pointerdown', view, ...at(0), { button: 1, buttons: 4 });
        const times = await frames(120, (i) => pointer('pointermove', view, ...at(i + 1), { buttons: 4 }));
        pointer('pointerup', view, ...at(121), { button: 1 });
        await pause(400);
        finish(times);
    })();
";

/// Drags a device over the racks in view.
const DRAG: &str = r"
    return (async () => {
        key('0');
        await pause(800);
        const device = devices()[0];
        if (!device) return finish([]);
        const { x, y } = device.getBoundingClientRect();
        const at = (i) => [x + 12 + i * 4, y + 6 + 120 * Math.sin(i / 8)];
        pointer('pointerdown', device, ...at(0), { button: 0, buttons: 1 });
        pointer('pointermove', device, ...at(2), { buttons: 1 });
        await pause(300);
        const times = await frames(120, (i) => pointer('pointermove', device, ...at(i + 3), { buttons: 1 }));
        key('Escape');
        pointer('pointerup', device, ...at(0), { button: 0 });
        await pause(400);
        finish(times);
    })();
";

/// Selects one device after the other, by clicks that add to the selection.
const SELECT: &str = r"
    return (async () => {
        key('0');
        await pause(800);
        const found = devices();
        const times = found.length ? await frames(30, (i) => found[i % found.length].dispatchEvent(new MouseEvent('click', {
            ...common, ctrlKey: true,
        }))) : [];
        key('Escape');
        await pause(400);
        finish(times);
    })();
";

/// Records the memory of the page's WebAssembly module, which the browser does not count as heap.
const NOTE_MEMORY: &str = r"
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const original = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await original.apply(WebAssembly, given);
            window.programMemory ??= (made.instance ?? made).exports?.memory;
            return made;
        };
    }
";

/// The budgets for a layout size; empty where there is none.
#[derive(Default)]
struct Budgets {
    load: &'static str,
    elements: &'static str,
    heap: &'static str,
    zoom_slowed: &'static str,
    drag: [&'static str; 2],
}

impl Budgets {
    fn of(size: Size) -> Self {
        if size == HALL {
            Self {
                elements: "≤ 9,000",
                heap: "≤ 45 MB",
                zoom_slowed: "≤ 25 ms",
                drag: ["≤ 10 ms", "≤ 33 ms"],
                ..Self::default()
            }
        } else if size == CAMPUS {
            Self {
                load: "≤ 1.5 s",
                elements: "≤ 20,000",
                heap: "≤ 130 MB",
                zoom_slowed: "≤ 33 ms",
                ..Self::default()
            }
        } else {
            Self::default()
        }
    }
}

/// The story is signed in permanently.
pub async fn canvas(story: &Story, size: Size) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    let what = format!("{} racks, {} devices", size.racks, size.devices());
    let budgets = Budgets::of(size);
    open(story, size).await?;
    let mut figures = Vec::new();
    for rate in RATES {
        slow_down(browser, rate).await?;
        let mut loads = Vec::new();
        for _ in 0..LOADS {
            loads.push(first_live(story).await?);
        }
        let load = percentile(loads, 50.0);
        let row = figure(
            format!("{what}: navigation → all live, {rate}× (median of {LOADS})"),
            if rate == 1 { budgets.load } else { "" },
            format!("{load:.0} ms"),
        );
        figures.push(if size == CAMPUS && rate == 1 {
            row.for_readers()
        } else {
            row
        });
        if rate == 1 {
            figures.extend(weight(browser, &what, &budgets, size == HALL).await?);
        }
        for (name, script, limits) in [
            ("zoom", ZOOM, ["", budgets.zoom_slowed]),
            ("pan", PAN, ["", ""]),
            ("drag", DRAG, budgets.drag),
            ("select", SELECT, ["", ""]),
        ] {
            let times = frames(browser, script).await?;
            ensure!(!times.is_empty(), "{what}: nothing to {name}");
            let limit = if rate == 1 { limits[0] } else { limits[1] };
            let row = figure(
                format!("{what}: {name}, frame p95 (median), {rate}×"),
                limit,
                format!(
                    "{:.1} ms ({:.1} ms)",
                    percentile(times.clone(), 95.0),
                    percentile(times, 50.0)
                ),
            );
            figures.push(if size == HALL && name == "zoom" && rate == 4 {
                row.for_readers()
            } else {
                row
            });
        }
        let times = frames(browser, SETTLE).await?;
        figures.push(figure(
            format!("{what}: drawing what was zoomed in on, longest frame, {rate}×"),
            "",
            format!("{:.1} ms", percentile(times, 100.0)),
        ));
        if size == HALL {
            figures.extend(commands(browser, &what, rate).await?);
        }
    }
    slow_down(browser, 1).await?;
    Ok(figures)
}

/// Replaces the hub's stored layout with this one, and shows it.
pub(super) async fn open(story: &Story, size: Size) -> Result<()> {
    let browser = story.app.browser();
    let driver = browser.driver();
    let keys = r"
        const done = arguments[arguments.length - 1];
        const request = indexedDB.open('blinkenrack');
        request.onsuccess = () => {
            const keys = request.result.transaction('layouts').objectStore('layouts').getAllKeys();
            keys.onsuccess = () => { request.result.close(); done(keys.result); };
        };
    ";
    let mut hub = None;
    until_true("a kept layout", PATIENCE, async || {
        let found = driver.execute_async(keys, Vec::new()).await?;
        hub = found.json()[0].as_str().map(str::to_owned);
        Ok(hub.is_some())
    })
    .await?;
    let hub = hub.context("no layout is kept")?;
    let systems: Vec<String> = e2e::systems::first(HOME)
        .into_iter()
        .map(|system| system.id)
        .collect();
    let document = layout(size, &hub, &systems).to_string();
    let put = r"
        const done = arguments[arguments.length - 1];
        const request = indexedDB.open('blinkenrack');
        request.onsuccess = () => {
            const transaction = request.result.transaction('layouts', 'readwrite');
            transaction.objectStore('layouts').put(arguments[1], arguments[0]);
            transaction.oncomplete = () => { request.result.close(); done(true); };
        };
    ";
    driver
        .execute_async(put, vec![json!(hub), json!(document)])
        .await?;
    let count = usize::try_from(size.devices()).context("too many devices")?;
    note_first_live(browser, count).await?;
    let method = "Page.addScriptToEvaluateOnNewDocument";
    browser
        .devtools(method, json!({ "source": NOTE_MEMORY }))
        .await?;
    story.app.open("").await
}

async fn slow_down(browser: &Browser, rate: u32) -> Result<()> {
    let rate = json!({ "rate": rate });
    browser
        .devtools("Emulation.setCPUThrottlingRate", rate)
        .await
        .map(drop)
}

async fn frames(browser: &Browser, script: &str) -> Result<Vec<f64>> {
    let script = format!("{FRAMES}{script}");
    let times = browser.driver().execute_async(script, Vec::new()).await?;
    Ok(serde_json::from_value(times.json().clone())?)
}

/// Elements and memory, with all racks in view.
async fn weight(
    browser: &Browser,
    what: &str,
    budgets: &Budgets,
    is_for_readers: bool,
) -> Result<Vec<Figure>> {
    let elements = "return document.getElementsByTagName('*').length;";
    let at_first = browser.run(elements, Vec::new()).await?;
    frames(browser, ZOOM).await?;
    let far = browser.run(elements, Vec::new()).await?;
    let actual_size = "const done = arguments[arguments.length - 1];
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '0', bubbles: true }));
        setTimeout(() => done(document.getElementsByTagName('*').length), 1500);";
    let driver = browser.driver();
    let near = driver.execute_async(actual_size, Vec::new()).await?;
    browser
        .devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let heap = browser.devtools("Runtime.getHeapUsage", json!({})).await?;
    let bytes = |name: &str| heap[name].as_f64().unwrap_or_default();
    let script = bytes("usedSize");
    let memory = "return window.programMemory?.buffer.byteLength ?? 0;";
    let program = browser.run(memory, Vec::new()).await?;
    let program = program.as_f64().unwrap_or_default();
    let all = script + program + bytes("embedderHeapUsedSize") + bytes("backingStorageSize");
    let count = |value: &Value| value.as_u64().unwrap_or_default();
    let most = count(&at_first).max(count(&far)).max(count(near.json()));
    let rows = vec![
        figure(
            format!("{what}: elements on the page at first, from afar, at actual size"),
            budgets.elements,
            format!(
                "{}, {}, {} (most {most})",
                count(&at_first),
                count(&far),
                count(near.json())
            ),
        ),
        figure(
            format!("{what}: heap (of that the program's own memory)"),
            budgets.heap,
            format!("{:.0} MB ({:.0} MB)", all / 1e6, program / 1e6),
        ),
    ];
    Ok(rows
        .into_iter()
        .map(|row| Figure {
            is_for_readers,
            ..row
        })
        .collect())
}
