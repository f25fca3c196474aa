use proptest::prelude::*;

use super::samples::{jpeg, png, png_with, webp_extended, webp_lossless, webp_lossy};
use super::*;
use crate::domain::units::Millis;

fn size(bytes: &[u8]) -> Result<(PictureKind, u32, u32), BadPicture> {
    check(bytes).map(|facts| (facts.kind, facts.width, facts.height))
}

#[test]
fn the_content_tells_kind_and_size() {
    use PictureKind::{Jpeg, Png, WebP};
    assert_eq!(size(&png(1200, 110)), Ok((Png, 1200, 110)));
    assert_eq!(size(&png_with(3, 4, Some(b"gAMA"))), Ok((Png, 3, 4)));
    for frame in [0xc0, 0xc1, 0xc2] {
        assert_eq!(size(&jpeg(4000, 3000, frame)), Ok((Jpeg, 4000, 3000)));
    }
    assert_eq!(size(&webp_lossy(640, 60)), Ok((WebP, 640, 60)));
    assert_eq!(size(&webp_lossless(16_384, 1)), Ok((WebP, 16_384, 1)));
    assert_eq!(size(&webp_extended(900, 80, 0x10)), Ok((WebP, 900, 80)));
}

#[test]
fn what_is_no_still_picture_is_refused_in_words() {
    let refused = |bytes: &[u8]| size(bytes).unwrap_err();
    assert_eq!(refused(b""), BadPicture::Empty);
    assert_eq!(refused(b"Dear reader"), BadPicture::Unknown);
    assert_eq!(refused(b"GIF89a\x01\0\x01\0"), BadPicture::Animated);
    assert_eq!(
        refused(b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<SVG onload=\"x\">"),
        BadPicture::Drawing
    );
    assert_eq!(
        refused(&png_with(9, 9, Some(b"acTL"))),
        BadPicture::Animated
    );
    assert_eq!(refused(&webp_extended(9, 9, 0x02)), BadPicture::Animated);
    assert_eq!(refused(&jpeg(9, 9, 0xc3)), BadPicture::UnusualJpeg);
    assert_eq!(refused(&jpeg(9, 9, 0xc9)), BadPicture::UnusualJpeg);
    assert_eq!(refused(&png(0, 9)), BadPicture::Damaged);
    assert_eq!(
        refused(&png(40_000, 40_000)).to_string(),
        "The picture has 40000 × 40000 pixels; the limit is 40 million"
    );
    assert_eq!(
        refused(&vec![0; MAX_BYTES + 1]).to_string(),
        "The file is 11 MB; a picture can have up to 10 MB"
    );
}

#[test]
fn a_file_cut_off_anywhere_is_damaged() {
    for whole in [
        png(5, 5),
        jpeg(5, 5, 0xc0),
        webp_lossy(5, 5),
        webp_lossless(5, 5),
        webp_extended(5, 5, 0),
    ] {
        for length in 13..whole.len() {
            let cut = size(&whole[..length]);
            assert!(
                matches!(cut, Ok((_, 5, 5)) | Err(BadPicture::Damaged)),
                "{cut:?}"
            );
        }
        assert_eq!(size(&whole[..13]), Err(BadPicture::Damaged));
    }
}

#[test]
fn equal_contents_have_one_id() {
    let read = |bytes: Vec<u8>| PictureFile::read(bytes).unwrap();
    assert_eq!(read(png(5, 5)).id, read(png(5, 5)).id);
    assert_ne!(read(png(5, 5)).id, read(png(5, 6)).id);
}

#[test]
fn attempts_get_smaller_and_keep_the_proportions() {
    let facts = PictureFacts {
        kind: PictureKind::Jpeg,
        width: 4000,
        height: 400,
    };
    let all: Vec<FittingAttempt> = attempts(&facts).collect();
    assert_eq!((all[0].width, all[0].height), (1600, 160));
    assert!(all.iter().any(|attempt| attempt.kind == PictureKind::Jpeg));
    let last = all.last().unwrap();
    assert_eq!((last.width, last.height), (420, 42));
    assert!(all.windows(2).all(|two| two[0].width >= two[1].width));
    let small = PictureFacts {
        kind: PictureKind::Png,
        width: 300,
        height: 1,
    };
    let all: Vec<FittingAttempt> = attempts(&small).collect();
    // Never enlarged, and never JPEG, which has no transparency.
    assert!(
        all.iter()
            .all(|attempt| (attempt.width, attempt.height) == (300, 1))
    );
    assert!(all.iter().all(|attempt| attempt.kind == PictureKind::WebP));
}

fn kept(number: u128, kept_at: i64) -> KeptPicture {
    KeptPicture {
        id: PictureId::new(Uuid::from_u128(number)),
        kept_at: Millis(kept_at),
    }
}

#[test]
fn only_what_is_old_and_named_nowhere_can_be_removed() {
    let now = Millis(10 * GRACE_MS);
    let young = kept(1, now.0 - GRACE_MS + 1);
    let (named, unnamed) = (kept(2, 0), kept(3, 0));
    let from_the_future = kept(4, now.0 + 5);
    let mut search = UnusedSearch::new([young, named, unnamed, from_the_future], now);
    search.look(&format!("{{\"front_picture\":\"{}\"}}", named.id));
    assert!(!search.is_over());
    assert_eq!(search.finish(), [unnamed]);
}

proptest! {
    /// A picture named in any text is kept, whatever the order of the texts.
    #[test]
    fn what_a_text_names_stays(
        all in proptest::collection::btree_set(0..40_u128, 0..20),
        texts in proptest::collection::vec(proptest::collection::vec(0..40_u128, 0..4), 0..8),
    ) {
        let now = Millis(2 * GRACE_MS);
        let mut search = UnusedSearch::new(all.iter().map(|number| kept(*number, 0)), now);
        for names in &texts {
            let text: String = names.iter().map(|number| kept(*number, 0).id.to_string()).collect();
            search.look(&text);
        }
        let removed: Vec<_> = search.finish().into_iter().map(|picture| picture.id).collect();
        for number in all {
            let is_named = texts.iter().flatten().any(|named| *named == number);
            prop_assert_eq!(removed.contains(&kept(number, 0).id), !is_named);
        }
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for start in [&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff", b"RIFF____WEBPVP8X"] {
            let _ = check(&[start, &bytes].concat());
        }
    }
}
