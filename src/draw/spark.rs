//! The sparkline of the last hour.

use super::path::PathBuilder;
use crate::domain::lens::Spark;
use crate::domain::lens::history::{LEVELS, MINUTES};

/// The path of a sparkline, in pixels: the present is at `right`, an hour is `length` wide, and the highest level is at `top`.
pub fn spark_path(spark: &Spark, right: f32, length: f32, top: f32, height: f32) -> String {
    let x = |minute: u8| {
        let ago = f32::from(MINUTES.saturating_sub(minute)) / f32::from(MINUTES);
        right - length * ago
    };
    let y = |level: u8| top + height * (1.0 - f32::from(level) / f32::from(LEVELS));
    let mut path = PathBuilder::new();
    for stretch in spark.stretches() {
        let Some((minute, level)) = stretch.first() else {
            continue;
        };
        let pairs = stretch.windows(2);
        let ways: Vec<(f32, f32)> = pairs
            .map(|two| (x(two[1].0) - x(two[0].0), y(two[1].1) - y(two[0].1)))
            .collect();
        path.open_line(x(*minute), y(*level), &ways);
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_part_the_line() {
        let spark = Spark {
            points: vec![(0, 0), (2, LEVELS), (40, 0), (MINUTES, LEVELS)],
            joined_within: 20,
        };
        let path = spark_path(&spark, 60.0, 60.0, 2.0, 10.0);
        assert_eq!(path, "M0 12l2-10M40 12l20-10");
    }
}
