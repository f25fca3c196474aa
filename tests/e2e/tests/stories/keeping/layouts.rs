//! Several layouts and the switcher between them.

use e2e::browser::{Viewport, WALL};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};

use super::{
    add_device, choose_in_menu, click, entries, open_local, run, undo, wait_for, wait_for_devices,
    wait_for_name, wait_for_no_dialog, wait_for_racks, wait_until_kept,
};

const DIALOG: &str = "Manage layouts…";

/// The names in the menu below the open layout's name.
async fn offered(story: &Story) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('.layouts .items .item:has(small) span')].map((e) => e.textContent);";
    Ok(serde_json::from_value(
        run(story, script, Vec::new()).await?,
    )?)
}

async fn wait_for_offer(story: &Story, names: &[&str]) -> Result<()> {
    until_true(&format!("the layouts {names:?}"), SOON, async || {
        Ok(offered(story).await? == names)
    })
    .await
}

/// The number of layouts with a stored view.
async fn looked_at(story: &Story) -> Result<u64> {
    let script = "return Object.keys(localStorage).filter((key) => key.startsWith('blinkenrack.view.')).length;";
    let count = run(story, script, Vec::new()).await?;
    Ok(count.as_u64().unwrap_or_default())
}

async fn create(story: &Story, name: &str) -> Result<()> {
    choose_in_menu(story, DIALOG).await?;
    story.app.fill("Name of the new layout", name).await?;
    story.app.press("Create empty").await?;
    wait_for_no_dialog(story).await?;
    wait_for_name(story, name).await
}

