//! A sheet as a self-contained SVG file: no style sheet, script or font, and nothing to load.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::mark::{Anchor, Gradient, Group, Mark, Paint, Stroke, Text, TextPlace};
use super::sheet::Sheet;
use super::short;
use crate::domain::ids::PictureId;
use crate::domain::io::base64url::encode_padded;
use crate::domain::pictures::{PictureFacts, PictureFile, check};
use crate::draw::area::Area;

/// Font families that most systems have; the last one always exists.
pub const FONTS: &str = "Inter, 'Segoe UI', system-ui, 'DejaVu Sans', sans-serif";

/// The complete SVG text, including the pictures.
pub fn write(sheet: &Sheet, pictures: &[PictureFile]) -> String {
    let (width, height) = (short(sheet.width), short(sheet.height));
    let mut file = SvgFile {
        pictures,
        ..SvgFile::default()
    };
    for group in &sheet.groups {
        file.group(group);
    }
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" font-family=\"{FONTS}\">\n<title>{}</title>\n",
        Escaped(&sheet.title)
    );
    file.definitions(&mut svg);
    if let Some(color) = sheet.background {
        let color = color.hex();
        put(
            &mut svg,
            format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"{color}\"/>\n"),
        );
    }
    svg.push_str(&file.body);
    svg.push_str("</svg>\n");
    svg
}

/// Writing to a string does not fail.
fn put(out: &mut String, text: std::fmt::Arguments) {
    let _ = out.write_fmt(text);
}

#[derive(Default)]
struct SvgFile<'a> {
    body: String,
    /// Without duplicates; a gradient is named by its index.
    gradients: Vec<Gradient>,
    pictures: &'a [PictureFile],
    /// Indices of the pictures that are shown.
    shown: BTreeSet<usize>,
}

impl SvgFile<'_> {
    fn group(&mut self, group: &Group) {
        let (x, y) = (short(group.x), short(group.y));
        put(
            &mut self.body,
            format_args!("<g transform=\"translate({x} {y})\">\n"),
        );
        if !group.title.is_empty() {
            let title = Escaped(&group.title);
            put(&mut self.body, format_args!("<title>{title}</title>\n"));
        }
        for mark in &group.marks {
            match mark {
                Mark::Path {
                    data,
                    lowered,
                    fill,
                    stroke,
                } if !data.is_empty() => {
                    self.path(data, *lowered, fill.as_ref(), stroke.as_ref());
                }
                Mark::Path { .. } => {}
                Mark::Text(text) => self.text(text),
                Mark::Picture { picture, area } => self.picture(*picture, area),
            }
        }
        self.body.push_str("</g>\n");
    }

    fn picture(&mut self, picture: PictureId, area: &Area) {
        let place = self.pictures.iter().position(|known| known.id == picture);
        let Some(place) = place else { return };
        self.shown.insert(place);
        let (x, y, width, height) = (
            short(area.x),
            short(area.y),
            short(area.width),
            short(area.height),
        );
        put(
            &mut self.body,
            format_args!(
                "<use href=\"#p{place}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>\n"
            ),
        );
    }

    /// Defines a picture once for all devices that show it; it is cropped where the proportions differ.
    fn define_picture(&self, place: usize, out: &mut String) {
        let Some(picture) = self.pictures.get(place) else {
            return;
        };
        let Ok(PictureFacts { width, height, .. }) = check(&picture.bytes) else {
            return;
        };
        let (kind, data) = (picture.kind.media_type(), encode_padded(&picture.bytes));
        put(
            out,
            format_args!(
                "<symbol id=\"p{place}\" viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"xMidYMid slice\">\
                 <image width=\"{width}\" height=\"{height}\" href=\"data:{kind};base64,{data}\"/></symbol>\n"
            ),
        );
    }

    fn path(&mut self, data: &str, lowered: f32, fill: Option<&Paint>, stroke: Option<&Stroke>) {
        let fill = fill.map_or_else(|| "none".to_owned(), |paint| self.paint(paint));
        put(
            &mut self.body,
            format_args!("<path d=\"{data}\" fill=\"{fill}\" fill-rule=\"evenodd\""),
        );
        if lowered != 0.0 {
            let lowered = short(lowered);
            put(
                &mut self.body,
                format_args!(" transform=\"translate(0 {lowered})\""),
            );
        }
        if let Some(stroke) = stroke {
            self.stroke(stroke);
        }
        self.body.push_str("/>\n");
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let (color, width) = (stroke.color.hex(), short(stroke.width));
        let out = &mut self.body;
        put(
            out,
            format_args!(" stroke=\"{color}\" stroke-width=\"{width}\" stroke-linejoin=\"round\""),
        );
        if stroke.opacity < 1.0 {
            put(
                out,
                format_args!(" stroke-opacity=\"{}\"", short(stroke.opacity)),
            );
        }
        if let Some(dash) = stroke.dash {
            put(out, format_args!(" stroke-dasharray=\"{}\"", short(dash)));
        }
        if stroke.beneath {
            out.push_str(" paint-order=\"stroke\"");
        }
    }

    fn paint(&mut self, paint: &Paint) -> String {
        let gradient = match paint {
            Paint::Solid(color) => return color.hex(),
            Paint::Gradient(gradient) => gradient,
        };
        let known = self.gradients.iter().position(|other| other == gradient);
        let place = known.unwrap_or_else(|| {
            self.gradients.push(gradient.clone());
            self.gradients.len() - 1
        });
        format!("url(#g{place})")
    }

    fn definitions(&self, out: &mut String) {
        if self.gradients.is_empty() && self.shown.is_empty() {
            return;
        }
        out.push_str("<defs>\n");
        for place in &self.shown {
            self.define_picture(*place, out);
        }
        for (place, gradient) in self.gradients.iter().enumerate() {
            let [x1, y1, x2, y2] = gradient.points().map(short);
            put(
                out,
                format_args!(
                    "<linearGradient id=\"g{place}\" gradientUnits=\"userSpaceOnUse\" x1=\"{x1}\" x2=\"{x2}\" y1=\"{y1}\" y2=\"{y2}\">"
                ),
            );
            for (offset, color) in &gradient.stops {
                // Four decimals: a third of the gradient must be precise enough.
                put(
                    out,
                    format_args!(
                        "<stop offset=\"{offset:.4}\" stop-color=\"{}\"/>",
                        color.hex()
                    ),
                );
            }
            out.push_str("</linearGradient>\n");
        }
        out.push_str("</defs>\n");
    }

    fn text(&mut self, text: &Text) {
        let (words, xs, ys) = match &text.place {
            TextPlace::Run { text, .. } if text.is_empty() => return,
            TextPlace::Run { x, y, text } => (text, short(*x).to_string(), short(*y).to_string()),
            TextPlace::Glyphs(glyphs) if glyphs.text.is_empty() => return,
            TextPlace::Glyphs(glyphs) => (&glyphs.text, list(&glyphs.xs), list(&glyphs.ys)),
        };
        let (size, color) = (short(text.size), text.color.hex());
        let out = &mut self.body;
        put(
            out,
            format_args!("<text x=\"{xs}\" y=\"{ys}\" font-size=\"{size}\" fill=\"{color}\""),
        );
        if text.bold {
            out.push_str(" font-weight=\"600\"");
        }
        if text.anchor == Anchor::End {
            out.push_str(" text-anchor=\"end\"");
        }
        if text.turned {
            out.push_str(" transform=\"rotate(90)\"");
        }
        put(out, format_args!(">{}</text>\n", Escaped(words)));
    }
}

