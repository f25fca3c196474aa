//! Files going in and out, and the clipboard.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlDocument, HtmlInputElement, Url,
};

use super::clock;
use super::task::spawn;

/// How long a download may take to begin before its address is revoked, in milliseconds.
const PATIENCE_MS: u32 = 60_000;

/// Offers a file to the browser as a download. Returns false if that fails.
pub fn download(name: &str, kind: &str, bytes: &[u8]) -> bool {
    blob(kind, bytes).is_some_and(|blob| download_blob(name, &blob))
}

/// The content of a chosen file; `None` if the browser cannot read it anymore.
pub async fn bytes_of_file(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Wraps bytes in a `Blob`.
pub(super) fn blob(kind: &str, bytes: &[u8]) -> Option<Blob> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&parts, &properties).ok()
}

/// Like [`download`], for a `Blob`.
pub fn download_blob(name: &str, blob: &Blob) -> bool {
    let Ok(address) = Url::create_object_url_with_blob(blob) else {
        return false;
    };
    let clicked = click_link(name, &address).is_some();
    spawn(async move {
        clock::sleep(PATIENCE_MS).await;
        let _ = Url::revoke_object_url(&address);
    });
    clicked
}

fn click_link(name: &str, address: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(address);
    link.set_download(name);
    link.click();
    Some(())
}

/// An object URL for data of this page, valid for as long as this value lives.
#[derive(Debug)]
pub struct Address(String);

impl Address {
    /// `None` if the browser cannot create one.
    pub fn of(kind: &str, bytes: &[u8]) -> Option<Self> {
        let blob = blob(kind, bytes)?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Copies a text shown in a field to the clipboard. Browsers offer the clipboard API only on https; elsewhere the field's text is
/// selected and copied by command. Returns false if neither works; the text stays selected then.
pub async fn copy(text: &str, shown_in: &HtmlInputElement) -> bool {
    if copy_unseen(text).await {
        return true;
    }
    shown_in.select();
    let document = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.dyn_into::<HtmlDocument>().ok());
    document.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
}

/// Copies a text that no field shows to the clipboard. Returns false if the page is not allowed to.
pub async fn copy_unseen(text: &str) -> bool {
    match write_to_clipboard(text) {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

fn write_to_clipboard(text: &str) -> Option<js_sys::Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
    // Undefined on insecure pages.
    if clipboard.is_undefined() || clipboard.is_null() {
        return None;
    }
    Some(navigator.clipboard().write_text(text))
}
