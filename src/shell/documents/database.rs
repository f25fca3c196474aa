//! The database: opened once, upgraded in place, and worked on in transactions.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, Event, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction, IdbTransactionMode,
};

use crate::document::store::StoreError;

const VERSION: u32 = 2;

/// The object stores; the table in the module's documentation lists their contents. The names exist in users' browsers and must
/// never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectStore {
    Layouts,
    Quarantine,
    Entries,
    Chosen,
    Steps,
    Versions,
    VersionTexts,
}

impl ObjectStore {
    const ALL: [ObjectStore; 7] = [
        ObjectStore::Layouts,
        ObjectStore::Quarantine,
        ObjectStore::Entries,
        ObjectStore::Chosen,
        ObjectStore::Steps,
        ObjectStore::Versions,
        ObjectStore::VersionTexts,
    ];

    const NAMES: [&'static str; 7] = {
        let mut names = [""; 7];
        let mut place = 0;
        while place < names.len() {
            names[place] = Self::ALL[place].name();
            place += 1;
        }
        names
    };

    const fn name(self) -> &'static str {
        match self {
            ObjectStore::Layouts => "layouts",
            ObjectStore::Quarantine => "aside",
            ObjectStore::Entries => "entries",
            ObjectStore::Chosen => "chosen",
            ObjectStore::Steps => "steps",
            ObjectStore::Versions => "versions",
            ObjectStore::VersionTexts => "version-texts",
        }
    }
}

/// The connection that is open, if one is.
type OpenDatabase = Rc<RefCell<Option<IdbDatabase>>>;

/// One database of this browser.
pub struct BrowserStore {
    name: &'static str,
    /// Kept open, as reopening it for each write would cost tens of milliseconds.
    open: OpenDatabase,
}

impl BrowserStore {
    /// The database is opened when first needed.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            open: OpenDatabase::default(),
        }
    }

    /// Begins a read-only transaction.
    pub(super) async fn read(&self, stores: &[ObjectStore]) -> Result<Transaction, StoreError> {
        self.begin(stores, IdbTransactionMode::Readonly).await
    }

    /// Begins a transaction that writes all or nothing.
    pub(super) async fn write(&self, stores: &[ObjectStore]) -> Result<Transaction, StoreError> {
        self.begin(stores, IdbTransactionMode::Readwrite).await
    }

    async fn begin(
        &self,
        stores: &[ObjectStore],
        mode: IdbTransactionMode,
    ) -> Result<Transaction, StoreError> {
        let names: Array = stores
            .iter()
            .map(|store| JsValue::from_str(store.name()))
            .collect();
        let database = self.database().await?;
        let transaction = match database.transaction_with_str_sequence_and_mode(&names, mode) {
            Ok(transaction) => transaction,
            Err(_) => {
                // The browser has closed the connection (storage cleared, another version): reopen it once.
                *self.open.borrow_mut() = None;
                self.database()
                    .await?
                    .transaction_with_str_sequence_and_mode(&names, mode)
                    .map_err(problem)?
            }
        };
        Ok(Transaction { transaction })
    }

    async fn database(&self) -> Result<IdbDatabase, StoreError> {
        if let Some(database) = self.open.borrow().clone() {
            return Ok(database);
        }
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(StoreError::Forbidden)?;
        let request = factory.open_with_u32(self.name, VERSION).map_err(problem)?;
        match opened(&request, &ObjectStore::NAMES).await {
            Ok(database) => {
                own(&self.open, database.clone());
                Ok(database)
            }
            Err(error) => {
                if error == StoreError::Blocked {
                    own_when_it_opens(&self.open, &request);
                }
                Err(error)
            }
        }
    }
}

/// Keeps a connection for the next transactions, and closes it when a tab with a newer version of the app wants to upgrade, so
/// that the tab does not have to wait.
fn own(open: &OpenDatabase, database: IdbDatabase) {
    let closing = database.clone();
    let close = Closure::once_into_js(move |_event: JsValue| closing.close());
    database.set_onversionchange(Some(close.unchecked_ref()));
    let before = open.borrow_mut().replace(database);
    if let Some(before) = before {
        before.close();
    }
}

/// A blocked request stays pending and succeeds once the other tabs have closed. Without an owner its connection would then block
/// the next upgrade.
fn own_when_it_opens(open: &OpenDatabase, request: &IdbOpenDbRequest) {
    let (open, late) = (open.clone(), request.clone());
    let take = Closure::once_into_js(move |_event: JsValue| {
        if let Ok(database) = late.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
            own(&open, database);
        }
    });
    request.set_onsuccess(Some(take.unchecked_ref()));
}

