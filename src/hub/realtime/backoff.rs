//! Waits between attempts.

/// Waits that double up to a cap, with jitter, so that a hundred browsers do not return to a restarted hub at once.
#[derive(Clone, Debug)]
pub struct Backoff {
    failures: u32,
    random: u64,
}

const FIRST: u32 = 300;
/// Low enough that a hub that returns is live again within ten seconds.
const CAP: u32 = 6_000;
/// For a stream that a proxy buffers: somebody has to change a setting first.
const HELD_BACK: u32 = 30_000;
const HELD_BACK_CAP: u32 = 300_000;
/// For a hub that reports too many requests.
const RATE_LIMITED: u32 = 30_000;

impl Backoff {
    pub const fn new(seed: u64) -> Self {
        Self {
            failures: 0,
            random: seed,
        }
    }

    pub const fn reset(&mut self) {
        self.failures = 0;
    }

    /// Milliseconds until the next attempt: 150 to 6,000.
    pub fn next(&mut self) -> u32 {
        let full = FIRST.saturating_mul(1 << self.failures.min(10)).min(CAP);
        self.failures = self.failures.saturating_add(1);
        self.jittered(full)
    }

    /// Milliseconds until the next attempt after the hub has limited the rate: 15,000 to 30,000.
    pub fn rate_limited(&mut self) -> u32 {
        self.jittered(RATE_LIMITED)
    }

    /// Milliseconds until the next attempt at a buffered stream: 15 seconds to five minutes.
    pub fn held_back(&mut self) -> u32 {
        let full = HELD_BACK
            .saturating_mul(1 << self.failures.min(10))
            .min(HELD_BACK_CAP);
        self.failures = self.failures.saturating_add(1);
        self.jittered(full)
    }

    /// Returns a random value between half of `full` and `full`.
    fn jittered(&mut self, full: u32) -> u32 {
        let half = full / 2;
        half + (self.random() % u64::from(half + 1)) as u32
    }

    /// SplitMix64: spreads well from any seed.
    const fn random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_to_the_cap_with_jitter() {
        let mut backoff = Backoff::new(7);
        let mut full = 300;
        for _ in 0..50 {
            let wait = backoff.next();
            assert!((full / 2..=full).contains(&wait), "{wait} of {full}");
            full = (full * 2).min(6_000);
        }
        backoff.reset();
        assert!((150..=300).contains(&backoff.next()));
        assert!((15_000..=30_000).contains(&backoff.rate_limited()));
        backoff.reset();
        assert!((15_000..=30_000).contains(&backoff.held_back()));
        assert!((0..50).all(|_| (15_000..=300_000).contains(&backoff.held_back())));
    }

    #[test]
    fn two_seeds_part() {
        let waits = |seed| {
            std::iter::repeat_with({
                let mut b = Backoff::new(seed);
                move || b.next()
            })
            .take(8)
            .collect::<Vec<_>>()
        };
        assert_ne!(waits(1), waits(2));
    }
}
