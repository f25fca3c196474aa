//! Linker options.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // wasm-split-cli needs the relocations of the page's program.
    if std::env::var_os("CARGO_FEATURE_LAZY_PARTS").is_some() {
        println!("cargo::rustc-link-arg-bin=blinkenrack=--emit-relocs");
    }
    // Caps the memory that a hostile file can take. In bytes, a multiple of the 64 KiB page.
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!(
            "cargo::rustc-link-arg-bin=reader=--max-memory={}",
            512 << 20
        );
    }
}
