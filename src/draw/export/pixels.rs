//! Limits on the pixels of a picture. A canvas that is too large stays blank in most browsers, without an error.

use thiserror::Error;

/// Longest side that Chromium and Safari paint; Firefox paints twice that.
const MAX_SIDE: f32 = 16_384.0;
/// The most pixels in total: a quarter of what desktop browsers paint, and what fits into a phone's memory.
const MAX_AREA: f32 = 67_108_864.0;

/// Output pixels per pixel of the drawing, 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Magnification(u8);

impl Magnification {
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];
    /// Sharp on most screens.
    pub const USUAL: Self = Self(2);

    /// `None` outside of 1 to 4.
    pub fn new(times: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.0 == times)
    }

    pub const fn times(self) -> u8 {
        self.0
    }
}

/// The error for a picture that browsers would not paint completely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("The picture would be {width} × {height} pixels, more than browsers paint")]
pub struct TooLarge {
    pub width: u32,
    pub height: u32,
    /// The largest magnification that works, if there is one.
    pub largest: Option<Magnification>,
}

/// The size in pixels of a magnified picture.
pub fn fitting(width: f32, height: f32, by: Magnification) -> Result<(u32, u32), TooLarge> {
    if fits(width, height, by) {
        return Ok(pixels(width, height, by));
    }
    let (wide, high) = pixels(width, height, by);
    let works = |smaller: &Magnification| fits(width, height, *smaller);
    Err(TooLarge {
        width: wide,
        height: high,
        largest: Magnification::ALL.into_iter().rev().find(works),
    })
}

fn fits(width: f32, height: f32, by: Magnification) -> bool {
    let (width, height) = (width * f32::from(by.0), height * f32::from(by.0));
    width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_AREA
}

fn pixels(width: f32, height: f32, by: Magnification) -> (u32, u32) {
    let times = f32::from(by.0);
    (
        (width * times).ceil() as u32,
        (height * times).ceil() as u32,
    )
}

#[cfg(test)]
mod tests {
    use super::{Magnification, fitting};

    #[test]
    fn a_picture_too_large_says_what_would_work() {
        assert_eq!(
            fitting(500.0, 1000.25, Magnification::USUAL),
            Ok((1000, 2001))
        );
        let long = fitting(6000.0, 1500.0, Magnification::ALL[3]).unwrap_err();
        assert_eq!(
            (long.width, long.largest),
            (24_000, Some(Magnification::USUAL))
        );
        assert_eq!(
            fitting(20_000.0, 10.0, Magnification::ALL[0])
                .unwrap_err()
                .largest,
            None
        );
    }
}
