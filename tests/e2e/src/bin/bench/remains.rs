//! What a page still holds once everything that can be freed is freed.

use e2e::Result;
use e2e::browser::Browser;
use serde_json::{Value, json};

pub struct Remains {
    nodes: i64,
    listeners: i64,
    /// Of scripts, in bytes.
    heap: f64,
}

impl Remains {
    pub async fn of(browser: &Browser) -> Result<Self> {
        // What the first collection frees may hold more that the next one finds.
        for _ in 0..3 {
            browser
                .devtools("HeapProfiler.collectGarbage", json!({}))
                .await?;
        }
        let counters = browser.devtools("Memory.getDOMCounters", json!({})).await?;
        let heap = browser.devtools("Runtime.getHeapUsage", json!({})).await?;
        let count = |name: &str| counters[name].as_i64().unwrap_or_default();
        let bytes = |value: &Value| value.as_f64().unwrap_or_default();
        Ok(Self {
            nodes: count("nodes"),
            listeners: count("jsEventListeners"),
            heap: bytes(&heap["usedSize"]),
        })
    }

    /// The growth since then: nodes, listeners, heap.
    pub fn since(&self, before: &Self) -> String {
        format!(
            "{:+}, {:+}, {:+.1} %",
            self.nodes - before.nodes,
            self.listeners - before.listeners,
            100.0 * (self.heap / before.heap - 1.0)
        )
    }
}
