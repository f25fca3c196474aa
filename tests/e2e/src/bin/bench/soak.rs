//! An hour of a hub's life, twenty times as fast: what the page holds at the end that it did not hold at the beginning.

use std::time::{Duration, Instant};

use e2e::Result;
use e2e::story::Story;
use e2e::systems::{System, first};

use super::remains::Remains;
use super::{Figure, HOME, PATIENCE, figure};

/// Agents report once a minute.
const REPORTS: u32 = 60;
const INTERVAL: Duration = Duration::from_secs(60 / FASTER as u64);
const FASTER: u32 = 20;
/// Reports before the first count. By then everything that is made once and kept exists.
const REPORTS_BEFORE: u32 = 10;
/// One system goes down, and is up again with the next report, once in so many reports.
const OUTAGE: u32 = 10;

/// The story is signed in permanently.
pub async fn soak(story: &Story) -> Result<Vec<Figure>> {
    let browser = story.app.browser();
    story.app.open("?lens=temperature").await?;
    story.app.wait_for_hub("live", PATIENCE).await?;
    let mut before = None;
    let began = Instant::now();
    for report in 0..REPORTS_BEFORE + REPORTS {
        if report == REPORTS_BEFORE {
            before = Some(Remains::of(browser).await?);
        }
        send(story, report)?;
        let next = INTERVAL * (report + 1);
        tokio::time::sleep(next.saturating_sub(began.elapsed())).await;
    }
    let after = Remains::of(browser).await?;
    let growth = before.map(|before| after.since(&before));
    Ok(vec![
        figure(
            format!("{HOME} systems with a lens, an hour of reports and outages in {} minutes: nodes, listeners, heap", 60 / FASTER),
            "no growth",
            growth.unwrap_or_default(),
        )
        .for_readers(),
    ])
}

fn send(story: &Story, report: u32) -> Result<()> {
    let mut systems: Vec<System> = first(HOME)
        .into_iter()
        .zip(0_u32..)
        .map(|(system, place)| System {
            cpu: f64::from((report * 7 + place * 5) % 60),
            temperature: 35.0 + f64::from((report * 3 + place) % 30),
            ..system
        })
        .collect();
    if report.is_multiple_of(OUTAGE)
        && let Some(system) = systems.last_mut()
    {
        system.status = "down";
    }
    story.report(&systems)
}
