//! Which tabs of a browser may hold streams of one host open. By http/1.1 a browser opens six connections to a host at once, whichever
//! of its hubs they are for: the sixth stream would keep every request of all tabs waiting.
//!
//! The leases are a record that all tabs read and write. It cannot be written in one step with what was read, so that two tabs may both
//! take the last one: each looks again with the next renewal, and meanwhile there is room for one more. A tab that is hidden for long
//! marks its lease as one that gives way, and one that is shown may take it.

use crate::domain::ids::HubId;
use crate::domain::units::Millis;

/// The rest of the six is for requests.
pub const MOST_STREAMS: usize = 4;
/// A lease that is not renewed is free after so long: timers of hidden tabs run once a minute. In milliseconds.
pub const LEASE_MS: i64 = 150_000;
/// How often a tab looks whether its lease is to be renewed, or asks for one.
pub const RENEW_MS: u32 = 20_000;
/// A lease that lasts longer is not renewed yet. What is written less often is seldom written over what another tab has just given up:
/// the next tab comes into view at the moment in which one is closed.
const RENEW_BELOW_MS: i64 = 100_000;
/// A tab that is hidden for so long gives way to one that is shown.
const LONG_MS: i64 = 60_000;
/// Stands before the holder of a lease that gives way. No tab is named so.
const GIVES_WAY: char = '~';
/// More than that is no such record.
const MOST_LINES: usize = 64;

/// Whether streams and requests by that protocol share one connection, so that any number of streams leaves room.
pub fn is_shared(protocol: &str) -> bool {
    matches!(protocol, "h2" | "h3")
}

/// Scheme, host and port of a hub: what a browser counts connections by. The record is named after it, and in the same way by
/// `public/early.js`.
pub fn origin_of(hub: &HubId) -> &str {
    split_origin(hub).0
}

/// What names the lease of a tab on the stream of one hub: a tab may follow several hubs of one host.
pub fn holder(tab: &str, hub: &HubId) -> String {
    format!("{tab}{}", split_origin(hub).1)
}

/// The tab that a holder is of. No tab has a slash in its name, and each path begins with one.
fn tab_of(holder: &str) -> &str {
    holder.split_once('/').map_or(holder, |(tab, _)| tab)
}

/// The origin of a hub, and the path below it. In the hub's normal form they are apart at the third slash.
fn split_origin(hub: &HubId) -> (&str, &str) {
    let hub = hub.as_str();
    let mut slashes = hub.match_indices('/');
    let end = slashes.nth(2).map_or(hub.len(), |(at, _)| at);
    hub.split_at(end)
}

/// Whether somebody may be looking at a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabSight {
    Shown,
    /// Hidden for some time: a tab that is shown may take its lease.
    LongHidden,
}

impl TabSight {
    /// Of a tab that is hidden since then.
    pub fn of(hidden: Option<Millis>, now: Millis) -> Self {
        match hidden {
            Some(since) if now.since(since) >= LONG_MS => Self::LongHidden,
            _ => Self::Shown,
        }
    }
}

/// One stream that may be held.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StreamLease {
    /// As [`holder`] names it.
    holder: String,
    /// By the browser's clock.
    until: Millis,
    /// Of the holder, when it last looked.
    sight: TabSight,
}

impl StreamLease {
    /// The line of a record: `holder until`, after a mark for one that gives way.
    fn parse(line: &str) -> Option<Self> {
        let (holder, until) = line.split_once(' ')?;
        let (holder, sight) = match holder.strip_prefix(GIVES_WAY) {
            Some(holder) => (holder, TabSight::LongHidden),
            None => (holder, TabSight::Shown),
        };
        let until = Millis(until.parse().ok()?);
        (!holder.is_empty()).then(|| Self {
            holder: holder.to_owned(),
            until,
            sight,
        })
    }

    fn to_line(&self) -> String {
        let (holder, until) = (&self.holder, self.until.0);
        match self.sight {
            TabSight::Shown => format!("{holder} {until}"),
            TabSight::LongHidden => format!("{GIVES_WAY}{holder} {until}"),
        }
    }

    fn gives_way_to(&self, other: TabSight) -> bool {
        self.sight == TabSight::LongHidden && other == TabSight::Shown
    }

    /// A tab that comes into view has not renewed all of its own leases yet: none of them gives way to another one of its own.
    fn is_of_tab_of(&self, holder: &str) -> bool {
        tab_of(&self.holder) == tab_of(holder)
    }

    /// One that lasts longer than any does was taken before the clock was set back, and nobody knows when it ends.
    fn holds(&self, now: Millis) -> bool {
        (1..=LEASE_MS).contains(&self.until.since(now))
    }
}

/// The leases on the streams of one host, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamLeases(Vec<StreamLease>);

impl StreamLeases {
    /// What cannot be read is no lease.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().take(MOST_LINES);
        Self(lines.filter_map(StreamLease::parse).collect())
    }

    /// As it is kept: a line for each lease.
    pub fn to_text(&self) -> String {
        let lines = self.0.iter().map(StreamLease::to_line);
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Whether as many leases are noted as there may be, ended ones too: then it is looked closely before a stream is opened.
    /// `public/early.js` looks in the same way.
    pub fn may_be_full(text: &str) -> bool {
        let ends = text.bytes().filter(|byte| *byte == b'\n').count();
        ends + 1 >= MOST_STREAMS
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this holder has a lease.
    pub fn has(&self, holder: &str, now: Millis) -> bool {
        self.held(now).any(|lease| lease.holder == holder)
    }

    /// Whether a lease is free for such a tab, or gives way to it.
    pub fn has_room(&self, sight: TabSight, now: Millis) -> bool {
        let kept = |lease: &&StreamLease| !lease.gives_way_to(sight);
        self.held(now).filter(kept).count() < MOST_STREAMS
    }

    fn held(&self, now: Millis) -> impl Iterator<Item = &StreamLease> {
        let held = self.0.iter().filter(move |lease| lease.holds(now));
        held.take(MOST_STREAMS)
    }

    /// Renews the lease of this holder in time, or takes a free one, or else one that gives way; whether it has one now. What has ended
    /// is dropped.
    pub fn claim(&mut self, holder: &str, sight: TabSight, now: Millis) -> bool {
        self.0.retain(|lease| lease.holds(now));
        // Of more than there may be, taken at the same moment, the later ones give way.
        self.0.truncate(MOST_STREAMS);
        let until = now.plus(LEASE_MS);
        if let Some(mine) = self.0.iter_mut().find(|lease| lease.holder == holder) {
            mine.sight = sight;
            if mine.until.since(now) < RENEW_BELOW_MS {
                mine.until = until;
            }
            return true;
        }
        if self.0.len() >= MOST_STREAMS {
            let gives_way =
                |lease: &StreamLease| lease.gives_way_to(sight) && !lease.is_of_tab_of(holder);
            let taken = self.0.iter().position(gives_way);
            let Some(taken) = taken else { return false };
            self.0.remove(taken);
        }
        self.0.push(StreamLease {
            holder: holder.to_owned(),
            until,
            sight,
        });
        true
    }

    /// Gives the lease of this holder up.
    pub fn free(&mut self, holder: &str) {
        self.0.retain(|lease| lease.holder != holder);
    }
}

#[cfg(test)]
mod tests;
