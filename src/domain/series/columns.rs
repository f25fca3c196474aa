//! Fewer points for the same picture: of many points in one column of pixels the first, the least, the greatest and the last.

/// Maximum number of points in a column that are all kept.
const KEPT: usize = 4;

/// A point in pixels from the left, with a value.
pub type ColumnPoint = (f32, f32);

/// Thins out the points of a line, which come from left to right, so that a line through the rest covers the same pixels: a spike of a
/// single sample stays. Columns with few points stay as they are.
pub fn decimated(points: &[ColumnPoint]) -> Vec<ColumnPoint> {
    let mut kept = Vec::with_capacity(points.len().min(8_192));
    for column in points.chunk_by(|one, other| one.0.floor() == other.0.floor()) {
        if column.len() <= KEPT {
            kept.extend_from_slice(column);
            continue;
        }
        let (mut least, mut greatest) = (0, 0);
        for (index, (_, value)) in column.iter().enumerate() {
            if *value < column[least].1 {
                least = index;
            }
            if *value > column[greatest].1 {
                greatest = index;
            }
        }
        let mut wanted = [
            0,
            least.min(greatest),
            least.max(greatest),
            column.len() - 1,
        ];
        wanted.sort_unstable();
        let mut before = None;
        for index in wanted {
            if before.replace(index) != Some(index) {
                kept.push(column[index]);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_spike_of_one_sample_in_a_hundred_thousand_stays() {
        let mut points: Vec<ColumnPoint> =
            (0..100_000).map(|at| (at as f32 / 250.0, 10.0)).collect();
        points[61_803].1 = 99.0;
        points[31_415].1 = 1.0;
        let kept = decimated(&points);
        assert!(kept.len() <= 4 * 400);
        assert!(kept.iter().any(|point| point.1 == 99.0));
        assert!(kept.iter().any(|point| point.1 == 1.0));
    }

    #[test]
    fn few_points_stay_as_they_are() {
        let points = [(0.0, 1.0), (0.2, 2.0), (0.9, 3.0), (5.0, 4.0)];
        assert_eq!(decimated(&points), points);
        assert_eq!(decimated(&[]), []);
    }

    proptest! {
        #[test]
        fn every_column_keeps_its_ends(values in prop::collection::vec(-1e6_f32..1e6, 0..2_000), width in 1.0_f32..500.0) {
            let count = values.len().max(1) as f32;
            let points: Vec<ColumnPoint> = values.iter().enumerate().map(|(at, value)| (at as f32 * width / count, *value)).collect();
            let kept = decimated(&points);
            prop_assert!(kept.windows(2).all(|pair| pair[0].0 <= pair[1].0));
            for column in points.chunk_by(|one, other| one.0.floor() == other.0.floor()) {
                let of_column: Vec<&ColumnPoint> = kept.iter().filter(|point| point.0.floor() == column[0].0.floor()).collect();
                let greatest = column.iter().map(|point| point.1).fold(f32::MIN, f32::max);
                let least = column.iter().map(|point| point.1).fold(f32::MAX, f32::min);
                prop_assert!(of_column.iter().any(|point| point.1 == greatest));
                prop_assert!(of_column.iter().any(|point| point.1 == least));
                prop_assert_eq!(of_column.first().copied(), column.first());
                prop_assert_eq!(of_column.last().copied(), column.last());
            }
        }
    }
}
