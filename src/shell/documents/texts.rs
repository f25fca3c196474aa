//! Iterates over all stored texts.

use super::database::{BrowserStore, ObjectStore};
use crate::document::store::StoreError;

/// The stores whose texts may reference a picture.
const TEXTS: [ObjectStore; 4] = [
    ObjectStore::Layouts,
    ObjectStore::Steps,
    ObjectStore::VersionTexts,
    ObjectStore::Quarantine,
];

impl BrowserStore {
    /// Passes every layout, undo step, version and damaged text to `look`, one at a time to save memory. All come from a single
    /// transaction.
    pub async fn look_through(&self, look: &mut dyn FnMut(&str)) -> Result<(), StoreError> {
        let transaction = self.read(&TEXTS).await?;
        for store in TEXTS {
            for key in transaction.keys(store).await?.iter() {
                look(&transaction.get(store, &key).await?.unwrap_or_default());
            }
        }
        Ok(())
    }
}
