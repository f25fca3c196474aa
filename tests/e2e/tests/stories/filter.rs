//! The filter: what does not match fades, the address keeps the query, and nothing that is down ever fades.

use std::collections::BTreeSet;

use e2e::browser::{PHONE, WALL};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};

async fn open(story: &Story, query: &str) -> Result<()> {
    story.app.open(query).await?;
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.wait_for_text("Unlinked systems", SOON).await
}

/// The accessible names of the devices that are not faded, up to the first comma.
async fn fitting(story: &Story) -> Result<BTreeSet<String>> {
    let script = "return [...document.querySelectorAll('[data-device-id]:not([data-faded])')]
        .map((device) => device.getAttribute('aria-label').split(',')[0]);";
    let names = story.app.browser().run(script, Vec::new()).await?;
    Ok(serde_json::from_value(names)?)
}

async fn wait_for(story: &Story, wanted: &[&str]) -> Result<()> {
    let wanted: BTreeSet<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
    until_true(&format!("only {wanted:?}"), SOON, async || {
        Ok(fitting(story).await? == wanted)
    })
    .await
}

async fn count(story: &Story) -> Result<String> {
    let script = "return document.querySelector('.filter .count').textContent;";
    let text = story.app.browser().run(script, Vec::new()).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_fades_what_it_does_not_fit_and_stays_in_the_address() -> Result<()> {
    story("a_filter_fades", async |story| {
        open(story, "?demo").await?;
        story.app.wait_for_count("[data-faded]", 0).await?;
        story.app.key(&[], "q").await?;
        story.app.key(&[], "kind:server -tag:lab k3s").await?;
        let down = "backup-pbs";
        wait_for(story, &["k3s-01", "k3s-02", "k3s-03", down]).await?;
        ensure!(count(story).await? == "3 of 32", "a count of what fits");
        let unlinked = story.app.count(".palette .unlinked li").await?;
        ensure!(unlinked == 0, "no unlinked system is called so: {unlinked}");
        axe::check(story.app.browser(), "filtered").await?;

        until_true("the filter in the address", SOON, async || {
            let address = story.app.browser().driver().current_url().await?;
            Ok(address.query_pairs().any(|(key, _)| key == "filter"))
        })
        .await?;
        story.app.reload().await?;
        story.app.wait_for_hub("demo", SOON).await?;
        wait_for(story, &["k3s-01", "k3s-02", "k3s-03", down]).await?;

        story.app.key(&[], "q").await?;
        // Closes the completions, then clears the box.
        story.app.key(&[], Key::Escape).await?;
        story.app.key(&[], Key::Escape).await?;
        story.app.wait_for_count("[data-faded]", 0).await?;
        ensure!(count(story).await?.is_empty(), "no count without a filter");
        until_true("an address without the filter", SOON, async || {
            let address = story.app.browser().driver().current_url().await?;
            Ok(address.query_pairs().all(|(key, _)| key != "filter"))
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn completions_are_chosen_by_keys_and_details_are_asked_for() -> Result<()> {
    story("completions_are_chosen", async |story| {
        open(story, "?demo").await?;
        story.app.key(&[], "q").await?;
        story.app.key(&[], "tag:kub").await?;
        story
            .app
            .wait_for_count(".completions [role=option]", 1)
            .await?;
        axe::check(story.app.browser(), "completions").await?;
        story.app.key(&[], Key::Down).await?;
        story.app.key(&[], Key::Enter).await?;
        wait_for(story, &["k3s-01", "k3s-02", "k3s-03", "backup-pbs"]).await?;
        // The details of the machines are loaded by then.
        story.app.key(&[], "os:linux").await?;
        wait_for(story, &["k3s-01", "k3s-02", "k3s-03", "backup-pbs"]).await?;
        story.app.key(&[], ",nothing -os:linux").await?;
        wait_for(story, &["backup-pbs"]).await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_read_is_named_once_the_box_is_left() -> Result<()> {
    story("what_is_not_read", async |story| {
        story.app.open("?demo&filter=cpu%3E%3E60").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        let not_understood = "Not understood: cpu>>60";
        story.app.wait_for_text(not_understood, SOON).await?;
        story.app.key(&[], "q").await?;
        story.app.key(&[], "k3s tag:").await?;
        // The list of what may follow takes its place.
        story.app.wait_for_count(".filter .unread", 0).await?;
        let leave = "document.getElementById('filter').blur();";
        story.app.browser().run(leave, Vec::new()).await?;
        story.app.wait_for_text("Not complete: tag:", SOON).await?;
        wait_for(story, &["k3s-01", "k3s-02", "k3s-03", "backup-pbs"]).await?;
        axe::check(story.app.browser(), "a filter that is not whole").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_shows_the_filter_in_place_of_the_bar() -> Result<()> {
    story("a_phone_shows_the_filter", async |story| {
        story.app.browser().resize(PHONE).await?;
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        let script = "document.getElementById('filter').focus();
            return document.querySelector('.filter').getBoundingClientRect().width > innerWidth * 0.8;";
        until_true("a box as wide as the screen", SOON, async || {
            Ok(story.app.browser().run(script, Vec::new()).await? == true)
        })
        .await?;
        story.app.key(&[], "tag:virtualization").await?;
        wait_for(story, &["pve-node1", "pve-node2", "pve-node3", "backup-pbs"]).await?;
        axe::check(story.app.browser(), "filter on a phone").await?;
        story.app.browser().resize(WALL).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pill_tells_the_worst_and_lists_what_needs_a_look() -> Result<()> {
    story("the_pill_tells_the_worst", async |story| {
        open(story, "?demo").await?;
        story
            .app
            .wait_for_count(".hub-state[data-worst=down]", 1)
            .await?;
        let script = "document.querySelector('.hub-state').click();";
        story.app.browser().run(script, Vec::new()).await?;
        until_true("the one that is down, first", SOON, async || {
            let script = "return document.querySelector('.look-at .name')?.textContent;";
            Ok(story.app.browser().run(script, Vec::new()).await? == "backup-pbs")
        })
        .await?;
        axe::check(story.app.browser(), "what needs a look").await?;
        let script = "document.querySelector('.look-at').click();";
        story.app.browser().run(script, Vec::new()).await?;
        story
            .app
            .wait_for_count("[data-device-id][data-selected]", 1)
            .await?;
        let script = "return document.querySelector('[data-selected]').getAttribute('aria-label');";
        let selected = story.app.browser().run(script, Vec::new()).await?;
        let selected = selected.as_str().unwrap_or_default();
        ensure!(selected.starts_with("backup-pbs,"), "{selected}");
        Ok(())
    })
    .await
}

/// The accessible names of the highlighted devices, up to the first comma.
async fn pointed_out(story: &Story) -> Result<BTreeSet<String>> {
    let script = "return [...document.querySelectorAll('[data-device-id][data-pointed-out]')]
        .map((device) => device.getAttribute('aria-label').split(',')[0]);";
    let names = story.app.browser().run(script, Vec::new()).await?;
    Ok(serde_json::from_value(names)?)
}

async fn wait_for_hosts(story: &Story, wanted: &[&str]) -> Result<()> {
    let wanted: BTreeSet<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
    until_true(&format!("{wanted:?} pointed out"), SOON, async || {
        Ok(pointed_out(story).await? == wanted)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_container_points_out_its_hosts_in_the_racks() -> Result<()> {
    story("a_container_points_out", async |story| {
        story.app.open("?demo#page=containers").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        let press = "const rows = [...document.querySelectorAll('[role=grid] tr[data-row]')];
            const row = rows.find((row) => row.querySelector('b').textContent === 'traefik');
            row?.querySelector('[data-where]').click();
            if (!row) document.querySelector('.grid-box')?.scrollBy(0, 300);
            return !!row;";
        until_true("the row of the container", SOON, async || {
            Ok(story.app.browser().run(press, Vec::new()).await? == true)
        })
        .await?;
        story.app.wait_for_count("[data-page=racks]", 1).await?;
        let hosts = ["k3s-01", "pve-node1", "pve-node2"];
        wait_for_hosts(story, &hosts).await?;
        story
            .app
            .wait_for_text("It runs on 3 devices.", SOON)
            .await?;
        ensure!(count(story).await?.starts_with("3 of "), "a count of hosts");
        axe::check(story.app.browser(), "hosts").await?;
        // The address keeps it.
        until_true("the filter in the address", SOON, async || {
            let address = story.app.browser().driver().current_url().await?;
            Ok(address
                .query_pairs()
                .any(|(key, value)| key == "filter" && value == "runs:=traefik"))
        })
        .await?;
        story.app.reload().await?;
        story.app.wait_for_hub("demo", SOON).await?;
        wait_for_hosts(story, &hosts).await?;
        story.app.press("k3s-01").await?;
        story
            .app
            .wait_for_count("[data-device-id][data-selected][data-pointed-out]", 1)
            .await?;
        // Names are completed; the workload of a guest highlights its host; other conditions apply too.
        story.app.key(&[], "q").await?;
        story.app.key(&[], "runs:zigb").await?;
        story
            .app
            .wait_for_count(".completions [role=option]", 1)
            .await?;
        story.app.key(&[], Key::Down).await?;
        story.app.key(&[], Key::Enter).await?;
        wait_for_hosts(story, &["pve-node1"]).await?;
        story.app.key(&[], "-node1").await?;
        wait_for_hosts(story, &[]).await?;
        story
            .app
            .wait_for_text("It runs on none of them.", SOON)
            .await
    })
    .await
}
