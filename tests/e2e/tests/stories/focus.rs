//! Where the focus goes when a menu, a dialog or a rack goes.

use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, story};

use crate::keyboard::{open, undo};

/// Focuses the first element that matches, as the Tab key would.
async fn focus(story: &Story, selector: &str) -> Result<()> {
    let script = "document.querySelector(arguments[0]).focus();";
    let run = story.app.browser().run(script, vec![selector.into()]);
    run.await.map(drop)
}

/// Waits until the focus is on an element that matches.
async fn wait_for_focus_at(story: &Story, selector: &str) -> Result<()> {
    until_true(selector, SOON, async || {
        let script = "return document.activeElement?.matches(arguments[0]) ?? false;";
        Ok(story
            .app
            .browser()
            .run(script, vec![selector.into()])
            .await?
            == true)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_menu_has_arrow_keys_and_returns_the_focus() -> Result<()> {
    story("every_menu_has_arrow_keys", async |story| {
        open(story).await?;
        let app = &story.app;
        app.wait_for_count(".layouts .layout-name", 1).await?;
        app.wait_for_count(".lens-bar .all-lenses", 1).await?;
        let menus = [
            ".top [aria-label=More]",
            ".top [aria-label=Account]",
            ".lens-bar [aria-label='All lenses']",
            ".lens-bar [aria-label='Side column']",
            ".layout-name",
            ".hub-state",
        ];
        for menu in menus {
            for leaving in [Key::Escape, Key::Tab] {
                focus(story, menu).await?;
                app.key(&[], Key::Enter).await?;
                let entry = ".menu > .items :is(button, a):not(:disabled)";
                wait_for_focus_at(story, entry).await?;
                app.key(&[], Key::End).await?;
                app.key(&[], Key::Home).await?;
                app.key(&[], Key::Down).await?;
                wait_for_focus_at(story, ".menu > .items :is(button, a, input)").await?;
                app.key(&[], leaving).await?;
                app.wait_for_count(".menu > .items", 0).await?;
                wait_for_focus_at(story, menu).await?;
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_focus_goes_to_the_next_rack_and_the_next_step() -> Result<()> {
    story("the_focus_goes_to_the_next_rack", async |story| {
        open(story).await?;
        let app = &story.app;
        app.act("Add a rack").await?;
        app.wait_for_text("Units are counted", SOON).await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_count("dialog", 0).await?;
        app.wait_for_count("[data-rack-id]", 4).await?;
        wait_for_focus_at(story, ".rack-name").await?;
        app.key(&[], Key::Delete).await?;
        app.wait_for_count("[data-rack-id]", 3).await?;
        wait_for_focus_at(story, ".rack-name").await?;
        undo(story).await?;
        app.wait_for_count("[data-rack-id]", 4).await?;
        wait_for_focus_at(story, ".rack-name").await?;
        app.act("Add from a template").await?;
        app.wait_for_count(".templates li", 6).await?;
        focus(story, ".templates button").await?;
        app.key(&[], Key::Enter).await?;
        wait_for_focus_at(story, "#template-rack").await?;
        app.press("Back").await?;
        wait_for_focus_at(story, ".templates button").await
    })
    .await
}
