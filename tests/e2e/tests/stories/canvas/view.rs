//! Zooming and panning the canvas, which parts of it are drawn, and the overview in its corner.

use e2e::browser::{LAPTOP, PHONE, WALL};
use e2e::pointer::Mouse;
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, ensure, story};
use serde_json::json;

use super::{drawing, is_near, open, place_of, racks, run, stand, wait_for_zoom, wheel, zoom};

#[tokio::test(flavor = "multi_thread")]
async fn racks_that_nobody_moved_follow_the_size_of_the_window() -> Result<()> {
    story("racks_follow_the_window", async |story| {
        open(story).await?;
        let browser = story.app.browser();
        let first = place_of(story, &drawing(1)).await?;
        let is_as_at_first = async || {
            let now = place_of(story, &drawing(1)).await?;
            let is_wide = (now.width - first.width).abs() < 2.0;
            Ok(is_wide && is_near((first.x, first.y), (now.x, now.y), 3.0))
        };
        for size in [LAPTOP, PHONE] {
            browser.resize(size).await?;
            until_true("the racks in another place", SOON, async || {
                Ok(!is_as_at_first().await?)
            })
            .await?;
            browser.resize(WALL).await?;
            until_true("the racks as at first", SOON, is_as_at_first).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rack_is_wholly_in_view_at_first_sight() -> Result<()> {
    story("a_rack_is_wholly_in_view", async |story| {
        open(story).await?;
        for size in [WALL, LAPTOP] {
            story.app.browser().resize(size).await?;
            until_true("the first rack in view", SOON, async || {
                let rack = place_of(story, &drawing(1)).await?;
                let view = place_of(story, ".view").await?;
                Ok(rack.x >= view.x - 1.0
                    && rack.y >= view.y - 1.0
                    && rack.x + rack.width <= view.x + view.width + 1.0
                    && rack.y + rack.height <= view.y + view.height + 1.0)
            })
            .await?;
        }
        // On a phone it is as wide as the screen. The zoom is displayed there; pressing it shows everything.
        story.app.browser().resize(PHONE).await?;
        until_true("the first rack as wide as the screen", SOON, async || {
            let (rack, view) = (
                place_of(story, &drawing(1)).await?,
                place_of(story, ".view").await?,
            );
            Ok(rack.width > view.width * 0.85 && rack.width <= view.width)
        })
        .await?;
        let before = zoom(story).await?;
        let press = "const button = document.querySelector('.lens-bar .percent:not(.faces)'); button.click(); return button.getBoundingClientRect().width > 0;";
        ensure!(run(story, press).await? == true, "no zoom in per cent");
        wait_for_zoom(story, "all of it", |zoom| zoom < before * 0.9).await?;
        run(story, press).await?;
        wait_for_zoom(story, "as wide as the screen", |zoom| {
            (zoom - before).abs() < 0.01
        })
        .await?;
        Ok(())
    })
    .await
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
                && story.app.count(".rack .device .name").await? == 0)
        })
        .await?;
        // Steps made in the page: those sent by a driver may be so late that each counts as a separate gesture.
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
                for (let i = 0; i < 28; i++) {
                    step();
                    await frame();
                    seen.push(document.querySelectorAll('.rack .device .name').length);
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
            Ok(story.app.count(".rack .device .name").await? > 0)
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
        // They are kept for the next visit.
        story.app.reload().await?;
        story.app.wait_for_hub("demo", SOON).await?;
        sheets(2, "both sides again").await?;
        story.app.key(&[], "v").await?;
        sheets(1, "fronts again").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_selected_is_brought_into_view() -> Result<()> {
    story("what_is_selected_is_brought_into_view", async |story| {
        open(story).await?;
        let at = story.app.device_named("k3s-02").await?.place.center();
        Mouse::new(&story.app).click(at).await?;
        story.app.wait_for_selected(&["k3s-02"]).await?;
        // Panned away from it, and zoomed out.
        story.app.key(&[], "f").await?;
        for _ in 0..8 {
            story.app.key(&[], "-").await?;
        }
        wait_for_zoom(story, "a small zoom", |zoom| zoom < 0.2).await?;
        story.app.act("Zoom to selection").await?;
        wait_for_zoom(story, "a greater zoom", |zoom| zoom > 1.0).await?;
        // It is redrawn at this zoom, so it may not be there yet.
        until_true("the device in the middle of the view", SOON, async || {
            let view = place_of(story, ".view").await?;
            let shown = story.app.device_named("k3s-02").await?.place;
            let is_whole = shown.width > 0.0 && shown.width < view.width;
            Ok(is_whole && is_near(shown.center(), view.center(), 4.0))
        })
        .await
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
        // The press did not take the focus from the device.
        story.app.wait_for_focus("k3s-02").await?;
        space("rawKeyDown").await?;
        space("keyUp").await?;
        story.app.wait_for_selected(&["k3s-02"]).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_space_bar_scrolls_no_page() -> Result<()> {
    story("the_space_bar_scrolls_no_page", async |story| {
        open(story).await?;
        let press = r"
            document.activeElement?.blur();
            const key = { key: ' ', code: 'Space', bubbles: true, cancelable: true };
            const takes = (target) => !target.dispatchEvent(new KeyboardEvent('keydown', key));
            const button = document.querySelector('header button');
            return [takes(document.body), takes(document.querySelector('.view')), takes(button)];
        ";
        ensure!(run(story, press).await? == json!([true, true, false]));
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn all_racks_and_the_menu_of_a_device_are_one_key_or_click_away() -> Result<()> {
    story("fit_and_menu_at_hand", async |story| {
        open(story).await?;
        let app = &story.app;
        app.act("Zoom to fit").await?;
        let fitted = zoom(story).await?;
        let is_fitted = |zoom: f64| (zoom - fitted).abs() < 0.01;
        let closer = |zoom: f64| zoom > fitted * 1.1;
        app.act("Zoom in").await?;
        wait_for_zoom(story, "closer", closer).await?;
        app.key(&[], "f").await?;
        wait_for_zoom(story, "all racks by key", is_fitted).await?;
        app.act("Zoom in").await?;
        wait_for_zoom(story, "closer again", closer).await?;
        let fit = app.button("Zoom to fit").await?.rect().await?;
        let fit = (fit.x + fit.width / 2.0, fit.y + fit.height / 2.0);
        Mouse::new(app).click(fit).await?;
        wait_for_zoom(story, "all racks by mouse", is_fitted).await?;
        // The menu of what has the focus.
        let device = app.device_named("PDU B").await?.device;
        let focus = "document.querySelector(`[data-device-id='${arguments[0]}']`).focus();";
        app.browser().run(focus, vec![device.into()]).await?;
        app.wait_for_focus("PDU B").await?;
        app.key(&[Key::Shift], Key::F10).await?;
        app.wait_for_count(".context-menu", 1).await?;
        app.wait_for_selected(&["PDU B"]).await?;
        app.key(&[], Key::Escape).await?;
        app.wait_for_count(".context-menu", 0).await?;
        app.wait_for_focus("PDU B").await
    })
    .await
}
