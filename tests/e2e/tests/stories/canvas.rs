//! The canvas: zooming and moving over it, its rows and racks, and the overview in its corner.

use e2e::app::Rect;
use e2e::hands::{Mouse, Point};
use e2e::wait::{SOON, until, until_true};
use e2e::{Context, Key, Result, Story, ensure, story};
use serde_json::{Value, json};

async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    stand(story).await
}

/// Waits until the racks are there, and what hands do with them.
async fn stand(story: &Story) -> Result<()> {
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.device_named("k3s-02").await?;
    until_true("hands", SOON, async || {
        Ok(run(
            story,
            "return document.querySelectorAll('.rack-edge').length;",
        )
        .await?
            == 1)
    })
    .await
}

async fn run(story: &Story, script: &str) -> Result<Value> {
    story.app.browser().run(script, Vec::new()).await
}

/// Screen pixels for one of the world.
async fn zoom(story: &Story) -> Result<f64> {
    let script =
        "return new DOMMatrix(getComputedStyle(document.querySelector('.world')).transform).a;";
    run(story, script).await?.as_f64().context("no zoom")
}

async fn wait_for_zoom(story: &Story, what: &str, wanted: impl Fn(f64) -> bool) -> Result<f64> {
    until(what, SOON, async || {
        let zoom = zoom(story).await?;
        Ok(wanted(zoom).then_some(zoom))
    })
    .await
}

/// Where something of the page is, once it rests.
async fn place_of(story: &Story, selector: &str) -> Result<Rect> {
    let script = r"
        const e = document.querySelector(arguments[0]);
        if (!e || document.querySelector('.view[data-moving]')) return null;
        const { x, y, width, height } = e.getBoundingClientRect();
        return { x, y, width, height };
    ";
    until(selector, SOON, async || {
        let found = story.app.browser().run(script, vec![json!(selector)]);
        Ok(serde_json::from_value(found.await?)?)
    })
    .await
}

/// Names and heights of the racks, in the order in which they stand.
async fn racks(story: &Story) -> Result<Vec<String>> {
    let script = r"
        return [...document.querySelectorAll('[data-rack-id] > svg[aria-label]')].map((e) => e.getAttribute('aria-label'));
    ";
    Ok(serde_json::from_value(run(story, script).await?)?)
}

async fn wait_for_racks(story: &Story, wanted: &[&str]) -> Result<()> {
    until_true(&format!("the racks {wanted:?}"), SOON, async || {
        Ok(racks(story).await? == wanted)
    })
    .await
}

/// A rack's drawing, by the rack's place in the order, from 1.
fn drawing(rack: usize) -> String {
    format!(".rack:nth-child({rack} of .rack) > svg")
}

async fn wheel(story: &Story, at: Point, by: f64) -> Result<()> {
    let event = json!({
        "type": "mouseWheel", "x": at.0, "y": at.1, "deltaX": 0, "deltaY": by, "modifiers": 2,
    });
    let browser = story.app.browser();
    let sent = browser.devtools("Input.dispatchMouseEvent", event);
    sent.await.map(drop)
}

