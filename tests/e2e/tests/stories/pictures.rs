//! Pictures of devices: set, shown or hidden, stored, and included in archives.

use e2e::process::repository;
use e2e::story::story_in;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, ensure};
use serde_json::{Value, json};

use crate::files::{choose, open_racks, without_systems};
use crate::files_out::{choose_option, close_dialog, downloads, saved};

/// Devices that are drawn with a picture.
const PICTURED: &str = "[data-device-id] image[href^='blob:']";

/// A layout with a two-unit server at actual size.
async fn open_layout(story: &Story) -> Result<()> {
    open_racks(story).await?;
    choose(story, &["layouts/v1-everything.json"]).await?;
    story.app.press("Open as a new layout").await?;
    story.app.wait_for_count("[data-rack-id]", 2).await?;
    story.app.wait_for_count("dialog", 0).await?;
    story.app.act("Zoom to fit").await
}

/// Opens the form of the server's type from the palette.
async fn edit_type(story: &Story) -> Result<()> {
    if story.app.count(".palette .pick").await? == 0 {
        story.app.act("Show or hide the device palette").await?;
    }
    let script = "
        const edit = [...document.querySelectorAll('.palette button')]
            .find((e) => /^Edit .*2U server$/.test(e.ariaLabel ?? ''));
        const fold = [...document.querySelectorAll('.palette .fold')]
            .find((e) => e.textContent.includes('In this layout'));
        if (!edit && fold?.getAttribute('aria-expanded') === 'false') fold.click();
        edit?.click();
        return Boolean(edit);";
    until_true("the type in the palette", SOON, async || {
        Ok(story.app.browser().run(script, Vec::new()).await? == true)
    })
    .await
}

async fn choose_picture(story: &Story, label: &str, file: &str) -> Result<()> {
    let path = repository().join("tests/fixtures/pictures").join(file);
    let field = story.app.field(label).await?;
    Ok(field
        .send_keys(path.canonicalize()?.display().to_string())
        .await?)
}

async fn set_picture(story: &Story, label: &str, file: &str) -> Result<()> {
    edit_type(story).await?;
    choose_picture(story, label, file).await?;
    story.app.wait_for_count(".picture .shown img", 1).await?;
    // The preview of the front shows it too.
    story.app.wait_for_count("svg.front image[href]", 1).await?;
    story.app.press("Save").await?;
    story.app.wait_for_count("dialog", 0).await
}

/// Runs a script that returns numbers.
async fn numbers(story: &Story, script: &str) -> Result<Vec<f64>> {
    let found = story.app.browser().run(script, Vec::new()).await?;
    let list = found.as_array().cloned().unwrap_or_default();
    Ok(list.iter().filter_map(Value::as_f64).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_set_hidden_undone_and_kept() -> Result<()> {
    story_in(without_systems(), "a_picture_is_set", async |story| {
        open_layout(story).await?;
        set_picture(story, "Front picture", "front.png").await?;
        story.app.wait_for_count(PICTURED, 1).await?;
        // It fills its area, the name is above it, and the device stays within its limit of nodes.
        let script = "
            const image = document.querySelector('[data-device-id] image');
            const group = image.parentNode;
            const order = [...group.children].map((e) => e.tagName);
            const box = image.getBoundingClientRect();
            return [box.width, box.height, group.children.length, order.indexOf('text') - order.indexOf('image')];";
        let found = numbers(story, script).await?;
        ensure!(
            matches!(found.as_slice(), [width, height, nodes, above]
                if *width > 50.0 && *height > 5.0 && *nodes <= 7.0 && *above > 0.0),
            "{found:?}"
        );
        // So does its entry in the palette.
        let entry = ".palette svg.device image[href^='blob:']";
        story.app.wait_for_count(entry, 1).await?;
        story.app.key(&[], "i").await?;
        story.app.wait_for_text("Pictures hidden", SOON).await?;
        story.app.wait_for_count(PICTURED, 0).await?;
        story.app.wait_for_count(entry, 0).await?;
        story.app.press("Pictures").await?;
        story.app.wait_for_count(PICTURED, 1).await?;
        story.app.wait_for_count(entry, 1).await?;
        story.app.key(&[Key::Control], "z").await?;
        story.app.wait_for_count(PICTURED, 0).await?;
        story.app.key(&[Key::Control], "y").await?;
        story.app.wait_for_count(PICTURED, 1).await?;
        story.app.reload().await?;
        story.app.wait_for_count(PICTURED, 1).await?;
        // The rear has its own picture.
        story.app.key(&[], "v").await?;
        story.app.wait_for_count(PICTURED, 0).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_refused_in_words() -> Result<()> {
    story_in(without_systems(), "no_picture", async |story| {
        open_layout(story).await?;
        edit_type(story).await?;
        choose_picture(story, "Rear picture", "letter.png").await?;
        story
            .app
            .wait_for_text(
                "The file is not a PNG, JPEG or WebP picture, whatever its name says.",
                SOON,
            )
            .await?;
        ensure!(story.app.count(".picture .shown").await? == 0);
        // A good picture removes the message, and can be removed itself.
        choose_picture(story, "Rear picture", "rear.png").await?;
        story.app.press("Remove the rear picture").await?;
        story
            .app
            .wait_for_count(".picture .notice, .picture .shown", 0)
            .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn archives_take_pictures_to_another_browser() -> Result<()> {
    story_in(without_systems(), "archives_of_pictures", async |story| {
        open_layout(story).await?;
        set_picture(story, "Front picture", "front.png").await?;
        story.app.wait_for_count(PICTURED, 1).await?;
        let folder = downloads(story, "pictures").await?;
        story.app.act("Export").await?;
        for (format, ending) in [
            ("archive", ".blinkenrack.zip"),
            ("rackula-archive", ".Rackula.zip"),
        ] {
            choose_option(story, "Format", format).await?;
            story.app.press("Download").await?;
            let bytes = saved(&folder, ending).await?;
            std::fs::write(folder.join(format!("kept-{format}.zip")), bytes)?;
        }
        choose_option(story, "Format", "svg").await?;
        story.app.press("Download").await?;
        let svg = String::from_utf8(saved(&folder, ".svg").await?)?;
        ensure!(svg.matches(";base64,").count() == 1, "no picture in the SVG");
        choose_option(story, "Format", "pdf").await?;
        story.app.press("Download").await?;
        let pdf = saved(&folder, ".pdf").await?;
        ensure!(String::from_utf8_lossy(&pdf).contains("/DCTDecode"), "no picture in the PDF");
        close_dialog(story).await?;
        for format in ["archive", "rackula-archive"] {
            // As in a browser that has never seen the layout.
            story.app.open("").await?;
            let origin = json!({ "origin": story.app.url().split('/').take(3).collect::<Vec<_>>().join("/"), "storageTypes": "all" });
            story.app.browser().devtools("Storage.clearDataForOrigin", origin).await?;
            open_racks(story).await?;
            story.app.act("Open a file").await?;
            let field = story.app.field("Files").await?;
            let path = folder.join(format!("kept-{format}.zip"));
            field.send_keys(path.display().to_string()).await?;
            story.app.press("Open as a new layout").await?;
            story.app.wait_for_count("[data-rack-id]", 2).await?;
            story.app.act("Zoom to fit").await?;
            story.app.wait_for_count(PICTURED, 1).await?;
        }
        Ok(())
    })
    .await
}
