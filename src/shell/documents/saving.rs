//! Writes a layout with its steps and its version atomically, and only over the revision that the writer has seen.

use crate::domain::stored::LayoutKey;
use wasm_bindgen::JsValue;

use super::database::{BrowserStore, ObjectStore, Transaction, part_key, range_from};
use super::entries::{entry, js, put_entry};
use super::versions::put_version;
use crate::document::records::{Save, StepTexts};
use crate::document::store::{Before, StoreError, check_revision};

pub(super) async fn save(store: &BrowserStore, save: &Save) -> Result<(), StoreError> {
    let stores = [
        ObjectStore::Layouts,
        ObjectStore::Entries,
        ObjectStore::Steps,
        ObjectStore::Versions,
        ObjectStore::VersionTexts,
    ];
    let transaction = store.write(&stores).await?;
    match save_in(&transaction, save).await {
        Ok(()) => transaction.finish().await,
        Err(error) => {
            transaction.abort();
            Err(error)
        }
    }
}

async fn save_in(transaction: &Transaction, save: &Save) -> Result<(), StoreError> {
    let before = before(transaction, &save.key).await?;
    check_revision(before, save)?;
    if let Some(version) = &save.version
        && let Some(old) = transaction
            .get(ObjectStore::Layouts, &js(&save.key))
            .await?
    {
        put_version(transaction, &save.key, version, &old).await?;
    }
    transaction.put(ObjectStore::Layouts, &js(&save.key), &save.text)?;
    put_entry(transaction, &save.key, &save.entry)?;
    if let Some(steps) = &save.steps {
        put_steps(transaction, &save.key, steps)?;
    }
    Ok(())
}

async fn before(transaction: &Transaction, key: &LayoutKey) -> Result<Before, StoreError> {
    if let Some(entry) = entry(transaction, key).await? {
        return Ok(Before::Revision(entry.revision));
    }
    let is_stored = transaction
        .get(ObjectStore::Layouts, &js(key))
        .await?
        .is_some();
    Ok(if is_stored {
        Before::Revision(0)
    } else {
        Before::Nothing
    })
}

pub(super) async fn steps(
    store: &BrowserStore,
    key: &LayoutKey,
) -> Result<Vec<(usize, String)>, StoreError> {
    let transaction = store.read(&[ObjectStore::Steps]).await?;
    let range = range_from(&[js(key)], None)?;
    let all = transaction.all(ObjectStore::Steps, Some(&range)).await?;
    Ok(all
        .into_iter()
        .filter_map(|(key, text)| Some((number_of(&key)?, text)))
        .collect())
}

fn put_steps(
    transaction: &Transaction,
    key: &LayoutKey,
    steps: &StepTexts,
) -> Result<(), StoreError> {
    let removed = range_from(&[js(key)], Some(number(steps.len)))?;
    transaction.remove(ObjectStore::Steps, &removed)?;
    for (at, text) in &steps.put {
        let key = part_key(&[js(key), number(*at)]);
        transaction.put(ObjectStore::Steps, &key, text)?;
    }
    Ok(())
}

fn number(number: usize) -> JsValue {
    JsValue::from_f64(number as f64)
}

/// The number at the end of a step's key.
fn number_of(key: &JsValue) -> Option<usize> {
    let number = js_sys::Reflect::get_u32(key, 1).ok()?.as_f64()?;
    (number >= 0.0).then_some(number as usize)
}