fn list(numbers: &[f32]) -> String {
    let numbers: Vec<String> = numbers
        .iter()
        .map(|number| short(*number).to_string())
        .collect();
    numbers.join(" ")
}

/// Arbitrary text as XML: markup is escaped, and characters that XML does not allow are replaced.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                    f.write_char('\u{fffd}')?;
                }
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Escaped, write};
    use crate::domain::ids::PictureId;
    use crate::domain::pictures::{PictureFile, samples};
    use crate::draw::area::Area;
    use crate::draw::export::mark::{Group, Mark};
    use crate::draw::export::palette::Color;
    use crate::draw::export::sheet::Sheet;

    #[test]
    fn no_text_becomes_markup() {
        let hostile = "</text><script>alert('1')</script>&\u{0}\"";
        let sheet = Sheet {
            title: hostile.to_owned(),
            groups: vec![Group {
                title: hostile.to_owned(),
                marks: vec![Mark::text(1.0, 2.5, 12.0, Color(1, 2, 3), hostile)],
                ..Group::default()
            }],
            ..Sheet::default()
        };
        let file = write(&sheet, &[]);
        assert!(!file.contains("<script") && !file.contains('\0'));
        assert_eq!(file.matches("&lt;script&gt;").count(), 3);
    }

    #[test]
    fn a_picture_is_in_the_file_once() {
        let bytes = samples::png(640, 60);
        let picture = PictureFile::read(bytes).unwrap();
        let area = Area::new(1.0, 2.0, 300.0, 30.0);
        let mark = |picture| Mark::Picture { picture, area };
        let unknown = PictureId::new(uuid::Uuid::nil());
        let sheet = Sheet {
            groups: vec![Group {
                marks: vec![mark(picture.id), mark(unknown), mark(picture.id)],
                ..Group::default()
            }],
            ..Sheet::default()
        };
        let unused = PictureFile::read(samples::png(1, 1)).unwrap();
        let file = write(&sheet, &[unused, picture]);
        assert_eq!(file.matches("data:image/png;base64,iVBORw0KGgo").count(), 1);
        assert_eq!(
            file.matches("<use href=\"#p1\" x=\"1\" y=\"2\" width=\"300\"")
                .count(),
            2
        );
        assert!(file.contains("viewBox=\"0 0 640 60\" preserveAspectRatio=\"xMidYMid slice\""));
    }

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(
            Escaped("a\u{1}\nb\u{ffff}").to_string(),
            "a\u{fffd} b\u{fffd}"
        );
    }
}
