//! SVG path data, written into one string without an allocation per number.

use crate::domain::decimal;

/// Builds path data of rectangles, rounded rectangles and dots.
#[derive(Clone, Debug, Default)]
pub struct PathBuilder {
    data: String,
}

impl PathBuilder {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn finish(self) -> String {
        self.data
    }

    pub fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.command('M', &[x, y]);
        self.command('h', &[width]);
        self.command('v', &[height]);
        self.command('h', &[-width]);
        self.data.push('z');
    }

    /// A rectangle with rounded corners; the radius is limited to half of the shorter side.
    pub fn rounded(&mut self, x: f32, y: f32, width: f32, height: f32, radius: f32) {
        let r = radius.min(width / 2.0).min(height / 2.0);
        if r < 0.05 {
            return self.rectangle(x, y, width, height);
        }
        let (w, h) = (width - 2.0 * r, height - 2.0 * r);
        self.command('M', &[x + r, y]);
        self.command('h', &[w]);
        self.command('a', &[r, r, 0.0, 0.0, 1.0, r, r]);
        self.command('v', &[h]);
        self.command('a', &[r, r, 0.0, 0.0, 1.0, -r, r]);
        self.command('h', &[-w]);
        self.command('a', &[r, r, 0.0, 0.0, 1.0, -r, -r]);
        self.command('v', &[-h]);
        self.command('a', &[r, r, 0.0, 0.0, 1.0, r, -r]);
        self.data.push('z');
    }

    pub fn dot(&mut self, center_x: f32, center_y: f32, radius: f32) {
        self.rounded(
            center_x - radius,
            center_y - radius,
            2.0 * radius,
            2.0 * radius,
            radius,
        );
    }

    /// A polygon with alternating horizontal and vertical sides, the first one horizontal: steps are multiples of `across` and
    /// `down`. The last side closes it.
    pub fn steps(&mut self, x: f32, y: f32, steps: &[f32], across: f32, down: f32) {
        self.command('M', &[x, y]);
        for (place, step) in steps.iter().enumerate() {
            if place % 2 == 0 {
                self.command('h', &[step * across]);
            } else {
                self.command('v', &[step * down]);
            }
        }
        self.data.push('z');
    }

    /// A polygon: its first corner, then the offset from each corner to the next. The last side closes it.
    pub fn polygon(&mut self, x: f32, y: f32, ways: &[(f32, f32)]) {
        self.open_line(x, y, ways);
        self.data.push('z');
    }

    /// Like [`Self::polygon`], without the last side.
    pub fn open_line(&mut self, x: f32, y: f32, ways: &[(f32, f32)]) {
        self.command('M', &[x, y]);
        for (across, down) in ways {
            self.command('l', &[*across, *down]);
        }
    }

    pub fn horizontal_line(&mut self, x: f32, y: f32, width: f32) {
        self.command('M', &[x, y]);
        self.command('h', &[width]);
    }

    fn command(&mut self, letter: char, numbers: &[f32]) {
        self.data.push(letter);
        for (index, number) in numbers.iter().enumerate() {
            // At most two decimals: a hundredth of a pixel is not visible on any screen.
            let hundredths = (number * 100.0).round() as i64;
            // A minus sign also separates numbers; a number rounded to zero has none.
            if index > 0 && hundredths >= 0 {
                self.data.push(' ');
            }
            decimal::push(&mut self.data, hundredths, 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PathBuilder;

    #[test]
    fn numbers_are_short_and_signed() {
        let mut path = PathBuilder::new();
        path.rectangle(-0.25, 1.5, 10.0, 3.333);
        assert_eq!(path.finish(), "M-0.25 1.5h10v3.33h-10z");
    }

    #[test]
    fn what_is_rounded_to_zero_stands_apart() {
        let mut path = PathBuilder::new();
        path.rectangle(1.2, -0.004, 2.0, -0.004);
        assert_eq!(path.finish(), "M1.2 0h2v0h-2z");
    }

    #[test]
    fn corners_are_cut_down_to_half_a_side() {
        let mut wide = PathBuilder::new();
        wide.rounded(0.0, 0.0, 4.0, 2.0, 9.0);
        let mut exact = PathBuilder::new();
        exact.rounded(0.0, 0.0, 4.0, 2.0, 1.0);
        assert_eq!(wide.finish(), exact.finish());
    }
}