fn is_near(a: Point, b: Point, most: f64) -> bool {
    (a.0 - b.0).abs() <= most && (a.1 - b.1).abs() <= most
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wheel_zooms_at_the_pointer_and_the_position_is_kept() -> Result<()> {
    story("the_wheel_zooms", async |story| {
        open(story).await?;
        let at = story.app.device_named("k3s-02").await?.place.center();
        let before = zoom(story).await?;
        for _ in 0..6 {
            wheel(story, at, -40.0).await?;
        }
        wait_for_zoom(story, "a greater zoom", |zoom| zoom > before * 1.3).await?;
        place_of(story, ".view").await?;
        let after = story.app.device_named("k3s-02").await?.place.center();
        ensure!(is_near(at, after, 4.0), "from {at:?} to {after:?}");
        for _ in 0..40 {
            wheel(story, at, -200.0).await?;
        }
        wait_for_zoom(story, "400 %", |zoom| (zoom - 4.0).abs() < 0.01).await?;
        for _ in 0..60 {
            wheel(story, at, 200.0).await?;
        }
        wait_for_zoom(story, "10 %", |zoom| (zoom - 0.1).abs() < 0.001).await?;

        story.app.key(&[], "f").await?;
        wait_for_zoom(story, "all racks", |zoom| zoom > 0.3).await?;
        let view = place_of(story, ".view").await?;
        for rack in 1..=racks(story).await?.len() {
            let rack = place_of(story, &drawing(rack)).await?;
            let (right, bottom) = (rack.x + rack.width, rack.y + rack.height);
            ensure!(
                rack.x >= view.x
                    && rack.y >= view.y
                    && right <= view.x + view.width
                    && bottom <= view.y + view.height,
                "{rack:?} is not in {view:?}"
            );
        }

        wheel(story, at, -40.0).await?;
        let seen = place_of(story, &drawing(1)).await?;
        let kept = "const key = Object.keys(localStorage).find((key) => key.includes('view.wide')); return parseInt(localStorage[key]);";
        let now = 1_000.0 * zoom(story).await?;
        until_true("the position kept", SOON, async || {
            let kept = run(story, kept).await?.as_f64().unwrap_or_default();
            Ok((kept - now).abs() < 2.0)
        })
        .await?;
        story.app.reload().await?;
        stand(story).await?;
        let again = place_of(story, &drawing(1)).await?;
        ensure!(
            is_near((seen.x, seen.y), (again.x, again.y), 5.0)
                && (seen.width - again.width).abs() < 3.0,
            "{seen:?} became {again:?}"
        );
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn racks_are_drawn_anew_only_when_a_zoom_has_ended() -> Result<()> {
    story("racks_are_drawn_anew_only_when_a_zoom_has_ended", async |story| {
        open(story).await?;
        for _ in 0..8 {
            story.app.key(&[], "-").await?;
        }
        wait_for_zoom(story, "a small zoom", |zoom| zoom < 0.2).await?;
        place_of(story, ".view").await?;
        until_true("blocks for devices", SOON, async || {
            Ok(story.app.count(".rack .blocks path").await? > 0
                && story.app.count(".device .name").await? == 0)
        })
        .await?;
        // The page's own steps: what a driver sends one by one may come so late that each is a gesture of its own.
        let zoom_in = r"
            const done = arguments[arguments.length - 1];
            const view = document.querySelector('.view');
            const { x, y } = document.querySelector('.rack').getBoundingClientRect();
            const step = () => view.dispatchEvent(new WheelEvent('wheel', {
                bubbles: true, cancelable: true, deltaY: -14, ctrlKey: true, clientX: x + 20, clientY: y + 30,
            }));
            const frame = () => new Promise((go) => requestAnimationFrame(go));
            (async () => {
                const scrolled = [view.scrollLeft, view.scrollTop];
                const seen = [];
                for (let i = 0; i < 16; i++) {
                    step();
                    await frame();
                    seen.push(document.querySelectorAll('.device .name').length);
                }
                const zoom = new DOMMatrix(getComputedStyle(document.querySelector('.world')).transform).a;
                const stood = scrolled[0] === view.scrollLeft && scrolled[1] === view.scrollTop;
                done({ drawn: Math.max(...seen), zoom, stood });
            })();
        ";
        let found = story.app.browser().driver().execute_async(zoom_in, Vec::new()).await?;
        let found = found.json();
        ensure!(
            found["drawn"] == 0 && found["stood"] == true && found["zoom"].as_f64() > Some(0.6),
            "{found}"
        );
        until_true("names once it has ended", SOON, async || {
            Ok(story.app.count(".device .name").await? > 0)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_fingers_zoom() -> Result<()> {
    story("two_fingers_zoom", async |story| {
        open(story).await?;
        let browser = story.app.browser();
        let screen = json!({ "enabled": true, "maxTouchPoints": 5 });
        browser
            .devtools("Emulation.setTouchEmulationEnabled", screen)
            .await?;
        let at = story.app.device_named("k3s-02").await?.place.center();
        let touch = async |kind: &str, distance: f64| {
            let finger = |id: u8, x: f64| json!({ "x": x, "y": at.1, "id": id });
            let points = if kind == "touchEnd" {
                Vec::new()
            } else {
                vec![finger(0, at.0 - distance), finger(1, at.0 + distance)]
            };
            let event = json!({ "type": kind, "touchPoints": points });
            browser
                .devtools("Input.dispatchTouchEvent", event)
                .await
                .map(drop)
        };
        let before = zoom(story).await?;
        touch("touchStart", 60.0).await?;
        for distance in [70.0, 80.0, 90.0, 100.0, 110.0, 120.0] {
            touch("touchMove", distance).await?;
        }
        touch("touchEnd", 0.0).await?;
        wait_for_zoom(story, "twice the zoom", |zoom| {
            (zoom / before - 2.0).abs() < 0.1
        })
        .await?;
        place_of(story, ".view").await?;
        let after = story.app.device_named("k3s-02").await?.place.center();
        ensure!(is_near(at, after, 6.0), "from {at:?} to {after:?}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn racks_show_front_rear_or_both() -> Result<()> {
    story("racks_show_front_rear_or_both", async |story| {
        open(story).await?;
        let sheets = async |wanted: u64, what: &str| {
            until_true(what, SOON, async || {
                let count = "return document.querySelectorAll('[data-rack-id] > svg').length / document.querySelectorAll('[data-rack-id]').length;";
                Ok(run(story, count).await?.as_f64() == Some(wanted as f64))
            })
            .await
        };
        sheets(1, "fronts").await?;
        story.app.key(&[], "v").await?;
        story.app.wait_for_word("Racks from the rear").await?;
        sheets(1, "rears").await?;
        story.app.key(&[], "v").await?;
        story.app.wait_for_word("Racks from front and rear").await?;
        sheets(2, "both sides").await?;
        story.app.key(&[], "v").await?;
        sheets(1, "fronts again").await
    })
    .await
}

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
            story.app.wait_for_text("Show all racks", SOON).await?;
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
        story.app.press("Add a rack to Garage").await?;
        story.app.fill("Name", "Shelf").await?;
        story.app.press("Add rack").await?;
        until_true("the rack in its row", SOON, async || {
            let last = "return [...document.querySelectorAll('.world > *')].filter((e) => !e.matches('.rack-edge, button')).slice(-1)[0]?.querySelector('h2')?.textContent;";
            Ok(racks(story).await?.len() == before + 1 && run(story, last).await? == "Shelf")
        })
        .await?;

        story.app.press("Menu of Garage").await?;
        story.app.press("Move row up").await?;
        wait_for_headings(&["Garage", "Office"]).await?;
        story.app.press("Menu of Garage").await?;
        story.app.press("Rename row").await?;
        story.app.fill("Name", "Cellar").await?;
        story.app.press("Save").await?;
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
        let unit = 30.0 * zoom(story).await?;
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
        story.app.wait_for_empty_hands().await?;
        story.app.wait_for_word(&ghost.words).await?;
        ensure!(racks(story).await? == before, "it is lower");

        mouse.press((x, edge)).await?;
        mouse.drag_to((x, edge - unit)).await?;
        story.app.wait_for_ghost("25 U").await?;
        story.app.key(&[], Key::Escape).await?;
        story.app.wait_for_empty_hands().await?;
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
        story.app.wait_for_empty_hands().await?;
        mouse.release().await?;
        ensure!(racks(story).await? == before, "Escape did not cancel");

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
async fn the_overview_moves_the_view() -> Result<()> {
    story("the_overview_moves_the_view", async |story| {
        open(story).await?;
        let at = story.app.device_named("k3s-02").await?.place.center();
        for _ in 0..12 {
            wheel(story, at, -80.0).await?;
        }
        let map = place_of(story, ".minimap").await?;
        let before = place_of(story, &drawing(1)).await?;
        let mut mouse = Mouse::new(&story.app);
        mouse
            .click((map.x + map.width - 8.0, map.y + map.height - 8.0))
            .await?;
        until_true("the view moved", SOON, async || {
            let after = place_of(story, &drawing(1)).await?;
            Ok(after.x < before.x - 50.0)
        })
        .await?;
        story.app.key(&[], "f").await?;
        until_true("no overview where all is seen", SOON, async || {
            Ok(run(
                story,
                "return document.querySelectorAll('.minimap').length;",
            )
            .await?
                == 0)
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_space_bar_selects_unless_it_moves_the_canvas() -> Result<()> {
    story("the_space_bar_selects", async |story| {
        open(story).await?;
        let focus = r"
            [...document.querySelectorAll('[data-device-id]')].find((e) => e.getAttribute('aria-label').startsWith('k3s-02')).focus();
        ";
        run(story, focus).await?;
        let place = story.app.device_named("media").await?.place.center();
        let browser = story.app.browser();
        let space = async |kind: &str| {
            let event = json!({ "type": kind, "key": " ", "code": "Space", "windowsVirtualKeyCode": 32 });
            browser
                .devtools("Input.dispatchKeyEvent", event)
                .await
                .map(drop)
        };
        space("rawKeyDown").await?;
        let mut mouse = Mouse::new(&story.app);
        mouse
            .drag(place, (place.0 - 90.0, place.1 - 60.0))
            .await?;
        space("keyUp").await?;
        until_true("the canvas moved", SOON, async || {
            let now = story.app.device_named("media").await?.place.center();
            Ok(is_near(now, (place.0 - 90.0, place.1 - 60.0), 4.0))
        })
        .await?;
        story.app.wait_for_selected(&[]).await?;
        run(story, focus).await?;
        space("rawKeyDown").await?;
        space("keyUp").await?;
        story.app.wait_for_selected(&["k3s-02"]).await
    })
    .await
}
