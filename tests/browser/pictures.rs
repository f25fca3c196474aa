//! Pictures in the browser's storage.

use blinkenrack::domain::pictures::{KeptPicture, PictureFile};
use blinkenrack::domain::units::Millis;
use blinkenrack::shell::pictures;
use wasm_bindgen_test::wasm_bindgen_test;

/// The part of a PNG that is examined.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x20\0\0\0\x20\x08\x02\0\0\0____\0\0\0\x04IDATdata____";

#[wasm_bindgen_test]
async fn a_picture_is_removed_unless_it_was_kept_anew() {
    let picture = PictureFile::read(PNG.to_vec()).expect("a picture");
    assert_eq!(pictures::get(picture.id).await, Ok(None));
    let kept = |at| KeptPicture {
        id: picture.id,
        kept_at: Millis(at),
    };
    for at in [10, 20] {
        pictures::put(&picture, Millis(at)).await.expect("kept");
        assert_eq!(pictures::all().await, Ok(vec![kept(at)]));
    }
    pictures::remove(kept(10)).await.expect("answered");
    assert_eq!(pictures::get(picture.id).await, Ok(Some(picture.clone())));
    pictures::remove(kept(20)).await.expect("removed");
    assert_eq!(pictures::get(picture.id).await, Ok(None));
    assert_eq!(pictures::all().await, Ok(Vec::new()));
}
