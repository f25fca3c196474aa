//! Which layouts there are, and which one of a hub is open.

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::StoreError;
use super::database::{Shelf, Store, Work, range_from};
use crate::domain::ids::{HubId, LayoutId};
use crate::domain::units::Millis;

/// What a layout is kept under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LayoutKey(String);

impl LayoutKey {
    /// A hub's first layout.
    pub fn first(hub: &HubId) -> Self {
        Self(hub.as_str().to_owned())
    }

    /// A further layout of a hub.
    pub fn further(hub: &HubId, id: LayoutId) -> Self {
        Self(format!("{hub} {id}"))
    }

    /// As it was told by another tab.
    pub fn told(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn js(&self) -> JsValue {
        JsValue::from_str(&self.0)
    }
}

/// What is known of a layout without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub hub: HubId,
    pub name: String,
    pub racks: usize,
    pub devices: usize,
    pub saved_at: Millis,
    /// Counts saves, from 1. Whoever knows another one than is kept has not seen the newest state.
    pub revision: u64,
    /// How many steps can be taken back.
    pub steps_done: usize,
    /// When it was deleted; such a layout can be brought back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Millis>,
}

impl Entry {
    /// `None` for a record that cannot be read: the layout's text tells more.
    fn read(text: &str) -> Option<Self> {
        let record: Value = serde_json::from_str(text).ok()?;
        let text = |name: &str| record.get(name)?.as_str();
        let count = |name: &str| record.get(name)?.as_u64();
        let time = |name: &str| record.get(name)?.as_i64().map(Millis);
        Some(Self {
            hub: HubId::new(text("hub")?),
            name: text("name")?.to_owned(),
            racks: count("racks")? as usize,
            devices: count("devices")? as usize,
            saved_at: time("saved_at")?,
            revision: count("revision")?,
            steps_done: count("steps_done")? as usize,
            deleted_at: time("deleted_at"),
        })
    }

    fn write(&self) -> String {
        // Numbers and texts, under names: nothing here can be refused.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A layout as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptLayout {
    pub key: LayoutKey,
    /// `None` when there is none under that key.
    pub text: Option<String>,
    /// `None` for one that only version 1 has saved.
    pub entry: Option<Entry>,
}

impl Store {
    /// The layout of a hub that was open last.
    pub async fn open_chosen(&self, hub: &HubId) -> Result<KeptLayout, StoreError> {
        let shelves = [Shelf::Chosen, Shelf::Layouts, Shelf::Entries];
        let work = self.look(&shelves).await?;
        let chosen = work.get(Shelf::Chosen, &hub.as_str().into()).await?;
        let key = chosen.map_or_else(|| LayoutKey::first(hub), LayoutKey);
        opened(&work, key).await
    }

    pub async fn open(&self, key: &LayoutKey) -> Result<KeptLayout, StoreError> {
        let work = self.look(&[Shelf::Layouts, Shelf::Entries]).await?;
        opened(&work, key.clone()).await
    }

    /// What is known of a layout; `None` as long as only version 1 has saved it, or nobody.
    pub async fn entry(&self, key: &LayoutKey) -> Result<Option<Entry>, StoreError> {
        let work = self.look(&[Shelf::Entries]).await?;
        entry(&work, key).await
    }

    /// The layouts of a hub, deleted ones too, in no order.
    pub async fn entries(&self, hub: &HubId) -> Result<Vec<(LayoutKey, Entry)>, StoreError> {
        let mut all = self.all_entries().await?;
        all.retain(|(_, entry)| entry.hub == *hub);
        Ok(all)
    }

    /// The layouts of all other hubs.
    pub async fn entries_of_others(
        &self,
        hub: &HubId,
    ) -> Result<Vec<(LayoutKey, Entry)>, StoreError> {
        let mut all = self.all_entries().await?;
        all.retain(|(_, entry)| entry.hub != *hub);
        Ok(all)
    }

    async fn all_entries(&self) -> Result<Vec<(LayoutKey, Entry)>, StoreError> {
        let work = self.look(&[Shelf::Entries]).await?;
        let all = work.all(Shelf::Entries, None).await?;
        Ok(all
            .iter()
            .filter_map(|(key, text)| Some((LayoutKey(key.as_string()?), Entry::read(text)?)))
            .collect())
    }

    /// From now on that layout is the one a hub opens with.
    pub async fn choose(&self, hub: &HubId, key: &LayoutKey) -> Result<(), StoreError> {
        let work = self.change(&[Shelf::Chosen]).await?;
        work.put(Shelf::Chosen, &hub.as_str().into(), key.as_str())?;
        work.finish().await
    }

    /// Notes what is known of a layout that has no entry yet; one that is there stays as it is.
    pub async fn introduce(&self, key: &LayoutKey, new: &Entry) -> Result<(), StoreError> {
        let work = self.change(&[Shelf::Entries]).await?;
        if entry(&work, key).await?.is_none() {
            put_entry(&work, key, new)?;
        }
        work.finish().await
    }

    /// Marks a layout as deleted at that time, or as no longer deleted. Nothing of it is removed.
    pub async fn set_deleted(
        &self,
        key: &LayoutKey,
        deleted_at: Option<Millis>,
    ) -> Result<(), StoreError> {
        let work = self.change(&[Shelf::Entries]).await?;
        if let Some(mut entry) = entry(&work, key).await? {
            entry.deleted_at = deleted_at;
            put_entry(&work, key, &entry)?;
        }
        work.finish().await
    }
}

impl Store {
    /// Removes a layout that is marked as deleted, with its steps and versions. There is no way back.
    pub async fn remove_deleted(&self, key: &LayoutKey) -> Result<(), StoreError> {
        let shelves = [
            Shelf::Entries,
            Shelf::Layouts,
            Shelf::Steps,
            Shelf::Versions,
            Shelf::VersionTexts,
        ];
        let work = self.change(&shelves).await?;
        let found = entry(&work, key).await?;
        if found.is_some_and(|entry| entry.deleted_at.is_some()) {
            work.remove(Shelf::Entries, &key.js())?;
            work.remove(Shelf::Layouts, &key.js())?;
            let parts = range_from(&[key.js()], None)?;
            for shelf in [Shelf::Steps, Shelf::Versions, Shelf::VersionTexts] {
                work.remove(shelf, &parts)?;
            }
        }
        work.finish().await
    }
}

async fn opened(work: &Work, key: LayoutKey) -> Result<KeptLayout, StoreError> {
    let text = work.get(Shelf::Layouts, &key.js()).await?;
    let entry = entry(work, &key).await?;
    Ok(KeptLayout { key, text, entry })
}

pub(super) async fn entry(work: &Work, key: &LayoutKey) -> Result<Option<Entry>, StoreError> {
    let text = work.get(Shelf::Entries, &key.js()).await?;
    Ok(text.as_deref().and_then(Entry::read))
}

pub(super) fn put_entry(work: &Work, key: &LayoutKey, entry: &Entry) -> Result<(), StoreError> {
    work.put(Shelf::Entries, &key.js(), &entry.write())
}
