//! The palette: what there is to place is found by looking and by typing, and placed by a press.

use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, ensure, story};

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
    story.app.key(&[], "/").await?;
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
        let first = offered(story).await?.remove(0);
        press_entry(story, &first).await?;
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
        // A selected device stands for its rack, whose largest gap has fewer units than the highest types.
        let devices = story.app.devices().await?;
        let Some(device) = devices
            .iter()
            .find(|device| device.label.starts_with("pve-node1"))
        else {
            e2e::bail!("the demo has no pve-node1");
        };
        let (x, y) = device.place.middle();
        let actions = story.app.browser().driver().action_chain();
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
