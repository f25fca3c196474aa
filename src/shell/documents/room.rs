//! The storage space that the browser grants this page.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// The browser's estimate, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageRoom {
    pub used: u64,
    pub granted: u64,
}

impl StorageRoom {
    /// Whether the next saves may fail: less than 5 MB are left, or a twentieth.
    pub const fn is_short(&self) -> bool {
        let left = self.granted.saturating_sub(self.used);
        left < 5_000_000 || left < self.granted / 20
    }
}

fn manager() -> Option<StorageManager> {
    let manager = web_sys::window()?.navigator().storage();
    // Undefined on pages without https, whatever its type says.
    (!AsRef::<JsValue>::as_ref(&manager).is_undefined()).then_some(manager)
}

/// `None` if the browser does not report it.
pub async fn room() -> Option<StorageRoom> {
    let answer = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let estimate: StorageEstimate = answer.into();
    Some(StorageRoom {
        used: estimate.get_usage()? as u64,
        granted: estimate.get_quota()? as u64,
    })
}

/// Asks the browser not to evict this page's storage when space runs out. The browser decides, or asks the user.
pub async fn ask_to_persist() {
    if let Some(asked) = manager().and_then(|manager| manager.persist().ok()) {
        // Saving works whether or not it is granted.
        let _ = JsFuture::from(asked).await;
    }
}
