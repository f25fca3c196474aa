//! The palette: entries are found by browsing and by typing, and placed by a press.

use e2e::story::{Setting, story_in};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};

async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.wait_for_text("Unlinked systems", SOON).await
}

/// The names in the palette, in their order.
async fn offered(story: &Story) -> Result<Vec<String>> {
    let script =
        "return [...document.querySelectorAll('.palette .pick .name')].map((e) => e.textContent);";
    let names = story.app.browser().run(script, Vec::new()).await?;
    Ok(serde_json::from_value(names)?)
}

async fn search(story: &Story, words: &str) -> Result<()> {
    story.app.key(&[], "a").await?;
    until_true("the cursor in the search field", SOON, async || {
        let script = "return document.activeElement?.type === 'search';";
        Ok(story.app.browser().run(script, Vec::new()).await? == true)
    })
    .await?;
    story.app.key(&[], words).await
}

async fn wait_for_offer(story: &Story, name: &str) -> Result<()> {
    until_true(&format!("{name:?} in the palette"), SOON, async || {
        Ok(offered(story).await?.iter().any(|other| other == name))
    })
    .await
}

async fn press_entry(story: &Story, name: &str) -> Result<()> {
    let script = "[...document.querySelectorAll('.palette .pick')]
        .find((e) => e.querySelector('.name').textContent === arguments[0]).click();";
    story
        .app
        .browser()
        .run(script, vec![name.into()])
        .await
        .map(drop)
}

