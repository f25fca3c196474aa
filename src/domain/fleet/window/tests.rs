use proptest::prelude::*;

use super::*;

#[test]
fn keys_go_from_row_to_row() {
    let go = |key: &str, current, count| RowStep::of(key)?.from(current, count, 10);
    assert_eq!(go("ArrowDown", None, 5), Some(0));
    assert_eq!(go("End", None, 5), Some(4));
    assert_eq!(go("ArrowDown", Some(4), 5), Some(4));
    assert_eq!(go("ArrowUp", Some(0), 5), Some(0));
    assert_eq!(go("PageDown", Some(3), 50), Some(13));
    assert_eq!(go("PageUp", Some(3), 50), Some(0));
    assert_eq!(go("Home", Some(30), 50), Some(0));
    assert_eq!(go("ArrowDown", Some(7), 0), None);
    assert_eq!(go("a", Some(1), 5), None);
}

proptest! {
    /// At any scroll offset, all visible rows are drawn, and few others.
    #[test]
    fn the_rows_in_view_are_drawn(
        scrolled in -50.0_f64..60_000.0,
        height in 0.0_f64..2_000.0,
        count in 0_usize..2_000,
    ) {
        let window = RowWindow { scrolled, height, row: 31.0 };
        let rows = window.rows(count);
        prop_assert!(rows.start <= rows.end.max(rows.start) && rows.end <= count);
        prop_assert!(rows.len() <= (height / 31.0) as usize + 2 + 2 * 8 + 1);
        for row in 0..count {
            let (top, bottom) = (row as f64 * 31.0, (row + 1) as f64 * 31.0);
            if bottom > scrolled && top < scrolled + height {
                prop_assert!(rows.contains(&row), "{row} of {rows:?}");
            }
        }
    }

    /// After scrolling to it, a row is fully visible.
    #[test]
    fn scrolling_shows_the_row(row in 0_usize..1_000, scrolled in 0.0_f64..31_000.0) {
        let window = RowWindow { scrolled, height: 310.0, row: 31.0 };
        let after = scroll_to_show(row, &window).unwrap_or(scrolled);
        let top = row as f64 * 31.0;
        prop_assert!(top >= after && top + 31.0 <= after + 310.0 + 1e-6);
    }
}

#[test]
fn rows_that_are_partly_seen_are_seen() {
    let window = RowWindow {
        scrolled: 45.0,
        height: 90.0,
        row: 30.0,
    };
    assert_eq!(window.seen(100), 1..5);
    assert_eq!(window.seen(3), 1..3);
    assert_eq!(window.seen(0), 0..0);
    assert_eq!(RowWindow::default().seen(5), 0..0);
}
