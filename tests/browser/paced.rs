//! Values that change faster than anyone can read.

use std::time::Duration;

use blinkenrack::shell::clock::sleep;
use blinkenrack::views::ui::paced::paced;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

#[wasm_bindgen_test]
async fn the_last_of_many_quick_changes_is_shown() {
    let document = web_sys::window().and_then(|window| window.document());
    let container: HtmlElement = document
        .and_then(|document| document.create_element("div").ok())
        .and_then(|element| element.dyn_into().ok())
        .expect("an element");
    let source = ArcRwSignal::new(0);
    let followed = source.clone();
    let shown = ArcRwSignal::new(None);
    let given = shown.clone();
    let _mounted = mount_to(container, move || {
        let value = Memo::new(move |_| followed.get());
        given.set(Some(paced(value, Duration::from_millis(30))));
    });
    let shown = shown.get_untracked().expect("what is shown");
    sleep(10).await;
    // Each value is set after the effects of the previous one have run.
    for value in 1..=3 {
        source.set(value);
        sleep(5).await;
    }
    assert!(shown.get_untracked() < 3, "not all of them at once");
    for _ in 0..200 {
        if shown.get_untracked() == 3 {
            return;
        }
        sleep(10).await;
    }
    panic!("{} stays", shown.get_untracked());
}
