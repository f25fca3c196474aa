//! The canvas: zooming and moving over it, its rows and racks, and the overview in its corner.

mod column;
mod looks;
mod racks;
mod view;

use e2e::app::Rect;
use e2e::pointer::Point;
use e2e::wait::{SOON, until, until_true};
use e2e::{Context, Result, Story};
use serde_json::{Value, json};

async fn open(story: &Story) -> Result<()> {
    story.app.open("?demo").await?;
    stand(story).await
}

/// Waits until the racks are there and can be edited.
async fn stand(story: &Story) -> Result<()> {
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.device_named("k3s-02").await?;
    until_true("interaction", SOON, async || {
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

/// Screen pixels per world pixel.
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

/// The rectangle of an element once it is at rest.
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

/// Names and heights of the racks in display order.
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

/// The selector of a rack's drawing, by the rack's position from 1.
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
