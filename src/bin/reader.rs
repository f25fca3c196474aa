//! The file reader as a separate program for a web worker, so that only those who open a file or a link load it. A native build
//! does nothing.

#[cfg(target_arch = "wasm32")]
fn main() {
    use blinkenrack::shell::worker;

    worker::report_panics();
    worker::serve_reader();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
