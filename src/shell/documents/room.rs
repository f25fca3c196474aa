//! How much room the browser still has for this page.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// In bytes, as the browser estimates.
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
    // Pages without https have none, whatever its type says.
    (!AsRef::<JsValue>::as_ref(&manager).is_undefined()).then_some(manager)
}

/// `None` where the browser does not tell.
pub async fn room() -> Option<StorageRoom> {
    let answer = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let estimate: StorageEstimate = answer.into();
    Some(StorageRoom {
        used: estimate.get_usage()? as u64,
        granted: estimate.get_quota()? as u64,
    })
}

/// Asks the browser not to clear this page's storage when it runs out of space. It decides by itself; some ask the user.
pub async fn ask_to_persist() {
    if let Some(asked) = manager().and_then(|manager| manager.persist().ok()) {
        // Refused or not, all is saved as before.
        let _ = JsFuture::from(asked).await;
    }
}
