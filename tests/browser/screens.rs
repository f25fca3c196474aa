//! The whole app in a page, without any hub.

use blinkenrack::shell::clock::sleep;
use blinkenrack::shell::page;
use blinkenrack::views::app::Root;
use leptos::mount::mount_to;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element, HtmlElement};

const PATIENCE_MS: u32 = 10_000;
const POLL_MS: u32 = 20;

fn document() -> Document {
    web_sys::window()
        .and_then(|window| window.document())
        .expect("a document")
}

/// Waits for an element.
async fn wait_for(container: &Element, selector: &str) -> Element {
    for _ in 0..PATIENCE_MS / POLL_MS {
        if let Some(found) = container.query_selector(selector).expect("a selector") {
            return found;
        }
        sleep(POLL_MS).await;
    }
    panic!("{selector} did not come: {}", container.inner_html());
}

async fn button(container: &Element, says: &str) -> HtmlElement {
    for _ in 0..PATIENCE_MS / POLL_MS {
        let buttons = container.query_selector_all("button, a").expect("buttons");
        let found = (0..buttons.length())
            .filter_map(|index| buttons.item(index)?.dyn_into::<HtmlElement>().ok())
            .find(|button| {
                button
                    .text_content()
                    .is_some_and(|text| text.trim() == says)
            });
        if let Some(found) = found {
            return found;
        }
        sleep(POLL_MS).await;
    }
    panic!("no button {says:?}: {}", container.inner_html());
}

/// This page has no script for the demo's worker.
#[wasm_bindgen_test]
async fn a_demo_that_does_not_load_says_so_and_leaves_nothing_behind() {
    let container: HtmlElement = document()
        .create_element("div")
        .ok()
        .and_then(|element| element.dyn_into().ok())
        .expect("an element");
    let body = document().query_selector("body").ok().flatten();
    body.expect("a body")
        .append_child(&container)
        .expect("appended");
    let app = mount_to(container.clone(), Root);

    wait_for(&container, "input").await;
    assert_eq!(page::root_state("hub").as_deref().unwrap_or("none"), "none");
    button(&container, "Explore the demo").await.click();
    button(&container, "Try now").await;
    assert_eq!(page::root_state("hub").as_deref(), Some("lost"));

    drop(app);
    assert_eq!(
        container.child_element_count(),
        0,
        "{}",
        container.inner_html()
    );
    container.remove();
}
