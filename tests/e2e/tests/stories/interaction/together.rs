//! Selecting and arranging several devices at once.

use e2e::pointer::{Held, Mouse};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, story};

use super::{center, open, undo};

#[tokio::test(flavor = "multi_thread")]
async fn devices_are_marked_and_arranged_together() -> Result<()> {
    story("marked_and_arranged", async |story| {
        open(story).await?;
        let app = &story.app;
        let mut mouse = Mouse::new(app);
        // A rectangle from an empty slot selects what it touches.
        let (x, y) = app.unit_of("Rack B", 11).await?;
        let end = app.unit_of("Rack B", 16).await?;
        mouse.drag((x, y), (x + 80.0, end.1)).await?;
        app.wait_for_selected(&["dns-1", "dns-2", "Blank"]).await?;
        app.wait_for_word("3 devices selected").await?;
        // From the free canvas with Shift; a click there clears the selection.
        mouse.click((x - 230.0, 880.0)).await?;
        app.wait_for_selected(&[]).await?;
        mouse.held = Held::Shift;
        let start = (x - 215.0, app.unit_of("Rack B", 23).await?.1);
        mouse
            .drag(start, (x, app.unit_of("Rack B", 22).await?.1))
            .await?;
        mouse.held = Held::Nothing;
        app.wait_for_selected(&["Cable brush", "k3s-01"]).await?;
        // Three of one rack: distributed evenly, then stacked down; then aligned with another rack.
        mouse.click(center(story, "PDU B").await?).await?;
        mouse.held = Held::Control;
        mouse.click(center(story, "dns-1").await?).await?;
        mouse.click(center(story, "dns-2").await?).await?;
        mouse.held = Held::Nothing;
        app.wait_for_selected(&["dns-1", "dns-2", "PDU B"]).await?;
        app.press("Distribute evenly").await?;
        app.wait_for_place("dns-2", "Rack B unit 10").await?;
        app.press("Stack downward").await?;
        app.wait_for_place("dns-1", "Rack B unit 6").await?;
        app.wait_for_place("dns-2", "Rack B unit 5").await?;
        app.press("Flip front/rear").await?;
        app.wait_for_text("Flipped 3 devices", SOON).await?;
        undo(story).await?;
        undo(story).await?;
        undo(story).await?;
        app.wait_for_place("dns-1", "Rack B unit 16").await?;
        app.key(&[], Key::Escape).await?;
        // The panel that a click opens would cover the third rack.
        mouse.held = Held::Control;
        mouse.click(center(story, "PDU B").await?).await?;
        mouse.click(center(story, "monitor").await?).await?;
        mouse.held = Held::Nothing;
        app.wait_for_selected(&["PDU B", "monitor"]).await?;
        app.press("Align across racks").await?;
        app.wait_for_place("monitor", "Rack C unit 4").await?;
        undo(story).await?;
        app.wait_for_place("monitor", "Rack C unit 20").await?;
        app.key(&[], Key::Escape).await?;
        // Everything of the rack, then everything.
        mouse.click(center(story, "monitor").await?).await?;
        app.wait_for_selected(&["monitor"]).await?;
        app.key(&[Key::Control], "a").await?;
        until_true("all of the rack", SOON, async || {
            Ok(app.selected().await?.len() == 9)
        })
        .await?;
        app.key(&[Key::Control], "a").await?;
        until_true("all there is", SOON, async || {
            Ok(app.selected().await?.len() == 32)
        })
        .await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_selected(&[]).await?;
        // Duplicate, flip, edit many at once, delete.
        mouse.click(center(story, "monitor").await?).await?;
        app.wait_for_selected(&["monitor"]).await?;
        app.key(&[], "d").await?;
        app.device_named("monitor copy").await?;
        app.wait_for_selected(&["monitor copy"]).await?;
        mouse.held = Held::Control;
        mouse.click(center(story, "access-sw").await?).await?;
        app.wait_for_selected(&["access-sw", "monitor copy"])
            .await?;
        app.press("Edit selected devices").await?;
        app.wait_for_count("#edit-name:focus", 1).await?;
        // Back to the selection, where the page handles keys.
        app.key(&[], Key::Escape).await?;
        app.wait_for_count("[data-device-id]:focus", 1).await?;
        app.key(&[], Key::Delete).await?;
        until_true("both gone", SOON, async || {
            Ok(app.devices().await?.len() == 31)
        })
        .await?;
        undo(story).await?;
        app.device_named("access-sw").await.map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_with_shift_selects_all_up_to_there() -> Result<()> {
    story("shift_selects_up_to_there", async |story| {
        open(story).await?;
        let app = &story.app;
        let mut mouse = Mouse::new(app);
        mouse.click(center(story, "USW-Pro-24").await?).await?;
        app.wait_for_selected(&["USW-Pro-24"]).await?;
        mouse.held = Held::Shift;
        mouse.click(center(story, "pve-node2").await?).await?;
        let stretch = ["USW-Pro-24", "opnsense", "pve-node1", "pve-node2"];
        app.wait_for_selected(&stretch).await?;
        // In another rack it is added alone; Ctrl removes one.
        mouse.click(center(story, "PDU B").await?).await?;
        mouse.held = Held::Control;
        mouse.click(center(story, "opnsense").await?).await?;
        app.wait_for_selected(&["USW-Pro-24", "pve-node1", "pve-node2", "PDU B"])
            .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_toolbar_at_the_selection_acts_on_it() -> Result<()> {
    story("toolbar_at_the_selection", async |story| {
        open(story).await?;
        let app = &story.app;
        let mut mouse = Mouse::new(app);
        mouse.click(center(story, "PDU B").await?).await?;
        let offered = "return [...document.querySelectorAll('.selection-bar button')].map((e) => e.getAttribute('aria-label'));";
        let all = ["Move to…", "Duplicate", "Flip front/rear", "Link to a system…", "Delete"];
        until_true("the toolbar", SOON, async || {
            Ok(app.browser().run(offered, Vec::new()).await? == serde_json::json!(all))
        })
        .await?;
        // The panel beside the racks leaves less room; the device is in view all the same.
        app.wait_for_count("aside.panel", 1).await?;
        let mut press = async |says: &str| -> Result<()> {
            let in_view = "
                const bar = document.querySelector('.selection-bar').getBoundingClientRect();
                const view = document.querySelector('.view').getBoundingClientRect();
                const covers = (e) => {
                    const of = e.getBoundingClientRect();
                    return of.left < bar.right && bar.left < of.right && of.top < bar.bottom && bar.top < of.bottom;
                };
                return bar.left >= view.left && bar.right <= view.right && bar.top >= view.top && bar.bottom <= view.bottom
                    && ![...document.querySelectorAll('[data-device-id][data-selected]')].some(covers);
            ";
            until_true("the toolbar in view, beside the device", SOON, async || {
                Ok(app.browser().run(in_view, Vec::new()).await? == true)
            })
            .await?;
            let place = "
                const button = document.querySelector(`.selection-bar [aria-label='${arguments[0]}']`);
                const { x, y, width, height } = button.getBoundingClientRect();
                return [x + width / 2, y + height / 2];
            ";
            let place = app.browser().run(place, vec![says.into()]).await?;
            mouse.click(serde_json::from_value(place)?).await
        };
        press("Duplicate").await?;
        app.wait_for_selected(&["PDU B copy"]).await?;
        press("Delete").await?;
        app.wait_for_word("Deleted PDU B copy").await?;
        app.wait_for_count(".selection-bar", 0).await
    })
    .await
}
