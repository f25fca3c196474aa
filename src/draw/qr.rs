//! Encodes a text as a QR code, to be read from paper or from another screen.

use qrcodegen::{QrCode, QrCodeEcc};

use super::path::PathBuilder;

/// Width of the quiet zone in modules, as readers require.
const QUIET: u16 = 4;
/// The longest text, in bytes. With more, the modules get too small for a phone's camera.
pub const LONGEST: usize = 1_900;

/// The dark modules of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QrPicture {
    /// Number of modules per side, including the quiet zone.
    pub side: u16,
    /// Left end, row and length of each run of dark modules.
    runs: Vec<(u16, u16, u16)>,
}

impl QrPicture {
    /// SVG path data, with modules of that size.
    pub fn path(&self, module: f32) -> String {
        let mut path = PathBuilder::new();
        for (left, row, length) in &self.runs {
            let [x, y, width] = [left, row, length].map(|modules| f32::from(*modules) * module);
            path.rectangle(x, y, width, module);
        }
        path.finish()
    }
}

/// `None` for a text of more than [`LONGEST`] bytes.
pub fn qr(text: &str) -> Option<QrPicture> {
    if text.len() > LONGEST {
        return None;
    }
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = u16::try_from(code.size()).ok()?;
    let is_dark = |x: u16, y: u16| code.get_module(i32::from(x), i32::from(y));
    let mut runs = Vec::new();
    for row in 0..size {
        let mut left = 0;
        while left < size {
            let length = (left..size)
                .take_while(|x| is_dark(*x, row))
                .fold(0, |length, _| length + 1);
            if length > 0 {
                runs.push((left + QUIET, row + QUIET, length));
            }
            left += length + 1;
        }
    }
    Some(QrPicture {
        side: size + 2 * QUIET,
        runs,
    })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, qr};

    #[test]
    fn a_short_link_is_a_small_code_with_its_three_corners() {
        let code = qr("https://a.example/#layout=abc").expect("it fits");
        // Version 2 has 25 modules.
        assert_eq!(code.side, 25 + 8);
        let path = code.path(1.0);
        for corner in ["M4 4h7v1h-7", "M22 4h7v1h-7", "M4 22h7v1h-7"] {
            assert!(path.contains(corner), "{corner} in {path}");
        }
    }

    #[test]
    fn what_no_camera_reads_is_no_code() {
        assert!(qr(&"x".repeat(LONGEST)).is_some_and(|code| code.side < 160));
        assert_eq!(qr(&"x".repeat(LONGEST + 1)), None);
    }
}
