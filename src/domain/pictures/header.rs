//! Reads the header of a picture file: its kind, its size, and whether it is animated.

use super::{BadPicture, PictureFacts, PictureKind};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

pub(super) fn facts(bytes: &[u8]) -> Result<PictureFacts, BadPicture> {
    if bytes.is_empty() {
        return Err(BadPicture::Empty);
    }
    let (kind, size) = if bytes.starts_with(PNG) {
        (PictureKind::Png, png(bytes)?)
    } else if bytes.starts_with(JPEG) {
        (PictureKind::Jpeg, jpeg(bytes)?)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        (PictureKind::WebP, webp(bytes)?)
    } else if bytes.starts_with(b"GIF8") {
        return Err(BadPicture::Animated);
    } else if is_drawing(bytes) {
        return Err(BadPicture::Drawing);
    } else {
        return Err(BadPicture::Unknown);
    };
    let (width, height) = size;
    Ok(PictureFacts {
        kind,
        width,
        height,
    })
}

/// Width and height in pixels.
type PixelSize = (u32, u32);

/// Reads numbers from a file one after another. A file that ends too early is damaged.
struct HeaderBytes<'a>(&'a [u8]);

impl<'a> HeaderBytes<'a> {
    fn from(bytes: &'a [u8], start: usize) -> Self {
        Self(bytes.get(start..).unwrap_or_default())
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], BadPicture> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(BadPicture::Damaged)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn skip(&mut self, count: usize) -> Result<(), BadPicture> {
        self.0 = self.0.get(count..).ok_or(BadPicture::Damaged)?;
        Ok(())
    }
}

/// The first chunk has the size. An animation is announced before the image data.
fn png(bytes: &[u8]) -> Result<PixelSize, BadPicture> {
    let mut rest = HeaderBytes::from(bytes, PNG.len());
    let (length, name) = (rest.take()?, rest.take()?);
    if (u32::from_be_bytes(length), &name) != (13, b"IHDR") {
        return Err(BadPicture::Damaged);
    }
    let size = (
        u32::from_be_bytes(rest.take()?),
        u32::from_be_bytes(rest.take()?),
    );
    // Depth, color, compression, filter, interlace and the checksum.
    rest.skip(5 + 4)?;
    loop {
        let length = u32::from_be_bytes(rest.take()?) as usize;
        match &rest.take()? {
            b"acTL" => return Err(BadPicture::Animated),
            b"IDAT" => return Ok(size),
            b"IEND" => return Err(BadPicture::Damaged),
            _ => rest.skip(length.saturating_add(4))?,
        }
    }
}

/// Skips segments up to the start of a frame.
fn jpeg(bytes: &[u8]) -> Result<PixelSize, BadPicture> {
    let mut rest = HeaderBytes::from(bytes, 2);
    loop {
        let [mark] = rest.take()?;
        if mark != 0xff {
            return Err(BadPicture::Damaged);
        }
        let mut code = mark;
        // A marker may be preceded by fill bytes.
        while code == 0xff {
            [code] = rest.take()?;
        }
        match code {
            // Markers without a length.
            0x01 | 0xd0..=0xd7 => continue,
            0xc0..=0xc2 => {
                let [_, _, _] = rest.take()?;
                let (height, width) = (rest.take()?, rest.take()?);
                let both = (u16::from_be_bytes(width), u16::from_be_bytes(height));
                return Ok((both.0.into(), both.1.into()));
            }
            // Lossless, hierarchical and arithmetic coding; 0xc4, 0xc8 and 0xcc are not frames.
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return Err(BadPicture::UnusualJpeg),
            // Image data, the end, or a second start.
            0xd8..=0xda => return Err(BadPicture::Damaged),
            _ => {
                let length = usize::from(u16::from_be_bytes(rest.take()?));
                rest.skip(length.checked_sub(2).ok_or(BadPicture::Damaged)?)?;
            }
        }
    }
}

fn webp(bytes: &[u8]) -> Result<PixelSize, BadPicture> {
    const MOVES: u8 = 1 << 1;
    let mut rest = HeaderBytes::from(bytes, 12);
    let name: [u8; 4] = rest.take()?;
    let _length: [u8; 4] = rest.take()?;
    match &name {
        b"VP8 " => {
            let [_, _, _, a, b, c] = rest.take()?;
            if [a, b, c] != [0x9d, 0x01, 0x2a] {
                return Err(BadPicture::Damaged);
            }
            // The two highest bits are a scale that is not used.
            let side = |bytes| u32::from(u16::from_le_bytes(bytes) & 0x3fff);
            Ok((side(rest.take()?), side(rest.take()?)))
        }
        b"VP8L" => {
            let [signature] = rest.take()?;
            if signature != 0x2f {
                return Err(BadPicture::Damaged);
            }
            let bits = u32::from_le_bytes(rest.take()?);
            Ok(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => {
            let [flags, _, _, _] = rest.take()?;
            if flags & MOVES != 0 {
                return Err(BadPicture::Animated);
            }
            let side = |[a, b, c]: [u8; 3]| u32::from_le_bytes([a, b, c, 0]) + 1;
            Ok((side(rest.take()?), side(rest.take()?)))
        }
        _ => Err(BadPicture::Damaged),
    }
}

/// Whether a text starts like an SVG drawing, possibly after a declaration or a comment.
fn is_drawing(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 1000;
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && text.contains("<svg")
}
