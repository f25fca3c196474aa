//! The pages beside the racks: their addresses, the table of all systems, and the way back to the racks.

use std::time::Duration;

use e2e::browser::{PHONE, WALL};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};

async fn open(story: &Story, query: &str) -> Result<()> {
    story.app.open(query).await?;
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.wait_for_actions().await
}

async fn page(story: &Story) -> Result<String> {
    let script = "return document.documentElement.dataset.page || '';";
    let page = story.app.browser().run(script, Vec::new()).await?;
    Ok(page.as_str().unwrap_or_default().to_owned())
}

async fn wait_for_page(story: &Story, wanted: &str) -> Result<()> {
    until_true(&format!("the page {wanted}"), SOON, async || {
        Ok(page(story).await? == wanted)
    })
    .await
}

/// The names of the rows on the page, from the top.
async fn rows(story: &Story) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('[role=grid] tr[data-row]')]
        .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)
        .map((row) => row.querySelector('b').textContent);";
    let names = story.app.browser().run(script, Vec::new()).await?;
    Ok(serde_json::from_value(names)?)
}

async fn wait_for_rows(
    story: &Story,
    what: &str,
    wanted: impl Fn(&[String]) -> bool,
) -> Result<()> {
    until_true(what, SOON, async || Ok(wanted(&rows(story).await?))).await
}

async fn fragment(story: &Story) -> Result<String> {
    let address = story.app.browser().driver().current_url().await?;
    Ok(address.fragment().unwrap_or_default().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_systems_are_sorted_filtered_and_opened() -> Result<()> {
    story("the_systems_are_sorted", async |story| {
        open(story, "?demo#page=systems").await?;
        wait_for_rows(story, "the worst system first", |rows| {
            rows.first().is_some_and(|name| name == "backup-pbs")
        })
        .await?;
        axe::check(story.app.browser(), "systems").await?;
        story.app.press("System").await?;
        wait_for_rows(story, "the first name first", |rows| {
            rows.windows(2).all(|pair| pair[0] <= pair[1]) && rows.len() > 5
        })
        .await?;
        story.app.press("System").await?;
        wait_for_rows(story, "the last name first", |rows| {
            rows.windows(2).all(|pair| pair[0] >= pair[1]) && rows.len() > 5
        })
        .await?;
        story.app.key(&[], "q").await?;
        story.app.key(&[], "k3s").await?;
        wait_for_rows(story, "what fits the filter", |rows| {
            rows == ["k3s-03", "k3s-02", "k3s-01"]
        })
        .await?;
        // The table has the keyboard: to the second row, and open it.
        let focus = "document.querySelector('[role=grid]').focus();";
        story.app.browser().run(focus, Vec::new()).await?;
        story.app.key(&[], Key::Down).await?;
        story.app.key(&[], Key::Enter).await?;
        until_true("the panel of the second", SOON, async || {
            let script = "return document.querySelector('.panel.sheet h2')?.textContent || '';";
            let heading = story.app.browser().run(script, Vec::new()).await?;
            Ok(heading == "k3s-02" && fragment(story).await?.starts_with("page=systems&device="))
        })
        .await?;
        axe::check(story.app.browser(), "systems with a panel").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_have_addresses_shortcuts_and_a_way_back() -> Result<()> {
    story("pages_have_addresses", async |story| {
        open(story, "?demo").await?;
        story.app.wait_for_keys().await?;
        ensure!(page(story).await? == "racks", "the racks come first");
        let place = "const view = document.querySelector('.view');
            return [view.scrollLeft, view.scrollTop, document.querySelector('.world').style.transform];";
        let before = story.app.browser().run(place, Vec::new()).await?;
        story.app.key(&[], "g").await?;
        story.app.key(&[], "s").await?;
        wait_for_page(story, "systems").await?;
        wait_for_rows(story, "the systems", |rows| rows.len() > 5).await?;
        ensure!(fragment(story).await? == "page=systems", "it has an address");
        story.app.browser().driver().back().await?;
        wait_for_page(story, "racks").await?;
        let after = story.app.browser().run(place, Vec::new()).await?;
        ensure!(before == after, "the racks moved: {before} {after}");
        story.app.browser().driver().forward().await?;
        wait_for_page(story, "systems").await?;
        story.app.reload().await?;
        wait_for_page(story, "systems").await?;
        wait_for_rows(story, "the systems again", |rows| rows.len() > 5).await?;
        // The place of a row leads to its rack.
        let jump = "document.querySelector('[role=grid] tr[data-row] [data-jump]').click();";
        story.app.browser().run(jump, Vec::new()).await?;
        wait_for_page(story, "racks").await?;
        story.app.wait_for_selected(&["backup-pbs"]).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_has_the_systems_as_cards() -> Result<()> {
    story("a_phone_has_the_systems", async |story| {
        story.app.browser().resize(PHONE).await?;
        open(story, "?demo").await?;
        let press = "[...document.querySelectorAll('.phone-bar button')]
            .find((button) => button.textContent.trim() === 'Systems').click();";
        story.app.browser().run(press, Vec::new()).await?;
        wait_for_page(story, "systems").await?;
        wait_for_rows(story, "the systems", |rows| rows.len() > 5).await?;
        axe::check(story.app.browser(), "systems on a phone").await?;
        let script = "return document.documentElement.scrollWidth <= innerWidth
            && !document.querySelector('[role=grid] thead');";
        let fits = story.app.browser().run(script, Vec::new()).await?;
        ensure!(fits == true, "cards as wide as the screen");
        let tap = "document.querySelector('[role=grid] tr[data-row]').click();";
        story.app.browser().run(tap, Vec::new()).await?;
        until_true("the panel", Duration::from_secs(10), async || {
            Ok(story.app.count(".panel.sheet h2").await? == 1)
        })
        .await?;
        story.app.browser().resize(WALL).await
    })
    .await
}
