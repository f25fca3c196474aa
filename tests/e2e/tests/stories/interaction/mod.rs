//! Handling devices: dragging from the palette, within racks and between them, into bays and beside the rails; selecting and arranging
//! several; by mouse, finger and pen.

mod dragging;
mod far;
mod onto;
mod placing;
mod together;
mod touch;

use e2e::pointer::{Mouse, Point};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story};

async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.device_named("k3s-02").await?;
    // The interaction module also makes racks reachable by Tab.
    until_true("interaction", SOON, async || {
        let stops = "return document.querySelectorAll('[data-device-id][tabindex=\"0\"]').length;";
        Ok(story.app.browser().run(stops, Vec::new()).await? != 0)
    })
    .await
}

async fn center(story: &Story, name: &str) -> Result<Point> {
    Ok(story.app.resting(name).await?.center())
}

async fn undo(story: &Story) -> Result<()> {
    story.app.key(&[Key::Control], "z").await
}

/// Drags an entry of the palette to a point of the page, and checks the words during the drag.
async fn bring(story: &Story, search: &str, slug: &str, to: Point, words: &str) -> Result<()> {
    let from = story.app.offered(search, slug).await?;
    let mut mouse = Mouse::new(&story.app);
    mouse.press(from).await?;
    mouse.drag_to((from.0 + 400.0, from.1)).await?;
    mouse.drag_to(to).await?;
    story.app.wait_for_ghost(words).await?;
    mouse.release().await?;
    story.app.wait_for_no_drag().await
}
