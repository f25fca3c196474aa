//! All texts that are kept, whatever they are.

use super::database::{BrowserStore, ObjectStore};
use crate::document::store::StoreError;

/// Whatever may name a picture.
const TEXTS: [ObjectStore; 4] = [
    ObjectStore::Layouts,
    ObjectStore::Steps,
    ObjectStore::VersionTexts,
    ObjectStore::Quarantine,
];

impl BrowserStore {
    /// Hands out every layout, undo step, version and damaged text, one after the other, so that one alone is in memory. They are all of
    /// one moment.
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
