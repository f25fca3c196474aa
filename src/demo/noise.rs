//! Random numbers as a function of seed and time: the same seed gives the same world at any moment, in any order of requests.

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The splitmix64 finalizer: every input bit changes about half of the output's.
const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// A node in a tree of random numbers. Children with different keys are independent of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(u64);

impl Seed {
    pub const fn new(number: u64) -> Self {
        Self(mix(number.wrapping_add(GOLDEN)))
    }

    pub const fn child(self, key: u64) -> Self {
        Self(mix(self.0 ^ mix(key.wrapping_add(GOLDEN))))
    }

    /// The child for a word. Naming children keeps existing numbers stable when new uses are added.
    pub fn named(self, word: &str) -> Self {
        let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        self.child(hash)
    }

    pub const fn bits(self) -> u64 {
        mix(self.0)
    }

    /// A number from 0 up to, but not including, 1.
    pub fn unit(self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn between(self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A number from 0 up to, but not including, `count`; 0 if `count` is 0.
    pub fn below(self, count: usize) -> usize {
        ((self.unit() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// A record id as the hub makes them: 15 characters of a-z and 0-9.
    pub fn record_id(self) -> String {
        self.letters(15, b"abcdefghijklmnopqrstuvwxyz0123456789")
    }

    pub fn hex(self, length: usize) -> String {
        self.letters(length, b"0123456789abcdef")
    }

    pub fn letters(self, length: usize, alphabet: &[u8]) -> String {
        (0..length)
            .filter_map(|place| alphabet.get(self.child(place as u64).below(alphabet.len())))
            .map(|byte| char::from(*byte))
            .collect()
    }
}

/// A smooth curve through random points `period` milliseconds apart: -1 to 1.
pub fn drift(seed: Seed, at: i64, period: i64) -> f64 {
    let cell = at.div_euclid(period);
    let along = at.rem_euclid(period) as f64 / period as f64;
    let point = |cell: i64| seed.child(cell as u64).unit() * 2.0 - 1.0;
    let eased = along * along * (3.0 - 2.0 * along);
    point(cell) + (point(cell + 1) - point(cell)) * eased
}

/// A hump of height 1 in a share (0 to 1) of the windows of `period` milliseconds; 0 elsewhere.
pub fn burst(seed: Seed, at: i64, period: i64, share: f64) -> f64 {
    let window = seed.child(at.div_euclid(period) as u64);
    if window.unit() >= share {
        return 0.0;
    }
    let length = window.child(1).between(0.15, 0.6);
    let begin = window.child(2).between(0.0, 1.0 - length);
    let along = (at.rem_euclid(period) as f64 / period as f64 - begin) / length;
    if !(0.0..=1.0).contains(&along) {
        return 0.0;
    }
    // Steep sides and a flat top: a job starts, runs and ends.
    (along.min(1.0 - along) * 12.0).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drift_is_smooth_and_bounded() {
        let seed = Seed::new(7);
        let mut last = drift(seed, 0, 1000);
        for at in (10..100_000).step_by(10) {
            let now = drift(seed, at, 1000);
            assert!((-1.0..=1.0).contains(&now));
            assert!((now - last).abs() < 0.04, "jumps at {at}");
            last = now;
        }
    }

    #[test]
    fn bursts_come_in_the_asked_share_of_windows() {
        let seed = Seed::new(1);
        let busy = (0..1000)
            .filter(|window| {
                (0..60).any(|step| burst(seed, window * 60_000 + step * 1000, 60_000, 0.3) > 0.5)
            })
            .count();
        assert!((200..400).contains(&busy), "{busy}");
    }

    #[test]
    fn ids_have_the_hub_s_shape() {
        let id = Seed::new(3).record_id();
        assert_eq!(id.len(), 15);
        assert!(
            id.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        );
        assert_ne!(id, Seed::new(4).record_id());
    }
}
