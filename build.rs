//! Options of the linker.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // wasm-split-cli needs to know what refers to what in the page's program.
    if std::env::var_os("CARGO_FEATURE_LAZY_PARTS").is_some() {
        println!("cargo::rustc-link-arg-bin=blinkenrack=--emit-relocs");
    }
    // A hostile file can use up this much memory and no more. In bytes, whole pages of 64 KiB.
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!(
            "cargo::rustc-link-arg-bin=reader=--max-memory={}",
            512 << 20
        );
    }
}
