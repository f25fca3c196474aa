//! The recovery copy: unsaved changes as a single text, for when the page may be unloaded. The database is asynchronous and too
//! slow for that; the browser's local storage is synchronous. The copy is taken up when the layout is next opened.
//!
//! Each edit session writes to its own place, so that two tabs do not overwrite each other's copies. A place is removed once the
//! content of its copy is stored.
//!
//! The first line of a copy holds the revision that the changes are based on, the number of steps done and in total, and if a
//! save was pending, its revision and time. The second line is the document, and each further one a changed step after its
//! number. Older builds wrote the revision alone, followed by the document on several lines.

use crate::domain::stored::LayoutKey;
use crate::domain::units::Millis;

/// Where a recovery copy is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyPlace {
    pub key: LayoutKey,
    /// The edit session that wrote it; empty for a copy of an older build, which had one place for each layout.
    pub session: String,
}

/// Separates layout and session in a name. No layout key contains it.
const BY: &str = " by ";

impl CopyPlace {
    /// The key in local storage.
    pub fn name(&self) -> String {
        let base = Self::name_of_older_build(&self.key);
        if self.session.is_empty() {
            return base;
        }
        format!("{base}{BY}{}", self.session)
    }

    /// Parses a name; `None` if it is not that of a copy of this layout.
    pub fn read(key: &LayoutKey, name: &str) -> Option<Self> {
        let rest = name.strip_prefix(&Self::name_of_older_build(key))?;
        let session = match rest {
            "" => "",
            _ => rest.strip_prefix(BY)?,
        };
        Some(Self {
            key: key.clone(),
            session: session.to_owned(),
        })
    }

    fn name_of_older_build(key: &LayoutKey) -> String {
        format!("unsaved {}", key.as_str())
    }
}

/// A recovery copy as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCopy {
    pub place: CopyPlace,
    pub text: String,
}

/// The texts of a recovery copy: with its undo steps, and without them in case they exceed the browser's space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryTexts {
    pub whole: String,
    pub without_steps: String,
}

/// The content of a recovery copy, with the document and its steps still as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryCopy {
    pub revision: u64,
    /// The save that was under way when the copy was made: the copy holds what that save holds, and more.
    pub under_way: Option<UnderWay>,
    pub layout: String,
    /// `None` where the copy has none, because an older build wrote it or they were too long.
    pub steps: Option<CopiedSteps>,
}

/// A save by its revision and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnderWay {
    pub revision: u64,
    pub at: Millis,
}

/// The undo steps of a recovery copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedSteps {
    pub done: usize,
    pub len: usize,
    /// The steps that are not stored yet.
    pub changed: Vec<(usize, String)>,
}

impl RecoveryCopy {
    /// Whether the changes are based on this revision, so no other tab has saved since.
    pub fn follows(&self, revision: u64, saved_at: Option<Millis>) -> bool {
        let is_under_way = |save: UnderWay| save.revision == revision && Some(save.at) == saved_at;
        self.revision == revision || self.under_way.is_some_and(is_under_way)
    }

    /// `None` for a text that is not a recovery copy.
    pub fn read(text: &str) -> Option<Self> {
        let (head, body) = text.split_once('\n')?;
        let mut numbers = head.split(' ').map(str::parse::<u64>);
        let revision = numbers.next()?.ok()?;
        let (Some(Ok(done)), Some(Ok(len))) = (numbers.next(), numbers.next()) else {
            return Some(Self {
                revision,
                under_way: None,
                layout: body.to_owned(),
                steps: None,
            });
        };
        let under_way = match (numbers.next(), numbers.next()) {
            (Some(Ok(revision)), Some(Ok(at))) => Some(UnderWay {
                revision,
                at: Millis(at as i64),
            }),
            _ => None,
        };
        let mut lines = body.lines();
        let layout = lines.next()?.to_owned();
        let changed: Option<Vec<_>> = lines
            .map(|line| {
                let (number, step) = line.split_once(' ')?;
                Some((number.parse().ok()?, step.to_owned()))
            })
            .collect();
        Some(Self {
            revision,
            under_way,
            layout,
            steps: changed.map(|changed| CopiedSteps {
                done: done as usize,
                len: len as usize,
                changed,
            }),
        })
    }

    pub fn write(&self) -> RecoveryTexts {
        let without_steps = format!("{}\n{}", self.revision, self.layout);
        let Some(steps) = &self.steps else {
            return RecoveryTexts {
                whole: without_steps.clone(),
                without_steps,
            };
        };
        let mut whole = format!("{} {} {}", self.revision, steps.done, steps.len);
        if let Some(save) = self.under_way {
            whole.push_str(&format!(" {} {}", save.revision, save.at.0));
        }
        whole.push('\n');
        whole.push_str(&self.layout);
        for (number, step) in &steps.changed {
            whole.push('\n');
            whole.push_str(&number.to_string());
            whole.push(' ');
            whole.push_str(step);
        }
        RecoveryTexts {
            whole,
            without_steps,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_by_its_layout_alone() {
        let hub = LayoutKey::from_text("https://hub.example/");
        let further = LayoutKey::from_text("https://hub.example/ 7");
        let place = |key: &LayoutKey, session: &str| CopyPlace {
            key: key.clone(),
            session: session.to_owned(),
        };
        for of in [place(&hub, ""), place(&hub, "a.1"), place(&further, "a.1")] {
            assert_eq!(CopyPlace::read(&of.key, &of.name()), Some(of.clone()));
        }
        assert_eq!(CopyPlace::read(&hub, &place(&further, "a.1").name()), None);
        assert_eq!(CopyPlace::read(&hub, &place(&further, "").name()), None);
        assert_eq!(CopyPlace::read(&further, &place(&hub, "a.1").name()), None);
    }

    #[test]
    fn a_copy_is_read_as_it_was_written() {
        let copy = RecoveryCopy {
            revision: 7,
            under_way: Some(UnderWay {
                revision: 8,
                at: Millis(99),
            }),
            layout: "{\"a\": 1}".to_owned(),
            steps: Some(CopiedSteps {
                done: 2,
                len: 3,
                changed: vec![(1, "one step".to_owned()), (2, "{}".to_owned())],
            }),
        };
        let texts = copy.write();
        assert_eq!(RecoveryCopy::read(&texts.whole), Some(copy.clone()));
        let bare = RecoveryCopy {
            steps: None,
            under_way: None,
            ..copy
        };
        assert_eq!(RecoveryCopy::read(&texts.without_steps), Some(bare));
    }

    #[test]
    fn a_copy_follows_its_own_save_and_nobody_elses() {
        let copy = RecoveryCopy {
            revision: 7,
            under_way: Some(UnderWay {
                revision: 8,
                at: Millis(99),
            }),
            layout: String::new(),
            steps: None,
        };
        assert!(copy.follows(7, Some(Millis(1))));
        assert!(copy.follows(8, Some(Millis(99))));
        assert!(!copy.follows(8, Some(Millis(98))));
        assert!(!copy.follows(9, Some(Millis(99))));
    }

    #[test]
    fn copies_of_older_builds_are_read_and_damage_is_seen() {
        let old = RecoveryCopy::read("5\n{\n  \"a\": 1\n}").expect("a copy");
        assert_eq!(
            (old.revision, old.layout.as_str(), old.steps),
            (5, "{\n  \"a\": 1\n}", None)
        );
        assert_eq!(RecoveryCopy::read("no number\n{}"), None);
        assert_eq!(RecoveryCopy::read("5"), None);
    }
}
