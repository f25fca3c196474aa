//! Beginnings of picture files, for tests.

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
    chunk.extend(name);
    chunk.extend(data);
    chunk.extend([0; 4]);
    chunk
}

/// A PNG of that size, with a chunk before its data.
pub fn png_with(width: u32, height: u32, before: Option<&[u8; 4]>) -> Vec<u8> {
    let mut head = width.to_be_bytes().to_vec();
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(chunk(b"IHDR", &head));
    if let Some(name) = before {
        file.extend(chunk(name, &[0; 8]));
    }
    file.extend(chunk(b"IDAT", b"data"));
    file.extend(chunk(b"IEND", b""));
    file
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    png_with(width, height, None)
}

/// A JPEG whose frame has that code.
pub fn jpeg(width: u16, height: u16, frame: u8) -> Vec<u8> {
    let mut file = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    // A fill byte, as the standard allows.
    file.extend([0xff, 0xff, 0xff, frame, 0, 17, 8]);
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
    file
}

fn riff(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut file = b"RIFF".to_vec();
    file.extend((data.len() as u32 + 12).to_le_bytes());
    file.extend(b"WEBP");
    file.extend(name);
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(data);
    file
}

pub fn webp_lossy(width: u16, height: u16) -> Vec<u8> {
    let mut data = vec![0x10, 0, 0, 0x9d, 0x01, 0x2a];
    data.extend(width.to_le_bytes());
    data.extend(height.to_le_bytes());
    riff(b"VP8 ", &data)
}

pub fn webp_lossless(width: u32, height: u32) -> Vec<u8> {
    let mut data = vec![0x2f];
    data.extend(((width - 1) | ((height - 1) << 14)).to_le_bytes());
    riff(b"VP8L", &data)
}

pub fn webp_extended(width: u32, height: u32, flags: u8) -> Vec<u8> {
    let mut data = vec![flags, 0, 0, 0];
    data.extend(&(width - 1).to_le_bytes()[..3]);
    data.extend(&(height - 1).to_le_bytes()[..3]);
    riff(b"VP8X", &data)
}
