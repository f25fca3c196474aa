//! The card of the hovered device, and the last hour under a lens.

use std::time::Duration;

use e2e::browser::PHONE;
use e2e::pointer::{Finger, Mouse, Point};
use e2e::story::{Setting, story_in};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, ensure, story};
use serde_json::{Value, json};
use test_hub::HubLine;

async fn read(story: &Story, script: &str) -> Result<Value> {
    let script = format!("return {script};");
    story.app.browser().run(&script, Vec::new()).await
}

/// The heading of the visible card; empty without one.
async fn carded(story: &Story) -> Result<String> {
    let script = "[...document.querySelectorAll('.hover-card')].filter((card) => \
                  getComputedStyle(card).visibility === 'visible').map((card) => \
                  card.querySelector('header b').textContent).join()";
    let name = read(story, script).await?;
    Ok(name.as_str().unwrap_or_default().to_owned())
}

async fn wait_for_card(story: &Story, name: &str) -> Result<()> {
    until_true(&format!("the card of {name:?}"), SOON, async || {
        Ok(carded(story).await? == name)
    })
    .await
}

/// Points at a device until its card is there: what shows the card is loaded with the first movement, and sees the ones after it.
async fn bring_card(story: &Story, mouse: &mut Mouse<'_>, name: &str, at: Point) -> Result<()> {
    let mut shift = 0.0;
    until_true(&format!("the card of {name:?}"), SOON, async || {
        shift = 1.0 - shift;
        mouse.move_to((at.0 + shift, at.1)).await?;
        Ok(carded(story).await? == name)
    })
    .await
}

