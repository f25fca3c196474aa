//! Texts that could not be read, kept as they are.

use super::database::{BrowserStore, ObjectStore};
use crate::document::store::StoreError;

pub(super) async fn put(store: &BrowserStore, name: &str, text: &str) -> Result<(), StoreError> {
    let transaction = store.write(&[ObjectStore::Quarantine]).await?;
    transaction.put(ObjectStore::Quarantine, &name.into(), text)?;
    transaction.finish().await
}

pub(super) async fn all(store: &BrowserStore) -> Result<Vec<(String, String)>, StoreError> {
    let transaction = store.read(&[ObjectStore::Quarantine]).await?;
    let all = transaction.all(ObjectStore::Quarantine, None).await?;
    Ok(all
        .into_iter()
        .filter_map(|(name, text)| Some((name.as_string()?, text)))
        .collect())
}

pub(super) async fn text(store: &BrowserStore, name: &str) -> Result<Option<String>, StoreError> {
    let transaction = store.read(&[ObjectStore::Quarantine]).await?;
    transaction.get(ObjectStore::Quarantine, &name.into()).await
}

pub(super) async fn remove(store: &BrowserStore, name: &str) -> Result<(), StoreError> {
    let transaction = store.write(&[ObjectStore::Quarantine]).await?;
    transaction.remove(ObjectStore::Quarantine, &name.into())?;
    transaction.finish().await
}
