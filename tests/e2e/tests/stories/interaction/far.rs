//! Dragging to racks that are out of view, and by finger from rack to rack.

use e2e::app::Rect;
use e2e::browser::PHONE;
use e2e::pointer::{Finger, Mouse, Point};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, bail, ensure, story};

use super::{center, open, undo};

/// The canvas's rectangle on the page.
async fn view(story: &Story) -> Result<Rect> {
    let script = "
        const { x, y, width, height } = document.querySelector('.view').getBoundingClientRect();
        return { x, y, width, height };
    ";
    Ok(serde_json::from_value(
        story.app.browser().run(script, Vec::new()).await?,
    )?)
}

/// Whether a device is drawn, with its middle at least this far from every edge of the canvas.
async fn is_in_sight(story: &Story, name: &str, margin: f64) -> Result<bool> {
    let device = story.app.device_named(name).await?.place;
    let (view, (x, y)) = (view(story).await?, device.center());
    Ok(device.width > 0.0
        && (view.x + margin..view.x + view.width - margin).contains(&x)
        && (view.y + margin..view.y + view.height - margin).contains(&y))
}

async fn wait_for_sight(story: &Story, name: &str, margin: f64) -> Result<()> {
    until_true(&format!("{name:?} in sight"), SOON, async || {
        is_in_sight(story, name, margin).await
    })
    .await
}

/// Zooms in around the middle of another device until a device is this many pixels wide.
async fn zoom_at(story: &Story, name: &str, width: f64) -> Result<()> {
    let app = &story.app;
    let mut mouse = Mouse::new(app);
    mouse.click(center(story, name).await?).await?;
    app.wait_for_selected(&[name]).await?;
    app.key(&[], Key::Escape).await?;
    while app.device_named(name).await?.place.width < width {
        let before = app.device_named(name).await?.place.width;
        app.key(&[], "+").await?;
        until_true("it larger", SOON, async || {
            Ok(app.device_named(name).await?.place.width > before * 1.2)
        })
        .await?;
    }
    Ok(())
}

fn is_near(a: Point, b: Point) -> bool {
    (a.0 - b.0).abs() < 3.0 && (a.1 - b.1).abs() < 3.0
}

/// Drags the held item to a unit of a rack out of view, by the edge on one side. The canvas scrolls until the pointer leaves the edge,
/// which on a busy machine can be far past the rack; then the other edge brings it back.
async fn carry_to(
    story: &Story,
    mouse: &mut Mouse<'_>,
    first_edge: Edge,
    (rack, unit): (&str, u16),
) -> Result<()> {
    const MARGIN: f64 = 80.0;
    let app = &story.app;
    let view = view(story).await?;
    let (left, right) = (view.x + MARGIN, view.x + view.width - MARGIN);
    let (middle_x, middle_y) = (view.x + view.width / 2.0, view.y + view.height / 2.0);
    let mut edge = first_edge;
    for _ in 0..8 {
        let x = match edge {
            Edge::Left => view.x + 4.0,
            Edge::Right => view.x + view.width - 4.0,
        };
        mouse.drag_to((x, middle_y)).await?;
        until_true(&format!("{rack} in sight"), SOON, async || {
            // What is far out of view is not drawn and has no place.
            let x = app.unit_of(rack, unit).await?.0;
            Ok(x > 0.0
                && if edge == Edge::Left {
                    x > left
                } else {
                    x < right
                })
        })
        .await?;
        mouse.drag_to((middle_x, middle_y)).await?;
        story.app.resting("k3s-02").await?;
        let (x, y) = app.unit_of(rack, unit).await?;
        if (left..right).contains(&x) {
            return mouse.drag_to((x, y)).await;
        }
        edge = edge.other();
    }
    bail!("{rack} unit {unit} was passed again and again")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Left,
    Right,
}