/// The same until it has its last hour.
async fn point_at(story: &Story, mouse: &mut Mouse<'_>, name: &str, at: Point) -> Result<()> {
    bring_card(story, mouse, name, at).await?;
    until_true("its last hour", Duration::from_secs(10), async || {
        Ok(story.app.count(".hover-card canvas:not([hidden])").await? == 1)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_of_a_device_stands_beside_it() -> Result<()> {
    story("the_card_of_a_device", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        story.app.wait_for_keys().await?;
        let device = story.app.device_named("pve-node2").await?;
        let mut mouse = Mouse::new(&story.app);
        let at: Point = device.place.center();
        point_at(story, &mut mouse, "pve-node2", at).await?;
        let clear = "(() => { const of = (node) => node.getBoundingClientRect(); \
                     const card = of(document.querySelector('.hover-card')); \
                     const device = of([...document.querySelectorAll('[data-device-id]')].find((one) => \
                     one.getAttribute('aria-label').startsWith('pve-node2'))); \
                     const meets = card.left < device.right && card.right > device.left && \
                     card.top < device.bottom && card.bottom > device.top; \
                     const whole = card.left >= 0 && card.top >= 0 && card.right <= innerWidth && \
                     card.bottom <= innerHeight; return whole && !meets; })()";
        until_true("a card that is whole and covers nothing of it", SOON, async || {
            Ok(read(story, clear).await? == true)
        })
        .await?;
        ensure!(story.app.count(".hover-card .guests li").await? > 0);
        let counted = "[...document.querySelectorAll('.hover-card .further div')].some((line) => \
                       /^Containers[1-9]/.test(line.textContent))";
        until_true("how many containers it runs", SOON, async || {
            Ok(read(story, counted).await? == true)
        })
        .await?;

        story.app.key(&[], Key::Escape).await?;
        wait_for_card(story, "").await?;
        // It is shown again for another device, and hidden by a press.
        let other = story.app.device_named("tank").await?.place.center();
        mouse.move_to(other).await?;
        wait_for_card(story, "tank").await?;
        // A count of containers may follow it.
        let disk = "document.querySelector('.hover-card .further div').textContent";
        let disk = read(story, disk).await?;
        let disk = disk.as_str().unwrap_or_default();
        ensure!(disk.starts_with("Disk ") && disk.ends_with('%'), "{disk}");
        mouse.click(other).await?;
        wait_for_card(story, "").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_finger_that_rests_brings_the_card() -> Result<()> {
    story("first_finger", async |story| {
        story.app.browser().resize(PHONE).await?;
        let mut finger = Finger::new(&story.app).await?;
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        story.app.wait_for_keys().await?;
        let device = story.app.device_named("pve-node2").await?;
        // This touch is the first input, with which the card is loaded.
        finger.touch(device.place.center()).await?;
        wait_for_card(story, "pve-node2").await?;
        finger.lift().await?;
        wait_for_card(story, "").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_of_what_a_monitor_judges_has_the_hour_of_the_monitor() -> Result<()> {
    story("the_hour_of_a_monitor", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        story.app.wait_for_keys().await?;
        until_true("what the monitor says", SOON, async || {
            Ok(story.app.device_named("core-sw").await?.health == "ok")
        })
        .await?;
        let at = story.app.resting("core-sw").await?.center();
        let mut mouse = Mouse::new(&story.app);
        point_at(story, &mut mouse, "core-sw", at).await?;
        ensure!(story.app.count(".hover-card .further").await? == 0);
        let says = "document.querySelector('.hover-card dl').innerText";
        let says = read(story, says).await?;
        let says = says.as_str().unwrap_or_default();
        ensure!(
            says.contains("Checked by") && !says.contains("Memory"),
            "{says}"
        );
        Ok(())
    })
    .await
}

/// Has the monitor judge the device of that system, which it shows still: such a layout comes from a file.
const JUDGE_BY_MONITOR: &str = r"
    const done = arguments[arguments.length - 1];
    const request = indexedDB.open('blinkenrack');
    request.onsuccess = () => {
        const transaction = request.result.transaction('layouts', 'readwrite');
        const layouts = transaction.objectStore('layouts');
        let isJudged = false;
        layouts.openCursor().onsuccess = (event) => {
            const cursor = event.target.result;
            if (!cursor) return;
            const layout = JSON.parse(cursor.value);
            for (const device of layout.devices) {
                const link = device.links?.find((link) => link.system === arguments[0]);
                if (!link) continue;
                device.links.unshift({ kind: 'monitor', hub: link.hub, monitor: arguments[1] });
                isJudged = true;
            }
            cursor.update(JSON.stringify(layout));
        };
        transaction.oncomplete = () => { request.result.close(); done(isJudged); };
    };
";

#[tokio::test(flavor = "multi_thread")]
async fn the_card_tells_the_disks_of_a_system_that_is_up_whatever_judges_the_device() -> Result<()>
{
    let setting = Setting {
        like: HubLine::V020,
        ..Setting::default()
    };
    story_in(setting, "disks_beside_a_monitor", async |story| {
        let root = story.hub()?.root();
        let (system, monitor) = ("system000000002", "monitor01");
        root.save_records(
            "systems",
            &[json!({
                "id": system, "status": "up",
                "info": { "t": 8, "u": 90_000, "cpu": 12, "mp": 34, "dp": 45, "v": "0.20.0", "efs": { "media": 42 } },
            })],
        )?;
        story.app.open("").await?;
        let now = read(story, "new Date().toISOString().replace('T', ' ')").await?;
        let check = json!({
            "id": monitor, "system": system, "target": "switch.lan", "protocol": "icmp", "port": 0,
            "interval": 60, "count": 3, "enabled": true, "res": 12_000, "loss1h": 0, "created": now, "updated": now,
        });
        root.save_records("network_monitors", &[check])?;
        story.sign_in().await?;
        story.app.wait_for_keys().await?;
        until_true("the layout is kept", SOON, async || {
            let links = vec![json!(system), json!(monitor)];
            let driver = story.app.browser().driver();
            let is_judged = driver.execute_async(JUDGE_BY_MONITOR, links).await?;
            Ok(*is_judged.json() == json!(true))
        })
        .await?;
        story.app.reload().await?;
        until_true("what the monitor says", SOON, async || {
            let label = story.app.device_named("node-2").await?.label;
            Ok(label.contains("up, latency 12 ms"))
        })
        .await?;
        let mut mouse = Mouse::new(&story.app);
        let at = story.app.resting("node-2").await?.center();
        bring_card(story, &mut mouse, "node-2", at).await?;
        let told = "document.querySelector('.hover-card .further')?.innerText ?? ''";
        until_true("its disk", SOON, async || {
            Ok(read(story, told).await?.as_str().unwrap_or_default().contains("Disk media"))
        })
        .await?;
        // Nobody vouches for what a system said before it went down, though the device answers.
        root.save_records("systems", &[json!({ "id": system, "status": "down" })])?;
        until_true("nothing of its disks", SOON, async || Ok(read(story, told).await? == "")).await?;
        ensure!(carded(story).await? == "node-2");
        let device = story.app.device_named("node-2").await?;
        ensure!(device.health == "ok", "{device:?}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lens_shows_the_last_hour_of_all_in_view() -> Result<()> {
    story("a_lens_shows_the_last_hour", async |story| {
        story.app.open("?demo&lens=temperature").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        until_true(
            "lines on the devices",
            Duration::from_secs(10),
            async || Ok(story.app.count(".device .spark[d]").await? > 2),
        )
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_are_lights_on_their_device() -> Result<()> {
    story("guests_are_lights", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        let lit = "[...document.querySelectorAll('.device .own-lights')].map((lights) => \
                   lights.closest('.device').getAttribute('aria-label')).filter((label) => \
                   label.includes(' guest')).map((label) => label.split(',')[0]).sort().join()";
        until_true("the hosts' lights", SOON, async || {
            Ok(read(story, lit).await? == "pve-node1,pve-node2")
        })
        .await?;
        let host = "document.querySelector('.device[aria-label^=\"pve-node1\"]')";
        let label = read(story, &format!("{host}.getAttribute('aria-label')")).await?;
        ensure!(
            label.as_str().unwrap_or_default().contains("2 guests"),
            "{label}"
        );
        // Each in the color of an existing gradient, and no device has more nodes than allowed.
        let painted = format!(
            "(() => {{ const fill = {host}.querySelector('.own-lights').getAttribute('fill'); \
             return document.querySelectorAll(fill.slice(4, -1) + ' stop').length; }})()"
        );
        ensure!(read(story, &painted).await?.as_u64() >= Some(2));
        let most = "Math.max(...[...document.querySelectorAll('[data-device-id]')].map(\
                    (device) => device.getElementsByTagName('*').length + 1))";
        until_true(
            "no device has more elements than it may",
            SOON,
            async || Ok(read(story, most).await?.as_u64() <= Some(8)),
        )
        .await?;
        Ok(())
    })
    .await
}
