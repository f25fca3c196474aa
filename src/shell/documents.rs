//! Documents in the browser's IndexedDB: texts under a key, in two stores.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

/// Why a document could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Private windows of some browsers, or a policy.
    #[error("this browser does not let the page keep data")]
    Forbidden,
    #[error("the browser's storage is full")]
    Full,
    #[error("the browser's storage failed: {0}")]
    Failed(String),
}

/// Which kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Layouts in use, keyed by what they belong to.
    Layouts,
    /// Saved texts that could not be read, kept for rescue.
    Aside,
}

impl Shelf {
    const ALL: [Shelf; 2] = [Shelf::Layouts, Shelf::Aside];

    fn name(self) -> &'static str {
        match self {
            Shelf::Layouts => "layouts",
            Shelf::Aside => "aside",
        }
    }
}

const DATABASE: &str = "blinkenrack";
const DATABASE_VERSION: u32 = 1;

thread_local! {
    /// The open connection of this page; opening it again for each write would cost tens of milliseconds.
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

pub async fn read(shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
    let transaction = begin(shelf, IdbTransactionMode::Readonly).await?;
    let request = transaction
        .object_store(shelf.name())
        .and_then(|store| store.get(&JsValue::from_str(key)))
        .map_err(problem)?;
    Ok(settled(&request).await?.as_string())
}

/// Resolves once the browser vouches that the text is kept.
pub async fn write(shelf: Shelf, key: &str, text: &str) -> Result<(), StoreError> {
    let transaction = begin(shelf, IdbTransactionMode::Readwrite).await?;
    let done = completed(&transaction);
    transaction
        .object_store(shelf.name())
        .and_then(|store| store.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key)))
        .map_err(problem)?;
    done.await
}

async fn begin(shelf: Shelf, mode: IdbTransactionMode) -> Result<IdbTransaction, StoreError> {
    let database = database().await?;
    match database.transaction_with_str_and_mode(shelf.name(), mode) {
        Ok(transaction) => Ok(transaction),
        Err(_) => {
            // The browser closed the connection behind our back (storage cleared, version change): open anew, once.
            OPEN.with_borrow_mut(|open| *open = None);
            self::database()
                .await?
                .transaction_with_str_and_mode(shelf.name(), mode)
                .map_err(problem)
        }
    }
}

async fn database() -> Result<IdbDatabase, StoreError> {
    if let Some(database) = OPEN.with_borrow(Clone::clone) {
        return Ok(database);
    }
    let factory = web_sys::window()
        .and_then(|window| window.indexed_db().ok().flatten())
        .ok_or(StoreError::Forbidden)?;
    let request: IdbOpenDbRequest = factory
        .open_with_u32(DATABASE, DATABASE_VERSION)
        .map_err(problem)?;
    let opening = request.clone();
    let upgrade = Closure::once_into_js(move |_event: JsValue| {
        if let Some(database) = opening
            .result()
            .ok()
            .and_then(|result| result.dyn_into::<IdbDatabase>().ok())
        {
            for shelf in Shelf::ALL {
                // A store that exists already is what we want.
                let _ = database.create_object_store(shelf.name());
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database = settled(&request)
        .await?
        .dyn_into::<IdbDatabase>()
        .map_err(problem)?;
    OPEN.with_borrow_mut(|open| *open = Some(database.clone()));
    Ok(database)
}

async fn settled(request: &IdbRequest) -> Result<JsValue, StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(problem),
        Err(_) => Err(request
            .error()
            .ok()
            .flatten()
            .map_or(StoreError::Forbidden, |error| name_problem(&error))),
    }
}

/// Listens at once, so that a transaction that ends before the first poll is not missed.
fn completed(transaction: &IdbTransaction) -> impl Future<Output = Result<(), StoreError>> + use<> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    let transaction = transaction.clone();
    async move {
        match JsFuture::from(promise).await {
            Ok(_) => Ok(()),
            Err(_) => Err(transaction
                .error()
                .map_or(StoreError::Full, |error| name_problem(&error))),
        }
    }
}

fn problem(error: JsValue) -> StoreError {
    match error.dyn_into::<DomException>() {
        Ok(exception) => name_problem(&exception),
        Err(_) => StoreError::Failed("unknown".to_owned()),
    }
}

fn name_problem(exception: &DomException) -> StoreError {
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "SecurityError" | "InvalidStateError" => StoreError::Forbidden,
        other => StoreError::Failed(other.to_owned()),
    }
}
