//! Files that belong to the app and are loaded when they are first needed.

use gloo_net::http::Request;

/// Reads a text file located beside the page. `None` if it cannot be loaded.
pub async fn text(name: &str) -> Option<String> {
    let response = Request::get(name).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.text().await.ok()
}
