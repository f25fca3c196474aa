//! From the first page to a live rack, and what prevents people from getting there.

use std::time::Duration;

use e2e::story::{Complaints, Setting, story_in};
use e2e::wait::SOON;
use e2e::{Result, Story, ensure, story};
use test_hub::USER;

/// Checks for one linked, named and healthy device per system of the setting.
async fn sees_its_systems(story: &Story) -> Result<()> {
    story.app.wait_for_hub("live", SOON).await?;
    for number in 1..=4 {
        let system = format!("system{number:09}");
        let name = format!("node-{number}, ");
        story
            .app
            .wait_for_device(&system, &name, SOON, |device| {
                device.health == "ok"
                    && device.label.starts_with(&name)
                    && device.label.contains(", up, CPU 12 percent")
            })
            .await?;
    }
    let devices = story.app.devices().await?;
    ensure!(devices.len() == 4, "one device per system: {devices:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn connects_with_a_password() -> Result<()> {
    story("connects_with_a_password", async |story| {
        story.app.open("").await?;
        ensure!(story.app.hub_state().await? == "none");
        let hub = story.hub()?.url();
        story
            .app
            .connect_by_password(hub, USER.email, USER.password)
            .await?;
        sees_its_systems(story).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn connects_with_a_token_below_a_sub_path() -> Result<()> {
    story("connects_with_a_token", async |story| {
        let token = story.hub()?.sign_in(USER)?.token().to_owned();
        story.app.open("").await?;
        story
            .app
            .connect_by_token(&format!("{}/", story.proxy()?.url()), &token)
            .await?;
        sees_its_systems(story).await?;
        let url = story.app.browser().driver().current_url().await?;
        ensure!(!url.as_str().contains(&token), "the token is in {url}");
        let page = story.app.browser().driver().source().await?;
        ensure!(!page.contains(&token), "the token is in the page");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn connects_with_a_code() -> Result<()> {
    story("connects_with_a_code", async |story| {
        story.hub()?.ask_for_codes(true)?;
        // The hub answers the password alone with 401.
        story.expects(Complaints::OfTheNetwork);
        story.app.open("").await?;
        let hub = story.hub()?.url();
        story
            .app
            .connect_by_password(hub, USER.email, USER.password)
            .await?;
        story.app.field("One-time code").await?;
        let code = story.hub()?.mailed_code(USER)?;
        story.app.fill("One-time code", &code).await?;
        story.app.press("Sign in").await?;
        sees_its_systems(story).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_code_is_refused() -> Result<()> {
    story("a_wrong_code_is_refused", async |story| {
        story.hub()?.ask_for_codes(true)?;
        story.expects(Complaints::OfTheNetwork);
        story.app.open("").await?;
        let hub = story.hub()?.url();
        story
            .app
            .connect_by_password(hub, USER.email, USER.password)
            .await?;
        let right = story.hub()?.mailed_code(USER)?;
        let wrong = if right == "000000" {
            "111111"
        } else {
            "000000"
        };
        story.app.fill("One-time code", wrong).await?;
        story.app.press("Sign in").await?;
        let said = story.app.alert().await?;
        ensure!(said.to_lowercase().contains("code"), "{said}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_refused() -> Result<()> {
    story("a_wrong_password_is_refused", async |story| {
        story.expects(Complaints::OfTheNetwork);
        story.app.open("").await?;
        let hub = story.hub()?.url();
        story
            .app
            .connect_by_password(hub, USER.email, "not the password")
            .await?;
        let said = story.app.alert().await?;
        ensure!(
            said.contains("does not accept this email and password"),
            "{said}"
        );
        ensure!(story.app.hub_state().await? == "none");
        // Recovery: the same form with the right password.
        story.app.fill("Password", USER.password).await?;
        story.app.press("Connect").await?;
        sees_its_systems(story).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_where_nobody_answers() -> Result<()> {
    story("an_address_where_nobody_answers", async |story| {
        story.expects(Complaints::OfTheNetwork);
        let hub = story.proxy()?.url();
        story.proxy_mut()?.cut();
        story.app.open("").await?;
        story
            .app
            .connect_by_password(&hub, USER.email, USER.password)
            .await?;
        let said = story.app.alert().await?;
        ensure!(said.contains("No answer from 127.0.0.1"), "{said}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_no_hub() -> Result<()> {
    story("an_address_that_is_no_hub", async |story| {
        story.expects(Complaints::OfTheNetwork);
        story.app.open("").await?;
        let wrong = format!("{}/some/where", story.hub()?.url());
        story
            .app
            .connect_by_password(&wrong, USER.email, USER.password)
            .await?;
        let said = story.app.alert().await?;
        ensure!(said.to_lowercase().contains("hub"), "{said}");
        ensure!(story.app.hub_state().await? == "none");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn text_that_is_no_address() -> Result<()> {
    story("text_that_is_no_address", async |story| {
        story.app.open("").await?;
        story.app.press("Password").await?;
        story.app.fill("Email", USER.email).await?;
        story.app.fill("Password", USER.password).await?;
        story.app.fill("Hub URL", "http://").await?;
        story.app.press("Connect").await?;
        story
            .app
            .wait_for_text("Type the address of your hub", SOON)
            .await?;
        ensure!(story.app.hub_state().await? == "none");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_of_a_superuser_is_refused() -> Result<()> {
    story("the_token_of_a_superuser_is_refused", async |story| {
        story.expects(Complaints::OfTheNetwork);
        let token = story.hub()?.root().token().to_owned();
        story.app.open("").await?;
        story
            .app
            .connect_by_token(story.hub()?.url(), &token)
            .await?;
        let said = story.app.alert().await?;
        ensure!(said.to_lowercase().contains("superuser"), "{said}");
        ensure!(!said.contains(&token), "the token is in the message");
        ensure!(story.app.hub_state().await? == "none");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_token_is_refused() -> Result<()> {
    story("an_expired_token_is_refused", async |story| {
        story.expects(Complaints::OfTheNetwork);
        let token = story.hub()?.impersonate(USER, 1)?;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        story.app.open("").await?;
        story
            .app
            .connect_by_token(story.hub()?.url(), &token)
            .await?;
        let said = story.app.alert().await?.to_lowercase();
        ensure!(said.contains("expired") || said.contains("ended"), "{said}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_systems() -> Result<()> {
    let setting = Setting {
        systems: Vec::new(),
        ..Setting::default()
    };
    story_in(setting, "an_account_without_systems", async |story| {
        story.app.open("").await?;
        let hub = story.hub()?.url();
        story
            .app
            .connect_by_password(hub, USER.email, USER.password)
            .await?;
        story.app.wait_for_text("no systems", SOON).await?;
        // A system that is added on the hub appears without a reload.
        story.report(&e2e::systems::first(1))?;
        story.app.device_of("system000000001").await?;
        Ok(())
    })
    .await
}

/// Whether any token, the first or a renewed one, is stored beyond the tab.
async fn keeps_a_token(story: &Story) -> Result<bool> {
    let kept = "return JSON.stringify({ ...localStorage });";
    let kept = story.app.browser().run(kept, Vec::new()).await?;
    // The start of every such token: `{"` in base64.
    Ok(kept.to_string().contains("eyJ"))
}

#[tokio::test(flavor = "multi_thread")]
async fn stays_signed_in_only_when_asked_to() -> Result<()> {
    story("stays_signed_in_only_when_asked_to", async |story| {
        let token = story.hub()?.sign_in(USER)?.token().to_owned();
        story.app.open("").await?;
        story
            .app
            .connect_by_token(story.hub()?.url(), &token)
            .await?;
        sees_its_systems(story).await?;
        ensure!(!keeps_a_token(story).await?, "the token outlives the tab");
        story.app.press("Account").await?;
        story.app.press("Sign out").await?;
        story.app.wait_for_hub("none", SOON).await?;

        story.app.fill("Hub URL", story.hub()?.url()).await?;
        story.app.press("API token").await?;
        story.app.fill("API token", &token).await?;
        story.app.press("Keep me signed in on this device").await?;
        story.app.press("Connect").await?;
        sees_its_systems(story).await?;
        ensure!(keeps_a_token(story).await?, "the token was not kept");
        story.app.open("").await?;
        sees_its_systems(story).await
    })
    .await
}