#[tokio::test(flavor = "multi_thread")]
async fn layouts_are_made_switched_and_found_again() -> Result<()> {
    story("layouts_are_switched", async |story| {
        open_local(story).await?;
        add_device(story).await?;
        create(story, "Garage").await?;
        wait_for_devices(story, 0).await?;
        click(story, ".layout-name").await?;
        wait_for_offer(story, &["Garage", "My racks"]).await?;
        story.app.press("My racks1 rack, 1 device").await?;
        wait_for_name(story, "My racks").await?;
        wait_for_devices(story, 1).await?;
        // Undo belongs to the layout: it does not undo steps of another one.
        undo(story).await?;
        wait_for_devices(story, 0).await?;
        click(story, ".layout-name").await?;
        story.app.press("Garage0 racks, 0 devices").await?;
        wait_for_name(story, "Garage").await?;
        story.app.reload().await?;
        wait_for_name(story, "Garage").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn layouts_are_tabs_where_there_is_room() -> Result<()> {
    story("layouts_are_tabs", async |story| {
        open_local(story).await?;
        let app = &story.app;
        let tabs = async || -> Result<Vec<String>> {
            let script = "return [...document.querySelectorAll('.layout-tabs [role=tab]')].filter((e) => e.checkVisibility())
                .map((e) => e.textContent + (e.getAttribute('aria-selected') === 'true' ? ' (open)' : ''));";
            Ok(serde_json::from_value(run(story, script, Vec::new()).await?)?)
        };
        let wait_for_tabs = async |wanted: &[&str]| {
            until_true(&format!("the tabs {wanted:?}"), SOON, async || Ok(tabs().await? == wanted)).await
        };
        wait_for_tabs(&[]).await?;
        create(story, "Garage").await?;
        wait_for_tabs(&["Garage (open)", "My racks"]).await?;
        axe::check(app.browser(), "layouts as tabs").await?;
        app.press("My racks").await?;
        wait_for_name(story, "My racks").await?;
        wait_for_tabs(&["Garage", "My racks (open)"]).await?;
        // Arrows move, Enter opens.
        run(story, "document.querySelector('.layout-tabs [aria-selected=true]').focus();", Vec::new()).await?;
        app.key(&[], Key::Home).await?;
        app.key(&[], Key::Enter).await?;
        wait_for_name(story, "Garage").await?;
        app.press("New layout").await?;
        wait_for_name(story, "Layout 3").await?;
        wait_for_tabs(&["Garage", "Layout 3 (open)", "My racks"]).await?;
        // They are shown at the next visit before any input; where there is no room, the menu remains.
        app.reload().await?;
        wait_for_tabs(&["Garage", "Layout 3 (open)", "My racks"]).await?;
        app.browser().resize(Viewport { width: 1_200, height: 800 }).await?;
        wait_for_tabs(&[]).await?;
        click(story, ".layout-name").await?;
        wait_for_offer(story, &["Garage", "Layout 3", "My racks"]).await?;
        app.browser().resize(WALL).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn another_layout_is_found_by_typing_its_name() -> Result<()> {
    story("a_layout_is_found", async |story| {
        open_local(story).await?;
        add_device(story).await?;
        create(story, "Garage").await?;
        story.app.act("My racks").await?;
        wait_for_name(story, "My racks").await?;
        wait_for_devices(story, 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_a_layout_of_its_own() -> Result<()> {
    story("a_copy_is_a_layout", async |story| {
        open_local(story).await?;
        add_device(story).await?;
        choose_in_menu(story, "Duplicate layout").await?;
        wait_for_name(story, "My racks copy").await?;
        add_device(story).await?;
        wait_until_kept(story, "My racks copy", 2).await?;
        wait_until_kept(story, "My racks", 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_makes_one_copy() -> Result<()> {
    story("a_double_click_makes_one_copy", async |story| {
        open_local(story).await?;
        click(story, ".layout-name").await?;
        story.app.wait_for_text("Duplicate layout", SOON).await?;
        let twice = "const item = [...document.querySelectorAll('.layouts [role=menuitem]')].find((e) => e.textContent.includes('Duplicate layout'));
            item.click(); item.click();";
        run(story, twice, Vec::new()).await?;
        wait_for_name(story, "My racks copy").await?;
        add_device(story).await?;
        wait_until_kept(story, "My racks copy", 1).await?;
        let count = entries(story).await?.len();
        ensure!(count == 2, "{count} layouts");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_name_is_a_step_and_a_deleted_layout_comes_back() -> Result<()> {
    story("a_deleted_layout_comes_back", async |story| {
        open_local(story).await?;
        choose_in_menu(story, DIALOG).await?;
        story.app.fill("Name of this layout", "Office").await?;
        story.app.press("Rename").await?;
        wait_for_name(story, "Office").await?;
        // The last one cannot be deleted.
        story.app.press("Delete Office").await?;
        story
            .app
            .wait_for_text("The only layout cannot be deleted", SOON)
            .await?;
        story.app.key(&[], Key::Escape).await?;
        wait_for_no_dialog(story).await?;
        undo(story).await?;
        wait_for_name(story, "My racks").await?;

        create(story, "Garage").await?;
        choose_in_menu(story, DIALOG).await?;
        story.app.press("Delete Garage").await?;
        wait_for_name(story, "My racks").await?;
        story.app.press("Restore Garage").await?;
        story.app.press("Open Garage").await?;
        wait_for_name(story, "Garage").await?;
        let before = looked_at(story).await?;
        story.app.act("Add a rack").await?;
        story.app.press("Add rack").await?;
        wait_for_no_dialog(story).await?;
        story.app.key(&[], "+").await?;
        until_true("the zoom kept", SOON, async || {
            Ok(looked_at(story).await? == before + 1)
        })
        .await?;

        choose_in_menu(story, DIALOG).await?;
        story.app.press("Delete Garage").await?;
        wait_for_name(story, "My racks").await?;
        // Deleted for good only at a second press, which a double click does not count as.
        let press = |times: usize| {
            let button =
                "document.querySelector('[aria-label=\"Delete permanently: Garage\"]')?.click();";
            button.repeat(times)
        };
        story.app.wait_for_text("Delete permanently", SOON).await?;
        run(story, &press(2), Vec::new()).await?;
        story
            .app
            .wait_for_text("Press again to delete it permanently", SOON)
            .await?;
        ensure!(entries(story).await?.len() == 2, "gone by a double click");
        until_true("one layout left", SOON, async || {
            run(story, &press(1), Vec::new()).await?;
            Ok(entries(story).await?.len() == 1 && looked_at(story).await? == before)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn many_layouts_and_long_names_fit() -> Result<()> {
    story("many_layouts_and_long_names", async |story| {
        open_local(story).await?;
        let long = "A very long name of a layout that somebody gave it to see what happens ".repeat(3);
        create(story, long.trim()).await?;
        for copy in 1..=12 {
            choose_in_menu(story, "Duplicate layout").await?;
            until_true("one more", SOON, async || Ok(entries(story).await?.len() == 2 + copy)).await?;
            let end = if copy == 1 { " copy".to_owned() } else { format!(" copy {copy}") };
            let shown = format!("document.querySelector('.layout-name .name').textContent.endsWith({end:?})");
            wait_for(story, &end, &shown).await?;
        }
        click(story, ".layout-name").await?;
        wait_for(story, "the list", "document.querySelectorAll('.layouts .items .item:has(small)').length === 14").await?;
        axe::check(story.app.browser(), "many layouts").await?;
        let inside = "return [...document.querySelectorAll('.layouts .items, .layouts .items .item span')].every((e) => e.getBoundingClientRect().right <= innerWidth && e.getBoundingClientRect().left >= 0);";
        ensure!(run(story, inside, Vec::new()).await? == true, "the list leaves the page");
        story.app.press("My racks1 rack, 0 devices").await?;
        wait_for_name(story, "My racks").await?;
        wait_for_racks(story).await
    })
    .await
}
