//! When the app itself cannot start: never a blank page.

use e2e::story::Complaints;
use e2e::wait::SOON;
use e2e::{Result, story};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_does_not_load() -> Result<()> {
    story("a_program_that_does_not_load", async |story| {
        story.expects(Complaints::All);
        let browser = story.app.browser();
        browser.devtools("Network.enable", json!({})).await?;
        let block = |urls: &[&str]| json!({ "urls": urls });
        browser
            .devtools("Network.setBlockedURLs", block(&["*.wasm"]))
            .await?;
        story.app.open("").await?;
        story.app.button("Reload").await?;
        browser
            .devtools("Network.setBlockedURLs", block(&[]))
            .await?;
        story.app.press("Reload").await?;
        story.app.wait_for_text("Explore the demo", SOON).await
    })
    .await
}
