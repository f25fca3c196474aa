//! Answers of the hub that arrive after the user has left.

use e2e::wait::{SOON, until_true};
use e2e::{Result, Story, ensure, story};
use serde_json::json;
use test_hub::USER;

/// Holds the answer to the first request whose address ends like this, until `letGo()`.
async fn hold(story: &Story, end: &str) -> Result<()> {
    let script = r"
        const ask = window.fetch;
        window.fetch = async (request, ...rest) => {
            const url = String(request.url ?? request);
            if (!url.endsWith('END') || window.isHeld !== undefined) return ask(request, ...rest);
            const answer = await ask(request, ...rest);
            const body = await answer.arrayBuffer();
            window.isHeld = true;
            await new Promise((go) => {
                window.letGo = async () => { window.isHeld = false; go(); };
            });
            return new Response(body, answer);
        };
    ";
    let source = json!({ "source": script.replace("END", end) });
    let browser = story.app.browser();
    browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", source)
        .await
        .map(drop)
}

async fn wait_until_held(story: &Story) -> Result<()> {
    until_true("the request", SOON, async || {
        let script = "return window.isHeld === true;";
        Ok(story.app.browser().run(script, Vec::new()).await? == true)
    })
    .await
}

/// Releases the answer, and waits until it has been read and its effects are drawn.
async fn let_go(story: &Story) -> Result<()> {
    let script = "const done = arguments[arguments.length - 1];
        let frames = 6;
        const frame = () => requestAnimationFrame(() => (frames -= 1) ? frame() : done());
        window.letGo().then(frame);";
    let driver = story.app.browser().driver();
    driver.execute_async(script, Vec::new()).await?;
    Ok(())
}

async fn tokens(story: &Story) -> Result<String> {
    let kept = "return JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);";
    Ok(story.app.browser().run(kept, Vec::new()).await?.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_signed_out_stays_out() -> Result<()> {
    story("who_has_signed_out_stays_out", async |story| {
        hold(story, "/auth-refresh").await?;
        story.app.open("").await?;
        story.app.press("Keep me signed in on this device").await?;
        story.sign_in().await?;
        // The remembered token is being checked.
        story.app.reload().await?;
        wait_until_held(story).await?;
        story.app.press("Account").await?;
        story.app.press("Sign out").await?;
        story.app.wait_for_hub("none", SOON).await?;
        let_go(story).await?;
        let kept = tokens(story).await?;
        // The start of every token: `{"` in base64.
        ensure!(!kept.contains("eyJ"), "{kept}");
        story.app.reload().await?;
        story.app.wait_for_text("Explore the demo", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_sign_in_takes_nobody_out_of_the_demo() -> Result<()> {
    story("a_late_sign_in", async |story| {
        hold(story, "/auth-with-password").await?;
        story.app.open("").await?;
        story
            .app
            .connect_by_password(story.hub()?.url(), USER.email, USER.password)
            .await?;
        wait_until_held(story).await?;
        story.app.press("Explore the demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        story.app.device_named("k3s-02").await?;
        let_go(story).await?;
        story.app.wait_for_hub("demo", SOON).await?;
        story.app.device_named("k3s-02").await?;
        let kept = tokens(story).await?;
        ensure!(!kept.contains("eyJ"), "{kept}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_in_one_tab_is_out_of_all() -> Result<()> {
    story("who_signs_out_in_one_tab", async |story| {
        story.app.open("").await?;
        story.app.press("Keep me signed in on this device").await?;
        story.sign_in().await?;
        let driver = story.app.browser().driver();
        let first = driver.window().await?;
        let second = driver.new_tab().await?;
        driver.switch_to_window(second).await?;
        // Its renewal arrives after the other tab has signed out.
        hold(story, "/auth-refresh").await?;
        story.app.open("").await?;
        wait_until_held(story).await?;
        let second = driver.window().await?;
        driver.switch_to_window(first).await?;
        story.app.press("Account").await?;
        story.app.press("Sign out").await?;
        story.app.wait_for_hub("none", SOON).await?;
        driver.switch_to_window(second).await?;
        story.app.wait_for_hub("none", SOON).await?;
        story
            .app
            .wait_for_text("You signed out in another tab.", SOON)
            .await?;
        let_go(story).await?;
        let kept = tokens(story).await?;
        ensure!(!kept.contains("eyJ"), "{kept}");
        Ok(())
    })
    .await
}
