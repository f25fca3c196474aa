//! Starts the app in the page. A native build has no page and does nothing.

#[cfg(target_arch = "wasm32")]
fn main() {
    use blinkenrack::shell::{failure, page};
    use blinkenrack::views::app::{Root, load_ahead};
    use leptos::mount::mount_to;

    failure::show_panics();
    load_ahead();
    match page::take_mount_point() {
        Some(element) => {
            mount_to(element, Root).forget();
            page::set_root_state("started", "");
        }
        None => failure::show(
            "The page has no place for the program: its index.html belongs to another version.",
        ),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
