//! Every screen in every size and theme: screenshots and accessibility checks.

use e2e::browser::{LAPTOP, PHONE, Viewport, WALL};
use e2e::pointer::{Held, Mouse};
use e2e::story::{Setting, pictures, story_in};
use e2e::systems::first;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};

const SIZES: [Viewport; 3] = [WALL, LAPTOP, PHONE];

/// As at a first visit: with the palette closed, which other screens here show.
fn palette_closed() -> Setting {
    Setting {
        palette_open: false,
        ..Setting::default()
    }
}

/// Takes screenshots of the screen in all sizes and themes, and checks the accessibility of each.
async fn visit(story: &Story, screen: &str) -> Result<()> {
    for theme in ["light", "dark"] {
        story.app.switch_theme(theme).await?;
        visit_in(story, screen, theme).await?;
    }
    Ok(())
}

/// The same in the current theme.
async fn visit_in(story: &Story, screen: &str, theme: &str) -> Result<()> {
    visit_sizes(story, screen, theme, &SIZES).await
}

async fn visit_sizes(story: &Story, screen: &str, theme: &str, sizes: &[Viewport]) -> Result<()> {
    let browser = story.app.browser();
    let mut barriers = Vec::new();
    for size in sizes {
        let size = *size;
        browser.resize(size).await?;
        let name = format!("{screen}-{}x{}-{theme}", size.width, size.height);
        browser
            .picture(&pictures().join(format!("{name}.png")))
            .await?;
        // The laptop's page has the same elements as the wall's.
        if size != LAPTOP
            && let Err(error) = axe::check(browser, &name).await
        {
            barriers.push(error.to_string());
        }
        let script = "return document.documentElement.scrollWidth > innerWidth;";
        let too_wide = browser.run(script, Vec::new()).await?;
        ensure!(too_wide == false, "{name} is wider than its window");
        let script = "return [...document.querySelectorAll('.app > .panel')].some((panel) => \
                      panel.getBoundingClientRect().bottom > innerHeight + 1);";
        let is_cut = browser.run(script, Vec::new()).await?;
        ensure!(
            is_cut == false,
            "the panel of {name} reaches below its window"
        );
    }
    browser.resize(WALL).await?;
    // The next step may press something, so everything must be in place by then.
    let drawn = "const done = arguments[arguments.length - 1]; let left = 4;
        const frame = () => requestAnimationFrame(() => (left -= 1) ? frame() : done());
        frame();";
    browser.driver().execute_async(drawn, Vec::new()).await?;
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
        story.sign_in().await?;
        story.app.device_of(&systems[7].id).await?;
        visit(story, "racks").await?;
        story.app.open_panel(&systems[0].id).await?;
        visit(story, "panel").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo() -> Result<()> {
    story_in(palette_closed(), "the_demo", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        visit(story, "demo").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fleet_pages() -> Result<()> {
    story("the_fleet_pages", async |story| {
        for page in [
            "overview",
            "systems",
            "containers",
            "disks",
            "services",
            "alerts",
        ] {
            story.app.open(&format!("?demo#page={page}")).await?;
            story.app.wait_for_hub("demo", SOON).await?;
            story.app.wait_for_keys().await?;
            until_true(&format!("what is on the page {page}"), SOON, async || {
                let entries = story.app.count(".page :is([data-row], .entry)").await?;
                Ok(entries > 0)
            })
            .await?;
            visit(story, page).await?;
        }
        Ok(())
    })
    .await
}

/// The dialog's name in the screenshots, and its action's name in the list of all actions.
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
    story_in(palette_closed(), "the_dialogs", async |story| {
        let dialogs = [
            ("commands", ""),
            ("help", "Shortcuts and help"),
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
    story_in(palette_closed(), "the_dialogs_of_a_layout", async |story| {
        let dialogs = [
            ("export", "Export"),
            ("share", "Share a link"),
            ("layouts", "Manage layouts…"),
            ("versions", "Version history"),
        ];
        visit_dialogs(story, &dialogs).await
    })
    .await
}

/// Opens a dialog by its action, takes screenshots, and closes it.
async fn visit_by_action(story: &Story, screen: &str, action: &str, theme: &str) -> Result<()> {
    story.app.act(action).await?;
    let is_there = "document.querySelector('dialog[open] h2, .inspector input:focus')";
    wait_for(story, screen, is_there).await?;
    visit_sizes(story, screen, theme, &[WALL, PHONE]).await?;
    leave(story).await
}

/// Closes whatever is open, and clears the selection.
async fn leave(story: &Story) -> Result<()> {
    let open = "return document.querySelectorAll('dialog, aside.panel, [role=menu] [role=menuitem], .picking, [data-selected]').length;";
    for _ in 0..4 {
        if story.app.browser().run(open, Vec::new()).await? == 0 {
            break;
        }
        story.app.key(&[], Key::Escape).await?;
    }
    until_true("nothing open", SOON, async || {
        Ok(story.app.browser().run(open, Vec::new()).await? == 0)
    })
    .await
}

async fn select(story: &Story, names: &[&str]) -> Result<()> {
    let mut mouse = Mouse::new(&story.app);
    for name in names {
        let at = story.app.resting(name).await?.center();
        mouse.click(at).await?;
        mouse.held = Held::Control;
    }
    let wanted = u64::try_from(names.len())?;
    story
        .app
        .wait_for_count("[data-device-id][data-selected]", wanted)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn work_on_the_racks() -> Result<()> {
    story("work_on_the_racks", async |story| {
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        wait_for(
            story,
            "interaction",
            "document.querySelector('[data-device-id][tabindex=\"0\"]')",
        )
        .await?;
        for theme in ["light", "dark"] {
            story.app.switch_theme(theme).await?;
            let sizes = [WALL, PHONE];
            let see = async |screen: &str| visit_sizes(story, screen, theme, &sizes).await;

            select(story, &["k3s-01", "k3s-02"]).await?;
            wait_for(
                story,
                "what can be done",
                "document.querySelector('aside.panel [role=menuitem]')",
            )
            .await?;
            see("selected").await?;
            visit_by_action(story, "edit-many", "Edit selected devices", theme).await?;
            select(story, &["k3s-01"]).await?;
            visit_by_action(story, "edit-device", "Edit device and links", theme).await?;
            select(story, &["k3s-01"]).await?;
            story.app.act("Move to…").await?;
            wait_for(story, "the places", "document.querySelector('.picking')").await?;
            see("picking").await?;
            leave(story).await?;
            visit_by_action(story, "row-form", "Add a row", theme).await?;

            story.app.press("Rack A").await?;
            wait_for(
                story,
                "the rack's panel",
                "document.querySelector('aside.panel .tiles')",
            )
            .await?;
            see("rack-panel").await?;
            leave(story).await?;
            let device = story.app.device_named("k3s-01").await?;
            story.app.open_menu_of(&device.system).await?;
            wait_for(
                story,
                "the menu",
                "document.querySelector('[role=menu] [role=menuitem]')",
            )
            .await?;
            see("menu").await?;
            leave(story).await?;

            story
                .app
                .offered("dell r740", "dell-poweredge-r740")
                .await?;
            see("products").await?;
            for faces in ["rear", "both"] {
                story.app.key(&[], "v").await?;
                see(faces).await?;
            }
            story.app.key(&[], "v").await?;
            story.app.key(&[], "f").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_palette_and_the_list_of_actions_find() -> Result<()> {
    story("what_is_found", async |story| {
        let app = &story.app;
        app.open("?demo").await?;
        app.wait_for_hub("demo", SOON).await?;
        app.wait_for_text("Unlinked systems", SOON).await?;
        app.key(&[], "a").await?;
        until_true("the cursor in the search field", SOON, async || {
            let script = "return document.activeElement?.type === 'search';";
            Ok(app.browser().run(script, Vec::new()).await? == true)
        })
        .await?;
        app.key(&[], "swich 48 port").await?;
        until_true("products with marks", SOON, async || {
            Ok(app.count(".palette .rows mark").await? > 0)
        })
        .await?;
        app.press("Filters").await?;
        app.wait_for_count(".palette .filters", 1).await?;
        visit(story, "palette-search").await?;
        app.key(&[], Key::Escape).await?;
        app.key(&[Key::Control], "k").await?;
        app.key(&[], "r740").await?;
        app.wait_for_text("add to a rack", SOON).await?;
        // The dialog covers the button that switches the theme.
        visit_in(story, "commands-search", "dark").await
    })
    .await
}
