//! Opening files and links.

use std::fs;

use e2e::process::repository;
use e2e::story::{Complaints, Setting, story_in};
use e2e::wait::SOON;
use e2e::{Key, Result, Story, ensure};
use serde_json::json;

pub fn without_systems() -> Setting {
    Setting {
        systems: Vec::new(),
        ..Setting::default()
    }
}

pub async fn open_racks(story: &Story) -> Result<()> {
    story.app.open("?local").await?;
    story.app.wait_for_count("[data-rack-id]", 1).await
}

/// Chooses fixtures in the dialog for opening files.
pub async fn choose(story: &Story, files: &[&str]) -> Result<()> {
    story.app.act("Open a file").await?;
    let fixtures = repository().join("tests/fixtures").canonicalize()?;
    let paths: Vec<String> = files
        .iter()
        .map(|file| fixtures.join(file).display().to_string())
        .collect();
    let field = story.app.field("Files").await?;
    Ok(field.send_keys(paths.join("\n")).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn racks_of_a_file_come_in_with_a_report_and_go_by_undo() -> Result<()> {
    story_in(without_systems(), "racks_of_a_file", async |story| {
        open_racks(story).await?;
        choose(story, &["import/homelab.rackula.yaml"]).await?;
        for words in [
            "Rackula file: “Cellar”, 2 racks, 9 devices",
            "18 items imported unchanged, 2 changed, 1 skipped.",
            "its category “quantum-computer” is unknown",
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
            story.app.act("Manage layouts…").await?;
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
            "6 items imported unchanged, 1 changed, 25 skipped.",
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
            .wait_for_text("skipped: the layout already has it", SOON)
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
        story.app.wait_for_text("Created Closet", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn adding_a_file_keeps_the_choices_in_the_others() -> Result<()> {
    story_in(without_systems(), "choices_stay", async |story| {
        open_racks(story).await?;
        choose(story, &["import/homelab.rackula.yaml"]).await?;
        story
            .app
            .wait_for_text("Rackula file: “Cellar”", SOON)
            .await?;
        let (rows, changed) = ("dialog ul.report li", 3);
        story.app.wait_for_count(rows, changed).await?;
        let all = changed + 18;
        story
            .app
            .press("Also list what was imported unchanged")
            .await?;
        story.app.wait_for_count(rows, all).await?;
        let cut = "https://racks.example/#layout=1.AAAA";
        story.app.fill("Or a share link", cut).await?;
        story.app.press("Read the link").await?;
        story.app.wait_for_text("The link is damaged", SOON).await?;
        story.app.wait_for_count("dialog section", 2).await?;
        let shown = story.app.count(rows).await?;
        ensure!(shown == all, "{shown} rows are listed, not {all}");
        story.app.wait_for_count("dialog input:checked", 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_and_a_link_of_rackula_are_opened() -> Result<()> {
    const LINK: &str = "https://racks.example/?l=H4sIAAAAAAAAA22Qy2rDMBBF_-V0OwTbNG47uwS6LBS6LF64flQGP4LkxoHgfy-STDbJSgKd0dxzr5xRsnyX73KE9oxmwojyZUrb1AjWod9XOpSE-HZAMGiaCQuavgl1YGaUGeGEpkKL0tppnLepaWxY5RFlm9Ju0E9jurG-cS5y-_vfnGn69sYNkUvuuaEbO4SqC2bOa1xYCz_o7-mGHaNSHo2SaFSshWB_g1uoITSQUsSZz7KzcS92WvBwPQfYbYomKFYoT8-Hl8OrL-6CMobgbhM0Ido91SK4PrZfh9yCDZJVH46lRZPdXjB_aBal3NZGXD2gfMQGBt_M-6UcTn3Do3U-ivP2a7H-Ay0E70IYAgAA";
    story_in(without_systems(), "rackulas_archive", async |story| {
        open_racks(story).await?;
        choose(story, &["archives/cellar.Rackula.zip"]).await?;
        for words in [
            "Rackula file: “Cellar”, 2 racks, 9 devices",
            "19 items imported unchanged, 2 changed, 1 skipped.",
        ] {
            story.app.wait_for_text(words, SOON).await?;
        }
        story.app.press("Add its racks to this layout").await?;
        story.app.wait_for_count("[data-rack-id]", 3).await?;
        story.app.wait_for_count("dialog", 0).await?;
        story.app.act("Open a file").await?;
        story.app.fill("Or a share link", LINK).await?;
        story.app.press("Read the link").await?;
        story
            .app
            .wait_for_text("Rackula link: “Shared”, 2 racks, 4 devices", SOON)
            .await?;
        story.app.press("Open as a new layout").await?;
        story.app.wait_for_text("Created Shared", SOON).await?;
        story.app.wait_for_count("[data-rack-id]", 2).await?;
        story.app.wait_for_count("[data-device-id]", 4).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_stops_the_reader_leaves_the_app_alive() -> Result<()> {
    story_in(without_systems(), "the_reader_stops", async |story| {
        story.expects(Complaints::All);
        open_racks(story).await?;
        // Instead of the first file the reader gets something that is not a file, which stops its program.
        let spoil = r"
            const post = Worker.prototype.postMessage;
            Worker.prototype.postMessage = function (message) {
                if (message[0] === 'single-rack-of-old.yaml') message = [message[0], {}];
                post.call(this, message);
            };
        ";
        story.app.browser().run(spoil, vec![]).await?;
        let files = [
            "import/single-rack-of-old.yaml",
            "import/homelab.rackula.yaml",
        ];
        choose(story, &files).await?;
        for words in ["Reading this file failed", "Rackula file: “Cellar”"] {
            story.app.wait_for_text(words, SOON).await?;
        }
        story.app.press("Add its racks to this layout").await?;
        story.app.wait_for_count("[data-rack-id]", 3).await
    })
    .await
}
