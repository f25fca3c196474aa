//! Layouts in the browser's database: nothing overwrites what the writer has not seen, and nothing old is lost.

mod upgrades;
mod versions;

use blinkenrack::document::records::{
    Entry, LayoutFacts, NewVersion, Save, StepTexts, StoredVersion, Why,
};
use blinkenrack::document::store::{DocumentStore, StoreError};
use blinkenrack::domain::ids::{HubId, LayoutId};
use blinkenrack::domain::stored::LayoutKey;
use blinkenrack::domain::units::Millis;
use blinkenrack::shell::documents::{BrowserStore, StorageRoom};
use js_sys::{Function, Promise};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn hub() -> HubId {
    HubId::new("https://hub.example/")
}

fn further(n: u128) -> LayoutKey {
    LayoutKey::further(&hub(), LayoutId::new(Uuid::from_u128(n)))
}

fn entry(name: &str, revision: u64) -> Entry {
    Entry {
        hub: hub(),
        name: name.to_owned(),
        racks: 2,
        devices: 24,
        saved_at: Millis(1_000 + revision as i64),
        revision,
        steps_done: 0,
        deleted_at: None,
    }
}

fn save(key: &LayoutKey, revision: u64, text: &str) -> Save {
    Save {
        key: key.clone(),
        entry: entry("Home", revision),
        text: text.to_owned(),
        steps: None,
        version: None,
    }
}

fn version(why: Why, at: i64) -> NewVersion {
    NewVersion {
        why,
        at: Millis(at),
        facts: LayoutFacts {
            name: "Home".to_owned(),
            racks: 1,
            devices: 2,
        },
    }
}

/// The same version as listed, if the clock never went back.
fn kept(why: Why, at: i64) -> StoredVersion {
    let NewVersion { why, at, facts } = version(why, at);
    StoredVersion {
        why,
        number: at.0,
        at,
        facts,
    }
}

async fn text_of(store: &BrowserStore, key: &LayoutKey) -> Option<String> {
    store.open(key).await.expect("an answer").text
}

/// Runs a script that returns a promise.
async fn run(script: &str) -> JsValue {
    let promise: Promise = Function::new_no_args(script)
        .call0(&JsValue::NULL)
        .expect("it runs")
        .unchecked_into();
    JsFuture::from(promise).await.expect("it ends well")
}

#[wasm_bindgen_test]
async fn a_save_over_an_unseen_state_writes_nothing_at_all() {
    let store = BrowserStore::new("compare-and-set");
    let key = LayoutKey::first(&hub());
    let first = save(&key, 1, "by one tab");
    store.save(&first).await.expect("nothing was there");
    let blind = Save {
        steps: Some(StepTexts {
            put: vec![(0, "a step".to_owned())],
            len: 1,
        }),
        version: Some(version(Why::Session, 5)),
        ..save(&key, 1, "by another tab")
    };
    assert_eq!(store.save(&blind).await, Err(StoreError::Conflict));
    assert_eq!(text_of(&store, &key).await.as_deref(), Some("by one tab"));
    assert_eq!(store.steps(&key).await, Ok(vec![]));
    assert_eq!(store.versions(&key).await, Ok(vec![]));

    let seen = Save {
        entry: entry("Home", 2),
        ..blind
    };
    store.save(&seen).await.expect("the newest state is known");
    assert_eq!(
        text_of(&store, &key).await.as_deref(),
        Some("by another tab")
    );
    assert_eq!(store.steps(&key).await, Ok(vec![(0, "a step".to_owned())]));
    let kept = kept(Why::Session, 5);
    assert_eq!(
        store.version_text(&key, &kept).await,
        Ok(Some("by one tab".to_owned()))
    );
    // A second connection sees the same.
    let other = BrowserStore::new("compare-and-set");
    assert_eq!(
        other.save(&save(&key, 2, "late")).await,
        Err(StoreError::Conflict)
    );
    other.save(&save(&key, 3, "next")).await.expect("saved");
    assert_eq!(
        store.save(&save(&key, 3, "late")).await,
        Err(StoreError::Conflict)
    );
}

