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
    /// How what it tells of is taken back, where it can be.
    pub undo: Option<ToastUndo>,
    left_ms: i64,
}

/// How a message takes back what it tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastUndo {
    /// By undoing the last change of the layout, which it tells of.
    Step,
    /// In a way of its own, whatever was changed since.
    Own,
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
    /// Something that is not of the layout, with a way back of its own.
    WithWayBack,
    Other,
}

impl Toasts {
    pub fn shown(&self) -> &[Toast] {
        &self.shown
    }

    /// Returns the id of the message that says it.
    pub fn say(&mut self, words: String, about: ToastSubject, now: Millis) -> u64 {
        self.pass(now);
        let undo = match about {
            ToastSubject::Change => Some(ToastUndo::Step),
            ToastSubject::WithWayBack => Some(ToastUndo::Own),
            ToastSubject::Step | ToastSubject::Other => None,
        };
        if matches!(about, ToastSubject::Change | ToastSubject::Step) {
            self.forget_undo();
        }
        let left_ms = if undo.is_some() {
            SHOWN_WITH_UNDO_MS
        } else {
            SHOWN_MS
        };
        // A key that is held down repeats the same change.
        let follows =
            |last: &Toast| undo.is_some() && last.left_ms > SHOWN_WITH_UNDO_MS - JOINS_WITHIN_MS;
        // Of messages that begin alike and cannot be undone, such as those of a switch, only the newest is true.
        let replaces = |shown: &Toast| {
            undo.is_none() && shown.undo.is_none() && first_word(&shown.words) == first_word(&words)
        };
        if let Some(at) = self.shown.iter().position(replaces) {
            let before = self.shown.remove(at);
            self.shown.push(before);
        }
        // Each has a way back of its own.
        let is_own = |undo| undo == Some(ToastUndo::Own);
        let last = self.shown.last_mut();
        let last = last.filter(|last| !is_own(last.undo) && !is_own(undo));
        let is_same = |last: &Toast| {
            replaces(last) || last.words == words || is_turned_again(&last.words, &words)
        };
        if let Some(last) = last.filter(|last| is_same(last) || follows(last)) {
            last.count = if last.words == words {
                last.count + 1
            } else {
                1
            };
            last.words = words;
            last.undo = last.undo.or(undo);
            last.left_ms = left_ms;
            return last.id;
        }
        self.next += 1;
        self.shown.push(Toast {
            id: self.next,
            words,
            count: 1,
            undo,
            left_ms,
        });
        let surplus = self.shown.len().saturating_sub(MOST);
        if surplus > 0 {
            // Not every browser reports that a removed element has lost the focus.
            self.has_focus = false;
        }
        self.shown.drain(..surplus);
        self.next
    }

    /// Removes one before its time is over.
    pub fn remove(&mut self, id: u64) {
        self.shown.retain(|toast| toast.id != id);
        self.has_focus = false;
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

    /// The changes of a layout that are told of cannot be undone any more: they are not the last, or another layout is shown.
    pub fn forget_undo(&mut self) {
        for toast in &mut self.shown {
            toast.undo = toast.undo.filter(|undo| *undo != ToastUndo::Step);
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

fn first_word(words: &str) -> Option<&str> {
    words.split(' ').next()
}

/// Whether both report the same thing, turned first to one side and then to the other: `Flipped nas to the rear`.
fn is_turned_again(one: &str, other: &str) -> bool {
    const SIDES: [&str; 2] = [" to the front", " to the rear"];
    let subject = |words| SIDES.iter().find_map(|side| str::strip_suffix(words, side));
    subject(one).is_some() && subject(one) == subject(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(toasts: &Toasts) -> Vec<(&str, u32, bool)> {
        let shown = toasts.shown().iter();
        shown
            .map(|toast| (toast.words.as_str(), toast.count, toast.undo.is_some()))
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
        assert!(toasts.shown().iter().all(|toast| toast.undo.is_none()));
        assert_eq!(toasts.shown().len(), 3);
    }

    #[test]
    fn each_removal_keeps_its_way_back() {
        let mut toasts = Toasts::default();
        say(&mut toasts, "Removed CPU", ToastSubject::WithWayBack, 0);
        let second = toasts.say(
            "Removed CPU".to_owned(),
            ToastSubject::WithWayBack,
            Millis(10),
        );
        say(&mut toasts, "Moved a", ToastSubject::Change, 20);
        let all = [
            ("Removed CPU", 1, true),
            ("Removed CPU", 1, true),
            ("Moved a", 1, true),
        ];
        assert_eq!(words(&toasts), all);
        toasts.forget_undo();
        let undo: Vec<_> = toasts.shown().iter().map(|toast| toast.undo).collect();
        assert_eq!(undo, [Some(ToastUndo::Own), Some(ToastUndo::Own), None]);
        toasts.remove(second);
        assert_eq!(
            words(&toasts),
            [("Removed CPU", 1, true), ("Moved a", 1, false)]
        );
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
    fn of_switches_and_steps_only_the_newest_message_stays() {
        let mut toasts = Toasts::default();
        let all = [
            ("Pictures hidden", ToastSubject::Other),
            ("Side column: CPU", ToastSubject::Other),
            ("Pictures shown", ToastSubject::Other),
            ("Undid: moved a", ToastSubject::Step),
            ("Side column hidden", ToastSubject::Other),
            ("Undid: moved b", ToastSubject::Step),
            ("Redid: moved b", ToastSubject::Step),
        ];
        for (now, (words, about)) in (0..).zip(all) {
            say(&mut toasts, words, about, now * 10);
        }
        let shown = [
            ("Side column hidden", 1, false),
            ("Undid: moved b", 1, false),
            ("Redid: moved b", 1, false),
        ];
        assert_eq!(words(&toasts), shown);
        // It is shown as long as a new one.
        say(&mut toasts, "Pictures hidden", ToastSubject::Other, 3_000);
        toasts.pass(Millis(5_000));
        assert_eq!(words(&toasts), [("Pictures hidden", 1, false)]);
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
