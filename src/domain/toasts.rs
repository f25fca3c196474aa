//! Short messages about what was done, shown for a moment: equal ones merged, the newest change with a way to undo it.

use super::units::Millis;

/// How long a message is shown, in milliseconds; one that can be undone a little longer.
const SHOWN_MS: i64 = 4_000;
const SHOWN_WITH_UNDO_MS: i64 = 7_000;
/// Changes that follow each other within this time share a message, in milliseconds.
const JOINS_WITHIN_MS: i64 = 1_000;
/// Maximum number shown at once.
const MOST: usize = 3;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    pub id: u64,
    pub words: String,
    /// How often it was repeated in a row.
    pub count: u32,
    /// Whether undo reverts what it reports: the last change only.
    pub can_undo: bool,
    left_ms: i64,
}

/// The messages on screen, the oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Toasts {
    shown: Vec<Toast>,
    next: u64,
    /// Time from which the remaining time of each counts.
    since: Option<Millis>,
    is_pointed_at: bool,
    has_focus: bool,
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastSubject {
    /// A change that undo takes back.
    Change,
    /// A change that was undone or redone: earlier messages are not about the last change anymore.
    Step,
    Other,
}

impl Toasts {
    pub fn shown(&self) -> &[Toast] {
        &self.shown
    }

    pub fn say(&mut self, words: String, about: ToastSubject, now: Millis) {
        self.pass(now);
        if about != ToastSubject::Other {
            for toast in &mut self.shown {
                toast.can_undo = false;
            }
        }
        let can_undo = about == ToastSubject::Change;
        let left_ms = if can_undo {
            SHOWN_WITH_UNDO_MS
        } else {
            SHOWN_MS
        };
        // A key that is held down repeats the same change.
        let follows =
            |last: &Toast| can_undo && last.left_ms > SHOWN_WITH_UNDO_MS - JOINS_WITHIN_MS;
        let last = self.shown.last_mut();
        let is_same = |last: &Toast| last.words == words || is_turned_again(&last.words, &words);
        if let Some(last) = last.filter(|last| is_same(last) || follows(last)) {
            last.count = if last.words == words {
                last.count + 1
            } else {
                1
            };
            last.words = words;
            last.can_undo |= can_undo;
            last.left_ms = left_ms;
            return;
        }
        self.next += 1;
        self.shown.push(Toast {
            id: self.next,
            words,
            count: 1,
            can_undo,
            left_ms,
        });
        let surplus = self.shown.len().saturating_sub(MOST);
        if surplus > 0 {
            // Not every browser reports that a removed element has lost the focus.
            self.has_focus = false;
        }
        self.shown.drain(..surplus);
    }

    /// Sets whether the pointer is over them. Meanwhile none disappears.
    pub fn point(&mut self, is_pointed_at: bool, now: Millis) {
        self.pass(now);
        self.is_pointed_at = is_pointed_at;
    }

    /// Sets whether the focus is in them. Meanwhile none disappears.
    pub fn focus(&mut self, has_focus: bool, now: Millis) {
        self.pass(now);
        self.has_focus = has_focus;
    }

    const fn is_held(&self) -> bool {
        self.is_pointed_at || self.has_focus
    }

    /// For when another layout is shown: nothing of the previous one can be undone in it.
    pub fn forget_undo(&mut self) {
        for toast in &mut self.shown {
            toast.can_undo = false;
        }
    }

    /// Removes those whose time is over.
    pub fn pass(&mut self, now: Millis) {
        let passed = self.since.replace(now).map_or(0, |since| now.since(since));
        if self.is_held() {
            return;
        }
        for toast in &mut self.shown {
            toast.left_ms -= passed.max(0);
        }
        self.shown.retain(|toast| toast.left_ms > 0);
    }

    /// Milliseconds until the next one disappears; `None` while none does.
    pub fn next_end(&self) -> Option<i64> {
        let left = self.shown.iter().map(|toast| toast.left_ms);
        left.min().filter(|_| !self.is_held())
    }
}

