//! Writes a layout with its step and its version, all or nothing, and only over the state that the writer knows.

use wasm_bindgen::JsValue;

use super::StoreError;
use super::database::{Shelf, Store, Work, part_key, range_from};
use super::entries::{Entry, LayoutKey, entry, put_entry};
use super::versions::{LayoutVersion, put_version};

/// One save.
#[derive(Clone, Debug, PartialEq)]
pub struct Save {
    pub key: LayoutKey,
    /// What is known of the layout from now on; its revision is one more than the one that the writer knows.
    pub entry: Entry,
    pub text: String,
    pub steps: Option<StepTexts>,
    /// Keeps what is there until now as a version.
    pub version: Option<LayoutVersion>,
}

/// Steps that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepTexts {
    pub put: Vec<(usize, String)>,
    /// Those from this number on are dropped.
    pub len: usize,
}

impl Store {
    /// Resolves once the browser vouches that all of it is kept. [`StoreError::Conflict`] when another revision is there than
    /// the one before the given one.
    pub async fn save(&self, save: &Save) -> Result<(), StoreError> {
        let shelves = [
            Shelf::Layouts,
            Shelf::Entries,
            Shelf::Steps,
            Shelf::Versions,
            Shelf::VersionTexts,
        ];
        let work = self.change(&shelves).await?;
        match save_in(&work, save).await {
            Ok(()) => work.finish().await,
            Err(error) => {
                work.give_up();
                Err(error)
            }
        }
    }

    /// The stored steps of a layout, by rising number.
    pub async fn steps(&self, key: &LayoutKey) -> Result<Vec<(usize, String)>, StoreError> {
        let work = self.look(&[Shelf::Steps]).await?;
        let range = range_from(&[key.js()], None)?;
        let all = work.all(Shelf::Steps, Some(&range)).await?;
        Ok(all
            .into_iter()
            .filter_map(|(key, text)| Some((number_of(&key)?, text)))
            .collect())
    }
}

async fn save_in(work: &Work, save: &Save) -> Result<(), StoreError> {
    let kept = entry(work, &save.key).await?;
    let revision = kept.map_or(0, |kept| kept.revision);
    if revision + 1 != save.entry.revision {
        return Err(StoreError::Conflict);
    }
    if let Some(version) = &save.version
        && let Some(old) = work.get(Shelf::Layouts, &save.key.js()).await?
    {
        put_version(work, &save.key, version, &old).await?;
    }
    work.put(Shelf::Layouts, &save.key.js(), &save.text)?;
    put_entry(work, &save.key, &save.entry)?;
    if let Some(steps) = &save.steps {
        put_steps(work, &save.key, steps)?;
    }
    Ok(())
}

fn put_steps(work: &Work, key: &LayoutKey, steps: &StepTexts) -> Result<(), StoreError> {
    let dropped = range_from(&[key.js()], Some(number(steps.len)))?;
    work.remove(Shelf::Steps, &dropped)?;
    for (at, text) in &steps.put {
        work.put(Shelf::Steps, &part_key(&[key.js(), number(*at)]), text)?;
    }
    Ok(())
}

fn number(number: usize) -> JsValue {
    JsValue::from_f64(number as f64)
}

/// The number at the end of a key.
fn number_of(key: &JsValue) -> Option<usize> {
    let number = js_sys::Reflect::get_u32(key, 1).ok()?.as_f64()?;
    (number >= 0.0).then_some(number as usize)
}
