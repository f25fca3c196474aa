//! When the app cannot start or stops: never a blank page. And what others must not do to the page.

use e2e::site::Site;
use e2e::story::Complaints;
use e2e::wait::{SOON, until_true};
use e2e::{Result, ensure, story};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_does_not_load() -> Result<()> {
    story("a_program_that_does_not_load", async |story| {
        story.expects(Complaints::All);
        let browser = story.app.browser();
        browser.devtools("Network.enable", json!({})).await?;
        let block = |urls: &[&str]| json!({ "urls": urls });
        browser
            .devtools("Network.setBlockedURLs", block(&["*.wasm"]))
            .await?;
        story.app.open("").await?;
        story.app.button("Reload").await?;
        browser
            .devtools("Network.setBlockedURLs", block(&[]))
            .await?;
        story.app.press("Reload").await?;
        story.app.wait_for_text("Explore the demo", SOON).await
    })
    .await
}

/// The smallest module that traps at its start.
const TRAP: &str = "
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
    const trap = () => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
";

#[tokio::test(flavor = "multi_thread")]
async fn a_trap_shows_the_failure_page() -> Result<()> {
    story("a_trap_shows_the_failure_page", async |story| {
        story.expects(Complaints::All);
        for sprung in [
            "setTimeout(trap);",
            "Promise.resolve().then(trap);",
            "WebAssembly.instantiate(new Uint8Array(bytes));",
        ] {
            story.app.open("?demo").await?;
            story.app.wait_for_hub("demo", SOON).await?;
            let script = format!("{TRAP}{sprung}");
            story.app.browser().run(&script, Vec::new()).await?;
            story
                .app
                .wait_for_text("Blinkenrack has stopped", SOON)
                .await?;
            story.app.press("Reload").await?;
            story.app.wait_for_hub("demo", SOON).await?;
        }
        // A script error, such as an extension's, is not the program's.
        let script = "return new Promise((done) => {
            setTimeout(() => { throw new Error('not ours'); });
            setTimeout(done, 20);
        });";
        story.app.browser().run(script, Vec::new()).await?;
        let text = story.app.text().await?;
        ensure!(!text.contains("has stopped"), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_site_frames_the_page() -> Result<()> {
    story("no_site_frames_the_page", async |story| {
        story.expects(Complaints::All);
        let driver = story.app.browser().driver();
        let framed = async |url: &str| -> Result<String> {
            // Any page of another origin on this machine will do.
            driver
                .goto(format!("{}/api/health", story.hub()?.url()))
                .await?;
            let script = "const frame = document.createElement('iframe'); frame.src = arguments[0]; document.body.append(frame);";
            story.app.browser().run(script, vec![json!(url)]).await?;
            driver.enter_frame(0).await?;
            let text = "return document.body?.innerText ?? '';";
            let mut shown = String::new();
            let read = until_true("a framed page", SOON, async || {
                let text = story.app.browser().run(text, Vec::new()).await?;
                shown = text.as_str().unwrap_or_default().to_owned();
                Ok(!shown.is_empty())
            })
            .await;
            driver.enter_default_frame().await?;
            read.map(|()| shown)
        };
        // The host forbids framing.
        let refused = framed(story.app.url()).await?;
        ensure!(!refused.contains("Blinkenrack"), "{refused}");
        // Without the host's headers, the page stops itself.
        let bare = Site::start_bare()?;
        let stopped = framed(bare.url()).await?;
        ensure!(
            stopped.contains("does not run inside a page of another site")
                && stopped.contains("Open Blinkenrack in a tab of its own"),
            "{stopped}"
        );
        ensure!(!stopped.contains("Explore the demo"), "{stopped}");
        // A page of the same site may frame it.
        driver
            .goto(format!("{}manifest.webmanifest", bare.url()))
            .await?;
        let script = "const frame = document.createElement('iframe'); frame.src = './'; document.body.append(frame);";
        story.app.browser().run(script, Vec::new()).await?;
        driver.enter_frame(0).await?;
        story.app.wait_for_text("Explore the demo", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_and_scripts_pass_one_policy_only() -> Result<()> {
    story("markup_and_scripts_pass_one_policy", async |story| {
        story.expects(Complaints::All);
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        for attempt in [
            "document.createElement('p').innerHTML = '<b>bold</b>';",
            "document.body.insertAdjacentHTML('beforeend', '<b>bold</b>');",
            "document.createElement('script').text = 'alert(1)';",
            "document.createElement('script').src = 'https://example.org/a.js';",
            "new Worker('boot.js');",
            "trustedTypes.createPolicy('another', {});",
            "trustedTypes.createPolicy('blinkenrack', {});",
        ] {
            let script =
                format!("try {{ {attempt} return true; }} catch (error) {{ return error.name; }}");
            let outcome = story.app.browser().run(&script, Vec::new()).await?;
            ensure!(outcome == "TypeError", "{attempt} {outcome}");
        }
        Ok(())
    })
    .await
}
