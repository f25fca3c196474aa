//! The tab "Charts": pointing, zooming, hiding, folding, saving; by mouse, keys and finger.

use e2e::pointer::{Finger, Mouse, Point};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, axe, ensure, story};
use serde_json::Value;

use super::{open_panel_at, open_tab, run, until_script, write_hour};
use crate::files_out::{downloads, saved};

async fn open_charts(story: &Story) -> Result<()> {
    story.app.open("").await?;
    write_hour(story).await?;
    open_panel_at(story, "Charts").await?;
    for chart in ["cpu", "memory", "network", "load"] {
        let canvas = format!("figure[data-chart={chart}] canvas");
        story.app.wait_for_count(&canvas, 1).await?;
    }
    // The range from the user's settings.
    until_script(
        story,
        "the last hour",
        "return document.querySelector('.range-bar [aria-pressed=true], .range-bar [aria-checked=true]')?.textContent.trim() === '1 h';",
    )
    .await
}

/// A point in the CPU plot, by its fraction of the width.
async fn plot_at(story: &Story, share: f64) -> Result<Point> {
    let script = "const plot = document.querySelector('figure[data-chart=cpu] canvas').getBoundingClientRect();
        return [plot.left + 40 + (plot.width - 40) * arguments[0], plot.top + plot.height / 2];";
    let at = story.app.browser().run(script, vec![share.into()]).await?;
    Ok(serde_json::from_value(at)?)
}

/// The readings of the visible charts at the crosshair, and its time.
async fn readings(story: &Story) -> Result<(Vec<String>, String)> {
    let script = "const shown = (e) => e.checkVisibility({ visibilityProperty: true });
        return [[...document.querySelectorAll('.chart-figure .reading')].filter(shown).map((e) => e.textContent),
            document.querySelector('.time-axis .time').textContent];";
    Ok(serde_json::from_value(run(story, script).await?)?)
}

