//! Decodes pictures and re-encodes them: smaller, and without camera metadata.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use crate::domain::pictures::{
    BadPicture, FittingAttempt, MAX_KEPT, PictureFacts, PictureFile, PictureKind, attempts, check,
};
use crate::shell::files;

/// JPEG quality of pictures in a PDF, 0 to 1.
const OF_PDF: f64 = 0.86;

/// A decoded picture; frees its memory when dropped.
struct Decoded(ImageBitmap);

impl Drop for Decoded {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Decoded {
    async fn of(kind: PictureKind, bytes: &[u8]) -> Option<Self> {
        let blob = files::blob(kind.media_type(), bytes)?;
        bitmap_in(&blob).await.map(Self)
    }

    /// Encodes it in the format of the attempt, or as PNG if the browser does not support that.
    async fn written(&self, attempt: &FittingAttempt, ground: Option<&str>) -> Option<Blob> {
        let (width, height) = (attempt.width, attempt.height);
        let document = web_sys::window()?.document()?;
        let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(width);
        canvas.set_height(height);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let (wide, high) = (f64::from(width), f64::from(height));
        if let Some(color) = ground {
            context.set_fill_style_str(color);
            context.fill_rect(0.0, 0.0, wide, high);
        }
        context
            .draw_image_with_image_bitmap_and_dw_and_dh(&self.0, 0.0, 0.0, wide, high)
            .ok()?;
        let kind = attempt.kind.media_type();
        let quality = JsValue::from_f64(attempt.quality);
        let promise = Promise::new(&mut |resolve, _reject| {
            let begun = canvas.to_blob_with_type_and_encoder_options(&resolve, kind, &quality);
            if begun.is_err() {
                let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::NULL);
            }
        });
        JsFuture::from(promise).await.ok()?.dyn_into().ok()
    }
}

/// Decodes a stored picture.
pub async fn bitmap_of(picture: &PictureFile) -> Option<ImageBitmap> {
    let blob = files::blob(picture.kind.media_type(), &picture.bytes)?;
    bitmap_in(&blob).await
}

async fn bitmap_in(blob: &Blob) -> Option<ImageBitmap> {
    let decoding = web_sys::window()?
        .create_image_bitmap_with_blob(blob)
        .ok()?;
    let bitmap = JsFuture::from(decoding).await.ok()?;
    bitmap.dyn_into().ok()
}

async fn bytes_of(blob: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Turns a chosen file into a picture that can be stored. Always re-encodes it, to remove metadata such as the location.
pub async fn fitted(bytes: &[u8]) -> Result<PictureFile, BadPicture> {
    let facts = check(bytes)?;
    let decoded = Decoded::of(facts.kind, bytes)
        .await
        .ok_or(BadPicture::NotDecoded)?;
    // The metadata of a photograph may rotate it.
    let facts = PictureFacts {
        width: decoded.0.width(),
        height: decoded.0.height(),
        ..facts
    };
    for attempt in attempts(&facts) {
        let Some(blob) = decoded.written(&attempt, None).await else {
            continue;
        };
        if blob.size() <= MAX_KEPT as f64
            && let Some(bytes) = bytes_of(&blob).await
        {
            return PictureFile::read(bytes);
        }
    }
    Err(BadPicture::NotDecoded)
}

/// Accepts a picture from an archive as it is if its size allows, otherwise shrinks it. Rejects one that cannot be decoded either way.
pub async fn small_enough(picture: &PictureFile) -> Result<PictureFile, BadPicture> {
    let facts = check(&picture.bytes)?;
    if !facts.can_be_kept(picture.bytes.len()) {
        return fitted(&picture.bytes).await;
    }
    let decoded = Decoded::of(facts.kind, &picture.bytes).await;
    decoded
        .map(|_| picture.clone())
        .ok_or(BadPicture::NotDecoded)
}

/// A picture in the format that PDF accepts.
pub struct Jpeg {
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// Transparent parts get the color `ground`. `None` if the browser cannot encode it.
pub async fn jpeg_of(picture: &PictureFile, ground: &str) -> Option<Jpeg> {
    let decoded = Decoded::of(picture.kind, &picture.bytes).await?;
    let (width, height) = (decoded.0.width(), decoded.0.height());
    let attempt = FittingAttempt {
        width,
        height,
        kind: PictureKind::Jpeg,
        quality: OF_PDF,
    };
    let blob = decoded.written(&attempt, Some(ground)).await?;
    let bytes = bytes_of(&blob).await?;
    check(&bytes)
        .is_ok_and(|facts| facts.kind == PictureKind::Jpeg)
        .then_some(Jpeg {
            width,
            height,
            bytes,
        })
}
