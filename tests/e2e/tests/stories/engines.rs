//! One path through the app, in each engine.

use e2e::app::App;
use e2e::browser::Engine;
use e2e::story::{Setting, pictures, story_in};
use e2e::systems::{self, System};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, ensure};
use test_hub::USER;

const SYSTEM: &str = "system000000001";

/// From signing in by token to a lens, with a value that updates and a device that is moved.
async fn go_through_the_app(engine: Engine, name: &str) -> Result<()> {
    story_in(Setting::first_visit_in(engine), name, async |story| {
        let app = &story.app;
        let token = story.hub()?.sign_in(USER)?.token().to_owned();
        app.open("").await?;
        app.connect_by_token(story.hub()?.url(), &token).await?;
        app.wait_for_hub("live", SOON).await?;
        for System { id, .. } in systems::first(4) {
            app.wait_for_device(&id, "its values", SOON, |device| device.health == "ok")
                .await?;
        }

        story.report(&[System {
            cpu: 57.0,
            ..System::number(1)
        }])?;
        app.wait_for_device(SYSTEM, "the new value", SOON, |device| {
            device.label.contains("CPU 57 percent")
        })
        .await?;

        app.wait_for_keys().await?;
        app.resting("node-1").await?;
        let before = app.device_of(SYSTEM).await?.label;
        app.drag_to_free_place(SYSTEM).await?;
        app.wait_for_device(SYSTEM, "another place", SOON, |device| {
            device.label != before
        })
        .await?;
        app.wait_for_no_drag().await?;
        app.key(&[Key::Control], "z").await?;
        app.wait_for_device(SYSTEM, "the old place", SOON, |device| {
            device.label == before
        })
        .await?;

        drag_over_words(app).await?;

        let panel = app.open_panel(SYSTEM).await?;
        ensure!(panel.heading().await? == "node-1");
        panel.wait_for_row("CPU", "57", SOON).await?;
        if engine == Engine::WebKit {
            wait_for_blue_lines(app).await?;
        }

        app.key(&[], "5").await?;
        until_true("the lens", SOON, async || {
            let lens = "return document.documentElement.dataset.lens;";
            Ok(app.browser().run(lens, Vec::new()).await? == "temperature")
        })
        .await?;
        app.wait_for_text("41 °C", SOON).await?;
        let picture = pictures().join(format!("{name}.png"));
        app.browser().picture(&picture).await
    })
    .await
}

/// Waits until the selected device's lines differ from the others', which replaces the outline that WebKit does not draw.
async fn wait_for_blue_lines(app: &App) -> Result<()> {
    let actions = app.browser().actions();
    actions.move_to(10, 10).perform().await?;
    let script = r"
        const line = (selector) => getComputedStyle(document.querySelector(`.device${selector} .face`)).stroke;
        return line('[data-selected]') !== line(':not([data-selected])');
    ";
    until_true("a mark on the selected device", SOON, async || {
        Ok(app.browser().run(script, Vec::new()).await? == true)
    })
    .await
}

/// Drags the device over its rack's name, and cancels there.
async fn drag_over_words(app: &App) -> Result<()> {
    let (x, y) = app.device_of(SYSTEM).await?.place.middle();
    let actions = app.browser().actions();
    let mut actions = actions.move_to(x, y).click_and_hold();
    for step in 1..=4 {
        actions = actions.move_to(x - 40 * step, y - 20 * step);
    }
    actions.perform().await?;
    app.wait_for_count(".drag-label", 1).await?;
    let selected = app
        .browser()
        .run("return String(getSelection());", Vec::new());
    ensure!(selected.await? == "", "the drag selected words");
    app.key(&[], Key::Escape).await?;
    app.wait_for_no_drag().await?;
    let actions = app.browser().actions();
    Ok(actions.release().perform().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn in_chromium() -> Result<()> {
    go_through_the_app(Engine::Chromium, "in_chromium").await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Firefox and geckodriver: scripts/test runs it where they are"]
async fn in_firefox() -> Result<()> {
    go_through_the_app(Engine::Firefox, "in_firefox").await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs WebKitWebDriver and Xvfb: scripts/test runs it where they are"]
async fn in_webkit() -> Result<()> {
    go_through_the_app(Engine::WebKit, "in_webkit").await
}