#[wasm_bindgen_test]
async fn whatever_may_name_a_picture_is_looked_through() {
    let store = BrowserStore::new("looked-through");
    let key = LayoutKey::first(&hub());
    let first = Save {
        steps: Some(StepTexts {
            put: vec![(0, "a step".to_owned())],
            len: 1,
        }),
        ..save(&key, 1, "a layout")
    };
    store.save(&first).await.expect("saved");
    let next = Save {
        version: Some(version(Why::Session, 5)),
        ..save(&key, 2, "its next state")
    };
    store.save(&next).await.expect("saved again");
    store.quarantine("one", "damaged").await.expect("kept");
    let mut seen = Vec::new();
    let mut look = |text: &str| seen.push(text.to_owned());
    store.look_through(&mut look).await.expect("read");
    seen.sort();
    assert_eq!(seen, ["a layout", "a step", "damaged", "its next state"]);
}

#[wasm_bindgen_test]
async fn only_a_deleted_layout_is_removed_and_then_wholly() {
    let store = BrowserStore::new("removed");
    let (key, other) = (LayoutKey::first(&hub()), further(7));
    let with_parts = |key: &LayoutKey| Save {
        steps: Some(StepTexts {
            put: vec![(0, "a step".to_owned())],
            len: 1,
        }),
        ..save(key, 1, "a layout")
    };
    for key in [&key, &other] {
        store.save(&with_parts(key)).await.expect("saved");
        let seen = Save {
            version: Some(version(Why::Session, 5)),
            ..save(key, 2, "its next state")
        };
        store.save(&seen).await.expect("saved again");
    }
    store.remove_deleted(&key).await.expect("an answer");
    assert!(text_of(&store, &key).await.is_some(), "it was not deleted");

    let at = Some(Millis(9));
    store.set_deleted(&key, at).await.expect("marked");
    store.remove_deleted(&key).await.expect("removed");
    assert_eq!(text_of(&store, &key).await, None);
    assert_eq!(store.entry(&key).await, Ok(None));
    assert_eq!(store.steps(&key).await, Ok(vec![]));
    assert_eq!(store.versions(&key).await, Ok(vec![]));
    let kept = kept(Why::Session, 5);
    assert_eq!(store.version_text(&key, &kept).await, Ok(None));
    // The other layout keeps everything.
    assert!(text_of(&store, &other).await.is_some());
    assert_eq!(store.steps(&other).await.map(|steps| steps.len()), Ok(1));
    assert_eq!(
        store.versions(&other).await.map(|versions| versions.len()),
        Ok(1)
    );
}

#[wasm_bindgen_test]
async fn saves_at_once_count_as_one_after_the_other() {
    let store = BrowserStore::new("at-once");
    let key = LayoutKey::first(&hub());
    let (one, two) = (save(&key, 1, "one"), save(&key, 1, "two"));
    let (one, two) = futures_util::join!(store.save(&one), store.save(&two));
    assert_eq!((one, two), (Ok(()), Err(StoreError::Conflict)));
    assert_eq!(text_of(&store, &key).await.as_deref(), Some("one"));
}

#[wasm_bindgen_test]
async fn steps_are_kept_one_by_one() {
    let store = BrowserStore::new("steps");
    let (key, neighbor) = (further(1), further(2));
    let put = |revision, put: &[(usize, &str)], len| Save {
        steps: Some(StepTexts {
            put: put
                .iter()
                .map(|(number, text)| (*number, (*text).to_owned()))
                .collect(),
            len,
        }),
        ..save(&key, revision, "text")
    };
    let steps = async || {
        let steps = store.steps(&key).await.expect("an answer");
        steps
            .into_iter()
            .map(|(number, text)| format!("{number}{text}"))
            .collect::<Vec<_>>()
    };
    let others = Save {
        key: neighbor.clone(),
        ..put(1, &[(0, "n")], 1)
    };
    store.save(&others).await.expect("saved");
    let many: Vec<(usize, &str)> = (0..12).map(|number| (number, "a")).collect();
    store.save(&put(1, &many, 12)).await.expect("saved");
    assert_eq!(steps().await.len(), 12);
    assert_eq!(steps().await[2..11].first().map(String::as_str), Some("2a"));
    store.save(&put(2, &[(1, "b")], 2)).await.expect("saved");
    assert_eq!(steps().await, ["0a", "1b"]);
    store.save(&save(&key, 3, "no step")).await.expect("saved");
    assert_eq!(steps().await, ["0a", "1b"]);
    store.save(&put(4, &[], 0)).await.expect("saved");
    assert!(steps().await.is_empty());
    assert_eq!(store.steps(&neighbor).await, Ok(vec![(0, "n".to_owned())]));
}