/// Waits for a database to open, and creates these object stores if they are missing.
pub(in crate::shell) async fn opened(
    request: &IdbOpenDbRequest,
    stores: &'static [&'static str],
) -> Result<IdbDatabase, StoreError> {
    let opening = request.clone();
    let upgrade = Closure::once_into_js(move |_event: JsValue| {
        let Some(database) = opening
            .result()
            .ok()
            .and_then(|result| result.dyn_into::<IdbDatabase>().ok())
        else {
            return;
        };
        for store in stores {
            // Fails for one that exists already, from version 1, which stays as it is.
            let _ = database.create_object_store(store);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request
            .result()
            .and_then(JsCast::dyn_into::<IdbDatabase>)
            .map_err(problem),
        Err(event) if is_event(&event, "blocked") => Err(StoreError::Blocked),
        Err(_) => Err(request_problem(request)),
    }
}

/// A transaction. It commits by itself when no requests are pending, so nothing but its own requests may be awaited while it is
/// in use.
pub(super) struct Transaction {
    transaction: IdbTransaction,
}

impl Transaction {
    fn store(&self, store: ObjectStore) -> Result<IdbObjectStore, StoreError> {
        self.transaction.object_store(store.name()).map_err(problem)
    }

    pub(super) async fn get(
        &self,
        store: ObjectStore,
        key: &JsValue,
    ) -> Result<Option<String>, StoreError> {
        let request = self.store(store)?.get(key).map_err(problem)?;
        let value = settled(&request).await?;
        Ok((!value.is_undefined()).then(|| text_of(&value)))
    }

    /// All records of an object store, or of a range of its keys, in key order.
    pub(super) async fn all(
        &self,
        store: ObjectStore,
        range: Option<&IdbKeyRange>,
    ) -> Result<Vec<(JsValue, String)>, StoreError> {
        let store = self.store(store)?;
        let (keys, values) = match range {
            Some(range) => (
                store.get_all_keys_with_key(range),
                store.get_all_with_key(range),
            ),
            None => (store.get_all_keys(), store.get_all()),
        };
        let (keys, values) = (keys.map_err(problem)?, values.map_err(problem)?);
        // Requests complete in order, so the keys have arrived as well.
        let values: Array = settled(&values).await?.unchecked_into();
        let keys: Array = keys.result().map_err(problem)?.unchecked_into();
        let pairs = keys.iter().zip(values.iter());
        Ok(pairs.map(|(key, value)| (key, text_of(&value))).collect())
    }

    /// All keys of an object store.
    pub(super) async fn keys(&self, store: ObjectStore) -> Result<Array, StoreError> {
        let request = self.store(store)?.get_all_keys().map_err(problem)?;
        Ok(settled(&request).await?.unchecked_into())
    }

    pub(super) fn put(
        &self,
        store: ObjectStore,
        key: &JsValue,
        text: &str,
    ) -> Result<(), StoreError> {
        let put = self.store(store)?.put_with_key(&text.into(), key);
        put.map(drop).map_err(problem)
    }

    /// Removes the record with that key, or all within that key range.
    pub(super) fn remove(&self, store: ObjectStore, key: &JsValue) -> Result<(), StoreError> {
        let removed = self.store(store)?.delete(key);
        removed.map(drop).map_err(problem)
    }

    /// Completes once the browser guarantees that everything is stored.
    pub(super) async fn finish(self) -> Result<(), StoreError> {
        finished(&self.transaction).await
    }

    /// Rolls back all writes.
    pub(super) fn abort(self) {
        // Fails for a transaction that has ended by itself, which has nothing to roll back.
        let _ = self.transaction.abort();
    }
}

/// The key of a record that belongs to a layout: the layout's key, followed by what distinguishes the record.
pub(super) fn part_key(parts: &[JsValue]) -> JsValue {
    parts.iter().collect::<Array>().into()
}

/// All keys that begin with these parts; if `from` is given, only those whose next part is at least that.
pub(super) fn range_from(
    parts: &[JsValue],
    from: Option<JsValue>,
) -> Result<IdbKeyRange, StoreError> {
    let start: Array = parts.iter().chain(from.as_ref()).collect();
    let end: Array = parts.iter().collect();
    // An array comes after every number and text.
    end.push(&Array::new());
    IdbKeyRange::bound(&start, &end).map_err(problem)
}

/// The text of a record. Anything but text is a damaged record, returned as JSON, so that it does not look missing and the reader
/// notices the damage.
fn text_of(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| {
        let json = js_sys::JSON::stringify(value).ok();
        json.and_then(|json| json.as_string())
            .unwrap_or_else(|| "null".to_owned())
    })
}

/// Completes once the browser guarantees that the transaction is stored.
pub(in crate::shell) async fn finished(transaction: &IdbTransaction) -> Result<(), StoreError> {
    let promise = Promise::new(&mut |resolve, _reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&resolve));
    });
    match JsFuture::from(promise).await {
        Ok(event) if is_event(&event, "complete") => Ok(()),
        _ => Err(transaction
            .error()
            .map_or(StoreError::Full, |error| name_problem(&error))),
    }
}

/// Waits for the result of a request.
pub(in crate::shell) async fn settled(request: &IdbRequest) -> Result<JsValue, StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(problem),
        Err(_) => Err(request_problem(request)),
    }
}

fn is_event(event: &JsValue, kind: &str) -> bool {
    event
        .dyn_ref::<Event>()
        .is_some_and(|event| event.type_() == kind)
}

fn request_problem(request: &IdbRequest) -> StoreError {
    let error = request.error().ok().flatten();
    error.map_or(StoreError::Forbidden, |error| name_problem(&error))
}

pub(in crate::shell) fn problem(error: JsValue) -> StoreError {
    match error.dyn_into::<DomException>() {
        Ok(exception) => name_problem(&exception),
        Err(_) => StoreError::Failed("unknown".to_owned()),
    }
}

fn name_problem(exception: &DomException) -> StoreError {
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "SecurityError" | "InvalidStateError" => StoreError::Forbidden,
        "VersionError" => StoreError::Outdated,
        other => StoreError::Failed(other.to_owned()),
    }
}
