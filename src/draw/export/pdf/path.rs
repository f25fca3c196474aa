//! Converts SVG path data to PDF path operators.

use pdf_writer::Content;

use super::super::short;

/// Appends the path, in the same coordinates. Supports moves, lines, cubic curves, circular arcs and closing; stops at anything
/// else.
pub(super) fn append(data: &str, out: &mut Content) {
    let mut pen = PathPen {
        out,
        at: (0.0, 0.0),
        start: (0.0, 0.0),
    };
    // An invalid path ends where the error is found.
    let _ = pen.draw(PathReader { rest: data });
}

type PathPoint = (f32, f32);

struct PathPen<'a> {
    out: &'a mut Content,
    at: PathPoint,
    /// Start of the current subpath, to which closing returns.
    start: PathPoint,
}

impl PathPen<'_> {
    fn draw(&mut self, mut data: PathReader) -> Option<()> {
        let mut letter = data.letter()?;
        loop {
            self.step(letter, &mut data)?;
            match data.letter() {
                Some(next) => letter = next,
                // Numbers without a letter repeat the last command; after a move, they are lines.
                None if data.is_empty() => return Some(()),
                None => {
                    letter = match letter {
                        'M' => 'L',
                        'm' => 'l',
                        'z' | 'Z' => return None,
                        other => other,
                    }
                }
            }
        }
    }

    fn step(&mut self, letter: char, data: &mut PathReader) -> Option<()> {
        let base = if letter.is_ascii_lowercase() {
            self.at
        } else {
            (0.0, 0.0)
        };
        let point =
            |data: &mut PathReader| Some((base.0 + data.number()?, base.1 + data.number()?));
        match letter.to_ascii_lowercase() {
            'm' => {
                self.at = point(data)?;
                self.start = self.at;
                self.out.move_to(short(self.at.0), short(self.at.1));
            }
            'l' => {
                let end = point(data)?;
                self.line(end);
            }
            'h' => {
                let end = (base.0 + data.number()?, self.at.1);
                self.line(end);
            }
            'v' => {
                let end = (self.at.0, base.1 + data.number()?);
                self.line(end);
            }
            'c' => {
                let points = [point(data)?, point(data)?, point(data)?];
                self.curve(points);
            }
            'a' => {
                let radius = data.number()?;
                let (_, _, large, sweep) =
                    (data.number()?, data.number()?, data.flag()?, data.flag()?);
                let end = point(data)?;
                self.arc(radius, large, sweep, end);
            }
            'z' => {
                self.out.close_path();
                self.at = self.start;
            }
            _ => return None,
        }
        Some(())
    }

    fn line(&mut self, end: PathPoint) {
        self.at = end;
        self.out.line_to(short(end.0), short(end.1));
    }

    fn curve(&mut self, points: [PathPoint; 3]) {
        let [(x1, y1), (x2, y2), (x3, y3)] = points.map(|(x, y)| (short(x), short(y)));
        self.out.cubic_to(x1, y1, x2, y2, x3, y3);
        self.at = points[2];
    }

    /// Draws a circular arc as curves of at most a quarter circle each.
    fn arc(&mut self, radius: f32, large: bool, sweep: bool, end: PathPoint) {
        let from = self.at;
        let (dx, dy) = (end.0 - from.0, end.1 - from.1);
        let chord = dx.hypot(dy);
        let radius = radius.abs().max(chord / 2.0);
        if chord < 0.001 || radius < 0.001 {
            return self.line(end);
        }
        // The center is on the perpendicular bisector of the chord, on the side that the flags determine.
        let away = (radius * radius - chord * chord / 4.0).max(0.0).sqrt() / chord;
        let side = if large == sweep { -away } else { away };
        let center = (
            f32::midpoint(from.0, end.0) - dy * side,
            f32::midpoint(from.1, end.1) + dx * side,
        );
        let angle = |point: PathPoint| (point.1 - center.1).atan2(point.0 - center.0);
        let begin = angle(from);
        let turn = std::f32::consts::TAU;
        let mut span = (angle(end) - begin).rem_euclid(turn);
        if !sweep {
            span -= turn;
        }
        let pieces = (span.abs() / (turn / 4.0) - 0.001).ceil().max(1.0);
        let step = span / pieces;
        let reach = 4.0 / 3.0 * (step / 4.0).tan() * radius;
        for piece in 0..pieces as u8 {
            let (a, b) = (
                begin + f32::from(piece) * step,
                begin + f32::from(piece + 1) * step,
            );
            let on = |angle: f32| {
                (
                    center.0 + radius * angle.cos(),
                    center.1 + radius * angle.sin(),
                )
            };
            let (start, stop) = (on(a), on(b));
            self.curve([
                (start.0 - reach * a.sin(), start.1 + reach * a.cos()),
                (stop.0 + reach * b.sin(), stop.1 - reach * b.cos()),
                stop,
            ]);
        }
        self.at = end;
    }
}