#[wasm_bindgen_test]
async fn a_hub_has_many_layouts_and_opens_with_the_chosen_one() {
    let store = BrowserStore::new("many");
    let (first, second) = (LayoutKey::first(&hub()), further(7));
    store.save(&save(&first, 1, "first")).await.expect("saved");
    store
        .save(&save(&second, 1, "second"))
        .await
        .expect("saved");
    let foreign = HubId::new("demo");
    let other = Save {
        key: LayoutKey::first(&foreign),
        entry: Entry {
            hub: foreign.clone(),
            ..entry("Demo", 1)
        },
        ..save(&first, 1, "of another hub")
    };
    store.save(&other).await.expect("saved");
    let chosen = async || store.open_chosen(&hub()).await.expect("an answer").text;
    assert_eq!(chosen().await.as_deref(), Some("first"));
    store.choose(&hub(), &second).await.expect("chosen");
    assert_eq!(chosen().await.as_deref(), Some("second"));
    let entries = store.entries().await.expect("an answer");
    let of_the_hub = entries.iter().filter(|(_, entry)| entry.hub == hub());
    assert_eq!(of_the_hub.count(), 2);

    store
        .set_deleted(&second, Some(Millis(9)))
        .await
        .expect("marked");
    let kept = store.open(&second).await.expect("an answer");
    assert_eq!(
        kept.entry.and_then(|entry| entry.deleted_at),
        Some(Millis(9))
    );
    assert_eq!(kept.text.as_deref(), Some("second"));
    store.set_deleted(&second, None).await.expect("marked");
    let kept = store.entry(&second).await.expect("an answer");
    assert_eq!(kept, Some(entry("Home", 1)));
}

#[wasm_bindgen_test]
async fn a_full_store_says_so_and_keeps_what_it_has() {
    let store = BrowserStore::new("full");
    let key = LayoutKey::first(&hub());
    store.save(&save(&key, 1, "small")).await.expect("saved");
    let stub = async |what: &str| {
        let script =
            format!("const store = IDBObjectStore.prototype; {what} return Promise.resolve();");
        run(&script).await;
    };
    let full = "store.realPut = store.put;
        store.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };";
    stub(full).await;
    let refused = store.save(&save(&key, 2, "large")).await;
    stub("store.put = store.realPut;").await;
    assert_eq!(refused, Err(StoreError::Full));
    assert_eq!(text_of(&store, &key).await.as_deref(), Some("small"));
    store
        .save(&save(&key, 2, "large"))
        .await
        .expect("there is room again");
}

#[wasm_bindgen_test]
async fn what_was_cleared_under_an_open_tab_is_saved_as_new() {
    let store = BrowserStore::new("cleared");
    let key = LayoutKey::first(&hub());
    store.save(&save(&key, 1, "one")).await.expect("saved");
    store.save(&save(&key, 2, "two")).await.expect("saved");
    let clear = "return new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('cleared');
        request.onblocked = reject;
        request.onsuccess = resolve;
    })";
    run(clear).await;
    store.save(&save(&key, 3, "three")).await.expect("saved");
    assert_eq!(text_of(&store, &key).await.as_deref(), Some("three"));
    // Another tab that knew the same state conflicts with this one.
    let late = store.save(&save(&key, 3, "late")).await;
    assert_eq!(late, Err(StoreError::Conflict));
}

#[wasm_bindgen_test]
async fn a_record_that_is_no_text_is_no_absent_one() {
    let store = BrowserStore::new("no-text");
    let key = LayoutKey::first(&hub());
    store.save(&save(&key, 1, "text")).await.expect("saved");
    let damage = "return new Promise((resolve, reject) => {
        const request = indexedDB.open('no-text');
        request.onsuccess = () => {
            const database = request.result;
            const work = database.transaction('layouts', 'readwrite');
            work.objectStore('layouts').put({ a: [1] }, 'https://hub.example/');
            work.oncomplete = () => { database.close(); resolve(); };
        };
        request.onerror = reject;
    })";
    run(damage).await;
    assert_eq!(text_of(&store, &key).await.as_deref(), Some(r#"{"a":[1]}"#));
}

#[wasm_bindgen_test]
fn little_room_is_told_in_time() {
    let room = |used, granted| StorageRoom { used, granted }.is_short();
    assert!(!room(1_000_000, 1_000_000_000));
    assert!(room(996_000_000, 1_000_000_000));
    assert!(room(96_000_000, 100_000_000));
    assert!(room(200_000_000, 100_000_000));
}
