//! A store in memory with the same rules as the browser's.

use blinkenrack::domain::stored::LayoutKey;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use blinkenrack::document::records::{Entry, NewVersion, Save, StoredLayout, StoredVersion, Why};
use blinkenrack::document::store::{
    Before, DocumentStore, StoreError, check_revision, next_version_number, versions_to_remove,
};
use blinkenrack::domain::ids::HubId;
use blinkenrack::domain::units::Millis;

/// A layout with everything that belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub text: Option<String>,
    pub entry: Option<Entry>,
    pub steps: BTreeMap<usize, String>,
    pub versions: BTreeMap<(Why, i64), (String, String)>,
}

#[derive(Debug, Default)]
pub struct MemoryStore {
    records: RefCell<BTreeMap<LayoutKey, Record>>,
    chosen: RefCell<BTreeMap<String, LayoutKey>>,
    quarantine: RefCell<BTreeMap<String, String>>,
}

impl MemoryStore {
    pub fn record(&self, key: &LayoutKey) -> Record {
        self.records.borrow().get(key).cloned().unwrap_or_default()
    }

    pub fn revision(&self, key: &LayoutKey) -> u64 {
        self.record(key).entry.map_or(0, |entry| entry.revision)
    }

    pub fn keys(&self) -> Vec<LayoutKey> {
        self.records.borrow().keys().cloned().collect()
    }

    pub fn clear(&self) {
        self.records.borrow_mut().clear();
        self.chosen.borrow_mut().clear();
    }

    /// Replaces the stored text of a layout, as damage or another program would.
    pub fn put_text(&self, key: &LayoutKey, text: &str) {
        let mut records = self.records.borrow_mut();
        records.entry(key.clone()).or_default().text = Some(text.to_owned());
    }

    pub fn quarantined_now(&self) -> Vec<String> {
        self.quarantine.borrow().values().cloned().collect()
    }
}

/// The result of a future that is never pending.
pub fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("the store in memory waits for nothing"),
    }
}

fn put_version(record: &mut Record, version: &NewVersion, text: &str) {
    let numbers = record.versions.keys().map(|(_, number)| *number);
    let number = next_version_number(numbers, version.at);
    let of_kind: Vec<_> = record.versions.keys().copied().collect();
    let of_kind: Vec<_> = of_kind
        .into_iter()
        .filter(|(why, _)| *why == version.why)
        .collect();
    for key in of_kind.iter().take(versions_to_remove(of_kind.len())) {
        record.versions.remove(key);
    }
    let value = (version.record(), text.to_owned());
    record.versions.insert((version.why, number), value);
}

impl DocumentStore for MemoryStore {
    async fn open_chosen(&self, hub: &HubId) -> Result<StoredLayout, StoreError> {
        let chosen = self.chosen.borrow().get(hub.as_str()).cloned();
        self.open(&chosen.unwrap_or_else(|| LayoutKey::first(hub)))
            .await
    }

    async fn open(&self, key: &LayoutKey) -> Result<StoredLayout, StoreError> {
        let Record { text, entry, .. } = self.record(key);
        let key = key.clone();
        Ok(StoredLayout { key, text, entry })
    }

    async fn entry(&self, key: &LayoutKey) -> Result<Option<Entry>, StoreError> {
        Ok(self.record(key).entry)
    }

    async fn entries(&self) -> Result<Vec<(LayoutKey, Entry)>, StoreError> {
        let records = self.records.borrow();
        let entries = records
            .iter()
            .filter_map(|(key, record)| Some((key.clone(), record.entry.clone()?)));
        Ok(entries.collect())
    }

    async fn choose(&self, hub: &HubId, key: &LayoutKey) -> Result<(), StoreError> {
        let mut chosen = self.chosen.borrow_mut();
        chosen.insert(hub.as_str().to_owned(), key.clone());
        Ok(())
    }

    async fn introduce(&self, key: &LayoutKey, new: &Entry) -> Result<(), StoreError> {
        let mut records = self.records.borrow_mut();
        let record = records.entry(key.clone()).or_default();
        record.entry.get_or_insert_with(|| new.clone());
        Ok(())
    }

    async fn set_deleted(
        &self,
        key: &LayoutKey,
        deleted_at: Option<Millis>,
    ) -> Result<(), StoreError> {
        if let Some(record) = self.records.borrow_mut().get_mut(key)
            && let Some(entry) = &mut record.entry
        {
            entry.deleted_at = deleted_at;
        }
        Ok(())
    }

    async fn remove_deleted(&self, key: &LayoutKey) -> Result<(), StoreError> {
        let is_deleted = |record: &Record| {
            let entry = record.entry.as_ref();
            entry.is_some_and(|entry| entry.deleted_at.is_some())
        };
        let mut records = self.records.borrow_mut();
        if records.get(key).is_some_and(is_deleted) {
            records.remove(key);
        }
        Ok(())
    }

    async fn save(&self, save: &Save) -> Result<(), StoreError> {
        let mut record = self.record(&save.key);
        let before = match (&record.entry, &record.text) {
            (Some(entry), _) => Before::Revision(entry.revision),
            (None, Some(_)) => Before::Revision(0),
            (None, None) => Before::Nothing,
        };
        check_revision(before, save)?;
        if let Some(version) = &save.version
            && let Some(old) = record.text.clone()
        {
            put_version(&mut record, version, &old);
        }
        record.text = Some(save.text.clone());
        record.entry = Some(save.entry.clone());
        if let Some(steps) = &save.steps {
            record.steps.retain(|number, _| *number < steps.len);
            record.steps.extend(steps.put.iter().cloned());
        }
        self.records.borrow_mut().insert(save.key.clone(), record);
        Ok(())
    }

    async fn steps(&self, key: &LayoutKey) -> Result<Vec<(usize, String)>, StoreError> {
        Ok(self.record(key).steps.into_iter().collect())
    }

    async fn versions(&self, key: &LayoutKey) -> Result<Vec<StoredVersion>, StoreError> {
        let versions = self.record(key).versions;
        Ok(versions
            .iter()
            .map(|((why, number), (record, _))| StoredVersion::read(*why, *number, record))
            .collect())
    }

    async fn version_text(
        &self,
        key: &LayoutKey,
        version: &StoredVersion,
    ) -> Result<Option<String>, StoreError> {
        let versions = self.record(key).versions;
        let found = versions.get(&(version.why, version.number));
        Ok(found.map(|(_, text)| text.clone()))
    }

    async fn keep_version(
        &self,
        key: &LayoutKey,
        version: &NewVersion,
        text: &str,
    ) -> Result<(), StoreError> {
        let mut records = self.records.borrow_mut();
        put_version(records.entry(key.clone()).or_default(), version, text);
        Ok(())
    }

    async fn quarantine(&self, name: &str, text: &str) -> Result<(), StoreError> {
        let mut quarantine = self.quarantine.borrow_mut();
        quarantine.insert(name.to_owned(), text.to_owned());
        Ok(())
    }

    async fn quarantined(&self) -> Result<Vec<(String, String)>, StoreError> {
        let quarantine = self.quarantine.borrow();
        Ok(quarantine.clone().into_iter().collect())
    }

    async fn quarantined_text(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.quarantine.borrow().get(name).cloned())
    }

    async fn remove_quarantined(&self, name: &str) -> Result<(), StoreError> {
        self.quarantine.borrow_mut().remove(name);
        Ok(())
    }
}
