//! Values that change, systems that go down, hubs that go away and come back.

use std::time::{Duration, Instant};

use e2e::proxy::Obstacle;
use e2e::story::Complaints;
use e2e::systems::System;
use e2e::wait::{SOON, until_true};
use e2e::{Result, Story, ensure, story};
use serde_json::json;
use test_hub::USER;

const SYSTEM: &str = "system000000001";

/// Time limit from the hub's write to the page.
const LIVE: Duration = Duration::from_secs(2);

async fn connect(story: &Story, hub: &str) -> Result<()> {
    story.app.open("").await?;
    story.sign_in_at(hub).await?;
    story
        .app
        .wait_for_device(SYSTEM, "its values", SOON, |device| device.health == "ok")
        .await
        .map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn values_move_when_the_hubs_do() -> Result<()> {
    story("values_move_when_the_hubs_do", async |story| {
        connect(story, story.hub()?.url()).await?;
        let panel = story.app.open_panel(SYSTEM).await?;
        ensure!(panel.heading().await? == "node-1");
        for (row, wanted) in [
            ("Status", "Up"),
            ("CPU", "12"),
            ("Memory", "34"),
            ("Disk", "45"),
            ("Uptime", "74 h"),
            ("Temperature", "41"),
        ] {
            let value = panel.row(row).await?;
            ensure!(
                value.to_lowercase().contains(&wanted.to_lowercase()),
                "{row}: {value}"
            );
        }
        story.report(&[System {
            cpu: 57.0,
            ..System::number(1)
        }])?;
        story
            .app
            .wait_for_device(SYSTEM, "the new value", LIVE, |device| {
                device.label.contains("CPU 57 percent")
            })
            .await?;
        panel.wait_for_row("CPU", "57", LIVE).await?;
        story.app.press("Close").await?;
        until_true("the panel's end", SOON, async || {
            Ok(!panel.is_open().await?)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_goes_down_and_returns() -> Result<()> {
    story("a_system_goes_down_and_returns", async |story| {
        connect(story, story.hub()?.url()).await?;
        for (status, health) in [("down", "down"), ("paused", "paused"), ("up", "ok")] {
            story.report(&[System {
                status,
                ..System::number(1)
            }])?;
            story
                .app
                .wait_for_device(SYSTEM, health, LIVE, |device| {
                    device.health == health && device.label.contains(&format!(", {status}"))
                })
                .await?;
        }
        let others = story.app.devices().await?;
        ensure!(others.iter().all(|device| device.health == "ok"));
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_stops_is_shown_as_lost_and_recovers() -> Result<()> {
    story("a_hub_that_stops", async |story| {
        connect(story, story.hub()?.url()).await?;
        story.expects(Complaints::OfTheNetwork);
        story.hub_mut()?.stop();
        story.app.wait_for_hub("lost", SOON).await?;
        story.app.nothing_is_vouched_for().await?;
        story
            .app
            .wait_for_device(SYSTEM, "hub-lost", LIVE, |device| {
                device.health == "hub-lost"
            })
            .await?;

        story.hub_mut()?.resume()?;
        // What happened in the meantime caused no event: only a new request shows it.
        story.report(&[System {
            cpu: 73.0,
            ..System::number(1)
        }])?;
        story
            .app
            .wait_for_hub("live", Duration::from_secs(10))
            .await?;
        story
            .app
            .wait_for_device(SYSTEM, "the value of now", LIVE, |device| {
                device.label.contains("CPU 73 percent") && device.health != "hub-lost"
            })
            .await
            .map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_line_is_noticed_and_mended() -> Result<()> {
    story("a_cut_line", async |story| {
        connect(story, &story.proxy()?.url()).await?;
        story.expects(Complaints::OfTheNetwork);
        story.proxy_mut()?.cut();
        story.app.wait_for_hub("lost", SOON).await?;
        story.app.nothing_is_vouched_for().await?;
        story.report(&[System {
            status: "down",
            ..System::number(1)
        }])?;
        story.proxy_mut()?.mend()?;
        story
            .app
            .wait_for_hub("live", Duration::from_secs(10))
            .await?;
        story
            .app
            .wait_for_device(SYSTEM, "down", LIVE, |device| device.health == "down")
            .await
            .map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_expires_asks_for_a_new_sign_in() -> Result<()> {
    story("a_token_that_expires", async |story| {
        const LIFE: Duration = Duration::from_secs(5);
        let token = story.hub()?.impersonate(USER, LIFE.as_secs() as u32)?;
        let made = Instant::now();
        story.app.open("").await?;
        story
            .app
            .connect_by_token(&story.proxy()?.url(), &token)
            .await?;
        story.app.wait_for_hub("live", SOON).await?;

        // A laptop sleeps past the token's expiry: the hub then returns an empty list with status 200.
        story.expects(Complaints::OfTheNetwork);
        story.proxy_mut()?.cut();
        tokio::time::sleep((LIFE + LIVE).saturating_sub(made.elapsed())).await;
        story.proxy_mut()?.mend()?;
        story.app.wait_for_text("expired", SOON).await?;
        story.app.field("API token").await?;
        story.app.nothing_is_vouched_for().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_is_held_back_is_named_and_the_systems_are_shown() -> Result<()> {
    story("a_stream_that_is_held_back", async |story| {
        story.expects(Complaints::OfTheNetwork);
        story.proxy()?.obstruct(Obstacle::StreamWithoutBytes);
        story.app.open("").await?;
        story
            .app
            .connect_by_password(&story.proxy()?.url(), USER.email, USER.password)
            .await?;
        let is_ok = |device: &e2e::app::Device| device.health == "ok";
        story
            .app
            .wait_for_device(SYSTEM, "its values", SOON, is_ok)
            .await?;
        story.app.wait_for_text("proxy_buffering off", SOON).await?;
        ensure!(story.app.hub_state().await? == "connecting");
        // The same without even the head of an answer.
        story.proxy()?.obstruct(Obstacle::StreamWithoutHead);
        story.app.press("Try now").await?;
        story
            .app
            .wait_for_device(SYSTEM, "its values", SOON, is_ok)
            .await?;
        story.app.wait_for_text("proxy_buffering off", SOON).await?;

        story.proxy()?.obstruct(Obstacle::None);
        story.app.press("Try now").await?;
        story.app.wait_for_hub("live", SOON).await?;
        story.report(&[System {
            cpu: 57.0,
            ..System::number(1)
        }])?;
        story
            .app
            .wait_for_device(SYSTEM, "the new value", LIVE, |device| {
                device.label.contains("CPU 57 percent")
            })
            .await
            .map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_comes_up_in_front_of_the_hub_is_named() -> Result<()> {
    story("a_login_in_front", async |story| {
        connect(story, &story.proxy()?.url()).await?;
        // The browser also reports an answer that it withholds.
        story.expects(Complaints::All);
        for (login, words) in [
            (Obstacle::LoginByRedirect, "a login in front of the hub"),
            (Obstacle::LoginPage, "answers with a web page"),
            (Obstacle::LoginUnseen, "does not let this page read it"),
        ] {
            story.proxy_mut()?.cut();
            story.proxy()?.obstruct(login);
            story.proxy_mut()?.mend()?;
            story.app.wait_for_hub("lost", SOON).await?;
            story.app.wait_for_text(words, SOON).await?;
            story.app.nothing_is_vouched_for().await?;
            story.proxy()?.obstruct(Obstacle::None);
            story.app.wait_for_hub("live", SOON).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_does_not_reach_the_hub_is_named() -> Result<()> {
    story("bad_gateway", async |story| {
        connect(story, &story.proxy()?.url()).await?;
        story.expects(Complaints::OfTheNetwork);
        story.proxy_mut()?.cut();
        story.proxy()?.obstruct(Obstacle::BadGateway);
        story.proxy_mut()?.mend()?;
        story.app.wait_for_hub("lost", SOON).await?;
        story
            .app
            .wait_for_text("The proxy in front of", SOON)
            .await?;
        story.app.nothing_is_vouched_for().await?;
        story.proxy()?.obstruct(Obstacle::None);
        story.app.wait_for_hub("live", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_without_an_end_is_given_up() -> Result<()> {
    story("a_list_without_an_end", async |story| {
        story.expects(Complaints::OfTheNetwork);
        story.proxy()?.obstruct(Obstacle::EndlessList);
        story.app.open("").await?;
        story
            .app
            .connect_by_password(&story.proxy()?.url(), USER.email, USER.password)
            .await?;
        story
            .app
            .wait_for_text("more than this app reads at once", SOON)
            .await?;
        let taken = story.proxy()?.taken() / 1_000_000;
        ensure!(taken < 64, "{taken} MB were taken");
        story.proxy()?.obstruct(Obstacle::None);
        story.app.press("Try now").await?;
        story.app.wait_for_hub("live", SOON).await
    })
    .await
}

/// Sends a one-second sample of the first system to its subscribers.
fn second(story: &Story, cpu: f64) -> Result<()> {
    let payload = json!({
        "stats": {"cpu": cpu, "mp": 34.0, "m": 8.0, "mu": 2.7, "dp": 45.0, "d": 100.0, "du": 45.0},
        "info": {"cpu": cpu, "mp": 34.0, "dp": 45.0, "u": 266_400, "v": "0.18.8"},
        "container": null,
    });
    Ok(story.hub()?.root().push_live(SYSTEM, &payload)?)
}

async fn wait_for_followed(story: &Story, wanted: &[&str]) -> Result<()> {
    until_true(&format!("that {wanted:?} is followed"), SOON, async || {
        Ok(story.hub()?.root().followed_systems()? == wanted)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_open_device_is_followed_every_second_and_pinned_ones_too() -> Result<()> {
    story("the_open_device_is_followed", async |story| {
        connect(story, story.hub()?.url()).await?;
        wait_for_followed(story, &[]).await?;
        let panel = story.app.open_panel(SYSTEM).await?;
        wait_for_followed(story, &[SYSTEM]).await?;
        for (cpu, tile, spoken) in [
            (57.0, "57", "CPU 57 percent"),
            (31.0, "31", "CPU 31 percent"),
        ] {
            second(story, cpu)?;
            panel.wait_for_row("CPU", tile, LIVE).await?;
            story
                .app
                .wait_for_device(SYSTEM, spoken, LIVE, |device| device.label.contains(spoken))
                .await?;
        }
        story.app.press("Charts").await?;
        story.app.press("Live").await?;
        until_true("live charts", SOON, async || {
            second(story, 40.0)?;
            Ok(story.app.count(".charts figure").await? > 0)
        })
        .await?;
        story.app.press("Close").await?;
        wait_for_followed(story, &[]).await?;

        story.app.open_panel(SYSTEM).await?;
        story.app.press("Follow every second").await?;
        story.app.press("Close").await?;
        story.app.reload().await?;
        story.app.wait_for_hub("live", SOON).await?;
        wait_for_followed(story, &[SYSTEM]).await?;
        // A system that goes down is unsubscribed.
        story.report(&[System {
            status: "down",
            ..System::number(1)
        }])?;
        let waits = Duration::from_secs(12);
        until_true("that it is let go", waits, async || {
            Ok(story.hub()?.root().followed_systems()?.is_empty())
        })
        .await
    })
    .await
}
