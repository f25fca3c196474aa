//! The forms of new racks and of device types.

use e2e::story::Story;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, ensure, story};
use thirtyfour::components::SelectElement;

async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    until_true("the demo's devices", SOON, async || {
        Ok(story.app.devices().await?.len() > 15)
    })
    .await
}

async fn choose(story: &Story, field: &str, option: &str) -> Result<()> {
    let field = story.app.field(field).await?;
    Ok(SelectElement::new(&field)
        .await?
        .select_by_visible_text(option)
        .await?)
}

async fn is_named(story: &Story, name: &str) -> Result<bool> {
    let devices = story.app.devices().await?;
    Ok(devices.iter().any(|device| device.label.starts_with(name)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rack_is_added_as_the_form_says() -> Result<()> {
    story("a_rack_is_added", async |story| {
        open(story).await?;
        story.app.act("Add a rack").await?;
        story.app.fill("Name", "Cupboard").await?;
        story.app.fill("Height", "6").await?;
        choose(story, "Width", "10 inches").await?;
        choose(story, "Units are counted", "downwards").await?;
        story.app.fill("First unit", "5").await?;
        story.app.press("Add rack").await?;
        story.app.wait_for_text("Cupboard", SOON).await?;
        story.app.wait_for_text("6U", SOON).await?;
        story.app.key(&[Key::Control], "z").await?;
        until_true("the rack gone", SOON, async || {
            let script = "return [...document.querySelectorAll('main h2, main h3')].some((e) => e.textContent.includes('Cupboard'));";
            Ok(story.app.browser().run(script, Vec::new()).await? == false)
        })
        .await
    })
    .await
}

async fn press_of_type(story: &Story, script: &str) -> Result<()> {
    let done = story.app.browser().run(script, Vec::new()).await?;
    ensure!(done == true, "there is no such button");
    Ok(())
}

async fn type_is_listed(story: &Story, name: &str) -> Result<bool> {
    let script = "return [...document.querySelectorAll('.palette .pick .name')].some((e) => e.textContent === arguments[0]);";
    let listed = story.app.browser().run(script, vec![name.into()]).await?;
    Ok(listed == true)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_type_of_ones_own_is_edited_and_deleted_once_no_device_is_of_it() -> Result<()> {
    story("a_type_of_ones_own", async |story| {
        open(story).await?;
        story.app.act("New device type").await?;
        story.app.fill("Name", "Crate").await?;
        story.app.press("Add type").await?;
        story.app.wait_for_count("dialog", 0).await?;
        let unfold = "const s = [...document.querySelectorAll('.palette button')].find((e) => e.textContent.includes('In this layout')); \
            s?.click(); return Boolean(s);";
        press_of_type(story, unfold).await?;
        until_true("the type", SOON, async || {
            type_is_listed(story, "Crate").await
        })
        .await?;
        story.app.press("Edit Crate").await?;
        story.app.fill("Name", "Box").await?;
        story.app.press("Save").await?;
        until_true("its new name", SOON, async || {
            type_is_listed(story, "Box").await
        })
        .await?;
        let place = "const e = [...document.querySelectorAll('.palette .pick')] \
            .find((e) => e.querySelector('.name').textContent === 'Box'); e?.click(); return Boolean(e);";
        press_of_type(story, place).await?;
        until_true("a device of it", SOON, async || is_named(story, "Box").await).await?;
        story.app.press("Edit Box").await?;
        story
            .app
            .wait_for_text("Box is of this type, so it cannot be deleted.", SOON)
            .await?;
        story.app.press("Cancel").await?;
        story.app.wait_for_count("dialog", 0).await?;
        story.app.key(&[Key::Control], "z").await?;
        until_true("no device of it", SOON, async || {
            Ok(!is_named(story, "Box").await?)
        })
        .await?;
        story.app.press("Edit Box").await?;
        story.app.press("Delete type").await?;
        until_true("the type gone", SOON, async || {
            Ok(!type_is_listed(story, "Box").await?)
        })
        .await?;
        story.app.wait_for_count("dialog", 0).await?;
        story.app.key(&[Key::Control], "z").await?;
        until_true("the type again", SOON, async || {
            type_is_listed(story, "Box").await
        })
        .await
    })
    .await
}