/// Whether both report the same thing, turned first to one side and then to another: `Flipped nas to the rear`, `Racks from the front`.
fn is_turned_again(one: &str, other: &str) -> bool {
    const SIDES: [&str; 5] = [
        " to the front",
        " to the rear",
        " from the front",
        " from the rear",
        " from front and rear",
    ];
    let subject = |words| SIDES.iter().find_map(|side| str::strip_suffix(words, side));
    subject(one).is_some() && subject(one) == subject(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(toasts: &Toasts) -> Vec<(&str, u32, bool)> {
        let shown = toasts.shown().iter();
        shown
            .map(|toast| (toast.words.as_str(), toast.count, toast.can_undo))
            .collect()
    }

    fn say(toasts: &mut Toasts, words: &str, about: ToastSubject, now: i64) {
        toasts.say(words.to_owned(), about, Millis(now));
    }

    #[test]
    fn only_the_last_change_can_be_undone() {
        let mut toasts = Toasts::default();
        say(&mut toasts, "Moved a", ToastSubject::Change, 0);
        say(&mut toasts, "No free slot above", ToastSubject::Other, 10);
        assert_eq!(words(&toasts)[0], ("Moved a", 1, true));
        say(&mut toasts, "Moved b", ToastSubject::Change, 2_000);
        assert_eq!(words(&toasts)[0], ("Moved a", 1, false));
        say(&mut toasts, "Undid: move b", ToastSubject::Step, 2_010);
        assert!(toasts.shown().iter().all(|toast| !toast.can_undo));
        assert_eq!(toasts.shown().len(), 3);
    }

    #[test]
    fn a_key_held_down_leaves_one_message() {
        let mut toasts = Toasts::default();
        for step in 0..5 {
            let words = format!("Moved a to unit {step}");
            say(&mut toasts, &words, ToastSubject::Change, step * 100);
        }
        assert_eq!(words(&toasts), [("Moved a to unit 4", 1, true)]);
    }

    #[test]
    fn turning_to_and_fro_leaves_one_message() {
        let mut toasts = Toasts::default();
        for (step, side) in (0..4).zip(["rear", "front", "rear", "front"]) {
            let words = format!("Flipped nas to the {side}");
            say(&mut toasts, &words, ToastSubject::Change, step * 2_000);
        }
        assert_eq!(words(&toasts), [("Flipped nas to the front", 1, true)]);
        // Another device has a message of its own: undo reverts that change alone.
        say(
            &mut toasts,
            "Flipped web to the rear",
            ToastSubject::Change,
            9_500,
        );
        assert_eq!(toasts.shown().len(), 2);
        let mut toasts = Toasts::default();
        for side in ["the rear", "front and rear", "the front"] {
            let words = format!("Racks from {side}");
            say(&mut toasts, &words, ToastSubject::Other, 0);
        }
        assert_eq!(words(&toasts), [("Racks from the front", 1, false)]);
    }

    #[test]
    fn the_same_words_are_gathered_and_shown_anew() {
        let mut toasts = Toasts::default();
        say(&mut toasts, "Stays", ToastSubject::Other, 0);
        say(&mut toasts, "Stays", ToastSubject::Other, 3_000);
        assert_eq!(words(&toasts), [("Stays", 2, false)]);
        toasts.pass(Millis(6_900));
        assert_eq!(toasts.shown().len(), 1);
        assert_eq!(toasts.next_end(), Some(100));
        toasts.pass(Millis(7_000));
        assert_eq!((toasts.shown().len(), toasts.next_end()), (0, None));
    }

    #[test]
    fn what_is_held_stays() {
        let mut toasts = Toasts::default();
        say(&mut toasts, "Moved a", ToastSubject::Change, 0);
        toasts.point(true, Millis(1_000));
        toasts.pass(Millis(60_000));
        assert_eq!((toasts.shown().len(), toasts.next_end()), (1, None));
        // The pointer leaves, the focus stays.
        toasts.focus(true, Millis(60_500));
        toasts.point(false, Millis(61_000));
        toasts.pass(Millis(90_000));
        assert_eq!((toasts.shown().len(), toasts.next_end()), (1, None));
        toasts.focus(false, Millis(91_000));
        assert_eq!(toasts.next_end(), Some(SHOWN_WITH_UNDO_MS - 1_000));
    }
}
