//! Waiting for what must come true.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

const POLL: Duration = Duration::from_millis(40);

/// How long anything that needs no network beyond this machine may take on a busy one.
pub const SOON: Duration = Duration::from_secs(10);

/// Asks until there is an answer; fails after `limit`, saying what never came.
pub async fn until<T>(
    what: &str,
    limit: Duration,
    mut ask: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(answer) = ask().await? {
            return Ok(answer);
        }
        if Instant::now() > deadline {
            bail!("{what} did not come within {limit:?}");
        }
        tokio::time::sleep(POLL).await;
    }
}

/// Asks until it holds.
pub async fn until_true(
    what: &str,
    limit: Duration,
    mut ask: impl AsyncFnMut() -> Result<bool>,
) -> Result<()> {
    until(what, limit, async || Ok(ask().await?.then_some(()))).await
}
