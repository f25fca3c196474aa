//! Work that waits until more important content is painted and no new items arrive.

/// A queue of items. Those that are not wanted anymore when their turn comes cost nothing.
#[derive(Debug)]
pub struct DeferredQueue<T> {
    waiting: Vec<T>,
    /// Whether an item was added since the last frame.
    is_fresh: bool,
}

/// The work for one frame.
#[derive(Debug, PartialEq, Eq)]
pub struct DeferredWork<T> {
    pub items: Vec<T>,
    /// Whether another frame is needed.
    pub goes_on: bool,
}

impl<T> Default for DeferredQueue<T> {
    fn default() -> Self {
        Self {
            waiting: Vec::new(),
            is_fresh: false,
        }
    }
}

impl<T> DeferredQueue<T> {
    /// Adds an item. The caller must request a frame.
    pub fn add(&mut self, item: T) {
        self.waiting.push(item);
        self.is_fresh = true;
    }

    /// Must be called in each requested frame. A frame that follows new items returns none, so that other content is painted
    /// first; later frames return at most `most` items.
    pub fn on_frame(&mut self, most: usize, is_wanted: impl Fn(&T) -> bool) -> DeferredWork<T> {
        self.waiting.retain(is_wanted);
        let items = if std::mem::take(&mut self.is_fresh) {
            Vec::new()
        } else {
            self.waiting.drain(..most.min(self.waiting.len())).collect()
        };
        DeferredWork {
            items,
            goes_on: !self.waiting.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_frame_is_left_to_what_is_new() {
        let mut deferred = DeferredQueue::default();
        for item in 0..5 {
            deferred.add(item);
        }
        let work = |items: &[i32], goes_on| DeferredWork {
            items: items.to_vec(),
            goes_on,
        };
        assert_eq!(deferred.on_frame(3, |_| true), work(&[], true));
        assert_eq!(deferred.on_frame(3, |_| true), work(&[0, 1, 2], true));
        assert_eq!(deferred.on_frame(3, |_| true), work(&[3, 4], false));
        assert_eq!(deferred.on_frame(3, |_| true), work(&[], false));
    }

    #[test]
    fn while_a_list_changes_with_each_frame_only_its_last_rows_are_done() {
        let mut deferred = DeferredQueue::default();
        let mut done = Vec::new();
        let rows = |letter: u32| letter * 10..letter * 10 + 20;
        for letter in 0..40 {
            // Half of the rows are those of the letter before.
            for row in rows(letter).skip(if letter == 0 { 0 } else { 10 }) {
                deferred.add(row);
            }
            let is_shown = |row: &u32| rows(letter).contains(row);
            done.extend(deferred.on_frame(9, is_shown).items);
        }
        assert!(done.is_empty(), "something new came before each frame");
        let is_shown = |row: &u32| rows(39).contains(row);
        while {
            let work = deferred.on_frame(9, is_shown);
            done.extend(work.items);
            work.goes_on
        } {}
        assert_eq!(done, rows(39).collect::<Vec<_>>());
    }
}