async fn wait_for_zoom(story: &Story, is_zoomed: bool) -> Result<()> {
    let script = "return [...document.querySelectorAll('.range-bar button')].some((one) => one.textContent === 'Reset zoom');";
    until_true(&format!("zoomed: {is_zoomed}"), SOON, async || {
        Ok(run(story, script).await? == is_zoomed)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn all_charts_tell_of_one_moment_and_zoom_together() -> Result<()> {
    story("all_charts_tell_of_one_moment", async |story| {
        open_charts(story).await?;
        axe::check(story.app.browser(), "charts").await?;
        let mut mouse = Mouse::new(&story.app);
        // The pointer marks the same moment on every visible chart.
        mouse.move_to(plot_at(story, 0.5).await?).await?;
        until_true("readings of several charts", SOON, async || {
            let (readings, time) = readings(story).await?;
            Ok(readings.len() >= 2 && readings.iter().all(|words| !words.is_empty()) && !time.is_empty())
        })
        .await?;
        let (_, middle) = readings(story).await?;

        // A drag zooms, a double click shows the whole range again.
        let (from, to) = (plot_at(story, 0.3).await?, plot_at(story, 0.6).await?);
        mouse.drag(from, to).await?;
        wait_for_zoom(story, true).await?;
        // The crosshair does not stay at the end of the part that was marked, which is now the right edge.
        let at_the_edge = "return document.querySelector('.charts').dataset.crosshair === 'far right';";
        ensure!(run(story, at_the_edge).await? == false, "the crosshair is at the edge");
        let twice = "document.querySelector('figure[data-chart=cpu] canvas')
            .dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));";
        run(story, twice).await?;
        wait_for_zoom(story, false).await?;
        // The wheel zooms with Ctrl, and only then.
        let wheel = |ctrl: bool| {
            format!(
                "const canvas = document.querySelector('figure[data-chart=cpu] canvas');
                 const event = new WheelEvent('wheel', {{ deltaY: -100, ctrlKey: {ctrl}, bubbles: true, cancelable: true }});
                 canvas.dispatchEvent(event); return event.defaultPrevented;"
            )
        };
        ensure!(run(story, &wheel(false)).await? == false, "the page scrolls");
        wait_for_zoom(story, false).await?;
        ensure!(run(story, &wheel(true)).await? == true, "the charts zoom");
        wait_for_zoom(story, true).await?;
        story.app.press("Reset zoom").await?;
        wait_for_zoom(story, false).await?;

        // Keys do the same, and announce the position of the crosshair.
        run(story, "document.querySelector('.charts').focus();").await?;
        story.app.key(&[], Key::Left).await?;
        until_true("another moment", SOON, async || Ok(readings(story).await?.1 != middle)).await?;
        let spoken = "return [...document.querySelectorAll('[role=status].visually-hidden')].some((one) => /\\d\\d:\\d\\d/.test(one.textContent));";
        until_script(story, "it is spoken", spoken).await?;
        story.app.key(&[], "+").await?;
        wait_for_zoom(story, true).await?;
        story.app.key(&[], Key::Home).await?;
        wait_for_zoom(story, false).await?;

        // A finger that is pressed and slid marks moments.
        let mut finger = Finger::new(&story.app).await?;
        finger.touch(plot_at(story, 0.2).await?).await?;
        finger.drag_to(plot_at(story, 0.4).await?).await?;
        finger.lift().await?;
        until_true("the crosshair of the finger", SOON, async || {
            Ok(!readings(story).await?.1.is_empty())
        })
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chosen_range_is_in_the_address() -> Result<()> {
    story("the_chosen_range", async |story| {
        open_charts(story).await?;
        let is_named = async |wanted: &str| {
            until_true(wanted, SOON, async || {
                let address = story.app.browser().driver().current_url().await?;
                Ok(address.fragment().is_some_and(|text| text.ends_with(wanted)))
            })
            .await
        };
        is_named("&tab=charts").await?;
        let chosen = |word: &str| {
            format!("return document.querySelector('.range-bar [aria-pressed=true]')?.textContent.trim() === '{word}';")
        };
        story.app.press("1 w").await?;
        is_named("&tab=charts&range=1w").await?;
        story.app.reload().await?;
        until_script(story, "the week", &chosen("1 w")).await?;
        story.app.press("Live").await?;
        is_named("&tab=charts&range=live").await?;
        // The usual one needs no name.
        story.app.press("1 h").await?;
        is_named("&tab=charts").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chart_has_a_table_files_and_a_place_of_its_own() -> Result<()> {
    story("a_chart_has_a_table", async |story| {
        open_charts(story).await?;
        // A line is hidden by its name.
        let hide = "const key = [...document.querySelectorAll('figure[data-chart=network] .legend button')]
            .find((one) => one.textContent === 'out');
            if (key?.ariaPressed === 'true') key.click(); return key?.ariaPressed === 'false';";
        until_script(story, "a hidden line", hide).await?;
        // The numbers are those of the visible or hovered line.
        let told = |place: u8| format!("return !!document.querySelector('figure[data-chart=network] .numbers[data-series=\"{place}\"]');");
        until_script(story, "numbers of what is shown", &told(1)).await?;
        for (event, place) in [("pointerenter", 2), ("pointerleave", 1)] {
            let point = format!(
                "[...document.querySelectorAll('figure[data-chart=network] .legend button')].find((one) => one.textContent === 'out')
                    .dispatchEvent(new PointerEvent('{event}'));"
            );
            run(story, &point).await?;
            until_script(story, event, &told(place)).await?;
        }

        let in_network = |label: &str| {
            format!("const button = document.querySelector('figure[data-chart=network] [aria-label=\"{label}\"]'); button?.click(); return !!button;")
        };
        until_script(story, "the table's button", &in_network("Show as table")).await?;
        let rows = "return document.querySelectorAll('figure[data-chart=network] table tbody tr').length > 40;";
        until_script(story, "the table", rows).await?;
        axe::check(story.app.browser(), "a chart as a table").await?;

        let folder = downloads(story, "chart").await?;
        run(story, &in_network("Save as CSV")).await?;
        let csv = String::from_utf8(saved(&folder, ".csv").await?)?;
        ensure!(csv.starts_with("time,in,out") && csv.lines().count() > 40, "{csv}");
        run(story, &in_network("Save as JSON")).await?;
        let json: Value = serde_json::from_slice(&saved(&folder, ".json").await?)?;
        ensure!(json.to_string().contains("Network"), "{json}");
        run(story, &in_network("Save as SVG")).await?;
        let svg = String::from_utf8(saved(&folder, ".svg").await?)?;
        ensure!(svg.contains("<svg") && !svg.contains("<script"), "{svg}");
        run(story, &in_network("Save as PNG")).await?;
        let png = saved(&folder, ".png").await?;
        ensure!(png.starts_with(b"\x89PNG"), "no picture");

        // It is moved up and folded; both are stored.
        let place = "return [...document.querySelectorAll('.chart-figure')].map((one) => one.dataset.chart);";
        let place_of = async || -> Result<usize> {
            let all: Vec<String> = serde_json::from_value(run(story, place).await?)?;
            Ok(all.iter().position(|id| id == "network").unwrap_or(usize::MAX))
        };
        let before = place_of().await?;
        run(story, &in_network("Move up")).await?;
        until_true("a place further up", SOON, async || Ok(place_of().await? + 1 == before)).await?;
        let fold = "const fold = document.querySelector('figure[data-chart=network] .fold'); fold.click(); return fold.ariaExpanded === 'false';";
        run(story, fold).await?;
        story.app.wait_for_count("figure[data-chart=network] canvas", 0).await?;
        // The panel is widened by a key, and stays so.
        let width = "return document.querySelector('aside.panel').getBoundingClientRect().width;";
        let narrow = run(story, width).await?.as_f64();
        run(story, "document.querySelector('.grip').focus();").await?;
        story.app.key(&[], Key::Left).await?;
        until_true("a wider sheet", SOON, async || Ok(run(story, width).await?.as_f64() > narrow)).await?;
        let wide = run(story, width).await?;
        story.app.reload().await?;
        story.app.wait_for_hub("live", SOON).await?;
        story.app.wait_for_count("figure[data-chart=network]", 1).await?;
        story.app.wait_for_count("figure[data-chart=network] canvas", 0).await?;
        ensure!(place_of().await? + 1 == before, "the place is kept");
        ensure!(run(story, width).await? == wide, "the width is kept");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_without_values_says_so_in_every_tab() -> Result<()> {
    story("a_system_without_values", async |story| {
        open_panel_at(story, "Charts").await?;
        for (tab, words) in [
            ("Charts", "The hub has no values of this time."),
            ("Containers", "This system reports no containers"),
            ("Disks", "This system reports no disks"),
            ("Services", "This system reports no services"),
            ("Alerts", "No alert of this system has triggered so far."),
        ] {
            open_tab(story, tab).await?;
            story.app.wait_for_text(words, SOON).await?;
            axe::check(story.app.browser(), tab).await?;
        }
        open_tab(story, "Overview").await?;
        story.app.wait_for_text("CPU", SOON).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_range_is_that_of_the_settings_though_they_come_later() -> Result<()> {
    story("the_range_is_that_of_the_settings", async |story| {
        let settings = serde_json::json!({
            "id": "settings0000001", "user": test_hub::USER.id, "settings": { "chartTime": "24h" },
        });
        story.hub()?.root().save_records("user_settings", &[settings])?;
        open_panel_at(story, "Charts").await?;
        let range = "return document.querySelector('.range-bar [aria-pressed=true]')?.textContent.trim() === '24 h';";
        until_script(story, "the range of the settings", range).await?;
        story.app.reload().await?;
        until_script(story, "the range after a reload", range).await?;
        // The chosen range is kept.
        story.app.press("1 w").await?;
        let week = "return document.querySelector('.range-bar [aria-pressed=true]')?.textContent.trim() === '1 w';";
        until_script(story, "the chosen range", week).await
    })
    .await
}
