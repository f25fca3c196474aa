//! The pages beside the racks: their addresses, the table of all systems, and the way back to the racks.

use std::time::Duration;

use e2e::browser::{PHONE, WALL};
use e2e::systems::first;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};

async fn open(story: &Story, query: &str) -> Result<()> {
    story.app.open(query).await?;
    story.app.wait_for_hub("demo", SOON).await?;
    wait_for_desk(story).await
}

/// Waits for what is loaded after the first picture, including pages and keys.
async fn wait_for_desk(story: &Story) -> Result<()> {
    story
        .app
        .wait_for_count(".rail [data-entry=systems]", 1)
        .await
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

/// The names in the rows of the page, from the top.
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
        // The table has the keyboard: go to the second row and open it.
        let focus = "document.querySelector('[role=grid]').focus();";
        story.app.browser().run(focus, Vec::new()).await?;
        story.app.key(&[], Key::Down).await?;
        story.app.key(&[], Key::Enter).await?;
        until_true("the panel of the second", SOON, async || {
            let script = "return document.querySelector('.panel.sheet h2')?.textContent || '';";
            let heading = story.app.browser().run(script, Vec::new()).await?;
            Ok(heading == "k3s-02"
                && fragment(story)
                    .await?
                    .starts_with("page=systems&sort=name.down&device="))
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

#[tokio::test(flavor = "multi_thread")]
async fn what_all_systems_have_is_listed_and_leads_to_the_panel() -> Result<()> {
    story("what_all_systems_have", async |story| {
        open(story, "?demo#page=containers").await?;
        wait_for_rows(story, "the containers", |rows| rows.len() > 5).await?;
        axe::check(story.app.browser(), "containers").await?;
        let focus = "document.querySelector('.page .filter-list').focus();";
        story.app.browser().run(focus, Vec::new()).await?;
        let name = rows(story).await?.first().cloned().unwrap_or_default();
        story.app.key(&[], name.as_str()).await?;
        wait_for_rows(story, "what was looked for", |rows| {
            !rows.is_empty() && rows.iter().all(|row| row.contains(&name))
        })
        .await?;
        let tap = "document.querySelector('[role=grid] tr[data-row]').click();";
        story.app.browser().run(tap, Vec::new()).await?;
        until_true("the containers of its system", SOON, async || {
            let address = fragment(story).await?;
            Ok(address.starts_with("page=containers&device=")
                && address.ends_with("tab=containers"))
        })
        .await?;
        for (key, wanted) in [("d", "disks"), ("v", "services"), ("a", "alerts")] {
            let leave = "document.activeElement?.blur();";
            story.app.browser().run(leave, Vec::new()).await?;
            story.app.key(&[], "g").await?;
            story.app.key(&[], key).await?;
            wait_for_page(story, wanted).await?;
            wait_for_rows(story, wanted, |rows| !rows.is_empty()).await?;
            axe::check(story.app.browser(), wanted).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn file_systems_tell_when_they_will_be_full() -> Result<()> {
    story("file_systems_tell", async |story| {
        open(story, "?demo#page=disks").await?;
        wait_for_rows(story, "the disks", |rows| rows.len() > 5).await?;
        let part = "[...document.querySelectorAll('.page .subsets button')]
            .find((button) => button.textContent.includes('File systems')).click();";
        story.app.browser().run(part, Vec::new()).await?;
        wait_for_rows(story, "file systems", |rows| {
            rows.iter().any(|row| row == "root")
        })
        .await?;
        let told = "const all = [...document.querySelectorAll('[role=grid] tr[data-row]')].map((row) => row.textContent);
            return all.filter((text) => /% used(in|within) /.test(text)).length;";
        until_true("when they are full", SOON, async || {
            let count = story.app.browser().run(told, Vec::new()).await?;
            Ok(count.as_u64() > Some(0))
        })
        .await?;
        axe::check(story.app.browser(), "file systems").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_leads_to_the_systems_of_a_state() -> Result<()> {
    story("the_overview_leads", async |story| {
        open(story, "?demo#page=overview").await?;
        story.app.wait_for_text("Need a look", SOON).await?;
        story.app.wait_for_text("backup-pbs", SOON).await?;
        axe::check(story.app.browser(), "overview").await?;
        let press = "[...document.querySelectorAll('.state-count')]
            .find((button) => button.textContent.includes('Down')).click();";
        story.app.browser().run(press, Vec::new()).await?;
        wait_for_page(story, "systems").await?;
        wait_for_rows(story, "what is down", |rows| rows == ["backup-pbs"]).await?;
        story.app.browser().driver().back().await?;
        wait_for_page(story, "overview").await?;
        let strip = "document.querySelector('.rack-strip').click();";
        story.app.browser().run(strip, Vec::new()).await?;
        wait_for_page(story, "racks").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn many_systems_keep_scroll_and_focus_while_they_report() -> Result<()> {
    story("many_systems_keep_scroll", async |story| {
        let mut systems = first(150);
        story.report(&systems)?;
        story.app.open("").await?;
        story.sign_in().await?;
        wait_for_desk(story).await?;
        story.app.key(&[], "g").await?;
        story.app.key(&[], "s").await?;
        wait_for_page(story, "systems").await?;
        let all = "return document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') || '';";
        until_true("all systems and the head", SOON, async || {
            Ok(story.app.browser().run(all, Vec::new()).await? == "151")
        })
        .await?;
        let count = rows(story).await?.len();
        ensure!((10..70).contains(&count), "{count} rows on the page");
        let focus = "document.querySelector('[role=grid]').focus();";
        story.app.browser().run(focus, Vec::new()).await?;
        story.app.key(&[], Key::End).await?;
        let at = "const grid = document.querySelector('[role=grid]');
            const row = document.getElementById(grid.getAttribute('aria-activedescendant'));
            return [document.activeElement === grid, row?.dataset.row || '', grid.parentElement.scrollTop];";
        until_true("the last row in view", SOON, async || {
            let at = story.app.browser().run(at, Vec::new()).await?;
            Ok(at[0] == true && at[1] != "" && at[2].as_f64() > Some(500.0))
        })
        .await?;
        let before = story.app.browser().run(at, Vec::new()).await?;
        for system in &mut systems {
            system.cpu = 19.0;
        }
        story.report(&systems)?;
        let cpu = "return [...document.querySelectorAll('[role=grid] tr[data-row] .share')]
            .some((cell) => cell.textContent === '19');";
        until_true("the new values", Duration::from_secs(20), async || {
            Ok(story.app.browser().run(cpu, Vec::new()).await? == true)
        })
        .await?;
        let after = story.app.browser().run(at, Vec::new()).await?;
        ensure!(after == before, "the row moved: {before} {after}");
        Ok(())
    })
    .await
}

/// The number of selected rows, the text of the bar below them, and whether the table has the focus.
async fn selected(story: &Story) -> Result<(usize, String, bool)> {
    let script = "return [
        document.querySelectorAll('[role=grid] tr[aria-selected=true]').length,
        document.querySelector('.bulk-bar b')?.textContent || '',
        document.activeElement === document.querySelector('[role=grid]'),
    ];";
    let found = story.app.browser().run(script, Vec::new()).await?;
    Ok(serde_json::from_value(found)?)
}

async fn wait_for_selected(story: &Story, count: usize, words: &str) -> Result<()> {
    until_true(&format!("{count} selected"), SOON, async || {
        let (found, said, _) = selected(story).await?;
        Ok(found == count && said == words)
    })
    .await
}

/// Clicks the checkbox of a row, by its position from the top.
async fn pick(story: &Story, place: usize, shift: bool) -> Result<()> {
    let script = "const rows = [...document.querySelectorAll('[role=grid] tr[data-row]')]
            .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex);
        rows[arguments[0]].querySelector('.pick button')
            .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: arguments[1] }));";
    let arguments = vec![place.into(), shift.into()];
    story.app.browser().run(script, arguments).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn systems_are_selected_and_unlinked_together() -> Result<()> {
    story("systems_are_selected", async |story| {
        open(story, "?demo#page=systems").await?;
        wait_for_rows(story, "the systems", |rows| rows.len() > 10).await?;
        pick(story, 2, false).await?;
        wait_for_selected(story, 1, "1 selected").await?;
        pick(story, 5, true).await?;
        wait_for_selected(story, 4, "4 selected").await?;
        ensure!(selected(story).await?.2, "the table has the keyboard");
        axe::check(story.app.browser(), "selected systems").await?;
        // By keys: one more row below, all rows, none.
        story.app.key(&[Key::Shift], Key::Down).await?;
        wait_for_selected(story, 5, "5 selected").await?;
        story.app.key(&[], Key::Space).await?;
        wait_for_selected(story, 4, "4 selected").await?;
        story.app.key(&[Key::Control], "a").await?;
        let all = rows(story).await?.len();
        wait_for_selected(story, all, &format!("{all} selected")).await?;
        story.app.key(&[], Key::Escape).await?;
        wait_for_selected(story, 0, "").await?;
        // Two are unlinked by a key, as one step.
        let placed = "return [...document.querySelectorAll('[role=grid] tr[data-row] [data-jump]')]
            .filter((button) => button.textContent !== 'Place…').length;";
        let before = story.app.browser().run(placed, Vec::new()).await?.as_u64();
        pick(story, 0, false).await?;
        pick(story, 1, false).await?;
        story.app.key(&[], "u").await?;
        until_true("two places fewer", SOON, async || {
            let now = story.app.browser().run(placed, Vec::new()).await?.as_u64();
            Ok(now == before.map(|before| before - 2))
        })
        .await?;
        story.app.key(&[Key::Control], "z").await?;
        until_true("their places again", SOON, async || {
            Ok(story.app.browser().run(placed, Vec::new()).await?.as_u64() == before)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn systems_have_their_last_hours_and_stand_in_rack_order() -> Result<()> {
    story("systems_have_their_last_hours", async |story| {
        // Asked for by the address: the page, which comes after the rail, may show them anyway.
        open(story, "?demo#page=systems&view=racks").await?;
        let lines = "const drawn = (of) => [...document.querySelectorAll(of)]
                .filter((path) => path.getAttribute('d').length > 20).length;
            return [drawn('[role=grid] .hour path'), drawn('.rack-order .track .line')];";
        until_true("lines in the table and beside it", SOON, async || {
            let drawn = story.app.browser().run(lines, Vec::new()).await?;
            Ok(drawn[0].as_u64() > Some(5) && drawn[1].as_u64() > Some(5))
        })
        .await?;
        axe::check(story.app.browser(), "systems in rack order").await?;
        // The values are those of the moment that is chosen by keys.
        let focus = "document.querySelector('.track-axis').focus();";
        story.app.browser().run(focus, Vec::new()).await?;
        story.app.key(&[], Key::Left).await?;
        until_true("a moment of the past", SOON, async || {
            Ok(story.app.count(".rack-order .track .cross").await? > 5)
        })
        .await?;
        story.app.press("In rack order").await?;
        story.app.wait_for_count(".rack-order", 0).await?;
        // Switched on again, they show what was read before: the hub is asked for nothing in less than 200 ms.
        let all = "const lines = () => [...document.querySelectorAll('.rack-order .track .line')]
                .filter((path) => path.getAttribute('d').length > 200).length;
            const button = [...document.querySelectorAll('.page-head button')].find((one) => one.textContent === 'In rack order');
            button.click();
            return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(lines()))));";
        let drawn = story.app.browser().run(all, Vec::new()).await?;
        ensure!(drawn.as_u64() > Some(5), "{drawn} lines at once");
        let address = fragment(story).await?;
        ensure!(address == "page=systems&view=racks&value=cpu", "{address}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_on_a_page_is_in_its_address() -> Result<()> {
    story("what_is_chosen_on_a_page", async |story| {
        open(story, "?demo#page=alerts&show=history&sort=lasted&later=1").await?;
        let pressed = "return [...document.querySelectorAll('.subsets [aria-pressed=true]')]
            .map((chip) => chip.firstChild.textContent.trim() || chip.textContent.trim()).join() + ' '
            + (document.querySelector('[aria-sort=descending], [aria-sort=ascending]')?.textContent.trim() ?? '');";
        let shows = async |wanted: &str| {
            until_true(wanted, SOON, async || {
                let shown = story.app.browser().run(pressed, Vec::new()).await?;
                Ok(shown.as_str().is_some_and(|shown| shown.starts_with(wanted)))
            })
            .await
        };
        let is_named = async |wanted: &str| {
            until_true(wanted, SOON, async || Ok(fragment(story).await? == wanted)).await
        };
        shows("History").await?;
        is_named("page=alerts&show=history&sort=lasted").await?;
        let press = |word: &str| {
            format!(
                "[...document.querySelectorAll('.subsets button')].find((chip) => chip.textContent.startsWith('{word}')).click();"
            )
        };
        story.app.browser().run(&press("Not covered"), Vec::new()).await?;
        is_named("page=alerts&show=not-covered&sort=lasted").await?;
        story.app.reload().await?;
        wait_for_desk(story).await?;
        shows("Not covered").await?;
        // Another page has choices of its own; the way back leads to these.
        story.app.key(&[], "g").await?;
        story.app.key(&[], "s").await?;
        wait_for_page(story, "systems").await?;
        wait_for_rows(story, "the systems", |rows| rows.len() > 5).await?;
        story.app.browser().run(&press("Need a look"), Vec::new()).await?;
        is_named("page=systems&show=need-a-look").await?;
        story.app.browser().driver().back().await?;
        wait_for_page(story, "alerts").await?;
        shows("Not covered").await?;
        is_named("page=alerts&show=not-covered&sort=lasted").await?;
        // By the rail, the page of systems is as it was left.
        story.app.key(&[], "g").await?;
        story.app.key(&[], "s").await?;
        wait_for_page(story, "systems").await?;
        is_named("page=systems&show=need-a-look").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_tells_what_is_busy_and_what_happened() -> Result<()> {
    story("the_overview_tells", async |story| {
        open(story, "?demo#page=overview").await?;
        for part in [
            "Busiest containers",
            "Failed services",
            "Recent events",
            "Availability, 7 days",
        ] {
            let entries = format!("section[aria-label='{part}'] .entry");
            until_true(
                part,
                SOON,
                async || Ok(story.app.count(&entries).await? > 0),
            )
            .await?;
        }
        ensure!(
            story.app.count(".entry.disk .day").await? > 0,
            "the fullest disks"
        );
        axe::check(story.app.browser(), "overview with all its parts").await
    })
    .await
}
