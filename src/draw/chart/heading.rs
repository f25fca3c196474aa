//! The heading of an exported chart: its title and the names of its lines.

use super::Surface;
use super::plot::{Align, Dash, LABEL_SIZE, PlotInk, PlotMark};

/// Height of a line of text, in CSS pixels.
const LINE: f32 = 18.0;
/// Length of the line sample before a name, and space after the name, in CSS pixels.
const SAMPLE: f32 = 12.0;
const APART: f32 = 12.0;
/// Assumed width of a letter, as a share of the font size; a slight overestimate.
const LETTER: f32 = 0.6;

/// The heading of a chart, and its height in device pixels. `shown` are the indices of the lines and their names; a single line
/// gets no name.
pub fn heading(words: &str, shown: &[(usize, &str)], surface: Surface) -> (Vec<PlotMark>, f32) {
    let scale = surface.density;
    let line = LINE * scale;
    let text = |at, text: &str| PlotMark::Text {
        ink: PlotInk::Text,
        at,
        align: Align::Start,
        upright: false,
        text: text.to_owned(),
    };
    let mut marks = vec![text((0.0, line / 2.0), words)];
    let mut height = line;
    if shown.len() < 2 {
        return (marks, height);
    }
    height += line;
    let mut left = 0.0;
    for (place, name) in shown {
        let letters = name.chars().count() as f32;
        let width = (SAMPLE + 5.0 + letters * LABEL_SIZE * LETTER) * scale;
        if left > 0.0 && left + width > surface.width as f32 {
            left = 0.0;
            height += line;
        }
        let middle = height - line / 2.0;
        marks.push(PlotMark::Line {
            ink: PlotInk::of_track(*place),
            width: 2.0 * scale,
            dash: Dash::Solid,
            points: vec![(left, middle), (left + SAMPLE * scale, middle)],
        });
        marks.push(text((left + (SAMPLE + 5.0) * scale, middle), name));
        left += width + APART * scale;
    }
    (marks, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURFACE: Surface = Surface {
        width: 400,
        height: 100,
        density: 2.0,
    };

    fn texts(marks: &[PlotMark]) -> Vec<(f32, f32, &str)> {
        let texts = marks.iter().filter_map(|mark| match mark {
            PlotMark::Text { at, text, .. } => Some((at.0, at.1, text.as_str())),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn a_single_line_needs_no_name() {
        let (marks, height) = heading("nas · CPU, %", &[(0, "CPU")], SURFACE);
        assert_eq!(texts(&marks), [(0.0, 18.0, "nas · CPU, %")]);
        assert_eq!(height, 36.0);
    }

    #[test]
    fn names_stand_beside_the_colors_of_their_lines_and_go_on_below() {
        let shown = [(0, "user"), (2, "iowait"), (3, "a name as long as that")];
        let (marks, height) = heading("nas", &shown, SURFACE);
        let named = texts(&marks);
        assert_eq!(
            named.iter().map(|(.., text)| *text).collect::<Vec<_>>(),
            ["nas", "user", "iowait", "a name as long as that"]
        );
        let rows: Vec<f32> = named.iter().map(|(_, y, _)| *y).collect();
        assert_eq!(rows, [18.0, 54.0, 54.0, 90.0]);
        assert_eq!(height, 108.0);
        let inks = marks.iter().filter_map(|mark| match mark {
            PlotMark::Line { ink, .. } => Some(*ink),
            _ => None,
        });
        let wanted = [0, 2, 3].map(PlotInk::of_track);
        assert_eq!(inks.collect::<Vec<_>>(), wanted);
    }
}
