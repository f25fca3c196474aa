//! Exporting files and links.

use std::fs;
use std::path::PathBuf;

use e2e::story::story_in;
use e2e::wait::{SOON, until, until_true};
use e2e::{Context, Key, Result, Story, ensure};
use serde_json::json;

use crate::files::{choose, open_racks, without_systems};

pub async fn close_dialog(story: &Story) -> Result<()> {
    story.app.press("Close").await?;
    story.app.wait_for_count("dialog", 0).await
}

/// Creates a folder for the browser's downloads.
pub async fn downloads(story: &Story, name: &str) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("blinkenrack-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let parameters = json!({ "behavior": "allow", "downloadPath": folder });
    let browser = story.app.browser();
    browser
        .devtools("Browser.setDownloadBehavior", parameters)
        .await?;
    Ok(folder)
}

/// Waits for the file with this ending, returns its content, and deletes it.
pub async fn saved(folder: &PathBuf, ending: &str) -> Result<Vec<u8>> {
    until(&format!("a file {ending}"), SOON, async || {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(ending) {
                let content = fs::read(&path)?;
                // The browser reserves the name before it has the content.
                if content.is_empty() {
                    return Ok(None);
                }
                fs::remove_file(path)?;
                return Ok(Some(content));
            }
        }
        Ok(None)
    })
    .await
}

