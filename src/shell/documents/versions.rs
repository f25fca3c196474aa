//! Versions of a layout: its state at the start of each session, and states not chosen when two tabs had changed it.

use crate::domain::stored::LayoutKey;
use wasm_bindgen::JsValue;

use super::database::{BrowserStore, ObjectStore, Transaction, part_key, range_from};
use super::entries::js;
use crate::document::records::{NewVersion, StoredVersion, Why};
use crate::document::store::{StoreError, next_version_number, versions_to_remove};

fn key_of(layout: &LayoutKey, why: Why, number: i64) -> JsValue {
    let number = JsValue::from_f64(number as f64);
    part_key(&[js(layout), why.word().into(), number])
}

fn number_of(key: &JsValue) -> Option<i64> {
    let number = js_sys::Reflect::get_u32(key, 2).ok()?;
    Some(number.as_f64()? as i64)
}

async fn of_kind(
    transaction: &Transaction,
    layout: &LayoutKey,
    why: Why,
) -> Result<Vec<(JsValue, String)>, StoreError> {
    let range = range_from(&[js(layout), why.word().into()], None)?;
    transaction.all(ObjectStore::Versions, Some(&range)).await
}

pub(super) async fn all(
    store: &BrowserStore,
    layout: &LayoutKey,
) -> Result<Vec<StoredVersion>, StoreError> {
    let transaction = store.read(&[ObjectStore::Versions]).await?;
    let mut found = Vec::new();
    for why in Why::ALL {
        for (key, record) in of_kind(&transaction, layout, why).await? {
            if let Some(number) = number_of(&key) {
                found.push(StoredVersion::read(why, number, &record));
            }
        }
    }
    Ok(found)
}

pub(super) async fn text(
    store: &BrowserStore,
    layout: &LayoutKey,
    version: &StoredVersion,
) -> Result<Option<String>, StoreError> {
    let transaction = store.read(&[ObjectStore::VersionTexts]).await?;
    let key = key_of(layout, version.why, version.number);
    transaction.get(ObjectStore::VersionTexts, &key).await
}

pub(super) async fn keep(
    store: &BrowserStore,
    layout: &LayoutKey,
    version: &NewVersion,
    text: &str,
) -> Result<(), StoreError> {
    let stores = [ObjectStore::Versions, ObjectStore::VersionTexts];
    let transaction = store.write(&stores).await?;
    put_version(&transaction, layout, version, text).await?;
    transaction.finish().await
}

pub(super) async fn put_version(
    transaction: &Transaction,
    layout: &LayoutKey,
    version: &NewVersion,
    text: &str,
) -> Result<(), StoreError> {
    let mut numbers = Vec::new();
    for why in Why::ALL {
        let kept = of_kind(transaction, layout, why).await?;
        numbers.extend(kept.iter().filter_map(|(key, _)| number_of(key)));
        if why == version.why {
            for (key, _) in kept.iter().take(versions_to_remove(kept.len())) {
                transaction.remove(ObjectStore::Versions, key)?;
                transaction.remove(ObjectStore::VersionTexts, key)?;
            }
        }
    }
    let number = next_version_number(numbers.into_iter(), version.at);
    let key = key_of(layout, version.why, number);
    transaction.put(ObjectStore::Versions, &key, &version.record())?;
    transaction.put(ObjectStore::VersionTexts, &key, text)
}
