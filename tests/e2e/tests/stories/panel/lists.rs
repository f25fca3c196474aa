//! The tabs with lists: containers and their logs, services, disks in their bays, pools; and the guests of a device.

use e2e::wait::SOON;
use e2e::{Result, Story, axe, ensure, story};
use test_hub::USER;

use super::{container, open_panel_at, open_tab, run, service, until_script};
use crate::files_out::choose_option;

/// The names of the rows of a table, from the top.
async fn rows(story: &Story, table: &str) -> Result<Vec<String>> {
    let script = format!(
        "return [...document.querySelectorAll('table[aria-label=\"{table}\"] .row-head .name')].map((name) => name.textContent);"
    );
    Ok(serde_json::from_value(run(story, &script).await?)?)
}

/// The position of the image among the sort options of containers.
const IMAGE: &str = "6";

async fn press_row(story: &Story, name: &str) -> Result<()> {
    let script = format!(
        "const row = [...document.querySelectorAll('.list .row-head')].find((row) => row.querySelector('.name')?.textContent === '{name}');
         if (row && row.ariaExpanded !== 'true') row.click();
         return row?.ariaExpanded === 'true';"
    );
    until_script(story, &format!("the row {name}"), &script).await
}

#[tokio::test(flavor = "multi_thread")]
async fn containers_are_sorted_and_their_long_logs_are_read() -> Result<()> {
    story("containers_are_sorted", async |story| {
        let root = story.hub()?.root();
        let all = [
            container("aaaaaaaaaaaa", "idle", 0.1, "Up 3 days"),
            container("bbbbbbbbbbbb", "chatty", 12.0, "Up 3 days"),
            container("cccccccccccc", "broken", 4.0, "Exited (1) 2 hours ago"),
        ];
        root.save_records("containers", &all)?;
        open_panel_at(story, "Containers").await?;
        story.app.wait_for_text("3 containers", SOON).await?;
        ensure!(rows(story, "Containers").await? == ["chatty", "broken", "idle"]);
        axe::check(story.app.browser(), "containers").await?;
        story.app.press("Container").await?;
        ensure!(rows(story, "Containers").await? == ["broken", "chatty", "idle"]);
        // A property without its own column can be chosen, and appears in the last column.
        choose_option(story, "Sort by", IMAGE).await?;
        story.app.wait_for_text("nginx:1", SOON).await?;
        // The sort order is kept when the tab is opened again.
        open_tab(story, "Services").await?;
        open_tab(story, "Containers").await?;
        story.app.wait_for_text("nginx:1", SOON).await?;
        story.app.press("Container").await?;

        press_row(story, "chatty").await?;
        story.app.press("Logs").await?;
        // Of a log of 2,500 lines the last thousand are shown, and all are searched.
        story.app.wait_for_text("2500 lines", SOON).await?;
        story.app.wait_for_count(".log .line", 1_000).await?;
        story.app.press("Show 1000 earlier lines").await?;
        story.app.wait_for_count(".log .line", 2_000).await?;
        story.app.press("Show 500 earlier lines").await?;
        story.app.wait_for_count(".log .line", 2_500).await?;
        let first =
            "return document.querySelector('.log .line').textContent.includes('<b>line 1</b>');";
        ensure!(run(story, first).await? == true, "markup stays text");
        let search = "document.querySelector('[aria-label=\"Search the log\"]').focus();";
        run(story, search).await?;
        story.app.key(&[], "line 17<").await?;
        story.app.wait_for_text("1 of 2500 lines", SOON).await?;
        axe::check(story.app.browser(), "a log").await?;
        story.app.press("Inspect").await?;
        story.app.wait_for_text("nginx:1", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_services_come_first_and_tell_details() -> Result<()> {
    story("failed_services_come_first", async |story| {
        let root = story.hub()?.root();
        let all = [
            service("service001", "cron.service", 0),
            service("service002", "nginx.service", 2),
            service("service003", "ssh.service", 0),
        ];
        root.save_records("systemd_services", &all)?;
        open_panel_at(story, "Services").await?;
        story
            .app
            .wait_for_text("3 services · 1 failed", SOON)
            .await?;
        ensure!(rows(story, "Services").await? == ["nginx.service", "cron.service", "ssh.service"]);
        axe::check(story.app.browser(), "services").await?;
        press_row(story, "nginx.service").await?;
        story
            .app
            .wait_for_text("Peak: CPU 9 %, memory 2.00 MB", SOON)
            .await?;
        story.app.wait_for_count(".details .tree", 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_is_noted_in_its_bay_and_pools_tell_of_their_disks() -> Result<()> {
    story("a_disk_is_noted_in_its_bay", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        story.app.wait_for_keys().await?;
        let device = story.app.device_named("tank").await?;
        story.app.open(&format!("?demo#device={}&tab=disks", device.device)).await?;
        story.app.reload().await?;
        story.app.wait_for_count("table[aria-label=Disks]", 1).await?;
        // The worst disk is on top; the demo knows the bays of all.
        story.app.wait_for_count(".bays li", 12).await?;
        ensure!(rows(story, "Disks").await?.first().is_some_and(|name| name == "/dev/sdh"));
        axe::check(story.app.browser(), "disks in bays").await?;
        press_row(story, "/dev/sdh").await?;
        let bay = |wanted: &str| format!("return document.querySelector('.bay-of select')?.value === '{wanted}';");
        until_script(story, "its bay", &bay("7")).await?;
        // It replaces another disk.
        choose_option(story, "In bay", "0").await?;
        let first = "return document.querySelector('.bays li .name').textContent === '/dev/sdh'
            && document.querySelectorAll('.bays [data-tone=none]').length === 1;";
        until_script(story, "the first bay", first).await?;
        choose_option(story, "In bay", "").await?;
        until_script(
            story,
            "two bays of which nothing is noted",
            "return document.querySelectorAll('.bays [data-tone=none]').length === 2;",
        )
        .await?;
        choose_option(story, "In bay", "7").await?;
        until_script(story, "its bay again", &bay("7")).await?;

        // The pool tells which disk is bad, and the result of its last scrub.
        press_row(story, "tank").await?;
        story.app.wait_for_text("Not in use: sdh.", SOON).await?;
        story.app.wait_for_text("Finished, no errors", SOON).await?;
        let members = "const rows = [...document.querySelectorAll('[aria-label=\"Disks of the pool\"] tbody tr')];
            return rows.length === 13 && rows[0].textContent.includes('raidz2-0') && rows.filter((row) => row.dataset.tone).length === 1;";
        until_script(story, "the disks of the pool", members).await?;
        story.app.wait_for_count("[aria-label='Datasets of the pool'] tbody tr", 3).await?;
        axe::check(story.app.browser(), "a pool").await?;

        // The page of all disks shows the bay.
        story.app.open("?demo#page=disks").await?;
        let told = "return [...document.querySelectorAll('[role=grid] tr[data-row]')].some((row) => row.textContent.includes('bay 8'));";
        until_script(story, "the bay on the page", told).await?;
        // The fullest disks are above the table, with the day on which they will be full.
        let day = "return [...document.querySelectorAll('.filling .entry .day')].some((day) => day.textContent.startsWith('full '));";
        until_script(story, "the day of a disk", day).await?;
        axe::check(story.app.browser(), "the page of disks").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_are_one_click_away() -> Result<()> {
    story("guests_are_one_click_away", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        story.app.wait_for_keys().await?;
        let device = story.app.device_named("pve-node1").await?;
        story.app.open(&format!("?demo#device={}", device.device)).await?;
        story.app.reload().await?;
        let names = "return [...document.querySelectorAll('.guest-bar .name')].map((name) => name.textContent);";
        until_script(
            story,
            "the guests",
            "return document.querySelectorAll('.guest-bar button').length > 2;",
        )
        .await?;
        let names: Vec<String> = serde_json::from_value(run(story, names).await?)?;
        ensure!(names[0] == "pve-node1", "{names:?}");
        axe::check(story.app.browser(), "a device with guests").await?;
        let press = "document.querySelectorAll('.guest-bar button')[1].click();";
        run(story, press).await?;
        let is_chosen = "return document.querySelectorAll('.guest-bar button')[1].ariaPressed === 'true'
            && document.querySelector('.sheet .tiles')?.textContent.includes('Status');";
        until_script(story, "the values of the guest", is_chosen).await?;
        open_tab(story, "Charts").await?;
        story.app.wait_for_count("figure[data-chart=cpu] canvas", 1).await?;
        open_tab(story, "Containers").await?;
        story.app.wait_for_count("table[aria-label=Containers]", 1).await?;
        // A guest's disks are in no bay of its host.
        open_tab(story, "Disks").await?;
        story.app.wait_for_text("This system reports no disks", SOON).await?;
        run(story, "document.querySelectorAll('.guest-bar button')[0].click();").await?;
        story.app.wait_for_count("table[aria-label=Disks]", 1).await?;
        // After another device was open, the guest is not chosen.
        run(story, press).await?;
        let is_pressed = |at: usize| {
            format!("return document.querySelectorAll('.guest-bar button')[{at}]?.ariaPressed === 'true';")
        };
        until_script(story, "the guest again", &is_pressed(1)).await?;
        let other = story.app.device_named("tank").await?;
        for (name, of) in [("tank", other), ("pve-node1", device)] {
            story.app.open(&format!("?demo#device={}", of.device)).await?;
            let head = format!("return document.querySelector('.sheet h2')?.textContent === '{name}';");
            until_script(story, name, &head).await?;
        }
        until_script(story, "the device itself", &is_pressed(0)).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rack_gets_the_recommended_alerts_at_once() -> Result<()> {
    story("a_rack_gets_the_recommended", async |story| {
        let root = story.hub()?.root();
        let own = serde_json::json!({
            "id": "alert0000000001", "user": USER.id, "system": super::SYSTEM, "name": "CPU", "value": 33, "min": 5,
        });
        root.save_records("alerts", &[own])?;
        story.app.open("").await?;
        story.sign_in().await?;
        story.app.wait_for_keys().await?;
        story.app.device_of(super::SYSTEM).await?;
        let head = "document.querySelector('[data-rack-header] button').click();";
        run(story, head).await?;
        story.app.wait_for_count("aside.panel[aria-label=Rack]", 1).await?;
        story.app.act("Set recommended alerts in the rack").await?;
        story
            .app
            .wait_for_text("Set the recommended alerts on 4 systems, where they had none.", SOON)
            .await?;
        let alerts = root.items("alerts/records?perPage=100")?;
        ensure!(alerts.len() == 16, "{alerts:?}");
        let kept = alerts.iter().find(|alert| alert["id"] == "alert0000000001");
        ensure!(kept.is_some_and(|alert| alert["value"] == 33), "the user's own stays");
        // The message of it removes what was set, and nothing else.
        story.app.press("Undo").await?;
        story.app.wait_for_text("Removed the alerts that were set.", SOON).await?;
        let left = root.items("alerts/records?perPage=100")?;
        ensure!(left.len() == 1 && left[0]["id"] == "alert0000000001", "{left:?}");
        Ok(())
    })
    .await
}
