//! Leases that decide which tabs of a browser may hold streams to a host open. Over HTTP/1.1 a browser opens at most six
//! connections to a host, whichever of its hubs they are for: six streams would block the requests of all tabs.
//!
//! The leases are a record that all tabs read and write. Reading and writing it is not atomic, so two tabs may both take the last
//! lease: each checks again at the next renewal, and meanwhile there is room for one more. A tab that has been hidden for long
//! marks its lease as yielding, and a visible tab may take it.

use crate::domain::ids::HubId;
use crate::domain::units::Millis;

/// The most streams to a host; the rest of the six connections is for requests.
pub const MOST_STREAMS: usize = 4;
/// A lease expires if it is not renewed for this long: timers of hidden tabs run once a minute. In milliseconds.
pub const LEASE_MS: i64 = 150_000;
/// How often a tab renews its lease if needed, or asks for one. In milliseconds.
pub const RENEW_MS: u32 = 20_000;
/// A lease that lasts longer than this is not renewed yet, in milliseconds. Fewer writes make it rarer to overwrite a lease just
/// given up: when one tab is closed, the next comes into view at the same moment.
const RENEW_BELOW_MS: i64 = 100_000;
/// A tab hidden for this long yields to a visible one, in milliseconds.
const LONG_MS: i64 = 60_000;
/// Prefix of the holder of a yielding lease. No tab id starts with it.
const GIVES_WAY: char = '~';
/// The most lines that are read of a record.
const MOST_LINES: usize = 64;

/// Whether streams and requests over this protocol share one connection, so that any number of streams leaves room.
pub fn is_shared(protocol: &str) -> bool {
    matches!(protocol, "h2" | "h3")
}

/// Scheme, host and port of a hub, by which browsers count connections. The record is named after it, in the same way by
/// `public/early.js`.
pub fn origin_of(hub: &HubId) -> &str {
    split_origin(hub).0
}

/// The holder of a tab's lease on the stream of one hub: a tab may follow several hubs of one host.
pub fn holder(tab: &str, hub: &HubId) -> String {
    format!("{tab}{}", split_origin(hub).1)
}

/// The tab of a holder. Tab ids contain no slash, and each path begins with one.
fn tab_of(holder: &str) -> &str {
    holder.split_once('/').map_or(holder, |(tab, _)| tab)
}

/// The origin of a hub, and the path below it. In a normalized hub URL the path begins at the third slash.
fn split_origin(hub: &HubId) -> (&str, &str) {
    let hub = hub.as_str();
    let mut slashes = hub.match_indices('/');
    let end = slashes.nth(2).map_or(hub.len(), |(at, _)| at);
    hub.split_at(end)
}

/// Whether a tab may be in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabSight {
    Shown,
    /// Hidden for some time: a visible tab may take its lease.
    LongHidden,
}

impl TabSight {
    /// `hidden` is when the tab was hidden; `None` while it is shown.
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
    /// In the form of [`holder`].
    holder: String,
    /// Expiry by the browser's clock.
    until: Millis,
    /// The holder's visibility when it last renewed.
    sight: TabSight,
}

impl StreamLease {
    /// Parses a line of a record: `holder until`, with a prefix if the lease yields.
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

    /// A tab that comes into view has not renewed all of its leases yet: none of them yields to another one of the same tab.
    fn is_of_tab_of(&self, holder: &str) -> bool {
        tab_of(&self.holder) == tab_of(holder)
    }

    /// A lease longer than any can be was taken before the clock was set back, and its true end is unknown.
    fn holds(&self, now: Millis) -> bool {
        (1..=LEASE_MS).contains(&self.until.since(now))
    }
}

/// The leases on the streams of one host, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamLeases(Vec<StreamLease>);

impl StreamLeases {
    /// Lines that cannot be read are skipped.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().take(MOST_LINES);
        Self(lines.filter_map(StreamLease::parse).collect())
    }

    /// The stored form: one line per lease.
    pub fn to_text(&self) -> String {
        let lines = self.0.iter().map(StreamLease::to_line);
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Whether the record may be full, counting expired leases too: if so, it is examined before a stream is opened.
    /// `public/early.js` checks in the same way.
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

    /// Whether a tab of this visibility could get a lease, free or yielding.
    pub fn has_room(&self, sight: TabSight, now: Millis) -> bool {
        let kept = |lease: &&StreamLease| !lease.gives_way_to(sight);
        self.held(now).filter(kept).count() < MOST_STREAMS
    }

    fn held(&self, now: Millis) -> impl Iterator<Item = &StreamLease> {
        let held = self.0.iter().filter(move |lease| lease.holds(now));
        held.take(MOST_STREAMS)
    }

    /// Renews this holder's lease, or takes a free one, otherwise a yielding one; returns whether it has one afterwards. Drops
    /// expired leases.
    pub fn claim(&mut self, holder: &str, sight: TabSight, now: Millis) -> bool {
        self.0.retain(|lease| lease.holds(now));
        // If too many were taken at the same moment, the later ones are dropped.
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

    /// Gives up the lease of this holder.
    pub fn free(&mut self, holder: &str) {
        self.0.retain(|lease| lease.holder != holder);
    }
}

#[cfg(test)]
mod tests;
