//! Pictures of device fronts and rears: which files are accepted, how they are shrunk, and which stored ones are unused. A document has
//! only their ids; the pictures are stored separately.

mod fitting;
mod header;
mod unused;

use thiserror::Error;
use uuid::Uuid;

use super::ids::PictureId;
use super::layout::DeviceType;

pub use fitting::{FittingAttempt, attempts};
pub use unused::{GRACE_MS, KeptPicture, UnusedSearch};

/// Size of the largest file that is read, in bytes.
pub const MAX_BYTES: usize = 10 << 20;
/// Maximum number of pixels before shrinking: decoding takes four bytes for each.
pub const MAX_PIXELS: u64 = 40_000_000;
/// Maximum size of a stored picture, in bytes.
pub const MAX_KEPT: usize = 300_000;
/// Longest side of a stored picture, in pixels: a plate is 450 wide at actual size.
pub const LONGEST_SIDE: u32 = 1600;

/// The namespace of picture ids. Equal contents have equal ids, so that a picture is stored once.
const CONTENTS: Uuid = Uuid::from_u128(0x7f6c_2c1e_5d0b_4f6b_9a51_b1c0_6f9d_4e12);

/// An accepted file format. SVG is not accepted: it can contain programs and refer to other sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    Png,
    Jpeg,
    WebP,
}

impl PictureKind {
    pub const ALL: [Self; 3] = [Self::Png, Self::Jpeg, Self::WebP];

    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::WebP => "webp",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
        }
    }
}

/// The side of a device type that a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureSide {
    Front,
    Rear,
}

impl PictureSide {
    pub const ALL: [Self; 2] = [Self::Front, Self::Rear];

    /// The word in file names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Rear => "rear",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.word() == word)
    }
}

impl DeviceType {
    /// The picture of a side.
    pub const fn picture(&self, side: PictureSide) -> Option<PictureId> {
        match side {
            PictureSide::Front => self.front_picture,
            PictureSide::Rear => self.rear_picture,
        }
    }

    pub fn set_picture(&mut self, side: PictureSide, picture: Option<PictureId>) {
        match side {
            PictureSide::Front => self.front_picture = picture,
            PictureSide::Rear => self.rear_picture = picture,
        }
    }

    /// The pictures of both sides.
    pub fn pictures(&self) -> impl Iterator<Item = PictureId> {
        [self.front_picture, self.rear_picture]
            .into_iter()
            .flatten()
    }
}

/// What a file's header says about its picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureFacts {
    pub kind: PictureKind,
    /// In pixels, at least 1.
    pub width: u32,
    pub height: u32,
}

impl PictureFacts {
    /// Whether a file of this size can be stored unchanged.
    pub fn can_be_kept(&self, bytes: usize) -> bool {
        bytes <= MAX_KEPT && self.width.max(self.height) <= LONGEST_SIDE
    }
}

/// A picture with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    pub id: PictureId,
    pub kind: PictureKind,
    pub bytes: Vec<u8>,
}

impl PictureFile {
    /// Reads a file's content as a picture.
    pub fn read(bytes: Vec<u8>) -> Result<Self, BadPicture> {
        let facts = check(&bytes)?;
        Ok(Self {
            id: PictureId::new(Uuid::new_v5(&CONTENTS, &bytes)),
            kind: facts.kind,
            bytes,
        })
    }
}

/// Why a file is not accepted as a picture.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadPicture {
    #[error("The file is {} MB; a picture can have up to {} MB", .0.div_ceil(1 << 20), MAX_BYTES >> 20)]
    TooLarge(usize),
    #[error("The file is empty")]
    Empty,
    #[error(
        "SVG drawings are not accepted, as they can contain programs. Save it as PNG, JPEG or WebP"
    )]
    Drawing,
    #[error("The file is not a PNG, JPEG or WebP picture, whatever its name says")]
    Unknown,
    #[error("The picture is damaged")]
    Damaged,
    #[error("The picture is animated. Save one of its frames as PNG, JPEG or WebP")]
    Animated,
    #[error("It is a kind of JPEG that browsers cannot show")]
    UnusualJpeg,
    #[error("The picture has {width} × {height} pixels; the limit is {} million", MAX_PIXELS / 1_000_000)]
    TooManyPixels { width: u32, height: u32 },
    #[error("The browser cannot show the picture")]
    NotDecoded,
}

/// Checks a file by its content alone.
pub fn check(bytes: &[u8]) -> Result<PictureFacts, BadPicture> {
    if bytes.len() > MAX_BYTES {
        return Err(BadPicture::TooLarge(bytes.len()));
    }
    let facts = header::facts(bytes)?;
    if facts.width == 0 || facts.height == 0 {
        return Err(BadPicture::Damaged);
    }
    if u64::from(facts.width) * u64::from(facts.height) > MAX_PIXELS {
        return Err(BadPicture::TooManyPixels {
            width: facts.width,
            height: facts.height,
        });
    }
    Ok(facts)
}

#[cfg(test)]
pub mod samples;
#[cfg(test)]
mod tests;
