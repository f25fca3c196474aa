//! The visible rows of a long table, and keyboard navigation in it.

use std::ops::Range;

/// A scrolling box with rows of equal height. Lengths in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RowWindow {
    /// The scroll offset.
    pub scrolled: f64,
    /// Height of the visible rows: the box without the table's header.
    pub height: f64,
    pub row: f64,
}

impl RowWindow {
    /// Number of additional rows drawn above and below the visible ones, for scrolling that is faster than the frames.
    const SPARE: usize = 8;

    /// The rows to draw, of `count`.
    pub fn rows(&self, count: usize) -> Range<usize> {
        if self.row <= 0.0 {
            return 0..0;
        }
        let first = (self.scrolled.max(0.0) / self.row) as usize;
        let seen = (self.height.max(0.0) / self.row).ceil() as usize + 1;
        let end = first.saturating_add(seen + Self::SPARE).min(count);
        // The offset may be beyond the end after rows were removed.
        let first = first.min(count.saturating_sub(seen));
        first.saturating_sub(Self::SPARE)..end
    }

    /// The visible rows, of `count`, including partly visible ones.
    pub fn seen(&self, count: usize) -> Range<usize> {
        if self.row <= 0.0 {
            return 0..0;
        }
        let first = (self.scrolled.max(0.0) / self.row) as usize;
        let beyond = ((self.scrolled.max(0.0) + self.height.max(0.0)) / self.row).ceil() as usize;
        first.min(count)..beyond.min(count)
    }

    /// Number of whole rows visible at once.
    pub fn page(&self) -> usize {
        if self.row <= 0.0 {
            return 1;
        }
        ((self.height / self.row) as usize).max(1)
    }
}

/// A key that goes from row to row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowStep {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

impl RowStep {
    /// From the browser's name of the key.
    pub fn of(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "PageUp" => Self::PageUp,
            "PageDown" => Self::PageDown,
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }

    /// The row it moves to, of `count`; the first or last if there is no current row. `None` without rows.
    pub fn from(self, current: Option<usize>, count: usize, page: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        let Some(current) = current else {
            return Some(if self == Self::Last { last } else { 0 });
        };
        let next = match self {
            Self::Up => current.saturating_sub(1),
            Self::Down => current.saturating_add(1),
            Self::PageUp => current.saturating_sub(page),
            Self::PageDown => current.saturating_add(page),
            Self::First => 0,
            Self::Last => last,
        };
        Some(next.min(last))
    }
}

/// The scroll offset at which a row is fully visible; `None` if it already is.
pub fn scroll_to_show(row: usize, window: &RowWindow) -> Option<f64> {
    let top = row as f64 * window.row;
    let bottom = top + window.row;
    if top < window.scrolled {
        Some(top)
    } else if bottom > window.scrolled + window.height {
        Some(bottom - window.height)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
