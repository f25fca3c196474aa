//! Racks drawn without a hub, in the browser's own storage: changes are saved, undone, and there after a reload.

use std::cell::Cell;
use std::rc::Rc;

use blinkenrack::document::store::DocumentStore;
use blinkenrack::domain::command::Command;
use blinkenrack::domain::stored::Saving;
use blinkenrack::shell::clock::sleep;
use blinkenrack::shell::documents::BrowserStore;
use blinkenrack::state::app::App;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const PATIENCE_MS: u32 = 10_000;
const POLL_MS: u32 = 20;

async fn wait_for(what: &str, is_there: impl AsyncFn() -> bool) {
    for _ in 0..PATIENCE_MS / POLL_MS {
        if is_there().await {
            return;
        }
        sleep(POLL_MS).await;
    }
    panic!("{what} did not come");
}

/// A page's state, without its screens.
fn open_app() -> (App, impl Sized) {
    let document = web_sys::window().and_then(|window| window.document());
    let container: HtmlElement = document
        .and_then(|document| document.create_element("div").ok())
        .and_then(|element| element.dyn_into().ok())
        .expect("an element");
    let app = Rc::new(Cell::new(None));
    let provided = app.clone();
    let mounted = mount_to(container, move || provided.set(Some(App::provide())));
    (app.get().expect("it is provided"), mounted)
}

fn name(app: App) -> String {
    let snapshot = app.inner().document.snapshot();
    snapshot.with_untracked(|snapshot| snapshot.layout.name.clone())
}

async fn wait_for_name(app: App, wanted: &str) {
    wait_for(wanted, async || name(app) == wanted).await;
}

async fn wait_until_stored(wanted: &str) {
    let store = BrowserStore::new("blinkenrack");
    wait_for("the save", async || {
        let entries = store.entries().await.expect("an answer");
        entries.iter().any(|(_, entry)| entry.name == wanted)
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_drawn_is_saved_undone_and_found_again() {
    let (app, page) = open_app();
    app.open_local(None);
    wait_for_name(app, "My racks").await;
    let command = Command::RenameLayout("Garage".to_owned());
    app.run(&command).expect("it can be renamed");
    assert_eq!(name(app), "Garage");
    wait_until_stored("Garage").await;
    wait_for("saved", async || {
        app.inner().document.saving().get_untracked() == Saving::Saved
    })
    .await;
    drop(page);

    let (app, page) = open_app();
    app.open_local(None);
    wait_for_name(app, "Garage").await;
    // The undone step was made by the previous page.
    app.undo();
    wait_for_name(app, "My racks").await;
    wait_until_stored("My racks").await;
    app.redo();
    wait_for_name(app, "Garage").await;
    app.create_empty_layout("Attic");
    wait_for_name(app, "Attic").await;
    let layouts = app.layouts().await.expect("they can be read");
    let names: Vec<_> = layouts.iter().map(|card| card.name.as_str()).collect();
    assert_eq!(names, ["Attic", "Garage"]);
    let garage = layouts.iter().find(|card| card.name == "Garage");
    app.switch_layout(garage.expect("it is listed").key.clone());
    wait_for_name(app, "Garage").await;
    drop(page);
}
