//! Style sheets of lazily loaded parts, not needed for the first picture.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use leptos::prelude::document;
use wasm_bindgen::JsValue;
use web_sys::CssStyleSheet;

thread_local! {
    /// The style sheets already on the page.
    static ADOPTED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Adds a part's style sheet to the page, once. In a browser without adoptable style sheets the part is shown without it.
pub fn adopt(css: &'static str) {
    let is_new = ADOPTED.with_borrow_mut(|adopted| {
        let is_new = !adopted.contains(&css);
        if is_new {
            adopted.push(css);
        }
        is_new
    });
    if !is_new {
        return;
    }
    let Ok(sheet) = CssStyleSheet::new() else {
        return;
    };
    if sheet.replace_sync(css).is_err() {
        return;
    }
    let document = document();
    let name = JsValue::from_str("adoptedStyleSheets");
    let Ok(adopted) = Reflect::get(&document, &name) else {
        return;
    };
    let adopted = Array::from(&adopted);
    adopted.push(&sheet);
    // Fails only in browsers without support.
    let _ = Reflect::set(&document, &name, &adopted);
}
