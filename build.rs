//! Lets the linker note what refers to what in the page's program, where that is cut into parts: wasm-split-cli needs to know.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_LAZY_PARTS").is_some() {
        println!("cargo::rustc-link-arg-bin=blinkenrack=--emit-relocs");
    }
}
