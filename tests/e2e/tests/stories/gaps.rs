//! Choosing a gap in a rack, and filling it from the palette.

use e2e::pointer::Mouse;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, story};

async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.wait_for_text("Unlinked systems", SOON).await
}

/// Presses the entry in the palette, as a pointer does.
async fn press_entry(story: &Story, selector: &str) -> Result<()> {
    let script = "const entry = document.querySelector(arguments[0]);
        entry.scrollIntoView({ block: 'center' });
        entry.click();";
    let arguments = vec![selector.into()];
    story.app.browser().run(script, arguments).await.map(drop)
}

async fn wait_for_height(story: &Story, units: f64) -> Result<()> {
    until_true(&format!("{units} units outlined"), SOON, async || {
        let script = r"
            const gap = document.querySelector('.chosen-gap')?.offsetHeight ?? 0;
            return Math.round(gap / 30);
        ";
        let height = story.app.browser().run(script, Vec::new()).await?;
        Ok(height.as_f64() == Some(units))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_that_is_clicked_is_what_the_palette_fills() -> Result<()> {
    story("a_gap_is_clicked", async |story| {
        open(story).await?;
        let app = &story.app;
        let mut mouse = Mouse::new(app);
        let empty = app.unit_of("Rack A", 6).await?;
        mouse.click(empty).await?;
        wait_for_height(story, 1.0).await?;
        app.field("Fits the selected gap (1U)")
            .await?
            .click()
            .await?;
        app.wait_for_count(".pick[data-type='generic-server-2u']", 0)
            .await?;
        // The larger gap of Rack B: the entry goes to the clicked unit, although Rack A comes first.
        mouse.click(app.unit_of("Rack B", 9).await?).await?;
        wait_for_height(story, 9.0).await?;
        app.wait_for_text("Fits the selected gap (9U)", SOON)
            .await?;
        app.wait_for_count(".pick[data-type='generic-server-2u']", 1)
            .await?;
        press_entry(story, ".pick[data-type='generic-server-2u']").await?;
        app.wait_for_place("2U server", "Rack B unit 9").await?;
        // The next device goes below it.
        wait_for_height(story, 4.0).await?;
        press_entry(story, ".pick.system").await?;
        wait_for_height(story, 3.0).await?;
        // A second click in it clears it, and so does Escape.
        mouse.click(app.unit_of("Rack B", 7).await?).await?;
        app.wait_for_count(".chosen-gap", 0).await?;
        mouse.click(app.unit_of("Rack B", 7).await?).await?;
        app.wait_for_count(".chosen-gap", 1).await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_count(".chosen-gap", 0).await?;
        app.wait_for_count("label.check", 0).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_largest_gap_is_chosen_without_a_pointer() -> Result<()> {
    story("the_largest_gap", async |story| {
        open(story).await?;
        let app = &story.app;
        app.act("Rack B").await?;
        app.wait_for_text("Fits the largest gap (9U)", SOON).await?;
        app.act("Select the largest gap").await?;
        app.wait_for_word("Gap selected: Rack B, units 5–13")
            .await?;
        wait_for_height(story, 9.0).await?;
        app.wait_for_text("Fits the selected gap (9U)", SOON)
            .await?;
        // Enter on an entry does not ask for a place.
        let focus = "document.querySelector(`.pick[data-type='generic-server-1u']`).focus();";
        app.browser().run(focus, Vec::new()).await?;
        app.key(&[], Key::Enter).await?;
        app.wait_for_place("1U server", "Rack B unit 13").await?;
        app.wait_for_no_drag().await?;
        // Selecting something else clears the gap.
        app.act("Rack C").await?;
        app.wait_for_count(".chosen-gap", 0).await
    })
    .await
}
