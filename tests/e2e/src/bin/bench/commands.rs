//! The cost of one change in a large layout: script time from the input to the last frame it causes.

use e2e::browser::Browser;
use e2e::wait::until_true;
use e2e::{Result, ensure};
use serde_json::Value;

use super::{Figure, PATIENCE, figure, percentile};

/// Measures the script time of an action: its handlers with everything that follows in the same task, and the callbacks of the next two
/// frames.
const SCRIPT_TIME: &str = r"
    const finish = arguments[arguments.length - 1];
    const common = { bubbles: true, cancelable: true, composed: true };
    const pause = (time) => new Promise((done) => setTimeout(done, time));
    let inFrames = 0;
    const request = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => request((time) => {
        const began = performance.now();
        callback(time);
        inFrames += performance.now() - began;
    });
    // All in the same task: nothing is laid out or painted in between.
    const settled = async () => { for (let turn = 0; turn < 50; turn++) await null; };
    const frame = () => new Promise((done) => request(done));
    const scriptTime = async (act) => {
        await frame();
        inFrames = 0;
        const began = performance.now();
        act();
        await settled();
        const handled = performance.now() - began;
        await frame();
        await frame();
        return handled + inFrames;
    };
    const done = (result) => { window.requestAnimationFrame = request; finish(result); };
    const until = async (is) => { for (let i = 0; i < 300 && !is(); i++) await frame(); return is(); };
    const key = (name, more) => document.body.dispatchEvent(new KeyboardEvent('keydown', { ...common, key: name, ...more }));
    const undo = () => key('z', { ctrlKey: true });
    const view = document.querySelector('.view');
    const room = view.getBoundingClientRect();
    const seen = () => [...document.querySelectorAll('[data-device-id]')].filter((device) => {
        const { x, y, width, height } = device.getBoundingClientRect();
        return width > 0 && x > room.x + 80 && x + width < room.right - 80 && y > room.y + 120 && y + height < room.bottom - 120;
    });
";

/// A device is dragged to the free units at the top of its rack and moved back by undo. Each kind of time has its list.
const MOVE: &str = r"
    return (async () => {
        key('0');
        await pause(800);
        const times = { move: [], undo: [] };
        const pointer = (name, target, x, y, more) => target.dispatchEvent(new PointerEvent(name, {
            ...common, pointerId: 7, isPrimary: true, pointerType: 'mouse', clientX: x, clientY: y, ...more,
        }));
        for (let i = 0; i < 40; i++) {
            const stands = seen()[0]?.closest('[data-rack-id]');
            if (!stands) break;
            const top = (element) => element.getBoundingClientRect().y;
            const drawn = [...stands.querySelectorAll('[data-device-id]')].filter((other) => other.getBoundingClientRect().height > 0);
            const device = drawn.reduce((one, other) => top(other) < top(one) ? other : one);
            // It comes to the middle, as a drag near the edge scrolls.
            view.scrollTop += top(device) - (room.y + room.height / 2);
            await pause(300);
            const id = device.dataset.deviceId;
            const node = () => document.querySelector(`[data-device-id='${id}']`);
            const rack = device.closest('[data-rack-id]').getBoundingClientRect();
            const { x, y } = device.getBoundingClientRect();
            const place = () => node()?.getBoundingClientRect().y;
            // The units above the highest device are free.
            const target = Math.max(rack.y + 40, y - 60);
            pointer('pointerdown', device, x + 12, y + 6, { button: 0, buttons: 1 });
            for (let step = 1; step <= 6; step++) {
                pointer('pointermove', device, x + 12, y + 6 + (target - y) * step / 6, { buttons: 1 });
                await frame();
            }
            const took = await scriptTime(() => pointer('pointerup', device, x + 12, target + 6, { button: 0 }));
            if (!await until(() => Math.abs(place() - y) > 3)) continue;
            times.move.push(took);
            await pause(150);
            const back = await scriptTime(undo);
            if (await until(() => Math.abs(place() - y) <= 3)) times.undo.push(back);
            await pause(150);
        }
        done(times);
    })();
";

/// A device is renamed in the panel.
const RENAME: &str = r"
    return (async () => {
        key('0');
        await pause(800);
        const times = [];
        for (let i = 0; i < 40; i++) {
            const device = seen()[0];
            if (!device) break;
            device.dispatchEvent(new MouseEvent('click', { ...common, ctrlKey: true }));
            await pause(100);
            key('e');
            const field = () => document.querySelector('#edit-name');
            if (!await until(field)) break;
            await pause(100);
            field().focus();
            field().value = `renamed-${i}`;
            field().dispatchEvent(new Event('input', common));
            await frame();
            const enter = new KeyboardEvent('keydown', { ...common, key: 'Enter' });
            const took = await scriptTime(() => field().dispatchEvent(enter));
            const id = device.dataset.deviceId;
            const name = () => document.querySelector(`[data-device-id='${id}']`)?.getAttribute('aria-label') ?? '';
            if (await until(() => name().startsWith(`renamed-${i}`))) times.push(took);
            document.activeElement?.blur();
            for (let times = 0; times < 2; times++) {
                key('Escape');
                await pause(100);
            }
        }
        done(times);
    })();
";

/// The hall is open.
pub(super) async fn commands(browser: &Browser, what: &str, rate: u32) -> Result<Vec<Figure>> {
    let budget = if rate == 1 { "≤ 4 ms" } else { "≤ 16 ms" };
    until_true("hands", PATIENCE, async || {
        let there = "return !!document.querySelector('[data-device-id][tabindex=\"0\"]');";
        Ok(browser.run(there, Vec::new()).await? == true)
    })
    .await?;
    let moves = times(browser, MOVE).await?;
    let renames = times(browser, RENAME).await?;
    let mut figures = Vec::new();
    for (name, times) in [
        ("move", &moves["move"]),
        ("undo", &moves["undo"]),
        ("rename", &renames),
    ] {
        let times: Vec<f64> = serde_json::from_value(times.clone())?;
        ensure!(times.len() >= 5, "{what}: only {} of {name}", times.len());
        let measured = format!(
            "{:.1} ms ({:.1} ms)",
            percentile(times.clone(), 95.0),
            percentile(times, 50.0)
        );
        let row = figure(
            format!("{what}: one {name}, script p95 (median), {rate}×"),
            budget,
            measured,
        );
        figures.push(if name == "move" {
            row.for_readers()
        } else {
            row
        });
    }
    Ok(figures)
}

async fn times(browser: &Browser, script: &str) -> Result<Value> {
    let script = format!("{SCRIPT_TIME}{script}");
    let times = browser.driver().execute_async(script, Vec::new()).await?;
    Ok(times.json().clone())
}
