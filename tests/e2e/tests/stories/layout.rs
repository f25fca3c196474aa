//! What the user arranged stays arranged.

use e2e::story::Story;
use e2e::systems::first;
use e2e::wait::{SOON, until_true};
use e2e::{Result, ensure, story};
use serde_json::json;
use test_hub::USER;

const SYSTEM: &str = "system000000002";

/// Signs in permanently, so that a reload comes back to the racks.
async fn connect_and_stay(story: &Story, hub: &str) -> Result<()> {
    story.app.open("").await?;
    story.app.fill("Hub URL", hub).await?;
    story.app.press("Password").await?;
    story.app.fill("Email", USER.email).await?;
    story.app.fill("Password", USER.password).await?;
    story.app.press("Keep me signed in on this device").await?;
    story.app.press("Connect").await?;
    story.app.wait_for_hub("live", SOON).await
}

/// Extracts "Rack A unit 18" from "node-2, Rack A unit 18, up, …".
async fn place(story: &Story) -> Result<String> {
    let device = story.app.device_of(SYSTEM).await?;
    Ok(device
        .label
        .split(", ")
        .nth(1)
        .unwrap_or_default()
        .to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dragged_device_stays_where_it_was_put() -> Result<()> {
    story("a_dragged_device_stays", async |story| {
        connect_and_stay(story, story.hub()?.url()).await?;
        let before = place(story).await?;
        ensure!(before.contains(" unit "), "no unit in {before:?}");
        story.app.drag_to_free_place(SYSTEM).await?;
        until_true("another place", SOON, async || {
            Ok(place(story).await? != before)
        })
        .await?;
        let after = place(story).await?;
        // At once, since a move must not be lost by a reload a moment later.
        story.app.reload().await?;
        story.app.wait_for_hub("live", SOON).await?;
        until_true(&after, SOON, async || Ok(place(story).await? == after)).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_leads_to_its_page_on_the_hub() -> Result<()> {
    story("a_device_leads_to_its_page", async |story| {
        let hub = story.proxy()?.url();
        connect_and_stay(story, &hub).await?;
        story.app.device_of(SYSTEM).await?;
        let link = story.app.open_panel(SYSTEM).await?.link().await?;
        ensure!(link == format!("{hub}/system/{SYSTEM}"), "{link}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spoilt_layout_is_kept_aside() -> Result<()> {
    story("a_spoilt_layout_is_kept_aside", async |story| {
        connect_and_stay(story, story.hub()?.url()).await?;
        story.app.drag_to_free_place(SYSTEM).await?;
        let spoil = r"
            const done = arguments[arguments.length - 1];
            const request = indexedDB.open('blinkenrack');
            request.onsuccess = () => {
                const transaction = request.result.transaction(['layouts', 'steps'], 'readwrite');
                const store = transaction.objectStore('layouts');
                const steps = transaction.objectStore('steps').count();
                // Before the move is saved, its save would write over what is spoilt.
                steps.onsuccess = () => {
                    if (steps.result === 0) return;
                    const keys = store.getAllKeys();
                    keys.onsuccess = () => keys.result.forEach((key) => store.put('{ spoilt', key));
                };
                transaction.oncomplete = () => { request.result.close(); done(steps.result); };
            };
        ";
        let driver = story.app.browser().driver();
        until_true("a kept layout", SOON, async || {
            let spoilt = driver.execute_async(spoil, Vec::new()).await?;
            Ok(spoilt.json().as_u64().is_some_and(|count| count > 0))
        })
        .await?;
        story.app.reload().await?;
        story.app.wait_for_hub("live", SOON).await?;
        story.app.device_of(SYSTEM).await?;
        story
            .app
            .wait_for_text("The saved layout could not be read", SOON)
            .await?;
        // The original is not lost and can be saved as it is.
        story.app.press("Save the original to a file").await?;
        story.app.wait_for_text("Saved ", SOON).await?;
        // Also later, until the user removes it.
        story.app.reload().await?;
        story.app.wait_for_hub("live", SOON).await?;
        story.app.device_of(SYSTEM).await?;
        let words = "Layouts that could not be read";
        story.app.act("Version history").await?;
        story.app.wait_for_text(words, SOON).await?;
        let remove = "I saved the file: remove";
        ensure!(
            !story.app.text().await?.contains(remove),
            "nobody has the file"
        );
        story.app.press("Save to a file").await?;
        story.app.press(remove).await?;
        until_true("nothing left", SOON, async || {
            Ok(!story.app.text().await?.contains(words))
        })
        .await
    })
    .await
}

/// Holds back the list of systems until `letGo` is called, and records when the stream has reported one.
const HOLD_THE_LIST: &str = r"
    const ask = window.fetch;
    const gate = new Promise((open) => { window.letGo = open; });
    const listen = async (stream) => {
        const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
        for (let told = ''; ;) {
            const { value, done } = await reader.read();
            if (done) return;
            told += value;
            if (told.includes('systems/')) window.toldOfOne = true;
        }
    };
    window.fetch = async (request, ...rest) => {
        const { url = String(request), method = 'GET' } = request;
        if (url.includes('/collections/systems/records')) {
            window.isHeld = true;
            await gate;
        }
        const answer = await ask(request, ...rest);
        if (method !== 'GET' || !url.endsWith('/api/realtime')) return answer;
        const [ours, theirs] = answer.body.tee();
        listen(ours);
        return new Response(theirs, answer);
    };
";

#[tokio::test(flavor = "multi_thread")]
async fn the_first_rack_has_all_systems_though_one_is_heard_of_before_the_list() -> Result<()> {
    story("the_first_rack_has_all", async |story| {
        let mut systems = first(6);
        story.report(&systems)?;
        let browser = story.app.browser();
        let source = json!({ "source": HOLD_THE_LIST });
        browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .await?;
        story.app.open("").await?;
        story
            .app
            .connect_by_password(story.hub()?.url(), USER.email, USER.password)
            .await?;
        let is_true = async |what: &str| {
            let script = format!("return window.{what} === true;");
            Ok(browser.run(&script, Vec::new()).await? == true)
        };
        until_true("the list asked for", SOON, async || is_true("isHeld").await).await?;
        systems.truncate(1);
        // A report from before the topics are set is not sent.
        until_true("news of one", SOON, async || {
            systems[0].cpu = (systems[0].cpu + 1.0) % 50.0;
            story.report(&systems)?;
            is_true("toldOfOne").await
        })
        .await?;
        browser.run("window.letGo();", Vec::new()).await?;
        until_true("a device for each system", SOON, async || {
            Ok(story.app.devices().await?.len() == 6)
        })
        .await
    })
    .await
}
