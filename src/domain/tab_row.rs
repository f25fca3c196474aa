//! A row of tabs that may have less room than there are tabs.

use std::ops::Range;

/// The visible ones of `count` tabs if there is room for `most`: the first ones, shifted as far as needed to include the open one.
pub fn shown(count: usize, open: Option<usize>, most: usize) -> Range<usize> {
    let length = most.clamp(1, count.max(1)).min(count);
    let end = open.map_or(length, |open| length.max(open + 1)).min(count);
    end - length..end
}

/// The tab that a key moves to from the tab at index `at`.
pub fn step(key: &str, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match key {
        "ArrowRight" if at >= last => 0,
        "ArrowRight" => at + 1,
        "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_tabs_are_shown_unless_the_open_one_is_a_later_one() {
        assert_eq!(shown(3, Some(0), 5), 0..3);
        assert_eq!(shown(8, Some(1), 4), 0..4);
        assert_eq!(shown(8, Some(6), 4), 3..7);
        assert_eq!(shown(8, None, 4), 0..4);
        assert_eq!(shown(0, None, 4), 0..0);
    }

    #[test]
    fn arrows_go_around_and_home_and_end_to_the_ends() {
        assert_eq!(step("ArrowRight", 2, 3), Some(0));
        assert_eq!(step("ArrowLeft", 0, 3), Some(2));
        assert_eq!(step("End", 0, 3), Some(2));
        assert_eq!(step("Home", 2, 3), Some(0));
        assert_eq!(step("a", 0, 3), None);
        assert_eq!(step("End", 0, 0), None);
    }

    proptest! {
        #[test]
        fn the_open_tab_is_always_shown(count in 1..40_usize, open in 0..40_usize, most in 0..12_usize) {
            let open = open % count;
            let shown = shown(count, Some(open), most);
            prop_assert!(shown.contains(&open) && shown.end <= count);
            prop_assert_eq!(shown.len(), most.clamp(1, count));
        }
    }
}
