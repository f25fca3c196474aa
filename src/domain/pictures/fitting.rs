//! How a picture is made small enough: one attempt after the other, until one has few enough bytes.

use super::{LONGEST_SIDE, PictureFacts, PictureKind};

/// The sizes that are tried, by their longest side.
const SIDES: [u32; 5] = [LONGEST_SIDE, 1200, 900, 640, 420];

/// How a picture is written anew. A browser that cannot write that kind writes PNG.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FittingAttempt {
    pub width: u32,
    pub height: u32,
    pub kind: PictureKind,
    /// 0 to 1.
    pub quality: f64,
}

/// The best first. JPEG, which has no transparency, only for what was JPEG before.
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