pub async fn choose_option(story: &Story, label: &str, value: &str) -> Result<()> {
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
        ensure!(layout["schema_version"] == 2, "{layout}");
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

/// Waits for this many files with this ending.
async fn all_saved(folder: &PathBuf, ending: &str, count: usize) -> Result<Vec<Vec<u8>>> {
    until(&format!("{count} files {ending}"), SOON, async || {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
        if found.len() < count {
            return Ok(None);
        }
        let contents: Result<Vec<Vec<u8>>> = found.iter().map(|path| Ok(fs::read(path)?)).collect();
        let contents = contents?;
        Ok((!contents.iter().any(Vec::is_empty)).then_some(contents))
    })
    .await
}

/// `name` is the folder's: stories that run at the same time have their own.
async fn open_export(story: &Story, name: &str) -> Result<PathBuf> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    until_true("devices", SOON, async || {
        Ok(story.app.devices().await?.len() > 5)
    })
    .await?;
    let folder = downloads(story, name).await?;
    story.app.act("Export").await?;
    Ok(folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_rack_is_a_file_of_its_own() -> Result<()> {
    story_in(without_systems(), "a_file_for_each_rack", async |story| {
        let folder = open_export(story, "one-each").await?;
        choose_option(story, "Format", "svg").await?;
        story.app.press("One file per rack").await?;
        story.app.press("Download").await?;
        let racks = ["Rack A", "Rack B", "Rack C"];
        let files = all_saved(&folder, ".svg", racks.len()).await?;
        let names = |file: &Vec<u8>| {
            let text = String::from_utf8_lossy(file).into_owned();
            racks.map(|rack| text.contains(&format!(">{rack}<")))
        };
        let mut found: Vec<[bool; 3]> = files.iter().map(names).collect();
        found.sort_unstable();
        let one_each = [
            [false, false, true],
            [false, true, false],
            [true, false, false],
        ];
        ensure!(found == one_each, "{found:?}");
        Ok(fs::remove_dir_all(folder)?)
    })
    .await
}

/// How opaque the upper left corner of a picture is, 0 to 255.
async fn opacity_of_corner(story: &Story, picture: &[u8]) -> Result<u64> {
    let script = r"
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(arguments[0])], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(1, 1).getContext('2d');
        canvas.drawImage(bitmap, 0, 0);
        return canvas.getImageData(0, 0, 1, 1).data[3];
    ";
    let script = format!("return (async function () {{ {script} }}).apply(null, arguments);");
    let opacity = story
        .app
        .browser()
        .run(&script, vec![json!(picture)])
        .await?;
    opacity.as_u64().context("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_has_a_background_or_none() -> Result<()> {
    story_in(without_systems(), "a_background_or_none", async |story| {
        let folder = open_export(story, "transparent").await?;
        choose_option(story, "Format", "png").await?;
        choose_option(story, "Size", "1").await?;
        story.app.press("Download").await?;
        let plain = saved(&folder, ".png").await?;
        ensure!(opacity_of_corner(story, &plain).await? == 255);
        story.app.press("Transparent background").await?;
        story.app.press("Download").await?;
        let clear = saved(&folder, ".png").await?;
        ensure!(opacity_of_corner(story, &clear).await? == 0);
        Ok(fs::remove_dir_all(folder)?)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_block_says_what_it_is_and_leads_back_to_it() -> Result<()> {
    story_in(without_systems(), "a_title_block", async |story| {
        let folder = open_export(story, "title-block").await?;
        choose_option(story, "Format", "svg").await?;
        story.app.press("Title block and legend").await?;
        story.app.press("QR code that opens the layout").await?;
        story.app.press("Download").await?;
        let text = String::from_utf8(saved(&folder, ".svg").await?)?;
        for words in [" linked", "Scan the code to open the layout"] {
            ensure!(text.contains(words), "{words}");
        }
        story.app.key(&[], Key::Escape).await?;
        story.app.wait_for_count("dialog", 0).await?;
        // The link has a QR code too.
        story.app.act("Share a link").await?;
        story.app.wait_for_count("svg.share-code path", 1).await?;
        Ok(fs::remove_dir_all(folder)?)
    })
    .await
}

/// A hall with names that hardly compress.
fn hall() -> String {
    let rack_id = |rack: usize| format!("{:032x}", 0x1000 + rack);
    let racks: Vec<_> = (0..10)
        .map(|rack| json!({ "id": rack_id(rack), "name": format!("Rack {rack}"), "height": 42 }))
        .collect();
    let mut chance = 1u64;
    let mut word = || {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        format!("{chance:016x}")
    };
    let devices: Vec<_> = (0..420)
        .map(|number| {
            json!({ "id": format!("{:032x}", 0x2000 + number), "type": "s", "name": format!("{}{}", word(), word()),
                "rack": rack_id(number / 42), "bottom": number % 42 * 2 })
        })
        .collect();
    json!({
        "schema_version": 1, "id": "00000000-0000-4000-8000-000000000001", "name": "Hall", "racks": racks,
        "device_types": [{ "slug": "s", "model": "Server", "category": "server", "height": 2 }], "devices": devices,
    })
    .to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_link_says_so() -> Result<()> {
    story_in(without_systems(), "a_long_link", async |story| {
        open_racks(story).await?;
        story.app.act("Share a link").await?;
        story.app.field("Link").await?;
        let words = "The link is long";
        ensure!(!story.app.text().await?.contains(words));
        close_dialog(story).await?;
        let file =
            std::env::temp_dir().join(format!("blinkenrack-hall-{}.json", std::process::id()));
        fs::write(&file, hall())?;
        choose(story, &[&file.to_string_lossy()]).await?;
        story.app.press("Open as a new layout").await?;
        story.app.wait_for_text("Created Hall", SOON).await?;
        fs::remove_file(file)?;
        story.app.act("Share a link").await?;
        story.app.wait_for_text(words, SOON).await?;
        let field = story.app.field("Link").await?;
        let link = field.prop("value").await?.context("a link")?;
        ensure!(link.len() > 8_000, "{} characters", link.len());
        Ok(())
    })
    .await
}

/// Names that are markup, a formula or no text, unless escaped.
const HOSTILE: [&str; 6] = [
    "</text><script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]>--><!-- \" ' & &lt;",
    "=HYPERLINK(\"http://e.example\",\"a\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1,\"2\"\tthree",
    "a\u{1}b\u{7}c\u{fffe}d\u{202e}e",
];

/// The demo's racks as a file, with these names for the first devices.
fn renamed(layout: &[u8]) -> Result<String> {
    let mut layout: serde_json::Value = serde_json::from_slice(layout)?;
    let devices = layout["devices"].as_array_mut().context("devices")?;
    for (device, name) in devices.iter_mut().zip(HOSTILE) {
        device["name"] = json!(name);
        device["notes"] = json!(name);
    }
    Ok(layout.to_string())
}

/// Parses the rows of a table like a spreadsheet.
fn cells(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut letters = table.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(letter),
        }
    }
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_are_text_in_pictures_and_tables() -> Result<()> {
    story_in(without_systems(), "hostile_names_go_out", async |story| {
        let folder = open_export(story, "hostile").await?;
        choose_option(story, "Format", "json").await?;
        story.app.press("Download").await?;
        let file = folder.join("hostile.txt");
        let layout = saved(&folder, ".json").await?;
        fs::write(&file, renamed(&layout)?)?;
        close_dialog(story).await?;
        choose(story, &[&file.to_string_lossy()]).await?;
        story.app.press("Open as a new layout").await?;
        story.app.wait_for_count("dialog", 0).await?;
        story.app.device_named("@SUM(1+1)*cmd|' /C calc'!A0").await?;
        story.app.act("Export").await?;

        choose_option(story, "Format", "csv").await?;
        story.app.press("Download").await?;
        let table = String::from_utf8(saved(&folder, ".csv").await?)?;
        let rows = cells(&table);
        let columns = rows.first().map_or(0, Vec::len);
        ensure!(columns > 10 && rows.iter().all(|row| row.len() == columns), "{table}");
        let is_formula = |cell: &&String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let formulas: Vec<&String> = rows.iter().flatten().filter(is_formula).collect();
        ensure!(formulas.is_empty(), "{formulas:?}");
        let held = |text: &str| rows.iter().flatten().any(|cell| cell == text);
        ensure!(held(&format!("'{}", HOSTILE[2])) && held(HOSTILE[1]), "{table}");
        choose_option(story, "Format", "svg").await?;
        story.app.press("Download").await?;
        let svg = saved(&folder, ".svg").await?;
        // As a page of its own, so that the browser parses it like any SVG.
        let picture = folder.join("opened.svg");
        fs::write(&picture, svg)?;
        story.app.browser().driver().goto(format!("file://{}", picture.display())).await?;
        let script = r"
            const all = [...document.querySelectorAll('*')];
            return {
                broken: document.querySelector('parsererror')?.textContent ?? '',
                kinds: [...new Set(all.map((e) => e.localName))].sort(),
                risky: all.flatMap((e) => e.getAttributeNames()).filter((n) => /^on|href|style/.test(n)),
                texts: all.filter((e) => e.localName === 'text').map((e) => e.textContent),
            };
        ";
        let page = story.app.browser().run(script, Vec::new()).await?;
        ensure!(page["broken"] == "", "{page}");
        let kinds = json!(["defs", "g", "linearGradient", "path", "rect", "stop", "svg", "text", "title"]);
        ensure!(page["kinds"] == kinds && page["risky"] == json!([]), "{page}");
        let texts = page["texts"].as_array().context("texts")?;
        let shown = |start: &str| texts.iter().any(|text| text.as_str().is_some_and(|text| text.starts_with(start)));
        ensure!(shown("</text><sc") && shown("]]>--><!--"), "{page}");
        Ok(fs::remove_dir_all(folder)?)
    })
    .await
}
