//! Rows, and moving racks by their headers and resizing them by their edges.

use e2e::browser::PHONE;
use e2e::pointer::{Finger, Mouse};
use e2e::wait::{SOON, until, until_true};
use e2e::{Context, Key, Result, ensure, story};

use serde_json::json;

use super::{drawing, open, place_of, racks, run, wait_for_racks, zoom};

#[tokio::test(flavor = "multi_thread")]
async fn rows_have_names_and_racks() -> Result<()> {
    story("rows_have_names_and_racks", async |story| {
        open(story).await?;
        let headings = async || -> Result<Vec<String>> {
            let script = "return [...document.querySelectorAll('[data-row-id] h2')].map((e) => e.textContent);";
            Ok(serde_json::from_value(run(story, script).await?)?)
        };
        let wait_for_headings = async |wanted: &[&str]| {
            until_true(&format!("the rows {wanted:?}"), SOON, async || {
                Ok(headings().await? == wanted)
            })
            .await
        };
        let new_row = async |name: &str| -> Result<()> {
            story.app.key(&[Key::Control], "k").await?;
            story.app.wait_for_actions().await?;
            story.app.key(&[], "Add a row").await?;
            story.app.key(&[], Key::Enter).await?;
            story.app.fill("Name", name).await?;
            story.app.press("Add row").await
        };
        new_row("Office").await?;
        new_row("Garage").await?;
        wait_for_headings(&["Office", "Garage"]).await?;

        let before = racks(story).await?.len();
        story.app.key(&[], "f").await?;
        // The button must not be moving when pressed.
        place_of(story, ".view").await?;
        story.app.press("Add a rack to Garage").await?;
        story.app.fill("Name", "Shelf").await?;
        story.app.press("Add rack").await?;
        until_true("the rack in its row", SOON, async || {
            let last = "return [...document.querySelectorAll('.world > :is([data-rack-id], [data-row-id])')].at(-1)?.querySelector('h2')?.textContent;";
            Ok(racks(story).await?.len() == before + 1 && run(story, last).await? == "Shelf")
        })
        .await?;

        // The view flies to the new rack.
        place_of(story, ".view").await?;
        story.app.press("Menu of Garage").await?;
        story.app.press("Move row up").await?;
        wait_for_headings(&["Garage", "Office"]).await?;
        story.app.press("Menu of Garage").await?;
        story.app.press("Rename row").await?;
        story.app.wait_for_count("#edit-name:focus", 1).await?;
        story.app.key(&[], "Cellar").await?;
        story.app.key(&[], Key::Enter).await?;
        wait_for_headings(&["Cellar", "Office"]).await?;
        story.app.press("Menu of Cellar").await?;
        story.app.press("Delete row, keep its racks").await?;
        wait_for_headings(&["Office"]).await?;
        ensure!(racks(story).await?.len() == before + 1, "its rack is gone");
        story.app.key(&[Key::Control], "z").await?;
        wait_for_headings(&["Cellar", "Office"]).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_racks_edge_makes_it_higher_but_cuts_nothing_off() -> Result<()> {
    story("a_racks_edge_makes_it_higher", async |story| {
        open(story).await?;
        story.app.key(&[], "f").await?;
        let before = racks(story).await?;
        let first = before.first().context("no rack")?.clone();
        let name = first.split(',').next().unwrap_or_default().to_owned();
        let place = place_of(story, &drawing(1)).await?;
        let (x, edge) = (place.x + 80.0, place.y + 1.0);
        let unit = 29.0 * zoom(story).await?;
        let mut mouse = Mouse::new(&story.app);
        mouse.press((x, edge)).await?;
        mouse.drag_to((x, edge + 4.0 * unit)).await?;
        let ghost = until("a refusal", SOON, async || {
            let ghost = story.app.ghost().await?;
            Ok(ghost.filter(|ghost| ghost.is_blocked))
        })
        .await?;
        ensure!(
            ghost.words.contains(&format!("of {name} holds")),
            "{ghost:?}"
        );
        mouse.release().await?;
        story.app.wait_for_no_drag().await?;
        story.app.wait_for_word(&ghost.words).await?;
        ensure!(racks(story).await? == before, "it is lower");

        mouse.press((x, edge)).await?;
        mouse.drag_to((x, edge - unit)).await?;
        story.app.wait_for_ghost("25U").await?;
        story.app.key(&[], Key::Escape).await?;
        story.app.wait_for_no_drag().await?;
        mouse.release().await?;
        ensure!(racks(story).await? == before, "Escape did not cancel");

        mouse.press((x, edge)).await?;
        mouse.drag_to((x, edge - 2.0 * unit)).await?;
        mouse.release().await?;
        let mut higher: Vec<String> = before.clone();
        if let Some(first) = higher.first_mut() {
            *first = format!("{name}, 26 units");
        }
        let higher: Vec<&str> = higher.iter().map(String::as_str).collect();
        wait_for_racks(story, &higher).await?;
        story.app.key(&[Key::Control], "z").await?;
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        wait_for_racks(story, &before).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rack_is_moved_by_its_header() -> Result<()> {
    story("a_rack_is_moved_by_its_header", async |story| {
        open(story).await?;
        story.app.key(&[], "f").await?;
        let before = racks(story).await?;
        let header = place_of(story, ".rack:nth-child(1 of .rack) .rack-name").await?;
        let second = place_of(story, &drawing(2)).await?;
        let behind = (second.x + second.width + 10.0, second.y + 60.0);
        let mut mouse = Mouse::new(&story.app);
        mouse.press(header.center()).await?;
        mouse.drag_to(behind).await?;
        story.app.key(&[], Key::Escape).await?;
        story.app.wait_for_no_drag().await?;
        mouse.release().await?;
        ensure!(racks(story).await? == before, "Escape did not cancel");

        // Canceled by the other button, which then opens no menu.
        mouse.press(header.center()).await?;
        mouse.drag_to(behind).await?;
        story.app.wait_for_count(".rack[data-dragging]", 1).await?;
        mouse.press_other().await?;
        story.app.wait_for_count(".rack[data-dragging]", 0).await?;
        mouse.release().await?;
        story.app.wait_for_no_drag().await?;
        story.app.wait_for_count(".context-menu", 0).await?;
        ensure!(racks(story).await? == before, "the other button moved it");

        mouse.drag(header.center(), behind).await?;
        let mut moved: Vec<&str> = before.iter().map(String::as_str).collect();
        moved.swap(0, 1);
        wait_for_racks(story, &moved).await?;
        story.app.key(&[Key::Control], "z").await?;
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        wait_for_racks(story, &before).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn racks_obey_pen_and_finger() -> Result<()> {
    story("racks_obey_pen_and_finger", async |story| {
        open(story).await?;
        story.app.key(&[], "f").await?;
        let before = racks(story).await?;
        let as_before: Vec<&str> = before.iter().map(String::as_str).collect();
        let mut moved = as_before.clone();
        moved.swap(0, 1);
        let header = place_of(story, ".rack:nth-child(1 of .rack) .rack-name").await?;
        let second = place_of(story, &drawing(2)).await?;
        let behind = (second.x + second.width + 10.0, second.y + 60.0);
        Mouse::pen(&story.app).drag(header.center(), behind).await?;
        wait_for_racks(story, &moved).await?;
        story.app.key(&[Key::Control], "z").await?;
        wait_for_racks(story, &as_before).await?;

        // A finger has to rest first: one that moves at once scrolls.
        let mut finger = Finger::new(&story.app).await?;
        let header = place_of(story, ".rack:nth-child(1 of .rack) .rack-name").await?;
        finger.touch(header.center()).await?;
        story.app.wait_for_count(".rack[data-dragging]", 1).await?;
        finger.drag_to(behind).await?;
        finger.lift().await?;
        wait_for_racks(story, &moved).await?;
        story.app.wait_for_no_drag().await?;
        story.app.key(&[Key::Control], "z").await?;
        wait_for_racks(story, &as_before).await?;

        // A selected rack has an edge for fingers.
        let header = place_of(story, ".rack:nth-child(1 of .rack) .rack-name").await?;
        finger.tap(header.center()).await?;
        story.app.wait_for_count(".rack[data-selected]", 1).await?;
        let edge = until("the edge", SOON, async || {
            let edge = place_of(story, ".rack-edge").await?;
            Ok((edge.height > 1.0).then_some(edge))
        })
        .await?;
        let unit = 29.0 * zoom(story).await?;
        let (x, y) = edge.center();
        finger.touch((x, y)).await?;
        finger.drag_to((x, y - unit)).await?;
        story.app.wait_for_ghost("25U").await?;
        finger.lift().await?;
        let higher = as_before[0].replace("24 units", "25 units");
        let mut grown = as_before.clone();
        grown[0] = &higher;
        wait_for_racks(story, &grown).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finger_moves_a_rack_down_a_phone() -> Result<()> {
    story("a_finger_moves_a_rack", async |story| {
        story.app.browser().resize(PHONE).await?;
        let mut finger = Finger::new(&story.app).await?;
        open(story).await?;
        let before = racks(story).await?;
        let as_before: Vec<&str> = before.iter().map(String::as_str).collect();
        let view = place_of(story, ".view").await?;
        let name = ".rack:nth-child(1 of .rack) .rack-name";
        let x = place_of(story, name).await?.x + 20.0;
        let in_the_middle = (x, view.center().1);
        let end = view.y + view.height;
        let take_past_the_second = async |finger: &mut Finger<'_>| -> Result<()> {
            let header = place_of(story, name).await?;
            finger.touch((x, header.center().1)).await?;
            story.app.wait_for_count(".rack[data-dragging]", 1).await?;
            finger.drag_to(in_the_middle).await?;
            finger.drag_to((x, end - 4.0)).await?;
            let bottom =
                "return document.querySelector(arguments[0]).getBoundingClientRect().bottom;";
            until_true("the end of the second rack", SOON, async || {
                let bottom = story.app.browser().run(bottom, vec![json!(drawing(2))]);
                Ok(bottom.await?.as_f64().is_some_and(|y| y < end - 60.0))
            })
            .await?;
            finger.drag_to(in_the_middle).await
        };
        // A second finger cancels it.
        take_past_the_second(&mut finger).await?;
        finger
            .join((in_the_middle.0, in_the_middle.1 + 90.0))
            .await?;
        story.app.wait_for_count(".rack[data-dragging]", 0).await?;
        finger.lift().await?;
        story.app.wait_for_no_drag().await?;
        ensure!(racks(story).await? == before, "it moved all the same");

        // The canvas must not be moving when it scrolls.
        place_of(story, ".view").await?;
        let first =
            format!("document.querySelector('{name}').scrollIntoView({{ block: 'center' }});");
        run(story, &first).await?;
        until_true("the first rack in sight", SOON, async || {
            let header = place_of(story, name).await?;
            Ok((view.y..end).contains(&header.center().1))
        })
        .await?;
        take_past_the_second(&mut finger).await?;
        let second = place_of(story, &drawing(2)).await?;
        finger.drag_to((x, second.y + second.height - 10.0)).await?;
        finger.lift().await?;
        let mut moved = as_before;
        moved.swap(0, 1);
        wait_for_racks(story, &moved).await?;
        story.app.wait_for_no_drag().await?;
        story.app.wait_for_count(".context-menu", 0).await
    })
    .await
}
