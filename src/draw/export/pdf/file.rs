//! The file: numbered objects, and the table that says where each begins.

use std::fmt::Write;

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::super::mark::Gradient;
use super::content::{Content, rgb};

/// Objects that every file has, by their number. The list of pages is written last, when all are known.
const CATALOG: usize = 1;
const PAGES: usize = 2;
const REGULAR: usize = 3;
const BOLD: usize = 4;
const FACTS: usize = 5;

/// zlib's usual level.
const COMPRESSION: u8 = 6;

pub(super) struct File {
    bytes: Vec<u8>,
    /// Where the object of each number begins; the first has number 1.
    starts: Vec<usize>,
    pages: Vec<usize>,
}

impl File {
    pub(super) fn new(title: &str) -> Self {
        let mut file = Self {
            // Bytes above 127 tell transfer programs that the file is not text.
            bytes: b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            starts: vec![0; PAGES],
            pages: Vec::new(),
        };
        file.object_at(CATALOG, &format!("<</Type/Catalog/Pages {PAGES} 0 R>>"));
        for name in ["Helvetica", "Helvetica-Bold"] {
            file.object(&format!(
                "<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>"
            ));
        }
        file.object(&format!(
            "<</Title<{}>/Producer(Blinkenrack)>>",
            utf16(title)
        ));
        file
    }

    pub(super) fn page(&mut self, (width, height): (f32, f32), content: Content) {
        let resources = resources(&content);
        let stream = self.stream(&content.operators);
        let page = self.object(&format!(
            "<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {width} {height}]/Contents {stream} 0 R/Resources{resources}>>"
        ));
        self.pages.push(page);
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        let kids: String = self
            .pages
            .iter()
            .map(|page| format!("{page} 0 R "))
            .collect();
        let list = format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            self.pages.len(),
            kids.trim_end()
        );
        self.object_at(PAGES, &list);
        let table = self.bytes.len();
        let count = self.starts.len() + 1;
        // Each entry has exactly 20 bytes, its end of line included.
        let mut end = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for start in &self.starts {
            // Writing to a string does not fail.
            let _ = writeln!(end, "{start:010} 00000 n ");
        }
        let _ = write!(
            end,
            "trailer\n<</Size {count}/Root {CATALOG} 0 R/Info {FACTS} 0 R>>\nstartxref\n{table}\n%%EOF\n"
        );
        self.bytes.extend_from_slice(end.as_bytes());
        self.bytes
    }

    /// Adds an object under the next number.
    fn object(&mut self, body: &str) -> usize {
        self.starts.push(self.bytes.len());
        let number = self.starts.len();
        self.put(&format!("{number} 0 obj\n{body}\nendobj\n"));
        number
    }

    /// Writes an object whose number was kept free.
    fn object_at(&mut self, number: usize, body: &str) {
        if let Some(start) = self.starts.get_mut(number - 1) {
            *start = self.bytes.len();
        }
        self.put(&format!("{number} 0 obj\n{body}\nendobj\n"));
    }

    fn stream(&mut self, content: &[u8]) -> usize {
        let packed = compress_to_vec_zlib(content, COMPRESSION);
        self.starts.push(self.bytes.len());
        let number = self.starts.len();
        self.put(&format!(
            "{number} 0 obj\n<</Length {}/Filter/FlateDecode>>\nstream\n",
            packed.len()
        ));
        self.bytes.extend_from_slice(&packed);
        self.put("\nendstream\nendobj\n");
        number
    }

    fn put(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

/// What the operators of a page name.
fn resources(content: &Content) -> String {
    let shadings: String = content
        .gradients
        .iter()
        .enumerate()
        .map(|(number, gradient)| format!("/G{number}{}", shading(gradient)))
        .collect();
    let states: String = content
        .opacities
        .iter()
        .enumerate()
        .map(|(number, percent)| format!("/O{number}<</CA {}>>", f32::from(*percent) / 100.0))
        .collect();
    format!(
        "<</Font<</F1 {REGULAR} 0 R/F2 {BOLD} 0 R>>/Shading<<{shadings}>>/ExtGState<<{states}>>>>"
    )
}

/// Colors along a line, each stretch between two stops a function of its own. Beyond its ends the gradient goes on.
fn shading(gradient: &Gradient) -> String {
    let stretches: Vec<_> = gradient
        .stops
        .windows(2)
        .filter_map(|pair| match pair {
            [from, to] if to.0 > from.0 => Some((*from, *to)),
            _ => None,
        })
        .collect();
    let functions: String = stretches
        .iter()
        .map(|((_, from), (_, to))| {
            format!(
                "<</FunctionType 2/Domain[0 1]/N 1/C0[{}]/C1[{}]>>",
                rgb(*from),
                rgb(*to)
            )
        })
        .collect();
    let bounds: Vec<String> = stretches
        .iter()
        .skip(1)
        .map(|((at, _), _)| format!("{at:.4}"))
        .collect();
    let encode = "0 1 ".repeat(stretches.len());
    format!(
        "<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 {} 0 {}]/Extend[true true]/Function<</FunctionType 3/Domain[0 1]\
         /Functions[{functions}]/Bounds[{}]/Encode[{}]>>>>",
        gradient.from,
        gradient.to,
        bounds.join(" "),
        encode.trim_end()
    )
}

/// Text of any script, for readers' title bars: hexadecimal, with the mark of its byte order.
fn utf16(text: &str) -> String {
    let mut hex = "feff".to_owned();
    for unit in text.encode_utf16() {
        // Writing to a string does not fail.
        let _ = write!(hex, "{unit:04x}");
    }
    hex
}