impl Edge {
    const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_edges_at_the_sides_lead_to_other_racks() -> Result<()> {
    story("the_edges_at_the_sides", async |story| {
        open(story).await?;
        let app = &story.app;
        zoom_at(story, "k3s-02", 820.0).await?;
        // The focused device is scrolled into view.
        app.act("k3s-02").await?;
        app.wait_for_selected(&["k3s-02"]).await?;
        app.key(&[], Key::Escape).await?;
        let start = story.app.resting("k3s-02").await?.center();
        ensure!(
            !is_in_sight(story, "access-sw", 0.0).await?,
            "Rack C is in sight already"
        );

        let mut mouse = Mouse::new(app);
        mouse.press(start).await?;
        mouse.drag_to((start.0, start.1 + 20.0)).await?;
        carry_to(story, &mut mouse, Edge::Right, ("Rack C", 19)).await?;
        let ghost = app.wait_for_ghost("Rack C unit 19").await?;
        ensure!(!ghost.is_blocked, "{ghost:?}");
        mouse.release().await?;
        app.wait_for_place("k3s-02", "Rack C unit 19").await?;
        app.wait_for_no_drag().await?;

        // And back, by the other edge.
        ensure!(
            !is_in_sight(story, "k3s-03", 0.0).await?,
            "Rack B is in sight still"
        );
        let start = story.app.resting("k3s-02").await?.center();
        mouse.press(start).await?;
        mouse.drag_to((start.0, start.1 + 20.0)).await?;
        carry_to(story, &mut mouse, Edge::Left, ("Rack B", 19)).await?;
        app.wait_for_ghost("Rack B unit 19").await?;
        mouse.release().await?;
        app.wait_for_place("k3s-02", "Rack B unit 19").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finger_carries_a_device_to_another_rack() -> Result<()> {
    story("a_finger_carries_a_device", async |story| {
        let mut finger = Finger::new(&story.app).await?;
        open(story).await?;
        let app = &story.app;
        let from = center(story, "k3s-02").await?;
        let to = app.unit_of("Rack C", 10).await?;
        finger.touch(from).await?;
        app.wait_for_ghost("Rack B unit 21").await?;
        finger.drag_to(to).await?;
        let ghost = app.wait_for_ghost("Rack C unit 10").await?;
        ensure!(!ghost.is_blocked, "{ghost:?}");
        let shown = ghost.place.map(|place| place.center()).unwrap_or_default();
        finger.lift().await?;
        app.wait_for_place("k3s-02", "Rack C unit 10").await?;
        app.wait_for_no_drag().await?;
        let stands = center(story, "k3s-02").await?;
        ensure!(is_near(stands, shown), "at {stands:?} instead of {shown:?}");
        app.wait_for_count(".context-menu, aside.panel", 0).await?;
        undo(story).await?;
        app.wait_for_place("k3s-02", "Rack B unit 21").await?;

        // A taken place is refused, and a second finger cancels the drag.
        finger.touch(from).await?;
        app.wait_for_ghost("Rack B unit 21").await?;
        finger.drag_to(app.unit_of("Rack C", 20).await?).await?;
        let ghost = app.wait_for_ghost("U20 holds monitor, front").await?;
        ensure!(ghost.is_blocked, "{ghost:?}");
        finger.drag_to(to).await?;
        app.wait_for_ghost("Rack C unit 10").await?;
        finger.join((to.0, to.1 + 90.0)).await?;
        app.wait_for_no_drag().await?;
        finger.lift().await?;
        app.wait_for_place("k3s-02", "Rack B unit 21").await?;
        app.wait_for_count(".context-menu, aside.panel", 0).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finger_carries_a_device_down_a_phone() -> Result<()> {
    story("a_finger_carries_down_a_phone", async |story| {
        story.app.browser().resize(PHONE).await?;
        let mut finger = Finger::new(&story.app).await?;
        open(story).await?;
        let app = &story.app;
        let view = view(story).await?;
        ensure!(
            !is_in_sight(story, "dns-1", 0.0).await?,
            "Rack B is in sight already"
        );
        let from = center(story, "USW-Pro-24").await?;
        finger.touch(from).await?;
        app.wait_for_ghost("Rack A unit 23").await?;
        finger.drag_to((from.0, view.y + view.height / 2.0)).await?;
        finger.drag_to((from.0, view.y + view.height - 4.0)).await?;
        wait_for_sight(story, "dns-1", 100.0).await?;
        finger.drag_to((from.0, view.y + view.height / 2.0)).await?;
        story.app.resting("dns-1").await?;
        let to = app.unit_of("Rack B", 19).await?;
        finger.drag_to(to).await?;
        let ghost = app.wait_for_ghost("Rack B unit 19").await?;
        let shown = ghost.place.map(|place| place.center()).unwrap_or_default();
        finger.lift().await?;
        app.wait_for_place("USW-Pro-24", "Rack B unit 19").await?;
        app.wait_for_no_drag().await?;
        let stands = center(story, "USW-Pro-24").await?;
        ensure!(is_near(stands, shown), "at {stands:?} instead of {shown:?}");
        Ok(())
    })
    .await
}
