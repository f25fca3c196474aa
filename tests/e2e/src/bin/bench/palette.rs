//! The palette's response time to each letter typed into its search.

use e2e::browser::Browser;
use e2e::wait::until_true;
use e2e::{Context, Result};
use serde_json::json;

use super::{Figure, PATIENCE, figure, percentile};

/// Typical searches, typed letter by letter.
const TYPED: [&str; 4] = [
    "poweredge r650",
    "catalyst 48",
    "synology rs",
    "smart-ups 1500",
];

/// From each letter until the list shows the results, including products.
pub(super) async fn search(browser: &Browser) -> Result<Figure> {
    let open = r"
        const field = document.querySelector('.palette input[type=search]');
        if (!field) {
            document.querySelector('.rail [data-entry=add][aria-expanded=false]')?.click();
            return 0;
        }
        if (!field.value) {
            field.value = 'server';
            field.dispatchEvent(new Event('input', { bubbles: true }));
        }
        return document.querySelectorAll('.palette .rows .pick').length;
    ";
    until_true("the products in the palette", PATIENCE, async || {
        let rows = browser.run(open, Vec::new()).await?;
        Ok(rows.as_u64().is_some_and(|rows| rows > 0))
    })
    .await?;
    // A message arrives after everything that a letter has caused, and before the next frame.
    let type_all = r"
        return (async (typed) => {
            const field = document.querySelector('.palette input[type=search]');
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
            field.value = '';
            field.dispatchEvent(new Event('input', { bubbles: true }));
            return spans;
        })(arguments[0]);
    ";
    let spans = browser.run(type_all, vec![json!(TYPED)]).await?;
    let spans: Vec<f64> = serde_json::from_value(spans).context("the spans of the letters")?;
    Ok(figure(
        "search in the products: letter to list, p95 (median)",
        "≤ 16 ms",
        format!(
            "{:.1} ms ({:.1} ms)",
            percentile(spans.clone(), 95.0),
            percentile(spans, 50.0)
        ),
    ))
}