async fn device_names(story: &Story) -> Result<Vec<String>> {
    let devices = story.app.devices().await?;
    Ok(devices.into_iter().map(|device| device.label).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_generic_type_is_found_and_placed_and_taken_back() -> Result<()> {
    story("a_generic_type_is_placed", async |story| {
        open(story).await?;
        let before = story.app.devices().await?.len();
        search(story, "raspberry").await?;
        until_true("only what is called so", SOON, async || {
            let names = offered(story).await?;
            Ok(names.first().is_some_and(|name| name.contains("Raspberry")))
        })
        .await?;
        // The board itself only goes into a bay.
        press_entry(story, "Raspberry Pi tray").await?;
        until_true("one device more", SOON, async || {
            Ok(story.app.devices().await?.len() == before + 1)
        })
        .await?;
        story.app.key(&[], Key::Escape).await?;
        story.app.key(&[], Key::Escape).await?;
        story.app.key(&[Key::Control], "z").await?;
        until_true("it gone again", SOON, async || {
            Ok(story.app.devices().await?.len() == before)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn products_are_loaded_when_first_asked_for() -> Result<()> {
    story("products_are_loaded", async |story| {
        open(story).await?;
        let loaded = "return performance.getEntriesByType('resource').filter((e) => e.name.includes('products')).length;";
        ensure!(
            story.app.browser().run(loaded, Vec::new()).await? == 0,
            "the products were loaded before anyone asked"
        );
        search(story, "r650 dell").await?;
        wait_for_offer(story, "PowerEdge R650").await?;
        press_entry(story, "PowerEdge R650").await?;
        until_true("the product in a rack", SOON, async || {
            Ok(device_names(story).await?.iter().any(|name| name.contains("R650")))
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_type_of_ones_own_is_made_with_its_front_in_view() -> Result<()> {
    story("a_type_of_ones_own", async |story| {
        open(story).await?;
        story.app.press("New type…").await?;
        story.app.fill("Name", "Tape robot").await?;
        story.app.fill("Height", "6").await?;
        let before = front(story).await?;
        story.app.fill("Drive bays", "24").await?;
        until_true("the bays in the picture", SOON, async || {
            let now = front(story).await?;
            Ok(now.len() > before.len())
        })
        .await?;
        story.app.press("Add type").await?;
        search(story, "tape robot").await?;
        wait_for_offer(story, "Tape robot").await
    })
    .await
}

/// The drawing of the front in the form.
async fn front(story: &Story) -> Result<String> {
    let script = "return document.querySelector('.dialog .front')?.innerHTML ?? '';";
    let drawing = story.app.browser().run(script, Vec::new()).await?;
    Ok(drawing.as_str().unwrap_or_default().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_star_lasts_and_the_gap_filters() -> Result<()> {
    story("a_star_lasts", async |story| {
        open(story).await?;
        story.app.press("Star 8U GPU server").await?;
        story.app.reload().await?;
        story.app.wait_for_text("Starred", SOON).await?;
        let everything = offered(story).await?.len();
        // A selected device stands for its rack, whose largest gap is too small for the tallest types.
        let device = story.app.device_named("pve-node1").await?;
        let (x, y) = device.place.middle();
        let actions = story.app.browser().actions();
        actions.move_to(x, y).click().perform().await?;
        story
            .app
            .wait_for_text("Fits the largest gap", SOON)
            .await?;
        story
            .app
            .field("Fits the largest gap")
            .await?
            .click()
            .await?;
        until_true("fewer types than before", SOON, async || {
            let now = offered(story).await?;
            Ok(now.len() < everything && !now.iter().any(|name| name == "8U GPU server"))
        })
        .await
    })
    .await
}

/// The entries of a section of the palette, in their order.
async fn section(story: &Story, title: &str) -> Result<Vec<String>> {
    let script = r"
        const heading = [...document.querySelectorAll('.palette .fold')].find((e) => e.textContent.startsWith(arguments[0]));
        if (!heading) return [];
        if (heading.getAttribute('aria-expanded') !== 'true') heading.click();
        const entries = heading.closest('section').querySelectorAll('.pick .name');
        return [...entries].map((e) => e.textContent);
    ";
    let names = story.app.browser().run(script, vec![title.into()]);
    Ok(serde_json::from_value(names.await?)?)
}

async fn wait_for_section(story: &Story, title: &str, wanted: &[&str]) -> Result<()> {
    until_true(&format!("{wanted:?} in {title:?}"), SOON, async || {
        Ok(section(story, title).await? == wanted)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_used_last_comes_first_and_lasts() -> Result<()> {
    story("used_last", async |story| {
        open(story).await?;
        ensure!(
            section(story, "Recently used").await?.is_empty(),
            "something was used before anything was"
        );
        press_entry(story, "1U server").await?;
        wait_for_section(story, "Recently used", &["1U server"]).await?;
        press_entry(story, "2U server").await?;
        wait_for_section(story, "Recently used", &["2U server", "1U server"]).await?;
        press_entry(story, "1U server").await?;
        wait_for_section(story, "Recently used", &["1U server", "2U server"]).await?;
        story.app.reload().await?;
        story.app.wait_for_text("Recently used", SOON).await?;
        wait_for_section(story, "Recently used", &["1U server", "2U server"]).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_star_is_taken_away_by_the_same_button() -> Result<()> {
    story("a_star_is_taken_away", async |story| {
        open(story).await?;
        story.app.press("Star 8U GPU server").await?;
        wait_for_section(story, "Starred", &["8U GPU server"]).await?;
        story.app.press("Star 8U GPU server").await?;
        wait_for_section(story, "Starred", &[]).await?;
        story.app.reload().await?;
        story.app.wait_for_text("Unlinked systems", SOON).await?;
        wait_for_section(story, "Starred", &[]).await
    })
    .await
}

/// The headings among the found products, in order, with their counts.
async fn product_groups(story: &Story) -> Result<Vec<(String, u64)>> {
    let script = r"
        const groups = document.querySelectorAll('.palette .rows .group');
        return [...groups].map((e) => [e.querySelector('h4').textContent, Number(e.querySelector('.count').textContent)]);
    ";
    let groups = story.app.browser().run(script, Vec::new()).await?;
    Ok(serde_json::from_value(groups)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn products_are_sorted_by_maker_category_or_name() -> Result<()> {
    story("products_are_grouped", async |story| {
        open(story).await?;
        search(story, "dell r650").await?;
        wait_for_offer(story, "PowerEdge R650").await?;
        ensure!(
            product_groups(story).await?.is_empty(),
            "what matches best has headings"
        );
        choose(story, "Sort by", "By maker").await?;
        until_true("a heading of its maker", SOON, async || {
            let groups = product_groups(story).await?;
            Ok(groups.iter().any(|(title, _)| title == "Dell"))
        })
        .await?;
        let by_maker = product_groups(story).await?;
        choose(story, "Sort by", "By category").await?;
        until_true("a heading of its category", SOON, async || {
            let groups = product_groups(story).await?;
            Ok(groups.iter().any(|(title, _)| title == "Servers")
                && groups.iter().all(|(title, _)| title != "Dell"))
        })
        .await?;
        let by_category = product_groups(story).await?;
        let count = |groups: &[(String, u64)]| groups.iter().map(|(_, count)| count).sum::<u64>();
        ensure!(
            count(&by_maker) == count(&by_category),
            "{by_maker:?} are not as many as {by_category:?}"
        );
        choose(story, "Sort by", "By maker").await?;
        until_true("the maker again", SOON, async || {
            Ok(product_groups(story).await? == by_maker)
        })
        .await?;
        choose(story, "Sort by", "By name").await?;
        until_true("no headings", SOON, async || {
            Ok(product_groups(story).await?.is_empty())
        })
        .await
    })
    .await
}

/// Chooses an option in one of the palette's select boxes.
async fn choose(story: &Story, label: &str, option: &str) -> Result<()> {
    let script = r"
        const list = [...document.querySelectorAll('.palette select')].find((e) => e.ariaLabel === arguments[0]);
        const option = [...(list?.options ?? [])].find((e) => e.textContent.trim() === arguments[1]);
        if (!option) return false;
        list.value = option.value;
        list.dispatchEvent(new Event('change', { bubbles: true }));
        return true;
    ";
    until_true(&format!("{option:?} among {label:?}"), SOON, async || {
        let arguments = vec![label.into(), option.into()];
        Ok(story.app.browser().run(script, arguments).await? == true)
    })
    .await
}

/// The rows of the product list, with their makers and badges.
async fn product_rows(story: &Story) -> Result<Vec<String>> {
    let script = r"
        return [...document.querySelectorAll('.palette .rows .pick')].map((e) =>
            [e.querySelector('.name').textContent, ...[...e.querySelectorAll('.badge, .maker')].map((f) => f.textContent)].join(' '));
    ";
    let rows = story.app.browser().run(script, Vec::new()).await?;
    Ok(serde_json::from_value(rows)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn variants_of_a_product_are_folded_and_tell_what_sets_them_apart() -> Result<()> {
    story("variants_of_a_product", async |story| {
        open(story).await?;
        search(story, "edgeswitch 48 750w").await?;
        until_true("a product with variants", SOON, async || {
            Ok(product_rows(story).await?.len() == 1)
        })
        .await?;
        let name = "1 more variant of EdgeSwitch 48 750W";
        story.app.press(name).await?;
        until_true("each tells what sets it apart", SOON, async || {
            let rows = product_rows(story).await?;
            Ok(rows.len() == 2
                && rows[0].contains("ES-48-750W")
                && rows[1].contains("left to right air"))
        })
        .await?;
        story.app.press(name).await?;
        until_true("its variants folded", SOON, async || {
            Ok(product_rows(story).await?.len() == 1)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typing_error_is_forgiven_and_filters_narrow_what_is_found() -> Result<()> {
    story("typo_filter", async |story| {
        open(story).await?;
        search(story, "sinology rs1221").await?;
        until_true("one row for a product", SOON, async || {
            let rows = product_rows(story).await?;
            Ok(rows == ["RS1221+ 2U Synology", "RS1221RP+ 2U Synology"])
        })
        .await?;
        let marked = "return [...document.querySelectorAll('.palette .rows .pick:first-child mark')].map((e) => e.textContent);";
        let marks = story.app.browser().run(marked, Vec::new()).await?;
        ensure!(marks[0] == "RS1221", "what matched is not marked: {marks}");
        story.app.press("Filters").await?;
        choose(story, "Height", "1U").await?;
        story
            .app
            .wait_for_text("No products found with these filters", SOON)
            .await?;
        story.app.press("Clear filters").await?;
        until_true("all of them again", SOON, async || {
            Ok(product_rows(story).await?.len() == 2)
        })
        .await?;
        choose(story, "Maker", "Dell").await?;
        story
            .app
            .wait_for_text("No products found with these filters", SOON)
            .await?;
        axe::check(story.app.browser(), "the palette with filters").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn it_waits_until_it_is_wanted_and_remembers_that() -> Result<()> {
    let first_visit = Setting {
        palette_open: false,
        ..Setting::default()
    };
    story_in(first_visit, "palette_waits", async |story| {
        let app = &story.app;
        app.open("?demo").await?;
        app.wait_for_hub("demo", SOON).await?;
        app.wait_for_count(".palette[data-state=folded]", 1).await?;
        ensure!(app.count(".palette .pick").await? == 0, "it is not closed");
        // The filter's key is not handled by the palette.
        app.key(&[], "/").await?;
        until_true("the cursor in the filter", SOON, async || {
            Ok(app.focused().await? == "Filter")
        })
        .await?;
        app.key(&[], Key::Escape).await?;
        app.press("Add").await?;
        app.wait_for_count(".palette[data-state=open]", 1).await?;
        app.reload().await?;
        app.wait_for_hub("demo", SOON).await?;
        app.wait_for_count(".palette[data-state=open]", 1).await?;
        app.press("Add").await?;
        app.wait_for_count(".palette[data-state=folded]", 1).await?;
        axe::check(app.browser(), "the racks with a rail").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_and_unlinked_systems_are_found_with_the_types() -> Result<()> {
    story("templates_and_systems_are_found", async |story| {
        open(story).await?;
        let app = &story.app;
        let script = "return document.querySelector('.pick.system .name').textContent;";
        let unlinked = app.browser().run(script, Vec::new()).await?;
        let unlinked = unlinked.as_str().unwrap_or_default().to_owned();
        search(story, &unlinked).await?;
        let system = ".palette .unlinked .pick.system:not([data-template])";
        until_true("the system alone", SOON, async || {
            let names = offered(story).await?;
            Ok(names.first() == Some(&unlinked) && app.count(system).await? == 1)
        })
        .await?;
        app.key(&[Key::Control], "a").await?;
        app.key(&[], "home lab").await?;
        app.wait_for_count("[data-template=home-lab]", 1).await?;
        press_entry(story, "12U home lab").await?;
        app.wait_for_text("Before each device", SOON).await
    })
    .await
}
