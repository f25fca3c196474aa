//! The database under another version of the app.

use super::*;

/// A database as version 1 made it, with a layout of the hub and a text that was set aside.
async fn make_version_1(name: &str) {
    let script = format!(
        "return new Promise((resolve, reject) => {{
            const request = indexedDB.open('{name}', 1);
            request.onupgradeneeded = () => {{
                request.result.createObjectStore('layouts').put('an old layout', 'https://hub.example/');
                request.result.createObjectStore('aside').put('a damaged text', 'aside-1');
            }};
            request.onsuccess = () => {{ request.result.close(); resolve(); }};
            request.onerror = reject;
        }})"
    );
    run(&script).await;
}

#[wasm_bindgen_test]
async fn an_upgrade_keeps_what_version_1_had() {
    make_version_1("from-version-1").await;
    let store = BrowserStore::new("from-version-1");
    let opened = store.open_chosen(&hub()).await.expect("an answer");
    assert_eq!(opened.text.as_deref(), Some("an old layout"));
    assert_eq!(
        (opened.entry, &opened.key),
        (None, &LayoutKey::first(&hub()))
    );
    let aside = store.quarantined_text("aside-1").await.expect("an answer");
    assert_eq!(aside.as_deref(), Some("a damaged text"));

    store
        .introduce(&opened.key, &entry("Old", 0))
        .await
        .expect("noted");
    let entries = store.entries().await.expect("an answer");
    assert_eq!(entries, [(opened.key.clone(), entry("Old", 0))]);
    store
        .save(&save(&opened.key, 1, "a new layout"))
        .await
        .expect("saved over the old one");
    assert_eq!(
        text_of(&store, &opened.key).await.as_deref(),
        Some("a new layout")
    );
    store
        .introduce(&opened.key, &entry("Late", 0))
        .await
        .expect("nothing to note");
    let kept = store.entry(&opened.key).await.expect("an answer");
    assert_eq!(kept, Some(entry("Home", 1)));
}

#[wasm_bindgen_test]
async fn an_old_tab_that_does_not_give_way_is_told_of() {
    let hold = "return new Promise((resolve) => {
        const request = indexedDB.open('held', 1);
        request.onsuccess = () => { globalThis.held = request.result; resolve(); };
    })";
    run(hold).await;
    let store = BrowserStore::new("held");
    assert_eq!(store.open_chosen(&hub()).await, Err(StoreError::Blocked));
    run("globalThis.held.close(); return Promise.resolve();").await;
    let opened = store.open_chosen(&hub()).await.expect("the way is free");
    assert_eq!(opened.text, None);
}

#[wasm_bindgen_test]
async fn a_store_that_was_blocked_does_not_block_the_next_upgrade() {
    let hold = "return new Promise((resolve) => {
        const request = indexedDB.open('late', 1);
        request.onsuccess = () => { globalThis.held = request.result; resolve(); };
    })";
    run(hold).await;
    let store = BrowserStore::new("late");
    assert_eq!(store.open_chosen(&hub()).await, Err(StoreError::Blocked));
    // The blocked request continues without further use of this store.
    run("globalThis.held.close(); return Promise.resolve();").await;
    let upgrade = "return new Promise((resolve, reject) => {
        const request = indexedDB.open('late', 3);
        request.onblocked = () => reject(new Error('blocked'));
        request.onsuccess = () => { request.result.close(); resolve(); };
    })";
    run(upgrade).await;
    assert_eq!(store.open_chosen(&hub()).await, Err(StoreError::Outdated));
}

#[wasm_bindgen_test]
async fn a_newer_version_of_the_app_can_upgrade_under_an_open_one() {
    let store = BrowserStore::new("gives-way");
    let key = LayoutKey::first(&hub());
    store.save(&save(&key, 1, "text")).await.expect("saved");
    let upgrade = "return new Promise((resolve, reject) => {
        const request = indexedDB.open('gives-way', 3);
        request.onblocked = reject;
        request.onsuccess = () => { request.result.close(); resolve(); };
    })";
    run(upgrade).await;
    // This build is outdated, and refuses to write.
    let refused = store.save(&save(&key, 2, "late")).await;
    assert_eq!(refused, Err(StoreError::Outdated));
}
