//! Finding one of very many devices in the list that Ctrl+K opens.

use e2e::layouts::Size;
use e2e::story::Story;
use e2e::wait::until_true;
use e2e::{Context, Result};
use serde_json::json;

use super::canvas::open;
use super::{Figure, PATIENCE, figure, percentile};

/// The maximum number of racks and devices of a layout.
const CITY: Size = Size {
    racks: 2_000,
    devices_per_rack: 25,
    rows: 20,
};

const TYPED: [&str; 3] = ["node-04999", "rack 1200", "server 17"];

/// The story is signed in permanently.
pub(super) async fn finding(story: &Story) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    open(story, CITY).await?;
    let devices = CITY.devices();
    until_true("all devices", PATIENCE, async || {
        let count = "return document.querySelectorAll('[data-device-id]').length;";
        Ok(browser.run(count, Vec::new()).await? == json!(devices))
    })
    .await?;
    let ask = "
        const field = document.querySelector('dialog [role=combobox]');
        if (!field) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true }));
        return !!field;
    ";
    until_true("the list of actions", PATIENCE, async || {
        Ok(browser.run(ask, Vec::new()).await? == true)
    })
    .await?;
    let type_all = r"
        return (async (typed) => {
            const field = document.querySelector('dialog [role=combobox]');
            const channel = new MessageChannel();
            const settled = () => new Promise((resolve) => {
                channel.port1.onmessage = resolve;
                channel.port2.postMessage(null);
            });
            const spans = [];
            for (const words of typed) {
                for (let length = 1; length <= words.length; length++) {
                    field.value = words.slice(0, length);
                    const began = performance.now();
                    field.dispatchEvent(new Event('input', { bubbles: true }));
                    await settled();
                    spans.push(performance.now() - began);
                    await new Promise((resolve) => requestAnimationFrame(resolve));
                }
            }
            return spans;
        })(arguments[0]);
    ";
    let spans = browser.run(type_all, vec![json!(TYPED)]).await?;
    let spans: Vec<f64> = serde_json::from_value(spans).context("the spans of the letters")?;
    Ok(vec![figure(
        format!("Ctrl+K with {devices} devices: letter to list, p95 (median)"),
        "≤ 50 ms",
        format!(
            "{:.1} ms ({:.1} ms)",
            percentile(spans.clone(), 95.0),
            percentile(spans, 50.0)
        ),
    )])
}
