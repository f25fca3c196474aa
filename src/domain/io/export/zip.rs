//! Writes zip archives: texts are deflated, pictures are stored.

use miniz_oxide::deflate::compress_to_vec;

/// zlib's default level.
const COMPRESSION: u8 = 6;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// The flag for names in UTF-8.
const UTF8: u16 = 1 << 11;
/// Version needed to extract: 2.0, for folders and deflate.
const NEEDED: u16 = 20;
/// The first day of the format's calendar, since the files have no time of their own.
const DATE: u16 = 1 << 5 | 1;

/// An archive being written. Sizes stay far below the 4 GiB from which Zip64 is needed.
#[derive(Default)]
pub struct ZipWriter {
    files: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl ZipWriter {
    pub fn text(&mut self, name: &str, text: &str) {
        let packed = compress_to_vec(text.as_bytes(), COMPRESSION);
        self.add(name, text.as_bytes(), DEFLATED, &packed);
    }

    /// Adds a file that is already compressed.
    pub fn bytes(&mut self, name: &str, bytes: &[u8]) {
        self.add(name, bytes, STORED, bytes);
    }

    fn add(&mut self, name: &str, content: &[u8], method: u16, packed: &[u8]) {
        let start = self.files.len() as u32;
        let mut common = Vec::new();
        for number in [NEEDED, UTF8, method, 0, DATE] {
            common.extend(number.to_le_bytes());
        }
        let sizes = [
            rawzip::crc32(content),
            packed.len() as u32,
            content.len() as u32,
        ];
        for number in sizes {
            common.extend(number.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        self.files.extend(b"PK\x03\x04");
        self.files.extend(&common);
        self.files.extend(name.as_bytes());
        self.files.extend(packed);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(NEEDED.to_le_bytes());
        self.directory.extend(&common);
        // No comment, one disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
    }

    pub fn finish(mut self) -> Vec<u8> {
        let start = self.files.len() as u32;
        let length = self.directory.len() as u32;
        self.files.append(&mut self.directory);
        self.files.extend(b"PK\x05\x06\0\0\0\0");
        self.files.extend(self.count.to_le_bytes());
        self.files.extend(self.count.to_le_bytes());
        self.files.extend(length.to_le_bytes());
        self.files.extend(start.to_le_bytes());
        self.files.extend([0, 0]);
        self.files
    }
}
