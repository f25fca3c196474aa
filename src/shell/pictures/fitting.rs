//! Decodes pictures and writes them anew: smaller, and without what cameras note in them.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use crate::domain::pictures::{
    BadPicture, FittingAttempt, MAX_KEPT, PictureFacts, PictureFile, PictureKind, attempts, check,
};
use crate::shell::files;

/// The quality of a picture in a PDF, 0 to 1.
const OF_PDF: f64 = 0.86;

/// A decoded picture; its memory is given back with it.
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

    /// Written as that kind, or as PNG by a browser that cannot.
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

/// A kept picture, decoded.
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

/// A chosen file as a picture that can be kept. It is always written anew: what a camera notes in it, such as the place, is left out.
pub async fn fitted(bytes: &[u8]) -> Result<PictureFile, BadPicture> {
    let facts = check(bytes)?;
    let decoded = Decoded::of(facts.kind, bytes)
        .await
        .ok_or(BadPicture::NotDecoded)?;
    // A photograph may be turned by what is noted in it.
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

/// A picture out of an archive: as it is where it can be kept so, else made smaller. One that cannot be shown is refused either way.
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

/// A picture as a PDF takes it.
pub struct Jpeg {
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// What is transparent becomes that color. `None` if the browser cannot write it.
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
