//! Shrinks pictures: the attempts to make, until one is small enough.

use super::{LONGEST_SIDE, PictureFacts, PictureKind};

/// The longest sides to try, in pixels.
const SIDES: [u32; 5] = [LONGEST_SIDE, 1200, 900, 640, 420];

/// A size and format to encode a picture in. A browser that cannot encode the format produces PNG.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FittingAttempt {
    pub width: u32,
    pub height: u32,
    pub kind: PictureKind,
    /// 0 to 1.
    pub quality: f64,
}

/// The attempts, best first. JPEG, which has no transparency, is only used for pictures that were JPEG before.
pub fn attempts(facts: &PictureFacts) -> impl Iterator<Item = FittingAttempt> {
    let PictureFacts {
        kind,
        width,
        height,
    } = *facts;
    let longest = width.max(height).max(1);
    let largest = SIDES[0].min(longest);
    let sides =
        std::iter::once(largest).chain(SIDES.into_iter().filter(move |side| *side < largest));
    let is_jpeg = kind == PictureKind::Jpeg;
    sides.flat_map(move |side| {
        let scaled = |length: u32| {
            let exact = f64::from(length) * f64::from(side) / f64::from(longest);
            (exact.round() as u32).max(1)
        };
        let (width, height) = (scaled(width), scaled(height));
        let attempt = move |kind, quality| FittingAttempt {
            width,
            height,
            kind,
            quality,
        };
        [
            Some(attempt(PictureKind::WebP, 0.86)),
            Some(attempt(PictureKind::WebP, 0.7)),
            is_jpeg.then(|| attempt(PictureKind::Jpeg, 0.8)),
        ]
        .into_iter()
        .flatten()
    })
}
