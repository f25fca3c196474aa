//! What the page reports about its hubs: its title and icon, past events, the age of the last update.

use std::time::Duration;

use e2e::story::Complaints;
use e2e::systems::System;
use e2e::wait::{SOON, until_true};
use e2e::{Result, Story, ensure, story};
use serde_json::Value;

/// Time from a change to the message that summarizes it.
const TOLD: Duration = Duration::from_secs(5);

async fn read(story: &Story, script: &str) -> Result<Value> {
    let script = format!("return {script};");
    story.app.browser().run(&script, Vec::new()).await
}

async fn events(story: &Story) -> Result<Vec<String>> {
    let script =
        "[...document.querySelectorAll('.events li span')].map((event) => event.textContent)";
    let found = read(story, script).await?;
    Ok(serde_json::from_value(found)?)
}

fn report(story: &Story, status: &'static str) -> Result<()> {
    let systems = [1, 2, 3].map(|number| System {
        status,
        ..System::number(number)
    });
    story.report(&systems)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_is_told_once_and_listed() -> Result<()> {
    story("what_happens_is_told_once", async |story| {
        story.app.open("").await?;
        story.sign_in().await?;
        until_true("the age of the last update", SOON, async || {
            let age = read(
                story,
                "document.querySelector('.hub-state .age')?.textContent",
            );
            Ok(age.await?.as_str().unwrap_or_default().ends_with(" ago"))
        })
        .await?;
        ensure!(read(story, "document.title").await? == "Blinkenrack");

        report(story, "down")?;
        until_true("the number in the title", TOLD, async || {
            Ok(read(story, "document.title").await? == "(3 down) Blinkenrack")
        })
        .await?;
        let icon = read(story, "document.querySelector('link[rel=icon]').href").await?;
        ensure!(
            icon.as_str().unwrap_or_default().contains("%3E3%3C"),
            "{icon}"
        );
        until_true("one message of all three", TOLD, async || {
            let toast = read(
                story,
                "document.querySelector('.toasts')?.textContent ?? ''",
            )
            .await?;
            Ok(toast
                .as_str()
                .unwrap_or_default()
                .contains("3 systems went down"))
        })
        .await?;
        read(story, "document.querySelector('.hub-state').click()").await?;
        until_true("the list of events", SOON, async || {
            Ok(events(story).await?.len() == 3)
        })
        .await?;
        ensure!(events(story).await?.contains(&"node-2 is down".to_owned()));

        // After a reconnect the hub lists them as down again: that is no event.
        story.expects(Complaints::OfTheNetwork);
        story.hub_mut()?.stop();
        story.app.wait_for_hub("lost", SOON).await?;
        story.hub_mut()?.resume()?;
        story
            .app
            .wait_for_hub("live", Duration::from_secs(10))
            .await?;
        report(story, "up")?;
        until_true("that they came back", TOLD, async || {
            Ok(events(story).await?.len() == 6)
        })
        .await?;
        ensure!(events(story).await?[0].ends_with(" is up again"));
        until_true("a title without a number", SOON, async || {
            Ok(read(story, "document.title").await? == "Blinkenrack")
        })
        .await
    })
    .await
}

/// Replaces the browser's notifications, which no test can see.
const NOTED: &str = "(() => {
    window.noted = [];
    window.Notification = class {
        static permission = 'default';
        static async requestPermission() { return Notification.permission = 'granted'; }
        constructor(title, { body }) { noted.push(`${title}: ${body}`); }
    };
})()";

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_it_gets_a_notification_of_systems_that_go_down() -> Result<()> {
    story("who_wants_it_gets_a_notification", async |story| {
        story.app.open("").await?;
        story.sign_in().await?;
        read(story, NOTED).await?;
        report(story, "down")?;
        until_true("the number in the title", TOLD, async || {
            Ok(read(story, "document.title").await? == "(3 down) Blinkenrack")
        })
        .await?;
        read(story, "document.querySelector('.hub-state').click()").await?;
        let choice = "document.querySelector('.notice-choices input')";
        until_true("the choice", SOON, async || {
            Ok(read(story, &format!("{choice}?.checked")).await? == false)
        })
        .await?;
        read(story, &format!("{choice}.click()")).await?;
        until_true("the leave of the browser", SOON, async || {
            Ok(read(story, "localStorage['blinkenrack.notices']").await? == "notification")
        })
        .await?;
        ensure!(read(story, &format!("{choice}.checked")).await? == true);

        report(story, "up")?;
        // It may also mention that they went down.
        let is_told = "noted.some((note) => note.startsWith('3 systems are up again: node-'))";
        until_true("the notification", TOLD, async || {
            Ok(read(story, is_told).await? == true)
        })
        .await
    })
    .await
}
