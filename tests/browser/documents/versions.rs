//! The stored version history.

use super::*;

#[wasm_bindgen_test]
async fn the_last_twenty_versions_of_each_kind_stay() {
    let store = BrowserStore::new("versions");
    let key = LayoutKey::first(&hub());
    store.save(&save(&key, 1, "1")).await.expect("saved");
    let chosen = version(Why::OtherChosen, 3);
    store
        .keep_version(&key, &chosen, "mine")
        .await
        .expect("kept");
    for revision in 2..=26 {
        let next = Save {
            version: Some(version(Why::Session, revision as i64 * 10)),
            ..save(&key, revision, &revision.to_string())
        };
        store.save(&next).await.expect("saved");
    }
    let versions = store.versions(&key).await.expect("an answer");
    let sessions: Vec<i64> = versions
        .iter()
        .filter(|version| version.why == Why::Session)
        .map(|version| version.at.0)
        .collect();
    assert_eq!(
        sessions,
        (7..=26).map(|revision| revision * 10).collect::<Vec<_>>()
    );
    let chosen = kept(Why::OtherChosen, 3);
    assert!(versions.contains(&chosen));
    let text =
        async |version: &StoredVersion| store.version_text(&key, version).await.expect("an answer");
    assert_eq!(text(&chosen).await.as_deref(), Some("mine"));
    // The content before the save at that time.
    assert_eq!(text(&kept(Why::Session, 260)).await.as_deref(), Some("25"));
    assert_eq!(text(&kept(Why::Session, 60)).await, None);
    assert_eq!(store.versions(&further(1)).await, Ok(vec![]));
}

#[wasm_bindgen_test]
async fn versions_go_by_the_order_they_were_made_in() {
    let store = BrowserStore::new("set-back");
    let key = LayoutKey::first(&hub());
    store.save(&save(&key, 1, "1")).await.expect("saved");
    // The clock is set back by an hour in the middle.
    let times = (1..=30).map(|n: i64| if n <= 15 { 3_600_000 + n } else { n });
    for (revision, at) in (2..).zip(times) {
        let next = Save {
            version: Some(version(Why::Session, at)),
            ..save(&key, revision, &revision.to_string())
        };
        store.save(&next).await.expect("saved");
    }
    let versions = store.versions(&key).await.expect("an answer");
    let mut texts = Vec::new();
    for version in &versions {
        texts.push(store.version_text(&key, version).await.expect("an answer"));
    }
    // Each has the content before its save.
    let last_twenty: Vec<_> = (11..=30).map(|text| Some(text.to_string())).collect();
    assert_eq!(texts, last_twenty);
    assert_eq!(versions.last().map(|version| version.at), Some(Millis(30)));
}