struct PathReader<'a> {
    rest: &'a str,
}

impl PathReader<'_> {
    fn skip(&mut self) {
        self.rest = self
            .rest
            .trim_start_matches(|c: char| c == ',' || c.is_ascii_whitespace());
    }

    fn is_empty(&mut self) -> bool {
        self.skip();
        self.rest.is_empty()
    }

    fn letter(&mut self) -> Option<char> {
        self.skip();
        let letter = self.rest.chars().next().filter(char::is_ascii_alphabetic)?;
        self.rest = &self.rest[1..];
        Some(letter)
    }

    /// Reads `0` or `1`, which needs no separator after it.
    fn flag(&mut self) -> Option<bool> {
        self.skip();
        let (set, rest) = match self.rest.as_bytes().first()? {
            b'0' => (false, self.rest.strip_prefix('0')?),
            b'1' => (true, self.rest.strip_prefix('1')?),
            _ => return None,
        };
        self.rest = rest;
        Some(set)
    }

    fn number(&mut self) -> Option<f32> {
        self.skip();
        let digits = self.rest.trim_start_matches(['-', '+']);
        let sign = self.rest.len() - digits.len();
        let mut point = false;
        let length = digits
            .bytes()
            .take_while(|byte| match byte {
                b'.' => !std::mem::replace(&mut point, true),
                other => other.is_ascii_digit(),
            })
            .count();
        let (number, rest) = self.rest.split_at_checked(sign + length)?;
        self.rest = rest;
        number.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use pdf_writer::Content;

    use super::append;
    use crate::draw::path::PathBuilder;

    fn operators(data: &str) -> String {
        let mut out = Content::new();
        append(data, &mut out);
        String::from_utf8(out.finish().into_vec()).unwrap()
    }

    #[test]
    fn rectangles_and_repeated_lines() {
        let mut path = PathBuilder::new();
        path.rectangle(-0.25, 1.5, 10.0, 3.0);
        assert_eq!(
            operators(&path.finish()),
            "-0.25 1.5 m\n9.75 1.5 l\n9.75 4.5 l\n-0.25 4.5 l\nh"
        );
        assert_eq!(operators("M1 2 3 4l1-1"), "1 2 m\n3 4 l\n4 3 l");
    }

    #[test]
    fn a_quarter_of_a_circle_bulges_to_the_right_side() {
        // From the top of a circle around (0, 10) to its right, clockwise on a screen.
        assert_eq!(
            operators("M0 0a10 10 0 0 1 10 10"),
            "0 0 m\n5.52 0 10 4.48 10 10 c"
        );
        assert_eq!(
            operators("M0 0a10 10 0 0 0 10 10"),
            "0 0 m\n0 5.52 4.48 10 10 10 c"
        );
        assert_eq!(operators("M-5 0a5 5 0 1 1 10 0").matches('c').count(), 2);
    }

    #[test]
    fn what_cannot_be_read_ends_the_path() {
        assert_eq!(operators("M1 1L2 2Q3 3 4 4"), "1 1 m\n2 2 l");
        assert_eq!(operators("nonsense"), "");
        assert_eq!(operators("M1 1zz5 5"), "1 1 m\nh\nh");
    }
}
