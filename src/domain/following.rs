//! Which systems are followed second by second: those that a person has pinned, and the one whose panel is open.

use super::format::one_line;
use super::ids::{HubId, SystemId, SystemRef};

/// Maximum number of pinned systems: each costs its hub and its agent a round trip per second.
pub const MOST_PINNED: usize = 12;

/// There are [`MOST_PINNED`] others already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyPinned;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FollowedSystems {
    pinned: Vec<SystemRef>,
    open: Option<SystemRef>,
}

impl FollowedSystems {
    /// Reads the stored pins; skips lines that cannot be read.
    pub fn read(text: &str) -> Self {
        let mut pinned = Vec::new();
        for line in text.lines() {
            let Some((hub, system)) = line.split_once('\t') else {
                continue;
            };
            let system = SystemRef::new(HubId::new(hub), SystemId::new(system));
            if pinned.len() < MOST_PINNED && !pinned.contains(&system) {
                pinned.push(system);
            }
        }
        Self { pinned, open: None }
    }

    /// Replaces the pins by those that another tab has stored. The system whose panel is open here stays.
    pub fn take_pins(&mut self, text: &str) {
        self.pinned = Self::read(text).pinned;
    }

    /// The text in which the pins are stored.
    pub fn text(&self) -> String {
        let lines = self.pinned.iter().map(|of| {
            let (hub, system) = (one_line(of.hub.as_str()), one_line(of.system.as_str()));
            format!("{hub}\t{system}")
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    pub fn is_pinned(&self, system: &SystemRef) -> bool {
        self.pinned.contains(system)
    }

    /// Whether it is to be followed while it is up.
    pub fn has(&self, system: &SystemRef) -> bool {
        self.open.as_ref() == Some(system) || self.is_pinned(system)
    }

    pub fn pin(&mut self, system: &SystemRef) -> Result<(), TooManyPinned> {
        if self.is_pinned(system) {
            return Ok(());
        }
        if self.pinned.len() >= MOST_PINNED {
            return Err(TooManyPinned);
        }
        self.pinned.push(system.clone());
        Ok(())
    }

    pub fn unpin(&mut self, system: &SystemRef) {
        self.pinned.retain(|other| other != system);
    }

    /// Unpins systems that are gone from their hub. Returns whether there were any.
    pub fn drop_unlisted(&mut self, is_gone: impl Fn(&SystemRef) -> bool) -> bool {
        let before = self.pinned.len();
        self.pinned.retain(|system| !is_gone(system));
        self.pinned.len() < before
    }

    /// Sets the system whose panel is open.
    pub fn open(&mut self, system: Option<SystemRef>) {
        self.open = system;
    }

    /// The systems of one hub to follow, each once and only while up: a hub asked for one that is not up may refuse all.
    pub fn wanted(&self, hub: &HubId, is_up: &dyn Fn(&SystemRef) -> bool) -> Vec<SystemId> {
        let others = self
            .pinned
            .iter()
            .filter(|of| Some(*of) != self.open.as_ref());
        let all = self.open.iter().chain(others);
        let wanted = all.filter(|of| of.hub == *hub && is_up(of));
        wanted.map(|of| of.system.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(hub: &str, system: &str) -> SystemRef {
        SystemRef::new(HubId::new(hub), SystemId::new(system))
    }

    #[test]
    fn the_open_one_and_the_pinned_ones_are_followed_each_once() {
        let mut followed = FollowedSystems::default();
        followed.pin(&of("h", "a")).unwrap();
        followed.pin(&of("h", "a")).unwrap();
        followed.pin(&of("other", "b")).unwrap();
        followed.open(Some(of("h", "a")));
        let up = |_: &SystemRef| true;
        assert_eq!(followed.wanted(&HubId::new("h"), &up), [SystemId::new("a")]);
        followed.open(Some(of("h", "c")));
        let wanted = followed.wanted(&HubId::new("h"), &up);
        assert_eq!(wanted, [SystemId::new("c"), SystemId::new("a")]);
        let only_a = |system: &SystemRef| system.system.as_str() == "a";
        assert_eq!(
            followed.wanted(&HubId::new("h"), &only_a),
            [SystemId::new("a")]
        );
        followed.open(None);
        followed.unpin(&of("h", "a"));
        assert_eq!(followed.wanted(&HubId::new("h"), &up), []);
        assert!(!followed.has(&of("h", "a")) && followed.has(&of("other", "b")));
    }

    #[test]
    fn no_more_are_pinned_than_a_hub_is_asked_for() {
        let mut followed = FollowedSystems::default();
        for number in 0..MOST_PINNED {
            followed.pin(&of("h", &number.to_string())).unwrap();
        }
        assert_eq!(followed.pin(&of("h", "more")), Err(TooManyPinned));
        assert_eq!(followed.pin(&of("h", "3")), Ok(()));
        assert_eq!(FollowedSystems::read(&followed.text()), followed);
        let many = format!("{}\nh\tx\nbroken", followed.text());
        assert_eq!(FollowedSystems::read(&many), followed);
        let twice = format!("h\t0\nh\t0\n{}", followed.text());
        assert_eq!(FollowedSystems::read(&twice), followed);
    }

    #[test]
    fn pins_of_another_tab_are_taken_and_unlisted_ones_let_go() {
        let mut followed = FollowedSystems::read("h\ta");
        followed.open(Some(of("h", "open")));
        followed.take_pins("h\tb\nh\tc");
        assert!(followed.has(&of("h", "open")) && !followed.has(&of("h", "a")));
        assert!(followed.is_pinned(&of("h", "b")) && followed.is_pinned(&of("h", "c")));
        let is_gone = |system: &SystemRef| *system == of("h", "b");
        assert!(followed.drop_unlisted(is_gone));
        assert!(!followed.drop_unlisted(is_gone));
        assert_eq!(followed.text(), "h\tc");
    }
}
