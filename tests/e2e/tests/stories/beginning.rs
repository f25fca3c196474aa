//! The first steps in an empty layout, and hints that need not be repeated.

use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, axe, ensure, story};
use thirtyfour::prelude::*;

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_layout_shows_the_ways_on() -> Result<()> {
    story("an_empty_layout", async |story| {
        let app = &story.app;
        app.open("?local").await?;
        app.wait_for_count("[data-rack-id]", 1).await?;
        app.press("Rack A").await?;
        app.wait_for_count("aside.panel[aria-label=Rack]", 1)
            .await?;
        app.key(&[], Key::Delete).await?;
        app.wait_for_text("No racks yet", SOON).await?;
        app.button("Add a rack").await?;
        app.button("Open a file").await?;
        axe::check(app.browser(), "a layout without racks").await?;
        app.press("From a template").await?;
        app.wait_for_count(".templates li", 6).await?;
        axe::check(app.browser(), "the templates").await?;
        let home_lab = app
            .browser()
            .driver()
            .find(By::XPath("//li/button[contains(., '12U home lab')]"))
            .await?;
        home_lab.click().await?;
        // Its name and the prefix of its devices are filled in before it is made.
        app.wait_for_text("Before each device", SOON).await?;
        axe::check(app.browser(), "the labels of a template").await?;
        let rack = app.field("Name of the rack").await?;
        rack.clear().await?;
        rack.send_keys("Garage").await?;
        let prefix = app.field("Before each device's name").await?;
        prefix.send_keys("gar-").await?;
        app.wait_for_text("gar-Patch panel", SOON).await?;
        app.press("Add rack").await?;
        app.wait_for_count("dialog", 0).await?;
        app.wait_for_place("gar-NAS", "Garage unit 6").await?;
        ensure!(app.devices().await?.len() == 12, "devices are missing");
        app.key(&[Key::Control], "z").await?;
        app.wait_for_text("No racks yet", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_hub_the_palette_leads_to_one() -> Result<()> {
    story("without_a_hub", async |story| {
        let app = &story.app;
        app.open("?local").await?;
        app.wait_for_text("No hub connected", SOON).await?;
        axe::check(app.browser(), "a palette without a hub").await?;
        app.press("Explore the demo").await?;
        app.wait_for_hub("demo", SOON).await?;
        app.wait_for_count(".no-hub", 0).await?;
        app.open("?local").await?;
        app.wait_for_count(".no-hub", 1).await?;
        app.press("Connect a hub").await?;
        app.field("Hub URL").await.map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_racked_is_told_once() -> Result<()> {
    story("told_once", async |story| {
        let app = &story.app;
        app.open("?demo").await?;
        app.wait_for_hub("demo", SOON).await?;
        app.wait_for_count(".banner", 1).await?;
        app.press("Dismiss").await?;
        app.wait_for_count(".banner", 0).await?;
        app.wait_for_text("Not racked (", SOON).await?;
        app.reload().await?;
        app.wait_for_hub("demo", SOON).await?;
        app.wait_for_text("Not racked (", SOON).await?;
        ensure!(app.count(".banner").await? == 0, "it is told again");
        let summary = app
            .browser()
            .driver()
            .find(By::Css(".not-racked summary"))
            .await?;
        summary.click().await?;
        app.press("nuc-garage is racked").await?;
        until_true("it is told of", SOON, async || {
            Ok(app.count(".banner").await? == 1)
        })
        .await
    })
    .await
}
