//! Triggered alerts, and those that the user has acknowledged.

use e2e::wait::{SOON, until_true};
use e2e::{Result, Story, axe, ensure, story};
use serde_json::json;
use test_hub::USER;

use crate::panel::open_tab;

const SYSTEM: &str = "system000000001";

/// Triggers or resolves the alert of the first system.
fn alert(story: &Story, is_triggered: bool) -> Result<()> {
    let alert = json!({
        "id": "alert0000000001", "user": USER.id, "system": SYSTEM, "name": "CPU", "value": 10, "min": 10,
        "triggered": is_triggered,
    });
    Ok(story.hub()?.root().save_records("alerts", &[alert])?)
}

async fn wait_for_health(story: &Story, health: &str) -> Result<()> {
    let wanted = format!("that it is {health}");
    let device = story
        .app
        .wait_for_device(SYSTEM, &wanted, SOON, |device| device.health == health);
    device.await.map(drop)
}

/// Opens the panel of the first system at its alerts.
async fn open_panel_at_alerts(story: &Story) -> Result<()> {
    story.app.open_panel(SYSTEM).await?;
    open_tab(story, "Alerts").await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_alert_rings_no_device_until_it_triggers_anew() -> Result<()> {
    story("an_acknowledged_alert", async |story| {
        alert(story, true)?;
        story.app.open("").await?;
        story.sign_in().await?;
        wait_for_health(story, "warn").await?;
        open_panel_at_alerts(story).await?;
        story
            .app
            .press("Acknowledge: CPU above 10 % for 10 min")
            .await?;
        story.app.fill("Note", "a backup runs").await?;
        story.app.press("Acknowledge").await?;
        wait_for_health(story, "ok").await?;
        let words = ": a backup runs";
        story.app.wait_for_text(words, SOON).await?;
        story.app.wait_for_text("triggered", SOON).await?;

        // It is kept for the next visit, and shown on the page of all alerts.
        story.app.reload().await?;
        story.app.wait_for_hub("live", SOON).await?;
        wait_for_health(story, "ok").await?;
        story.app.open("#page=alerts").await?;
        story.app.wait_for_text(words, SOON).await?;

        // It ends with the alert: a later trigger is another one.
        alert(story, false)?;
        let kept = "return localStorage.getItem('blinkenrack.acknowledged');";
        until_true("its end", SOON, async || {
            Ok(story.app.browser().run(kept, Vec::new()).await? == "")
        })
        .await?;
        alert(story, true)?;
        story.app.open("").await?;
        wait_for_health(story, "warn").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn quiet_hours_are_added_changed_and_removed() -> Result<()> {
    story("quiet_hours_are_added", async |story| {
        story.app.open("").await?;
        story.sign_in().await?;
        wait_for_health(story, "ok").await?;
        open_panel_at_alerts(story).await?;
        let none = "None: the hub sends its messages at any time.";
        story.app.wait_for_text(none, SOON).await?;
        story.app.press("Add quiet hours").await?;
        axe::check(story.app.browser(), "quiet hours").await?;
        story.app.press("Save").await?;
        let nightly = "Every day from 22:00 to 07:00";
        story.app.wait_for_text(nightly, SOON).await?;
        story.app.press(&format!("Edit: {nightly}")).await?;
        story.app.press("For all systems").await?;
        story.app.press("Save").await?;
        story
            .app
            .wait_for_text(&format!("{nightly}, all systems"), SOON)
            .await?;
        story
            .app
            .press(&format!("Edit: {nightly}, all systems"))
            .await?;
        story.app.press("Remove").await?;
        story.app.wait_for_text(none, SOON).await?;
        // The message of it leads back.
        story.app.press("Undo").await?;
        story
            .app
            .wait_for_text(&format!("Set quiet hours again: {nightly}"), SOON)
            .await?;
        story
            .app
            .press(&format!("Edit: {nightly}, all systems"))
            .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_that_was_removed_is_set_again() -> Result<()> {
    story("an_alert_that_was_removed", async |story| {
        alert(story, false)?;
        story.app.open("").await?;
        story.sign_in().await?;
        wait_for_health(story, "ok").await?;
        open_panel_at_alerts(story).await?;
        let edit = "Edit: CPU above 10 % for 10 min";
        story.app.press(edit).await?;
        // What was typed and not saved does not count.
        story.app.fill("Above", "77").await?;
        story.app.press("Remove").await?;
        story
            .app
            .wait_for_text("You have set no alert on this system", SOON)
            .await?;
        axe::check(story.app.browser(), "a way back").await?;
        story.app.press("Undo").await?;
        story
            .app
            .wait_for_text("Set the alert again: CPU above 10 % for 10 min", SOON)
            .await?;
        story.app.press(edit).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn temperatures_of_alerts_are_in_the_unit_of_the_user() -> Result<()> {
    story("temperatures_of_alerts", async |story| {
        let root = story.hub()?.root();
        // 3 is degrees Fahrenheit.
        let settings =
            json!({ "id": "settings0000001", "user": USER.id, "settings": { "unitTemp": 3 } });
        root.save_records("user_settings", &[settings])?;
        let alert = json!({
            "id": "alert0000000002", "user": USER.id, "system": SYSTEM, "name": "Temperature", "value": 75, "min": 10,
        });
        root.save_records("alerts", &[alert])?;
        story.app.open("").await?;
        story.sign_in().await?;
        wait_for_health(story, "ok").await?;
        open_panel_at_alerts(story).await?;
        let edit = "Edit: Temperature above 167 °F for 10 min";
        story.app.press(edit).await?;
        let shown = "const field = document.querySelector('#alert-value'); return `${field.value} ${field.nextSibling.textContent}`;";
        let shown = story.app.browser().run(shown, Vec::new()).await?;
        ensure!(shown == "167 °F", "{shown}");
        story.app.fill("Above", "176").await?;
        story.app.press("Save").await?;
        let words = "Temperature above 176 °F for 10 min";
        story.app.wait_for_text(words, SOON).await?;
        let alerts = root.items("alerts/records?perPage=100")?;
        ensure!(alerts.len() == 1 && alerts[0]["value"] == 80, "{alerts:?}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lens_of_coverage_says_which_alerts_are_set() -> Result<()> {
    story("lens_of_coverage", async |story| {
        story.app.open("").await?;
        story.sign_in().await?;
        wait_for_health(story, "ok").await?;
        story.app.act("Lens: Coverage").await?;
        let says = async |words: &str| {
            let script = format!(
                "const value = document.querySelector('[data-system-id={SYSTEM}] .value'); return value?.textContent === '{words}';"
            );
            until_true(words, SOON, async || {
                Ok(story.app.browser().run(&script, Vec::new()).await? == true)
            })
            .await
        };
        says("No alert").await?;
        axe::check(story.app.browser(), "the lens of coverage").await?;
        open_panel_at_alerts(story).await?;
        // Changes made here are shown at once.
        let recommended = "Set recommended: down, CPU 80 %, Memory 90 %, Disk 85 %";
        story.app.press(recommended).await?;
        says("4 alerts").await?;
        story.app.press("Undo").await?;
        says("No alert").await?;
        story.app.wait_for_text("Set recommended: down", SOON).await
    })
    .await
}
