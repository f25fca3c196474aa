//! Every screen, in every size and theme: pictures to look at, and no barrier for anyone.

use e2e::browser::{LAPTOP, PHONE, Viewport, WALL};
use e2e::story::pictures;
use e2e::systems::first;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};
use test_hub::USER;

const SIZES: [Viewport; 3] = [WALL, LAPTOP, PHONE];

/// Takes the picture of the screen in all sizes and themes, and checks each for barriers.
async fn visit(story: &Story, screen: &str) -> Result<()> {
    for theme in ["light", "dark"] {
        story.app.switch_theme(theme).await?;
        visit_in(story, screen, theme).await?;
    }
    Ok(())
}

/// The same in the theme that the page has.
async fn visit_in(story: &Story, screen: &str, theme: &str) -> Result<()> {
    let browser = story.app.browser();
    let mut barriers = Vec::new();
    for size in SIZES {
        browser.resize(size).await?;
        let name = format!("{screen}-{}x{}-{theme}", size.width, size.height);
        browser
            .picture(&pictures().join(format!("{name}.png")))
            .await?;
        if let Err(error) = axe::check(browser, &name).await {
            barriers.push(error.to_string());
        }
        let script = "return document.documentElement.scrollWidth > innerWidth;";
        let too_wide = browser.run(script, Vec::new()).await?;
        ensure!(too_wide == false, "{name} is wider than its window");
    }
    browser.resize(WALL).await?;
    ensure!(barriers.is_empty(), "{}", barriers.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page() -> Result<()> {
    story("the_first_page", async |story| {
        story.app.open("").await?;
        story.app.field("Hub URL").await?;
        visit(story, "connect").await?;
        story.app.press("Password").await?;
        story.app.field("Email").await?;
        visit(story, "connect-password").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_racks() -> Result<()> {
    story("the_racks", async |story| {
        let mut systems = first(8);
        systems[1].cpu = 97.0;
        for (index, status) in [(2, "down"), (3, "paused"), (4, "pending")] {
            systems[index].status = status;
        }
        story.report(&systems)?;
        story.app.open("").await?;
        let hub = story.hub.url();
        story
            .app
            .connect_by_password(hub, USER.email, USER.password)
            .await?;
        story.app.wait_for_hub("live", SOON).await?;
        story.app.device_of(&systems[7].id).await?;
        visit(story, "racks").await?;
        story.app.open_panel(&systems[0].id).await?;
        visit(story, "panel").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo() -> Result<()> {
    story("the_demo", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        visit(story, "demo").await
    })
    .await
}

/// A dialog's name in the pictures, and its action's in the list of all actions.
type DialogScreen = (&'static str, &'static str);

async fn visit_dialogs(story: &Story, dialogs: &[DialogScreen]) -> Result<()> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    for theme in ["light", "dark"] {
        story.app.switch_theme(theme).await?;
        for dialog in dialogs {
            visit_dialog(story, *dialog, theme).await?;
        }
    }
    Ok(())
}

async fn visit_dialog(story: &Story, (screen, action): DialogScreen, theme: &str) -> Result<()> {
    story.app.key(&[Key::Control], "k").await?;
    wait_for(
        story,
        "the list of all",
        "document.activeElement?.matches('[role=combobox]')",
    )
    .await?;
    if screen != "commands" {
        story.app.key(&[], action).await?;
        story.app.key(&[], Key::Enter).await?;
        wait_for(story, screen, "document.querySelector('dialog[open] h2')").await?;
    }
    visit_in(story, screen, theme).await?;
    story.app.key(&[], Key::Escape).await?;
    wait_for(story, "no dialog", "!document.querySelector('dialog')").await
}

async fn wait_for(story: &Story, what: &str, condition: &str) -> Result<()> {
    let script = format!("return Boolean({condition});");
    until_true(what, SOON, async || {
        Ok(story.app.browser().run(&script, Vec::new()).await? == true)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dialogs() -> Result<()> {
    story("the_dialogs", async |story| {
        let dialogs = [
            ("commands", ""),
            ("help", "Keys and help"),
            ("rack", "Add a rack"),
            ("device-type", "New device type"),
            ("open-file", "Open a file"),
        ];
        visit_dialogs(story, &dialogs).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dialogs_of_a_layout() -> Result<()> {
    story("the_dialogs_of_a_layout", async |story| {
        let dialogs = [
            ("export", "Export"),
            ("share", "Share a link"),
            ("layouts", "New, rename, delete layouts"),
            ("versions", "Earlier versions"),
        ];
        visit_dialogs(story, &dialogs).await
    })
    .await
}
