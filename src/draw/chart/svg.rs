//! A chart's display list as an SVG document.

use std::fmt::Write;

use super::Surface;
use super::plot::{Align, LABEL_SIZE, PlotArea, PlotColumn, PlotInk, PlotMark, PlotPoint};
use crate::domain::decimal::decimal;

/// The distance of the lines of a hatch, in CSS pixels.
const HATCH: f32 = 6.0;

/// The marks, moved down.
pub fn moved_down(marks: &[PlotMark], by: f32) -> Vec<PlotMark> {
    let mut marks = marks.to_vec();
    for mark in &mut marks {
        match mark {
            PlotMark::Line { points, .. } | PlotMark::Area { points, .. } => {
                for point in points {
                    point.1 += by;
                }
            }
            PlotMark::Columns { columns, .. } => {
                for column in columns {
                    column.top += by;
                    column.bottom += by;
                }
            }
            PlotMark::Hatch(area) => {
                area.top += by;
                area.bottom += by;
            }
            PlotMark::Dot { at, .. } | PlotMark::Text { at, .. } => at.1 += by,
        }
    }
    marks
}

/// The lines of a hatch within its rectangle.
pub fn hatch_lines(area: PlotArea, density: f32) -> Vec<(PlotPoint, PlotPoint)> {
    let (width, height) = (area.right - area.left, area.bottom - area.top);
    let step = HATCH * density;
    if width <= 0.0 || height <= 0.0 || step <= 0.0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    // From lower left to upper right; `offset` is where a line meets the lower edge, starting beyond the left end.
    let mut offset = step - height;
    while offset < width {
        let (from, to) = (offset.max(0.0), (offset + height).min(width));
        lines.push((
            (area.left + from, area.bottom - (from - offset)),
            (area.left + to, area.bottom - (to - offset)),
        ));
        offset += step;
    }
    lines
}

/// The whole document. `color` returns the CSS color of an ink.
pub fn document(
    title: &str,
    marks: &[PlotMark],
    surface: Surface,
    color: &dyn Fn(PlotInk) -> String,
) -> String {
    let (width, height) = (surface.width, surface.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"{}\" fill=\"none\">",
        number(LABEL_SIZE * surface.density)
    );
    let _ = write!(svg, "<title>{}</title>", escaped(title));
    for mark in marks {
        push(&mut svg, mark, surface.density, color);
    }
    svg.push_str("</svg>\n");
    svg
}

fn push(svg: &mut String, mark: &PlotMark, density: f32, color: &dyn Fn(PlotInk) -> String) {
    let color = |ink| escaped(&color(ink));
    // Writing to a string does not fail.
    let _ = match mark {
        PlotMark::Line {
            ink,
            width,
            dash,
            points,
        } => {
            let lengths: Vec<String> = dash
                .lengths()
                .iter()
                .map(|length| number(length * density))
                .collect();
            let dash = if lengths.is_empty() {
                String::new()
            } else {
                format!(" stroke-dasharray=\"{}\"", lengths.join(" "))
            };
            write!(
                svg,
                "<polyline points=\"{}\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{dash}/>",
                list(points),
                color(*ink),
                number(*width)
            )
        }
        PlotMark::Columns { ink, columns } => {
            let mut path = String::new();
            for PlotColumn { x, top, bottom } in columns {
                let _ = write!(path, "M{} {}V{}", number(*x), number(*top), number(*bottom));
            }
            write!(svg, "<path d=\"{path}\" stroke=\"{}\"/>", color(*ink))
        }
        PlotMark::Area {
            ink,
            opacity,
            points,
        } => write!(
            svg,
            "<polygon points=\"{}\" fill=\"{}\" fill-opacity=\"{}\"/>",
            list(points),
            color(*ink),
            number(*opacity)
        ),
        PlotMark::Hatch(area) => {
            let mut path = String::new();
            for (from, to) in hatch_lines(*area, density) {
                let _ = write!(
                    path,
                    "M{} {}L{} {}",
                    number(from.0),
                    number(from.1),
                    number(to.0),
                    number(to.1)
                );
            }
            write!(
                svg,
                "<path d=\"{path}\" stroke=\"{}\" stroke-opacity=\"0.5\"/>",
                color(PlotInk::Faint)
            )
        }
        PlotMark::Dot { ink, at, radius } => write!(
            svg,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
            number(at.0),
            number(at.1),
            number(*radius),
            color(*ink)
        ),
        PlotMark::Text {
            ink,
            at,
            align,
            upright,
            text,
        } => {
            let anchor = match align {
                Align::Start => "start",
                Align::Middle => "middle",
                Align::End => "end",
            };
            let (x, y) = (number(at.0), number(at.1));
            let turned = if *upright {
                format!(" transform=\"rotate(-90 {x} {y})\"")
            } else {
                String::new()
            };
            write!(
                svg,
                "<text x=\"{x}\" y=\"{y}\" dy=\"0.35em\" text-anchor=\"{anchor}\" fill=\"{}\"{turned}>{}</text>",
                color(*ink),
                escaped(text)
            )
        }
    };
}

fn number(number: f32) -> String {
    decimal(f64::from(number), 2)
}

fn list(points: &[PlotPoint]) -> String {
    let mut list = String::new();
    for (x, y) in points {
        let _ = write!(list, "{},{} ", number(*x), number(*y));
    }
    list.trim_end().to_owned()
}

/// Escapes text: names come from monitored machines.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::super::plot::Dash;
    use super::*;

    #[test]
    fn names_stay_text() {
        let marks = [
            PlotMark::Line {
                ink: PlotInk::Warn,
                width: 1.5,
                dash: Dash::Dashes,
                points: vec![(0.0, 1.0), (2.0, 3.25)],
            },
            PlotMark::Text {
                ink: PlotInk::Text,
                at: (1.0, 2.0),
                align: Align::End,
                upright: false,
                text: "<script>&".to_owned(),
            },
        ];
        let surface = Surface {
            width: 10,
            height: 5,
            density: 1.0,
        };
        let svg = document("a<b", &marks, surface, &|ink| format!("\"{}", ink.token()));
        assert!(svg.contains("<title>a&lt;b</title>"));
        assert!(svg.contains("points=\"0,1 2,3.25\" stroke=\"&quot;--warn\""));
        assert!(svg.contains(">&lt;script&gt;&amp;</text>"));
        assert!(!svg.contains("<script"));
    }

    #[test]
    fn a_hatch_stays_within_its_rectangle() {
        let area = PlotArea {
            left: 10.0,
            top: 20.0,
            right: 40.0,
            bottom: 100.0,
        };
        let lines = hatch_lines(area, 1.0);
        assert!(lines.len() > 10);
        for (x, y) in lines.into_iter().flat_map(|(from, to)| [from, to]) {
            assert!(
                (10.0..=40.0).contains(&x) && (19.9..=100.1).contains(&y),
                "{x} {y}"
            );
        }
        assert!(hatch_lines(PlotArea::default(), 1.0).is_empty());
    }

    #[test]
    fn marks_move_down_as_a_whole() {
        let dot = PlotMark::Dot {
            ink: PlotInk::Grid,
            at: (1.0, 2.0),
            radius: 1.0,
        };
        let moved = moved_down(&[dot], 10.0);
        assert!(matches!(
            moved[0],
            PlotMark::Dot {
                at: (1.0, 12.0),
                ..
            }
        ));
    }
}
