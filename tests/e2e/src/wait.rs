//! Waiting for conditions.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

const POLL: Duration = Duration::from_millis(40);

/// Time limit for anything that needs no network beyond this machine, even on a busy one.
pub const SOON: Duration = Duration::from_secs(10);

/// Polls until there is an answer; fails after `limit`, naming what did not happen.
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

/// Polls until the condition holds.
pub async fn until_true(
    what: &str,
    limit: Duration,
    mut ask: impl AsyncFnMut() -> Result<bool>,
) -> Result<()> {
    until(what, limit, async || Ok(ask().await?.then_some(()))).await
}
