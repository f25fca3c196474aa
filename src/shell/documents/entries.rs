//! Which layouts there are, and which one of a hub is open.

use crate::domain::stored::LayoutKey;
use wasm_bindgen::JsValue;

use super::database::{BrowserStore, ObjectStore, Transaction, range_from};
use crate::document::records::{Entry, StoredLayout};
use crate::document::store::StoreError;
use crate::domain::ids::HubId;
use crate::domain::units::Millis;

pub(super) fn js(key: &LayoutKey) -> JsValue {
    JsValue::from_str(key.as_str())
}

pub(super) async fn open_chosen(
    store: &BrowserStore,
    hub: &HubId,
) -> Result<StoredLayout, StoreError> {
    let stores = [
        ObjectStore::Chosen,
        ObjectStore::Layouts,
        ObjectStore::Entries,
    ];
    let transaction = store.read(&stores).await?;
    let chosen = transaction
        .get(ObjectStore::Chosen, &hub.as_str().into())
        .await?;
    let key = chosen.map_or_else(|| LayoutKey::first(hub), LayoutKey::from_text);
    opened(&transaction, key).await
}

pub(super) async fn open(
    store: &BrowserStore,
    key: &LayoutKey,
) -> Result<StoredLayout, StoreError> {
    let stores = [ObjectStore::Layouts, ObjectStore::Entries];
    let transaction = store.read(&stores).await?;
    opened(&transaction, key.clone()).await
}

async fn opened(transaction: &Transaction, key: LayoutKey) -> Result<StoredLayout, StoreError> {
    let text = transaction.get(ObjectStore::Layouts, &js(&key)).await?;
    let entry = entry(transaction, &key).await?;
    Ok(StoredLayout { key, text, entry })
}

pub(super) async fn all(store: &BrowserStore) -> Result<Vec<(LayoutKey, Entry)>, StoreError> {
    let transaction = store.read(&[ObjectStore::Entries]).await?;
    let all = transaction.all(ObjectStore::Entries, None).await?;
    let read = |(key, text): &(JsValue, String)| {
        Some((LayoutKey::from_text(key.as_string()?), Entry::read(text)?))
    };
    Ok(all.iter().filter_map(read).collect())
}

pub(super) async fn choose(
    store: &BrowserStore,
    hub: &HubId,
    key: &LayoutKey,
) -> Result<(), StoreError> {
    let transaction = store.write(&[ObjectStore::Chosen]).await?;
    transaction.put(ObjectStore::Chosen, &hub.as_str().into(), key.as_str())?;
    transaction.finish().await
}

pub(super) async fn introduce(
    store: &BrowserStore,
    key: &LayoutKey,
    new: &Entry,
) -> Result<(), StoreError> {
    let transaction = store.write(&[ObjectStore::Entries]).await?;
    if entry(&transaction, key).await?.is_none() {
        put_entry(&transaction, key, new)?;
    }
    transaction.finish().await
}

pub(super) async fn set_deleted(
    store: &BrowserStore,
    key: &LayoutKey,
    deleted_at: Option<Millis>,
) -> Result<(), StoreError> {
    let transaction = store.write(&[ObjectStore::Entries]).await?;
    if let Some(mut entry) = entry(&transaction, key).await? {
        entry.deleted_at = deleted_at;
        put_entry(&transaction, key, &entry)?;
    }
    transaction.finish().await
}

pub(super) async fn remove_deleted(
    store: &BrowserStore,
    key: &LayoutKey,
) -> Result<(), StoreError> {
    let stores = [
        ObjectStore::Entries,
        ObjectStore::Layouts,
        ObjectStore::Steps,
        ObjectStore::Versions,
        ObjectStore::VersionTexts,
    ];
    let transaction = store.write(&stores).await?;
    let found = entry(&transaction, key).await?;
    if found.is_some_and(|entry| entry.deleted_at.is_some()) {
        transaction.remove(ObjectStore::Entries, &js(key))?;
        transaction.remove(ObjectStore::Layouts, &js(key))?;
        let parts = range_from(&[js(key)], None)?;
        for store in [
            ObjectStore::Steps,
            ObjectStore::Versions,
            ObjectStore::VersionTexts,
        ] {
            transaction.remove(store, &parts)?;
        }
    }
    transaction.finish().await
}

pub(super) async fn entry(
    transaction: &Transaction,
    key: &LayoutKey,
) -> Result<Option<Entry>, StoreError> {
    let text = transaction.get(ObjectStore::Entries, &js(key)).await?;
    Ok(text.as_deref().and_then(Entry::read))
}

pub(super) fn put_entry(
    transaction: &Transaction,
    key: &LayoutKey,
    entry: &Entry,
) -> Result<(), StoreError> {
    transaction.put(ObjectStore::Entries, &js(key), &entry.write())
}
