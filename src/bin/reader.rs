//! The reader of files as a program of its own, for a web worker: only who opens a file or a link loads it. A native build does
//! nothing.

#[cfg(target_arch = "wasm32")]
fn main() {
    use blinkenrack::shell::worker;

    worker::report_panics();
    worker::serve_reader();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
