//! The panel's messages for a hub that is too old for a list, where the collection is missing.

use e2e::story::Complaints;
use e2e::wait::SOON;
use e2e::{Result, axe, story};

use super::{open_panel_at, open_tab};

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_is_too_old_is_named_with_the_version_to_come_to() -> Result<()> {
    story("a_hub_that_is_too_old", async |story| {
        story.expects(Complaints::OfTheNetwork);
        let root = story.hub()?.root();
        // Hub 0.13 has none of these.
        for collection in ["containers", "systemd_services", "smart_devices"] {
            let path = format!("/api/collections/{collection}");
            root.ask("DELETE", &path, None)?;
        }
        open_panel_at(story, "Containers").await?;
        for (tab, words) in [
            (
                "Containers",
                "This hub does not list containers. Beszel does since version 0.14",
            ),
            (
                "Disks",
                "This hub does not list disks. Beszel does since version 0.17",
            ),
            (
                "Services",
                "This hub does not list services. Beszel does since version 0.16",
            ),
        ] {
            open_tab(story, tab).await?;
            story.app.wait_for_text(words, SOON).await?;
            axe::check(story.app.browser(), tab).await?;
        }
        // What it has is shown.
        open_tab(story, "Alerts").await?;
        story.app.wait_for_text("Recommended", SOON).await?;
        open_tab(story, "Overview").await?;
        story.app.wait_for_text("CPU", SOON).await
    })
    .await
}
