//! Inflates with an upper limit, whatever size the data claims.

use miniz_oxide::inflate::{decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

const GZIP: [u8; 3] = [0x1f, 0x8b, 8];

/// Inflates a raw deflate stream; `None` if it is damaged or exceeds `most` bytes.
pub(in crate::domain::io) fn raw(data: &[u8], most: usize) -> Option<Vec<u8>> {
    decompress_to_vec_with_limit(data, most).ok()
}

/// Inflates a gzip or zlib stream, told apart by the first bytes.
pub(in crate::domain::io) fn wrapped(data: &[u8], most: usize) -> Option<Vec<u8>> {
    if data.starts_with(&GZIP) {
        raw(after_gzip_header(data)?, most)
    } else {
        decompress_to_vec_zlib_with_limit(data, most).ok()
    }
}

/// RFC 1952: ten bytes, then the fields that the flags announce.
fn after_gzip_header(data: &[u8]) -> Option<&[u8]> {
    const HEADER_CHECKSUM: u8 = 1 << 1;
    const EXTRA: u8 = 1 << 2;
    const NAME: u8 = 1 << 3;
    const COMMENT: u8 = 1 << 4;
    let flags = *data.get(3)?;
    let mut rest = data.get(10..)?;
    if flags & EXTRA != 0 {
        let length = usize::from(u16::from_le_bytes(*rest.first_chunk()?));
        rest = rest.get(2 + length..)?;
    }
    for flag in [NAME, COMMENT] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & HEADER_CHECKSUM != 0 {
        rest = rest.get(2..)?;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

    use super::*;

    #[test]
    fn gzip_with_every_field_and_zlib() {
        let text = b"blinkenrack".repeat(20);
        let mut gzip = vec![0x1f, 0x8b, 8, 0b11110, 0, 0, 0, 0, 0, 3];
        gzip.extend(b"\x02\0xx");
        gzip.extend(b"name\0comment\0");
        gzip.extend(b"hc");
        gzip.extend(compress_to_vec(&text, 6));
        assert_eq!(wrapped(&gzip, 1000).as_ref(), Some(&text));
        assert_eq!(
            wrapped(&compress_to_vec_zlib(&text, 6), 1000).as_ref(),
            Some(&text)
        );
    }

    #[test]
    fn nothing_beyond_the_limit() {
        let bomb = compress_to_vec(&vec![0; 10 << 20], 9);
        assert_eq!(raw(&bomb, 1 << 20), None);
        assert_eq!(raw(b"\xff\xff\xff", 100), None);
        assert_eq!(wrapped(&GZIP, 100), None);
    }
}
