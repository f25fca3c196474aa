//! Versions of a layout: how it was at the start of each session, and what lost against another tab.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::StoreError;
use super::database::{Shelf, Store, Work, part_key, range_from};
use super::entries::LayoutKey;
use crate::domain::units::Millis;

/// Of each kind; the oldest ones go.
const KEPT: usize = 20;

/// Why a version is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is how the layout was before the first change of a session.
    Session,
    /// Two tabs had changed the layout, and the other state was chosen.
    OtherChosen,
}

impl Why {
    const ALL: [Why; 2] = [Why::Session, Why::OtherChosen];

    const fn word(self) -> &'static str {
        match self {
            Why::Session => "session",
            Why::OtherChosen => "other-chosen",
        }
    }
}

/// What can be told of a version without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionFacts {
    pub name: String,
    pub racks: usize,
    pub devices: usize,
}

/// One version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutVersion {
    pub why: Why,
    /// When it was kept: from then on the layout was another.
    pub at: Millis,
    pub facts: VersionFacts,
}

impl LayoutVersion {
    fn key(&self, layout: &LayoutKey) -> JsValue {
        let at = JsValue::from_f64(self.at.0 as f64);
        part_key(&[layout.js(), self.why.word().into(), at])
    }
}

impl Store {
    /// The versions of a layout, the oldest of each kind first.
    pub async fn versions(&self, layout: &LayoutKey) -> Result<Vec<LayoutVersion>, StoreError> {
        let work = self.look(&[Shelf::Versions]).await?;
        let mut found = Vec::new();
        for why in Why::ALL {
            let range = range_from(&[layout.js(), why.word().into()], None)?;
            for (key, facts) in work.all(Shelf::Versions, Some(&range)).await? {
                let at = js_sys::Reflect::get_u32(&key, 2).ok();
                let Some(at) = at.and_then(|at| at.as_f64()) else {
                    continue;
                };
                found.push(LayoutVersion {
                    why,
                    at: Millis(at as i64),
                    // One whose facts cannot be read still has its text.
                    facts: serde_json::from_str(&facts).unwrap_or_default(),
                });
            }
        }
        Ok(found)
    }

    /// The document of a version.
    pub async fn version_text(
        &self,
        layout: &LayoutKey,
        version: &LayoutVersion,
    ) -> Result<Option<String>, StoreError> {
        let work = self.look(&[Shelf::VersionTexts]).await?;
        work.get(Shelf::VersionTexts, &version.key(layout)).await
    }

    /// Keeps a document as a version.
    pub async fn keep_version(
        &self,
        layout: &LayoutKey,
        version: &LayoutVersion,
        text: &str,
    ) -> Result<(), StoreError> {
        let work = self.change(&[Shelf::Versions, Shelf::VersionTexts]).await?;
        put_version(&work, layout, version, text).await?;
        work.finish().await
    }
}

pub(super) async fn put_version(
    work: &Work,
    layout: &LayoutKey,
    version: &LayoutVersion,
    text: &str,
) -> Result<(), StoreError> {
    let range = range_from(&[layout.js(), version.why.word().into()], None)?;
    let kept = work.all(Shelf::Versions, Some(&range)).await?;
    let too_many = (kept.len() + 1).saturating_sub(KEPT);
    for (key, _) in kept.iter().take(too_many) {
        work.remove(Shelf::Versions, key)?;
        work.remove(Shelf::VersionTexts, key)?;
    }
    let key = version.key(layout);
    // Numbers and texts, under names: nothing here can be refused.
    let facts = serde_json::to_string(&version.facts).unwrap_or_default();
    work.put(Shelf::Versions, &key, &facts)?;
    work.put(Shelf::VersionTexts, &key, text)
}
