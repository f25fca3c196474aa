//! Pictures in the browser's IndexedDB, in a separate database: the one with the layouts is not upgraded, so that no tab with an
//! older version of the app has to close it.
//!
//! | object store | key | value |
//! |---|---|---|
//! | `pictures` | the picture's id | its bytes |
//! | `kept` | the same | when it was last stored, in milliseconds |

mod fitting;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbObjectStore, IdbTransaction, IdbTransactionMode};

use super::documents::{finished, opened, problem, settled};
use crate::document::store::StoreError;
use crate::domain::ids::PictureId;
use crate::domain::pictures::{KeptPicture, PictureFile};
use crate::domain::units::Millis;

pub use fitting::{Jpeg, bitmap_of, fitted, jpeg_of, small_enough};

const DATABASE: &str = "blinkenrack-pictures";
const VERSION: u32 = 1;
const PICTURES: &str = "pictures";
const KEPT: &str = "kept";
const STORES: [&str; 2] = [PICTURES, KEPT];

/// The database, open for one transaction.
struct PictureDatabase(IdbDatabase);

impl Drop for PictureDatabase {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl PictureDatabase {
    async fn open() -> Result<Self, StoreError> {
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(StoreError::Forbidden)?;
        let request = factory.open_with_u32(DATABASE, VERSION).map_err(problem)?;
        opened(&request, &STORES).await.map(Self)
    }

    fn begin(&self, mode: IdbTransactionMode) -> Result<IdbTransaction, StoreError> {
        let names: Array = STORES.into_iter().map(JsValue::from_str).collect();
        self.0
            .transaction_with_str_sequence_and_mode(&names, mode)
            .map_err(problem)
    }
}

fn store(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, StoreError> {
    transaction.object_store(name).map_err(problem)
}

fn key(picture: PictureId) -> JsValue {
    JsValue::from_str(&picture.to_string())
}

/// Stores a picture. Storing it again renews its time.
pub async fn put(picture: &PictureFile, at: Millis) -> Result<(), StoreError> {
    let database = PictureDatabase::open().await?;
    let transaction = database.begin(IdbTransactionMode::Readwrite)?;
    let bytes = Uint8Array::from(picture.bytes.as_slice());
    store(&transaction, PICTURES)?
        .put_with_key(&bytes, &key(picture.id))
        .map_err(problem)?;
    store(&transaction, KEPT)?
        .put_with_key(&JsValue::from_f64(at.0 as f64), &key(picture.id))
        .map_err(problem)?;
    finished(&transaction).await
}

/// `None` for a picture that is missing or damaged.
pub async fn get(picture: PictureId) -> Result<Option<PictureFile>, StoreError> {
    let database = PictureDatabase::open().await?;
    let transaction = database.begin(IdbTransactionMode::Readonly)?;
    let request = store(&transaction, PICTURES)?
        .get(&key(picture))
        .map_err(problem)?;
    let bytes = settled(&request).await?.dyn_into::<Uint8Array>().ok();
    let found = bytes.and_then(|bytes| PictureFile::read(bytes.to_vec()).ok());
    Ok(found.filter(|found| found.id == picture))
}

/// Lists all stored pictures.
pub async fn all() -> Result<Vec<KeptPicture>, StoreError> {
    let database = PictureDatabase::open().await?;
    let transaction = database.begin(IdbTransactionMode::Readonly)?;
    let kept = store(&transaction, KEPT)?;
    let (keys, times) = (kept.get_all_keys(), kept.get_all());
    let (keys, times) = (keys.map_err(problem)?, times.map_err(problem)?);
    // Requests complete in order, so the keys have arrived as well.
    let times: Array = settled(&times).await?.unchecked_into();
    let keys: Array = keys.result().map_err(problem)?.unchecked_into();
    let pairs = keys.iter().zip(times.iter());
    Ok(pairs
        .filter_map(|(key, time)| {
            Some(KeptPicture {
                id: PictureId::parse(&key.as_string()?)?,
                kept_at: Millis(time.as_f64()? as i64),
            })
        })
        .collect())
}

/// Removes a picture, unless it was stored again since.
pub async fn remove(unused: KeptPicture) -> Result<(), StoreError> {
    let database = PictureDatabase::open().await?;
    let transaction = database.begin(IdbTransactionMode::Readwrite)?;
    let key = key(unused.id);
    let kept = store(&transaction, KEPT)?;
    let now = settled(&kept.get(&key).map_err(problem)?).await?.as_f64();
    if now == Some(unused.kept_at.0 as f64) {
        kept.delete(&key).map_err(problem)?;
        let pictures = store(&transaction, PICTURES)?;
        pictures.delete(&key).map_err(problem)?;
    }
    finished(&transaction).await
}
