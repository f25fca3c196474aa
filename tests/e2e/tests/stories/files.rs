//! Files and links, in and out.

use std::fs;
use std::path::PathBuf;

use e2e::browser::Recording;
use e2e::process::repository;
use e2e::story::{Setting, story_in};
use e2e::wait::{SOON, until, until_true};
use e2e::{Context, Key, Result, Story, ensure};
use serde_json::json;

fn without_systems() -> Setting {
    Setting {
        systems: Vec::new(),
        recording: Recording::ConsoleOnly,
    }
}

async fn open_racks(story: &Story) -> Result<()> {
    story.app.open("?local").await?;
    story.app.wait_for_count("[data-rack-id]", 1).await
}

/// Chooses fixtures in the dialog that opens files.
async fn choose(story: &Story, files: &[&str]) -> Result<()> {
    story.app.act("Open a file").await?;
    let fixtures = repository().join("tests/fixtures").canonicalize()?;
    let paths: Vec<String> = files
        .iter()
        .map(|file| fixtures.join(file).display().to_string())
        .collect();
    let field = story.app.field("Files").await?;
    Ok(field.send_keys(paths.join("\n")).await?)
}

async fn close_dialog(story: &Story) -> Result<()> {
    story.app.press("Close").await?;
    story.app.wait_for_count("dialog", 0).await
}

#[tokio::test(flavor = "multi_thread")]
async fn racks_of_a_file_come_in_with_a_report_and_go_by_undo() -> Result<()> {
    story_in(without_systems(), "racks_of_a_file", async |story| {
        open_racks(story).await?;
        choose(story, &["import/homelab.rackula.yaml"]).await?;
        for words in [
            "Rackula file: “Cellar”, 2 racks, 9 devices",
            "18 items came in unchanged, 2 changed, 1 skipped.",
            "its category “quantum-computer” is not known",
        ] {
            story.app.wait_for_text(words, SOON).await?;
        }
        story.app.press("Add its racks to this layout").await?;
        story.app.wait_for_count("[data-rack-id]", 3).await?;
        story.app.wait_for_count("dialog", 0).await?;
        story.app.key(&[Key::Control], "z").await?;
        story.app.wait_for_count("[data-rack-id]", 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_becomes_a_layout_beside_the_others() -> Result<()> {
    story_in(
        without_systems(),
        "a_file_becomes_a_layout",
        async |story| {
            open_racks(story).await?;
            choose(story, &["layouts/v1-everything.json"]).await?;
            story
                .app
                .wait_for_text("Blinkenrack layout: “Home lab”", SOON)
                .await?;
            story.app.press("Open as a new layout").await?;
            story.app.wait_for_count("[data-rack-id]", 2).await?;
            story.app.act("New, rename, delete layouts").await?;
            story.app.wait_for_text("My racks", SOON).await?;
            story.app.wait_for_text("Home lab", SOON).await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn many_files_at_once_and_bad_ones_among_them() -> Result<()> {
    story_in(without_systems(), "many_files_at_once", async |story| {
        open_racks(story).await?;
        let files = [
            "import/netbox-several.yaml",
            "README.md",
            "layouts/v1-bad-items.json",
        ];
        choose(story, &files).await?;
        for words in [
            "Device types of NetBox: 5",
            "Example Twin",
            "another one in the file has the same slug",
            "README.md",
            "6 items came in unchanged, 2 changed, 25 skipped.",
        ] {
            story.app.wait_for_text(words, SOON).await?;
        }
        ensure!(!story.app.alert().await?.is_empty());
        story.app.press("Add them to this layout").await?;
        story
            .app
            .wait_for_text("Added 5 device types", SOON)
            .await?;
        choose(story, &["import/netbox-several.yaml"]).await?;
        story
            .app
            .wait_for_text("skipped: the layout has it already", SOON)
            .await?;
        story.app.wait_for_count("dialog button.primary", 0).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_dropped_and_links_are_pasted() -> Result<()> {
    story_in(without_systems(), "a_file_is_dropped", async |story| {
        story.app.open("").await?;
        story.app.button("Explore the demo").await?;
        let text = fs::read_to_string(
            repository().join("tests/fixtures/import/single-rack-of-old.yaml"),
        )?;
        let drop = r"
            const data = new DataTransfer();
            data.items.add(new File([arguments[0]], 'closet.yaml'));
            for (const kind of ['dragover', 'drop']) {
                document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
            }
        ";
        story.app.browser().run(drop, vec![json!(text)]).await?;
        story
            .app
            .wait_for_text("Rackula file: “Closet”, 1 rack", SOON)
            .await?;
        let cut = "https://racks.example/#layout=1.AAAA";
        story.app.fill("Or a share link", cut).await?;
        story.app.press("Read the link").await?;
        story.app.wait_for_text("The link is damaged", SOON).await?;
        story.app.press("Open as a new layout").await?;
        story.app.wait_for_text("Opened Closet", SOON).await
    })
    .await
}

/// A folder that takes what the browser saves.
async fn downloads(story: &Story, name: &str) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("blinkenrack-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let parameters = json!({ "behavior": "allow", "downloadPath": folder });
    let browser = story.app.browser();
    browser
        .devtools("Browser.setDownloadBehavior", parameters)
        .await?;
    Ok(folder)
}

/// The content of the file that ends so, once it is there; it is gone from the folder then.
async fn saved(folder: &PathBuf, ending: &str) -> Result<Vec<u8>> {
    until(&format!("a file {ending}"), SOON, async || {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(ending) {
                let content = fs::read(&path)?;
                fs::remove_file(path)?;
                return Ok(Some(content));
            }
        }
        Ok(None)
    })
    .await
}

async fn choose_option(story: &Story, label: &str, value: &str) -> Result<()> {
    let field = story.app.field(label).await?;
    let option = format!("option[value='{value}']");
    Ok(field.find(e2e::By::Css(option)).await?.click().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_file_is_saved() -> Result<()> {
    story_in(without_systems(), "every_kind_of_file", async |story| {
        let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        let browser = story.app.browser();
        browser.devtools("Emulation.setEmulatedMedia", dark).await?;
        story.app.open("?demo").await?;
        story.app.wait_for_hub("demo", SOON).await?;
        until_true("devices", SOON, async || {
            Ok(story.app.devices().await?.len() > 5)
        })
        .await?;
        let folder = downloads(story, "saved").await?;
        story.app.key(&[Key::Control], "s").await?;
        let layout: serde_json::Value = serde_json::from_slice(&saved(&folder, ".json").await?)?;
        ensure!(layout["schema_version"] == 1, "{layout}");
        story.app.act("Export").await?;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).context("text");

        let mut widths = Vec::new();
        for size in ["1", "4"] {
            choose_option(story, "Format", "png").await?;
            choose_option(story, "Size", size).await?;
            story.app.press("Download").await?;
            let picture = saved(&folder, ".png").await?;
            let width = picture.get(16..20).context("a PNG")?;
            widths.push(u32::from_be_bytes(width.try_into()?));
        }
        ensure!(widths[1] == 4 * widths[0], "{widths:?}");

        choose_option(story, "Format", "svg").await?;
        story.app.press("Download").await?;
        let svg = text(saved(&folder, ".svg").await?)?;
        ensure!(svg.starts_with("<svg") && svg.contains("Rack A") && !svg.contains("<script"));

        // Paper is light.
        let colors = story.app.field("Colors").await?;
        ensure!(colors.prop("value").await?.as_deref() == Some("dark"));
        choose_option(story, "Format", "pdf").await?;
        ensure!(colors.prop("value").await?.as_deref() == Some("light"));
        for (paper, size) in [("a4", "595"), ("letter", "612")] {
            choose_option(story, "Paper", paper).await?;
            story.app.press("Download").await?;
            let file = saved(&folder, ".pdf").await?;
            let file = String::from_utf8_lossy(&file);
            ensure!(file.starts_with("%PDF-"), "no PDF");
            ensure!(
                file.contains(&format!("/MediaBox[0 0 {size}")),
                "not {paper}"
            );
            let racks = layout["racks"].as_array().map_or(0, Vec::len);
            ensure!(
                file.contains(&format!("/Count {racks}")),
                "not a rack a page"
            );
        }

        choose_option(story, "Format", "csv").await?;
        story.app.press("Download").await?;
        let table = text(saved(&folder, ".csv").await?)?;
        let devices = layout["devices"].as_array().map_or(0, Vec::len);
        ensure!(table.lines().count() == devices + 1, "{table}");

        choose_option(story, "Format", "rackula").await?;
        story.app.press("Download").await?;
        let file = text(saved(&folder, ".rackula.yaml").await?)?;
        ensure!(
            file.contains("custom_fields") && file.contains("blinkenrack"),
            "{file}"
        );
        fs::remove_dir_all(folder)?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_holds_the_layout_and_nothing_of_the_hub() -> Result<()> {
    story_in(
        without_systems(),
        "a_link_holds_the_layout",
        async |story| {
            open_racks(story).await?;
            choose(story, &["import/homelab.rackula.yaml"]).await?;
            story.app.press("Open as a new layout").await?;
            story.app.wait_for_count("[data-rack-id]", 2).await?;
            story.app.act("Share a link").await?;
            let field = story.app.field("Link").await?;
            let link = field.prop("value").await?.context("a link")?;
            ensure!(link.contains("#layout=1.") && link.len() < 8_000, "{link}");
            close_dialog(story).await?;

            let driver = story.app.browser().driver();
            let tab = driver.new_tab().await?;
            driver.switch_to_window(tab).await?;
            driver.goto(&link).await?;
            story
                .app
                .wait_for_text("“Cellar”: 2 racks, 9 devices.", SOON)
                .await?;
            story.app.press("Not now").await?;
            story.app.wait_for_count("dialog", 0).await?;
            ensure!(
                story.app.count("[data-rack-id]").await? == 0,
                "opened unasked"
            );

            driver.goto(&link).await?;
            story.app.press("Open as a new layout").await?;
            story.app.wait_for_count("[data-rack-id]", 2).await?;
            story.app.wait_for_count("[data-device-id]", 9).await?;
            story.app.wait_for_count("[data-system-id]", 0).await?;
            let address = driver.current_url().await?;
            ensure!(address.fragment().is_none_or(str::is_empty), "{address}");
            Ok(())
        },
    )
    .await
}
