# shellcheck shell=bash
# Sourced by the other scripts: where the tools are, which versions the project needs, and how to find them.
# Changes the environment of the running script only, never the user's.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/blinkenrack
tools=$cache/tools

# The newest Trunk that Rust 1.95 can build.
trunk_version=0.21.14
# wasm-bindgen only works with the same version as the crate.
wasm_bindgen_version=$(awk '$0 == "name = \"wasm-bindgen\"" { getline; gsub(/version = |"/, ""); print }' "$root/Cargo.lock")
# Processes the marks of wasm_split_helpers, which Leptos depends on.
wasm_split_version=0.2.4
# Drives Firefox in the tests.
geckodriver_version=0.37.1
rust_version=$(awk -F'"' '/^rust-version/ { print $2 }' "$root/Cargo.toml")
# The rustup name of Debian's newer toolchain, for machines where rustup cannot fetch the wasm target.
debian_toolchain=blinkenrack-debian

npm_key=$(sha256sum "$root/scripts/npm/package-lock.json" | cut -c1-12)
export BLINKENRACK_NODE_MODULES=$tools/npm-$npm_key/node_modules
export PATH=$tools/trunk-$trunk_version/bin:$tools/wasm-bindgen-$wasm_bindgen_version/bin:$tools/wasm-split-$wasm_split_version/bin:$tools/geckodriver-$geckodriver_version/bin:$BLINKENRACK_NODE_MODULES/.bin:$PATH

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$@"
  exit 1
}

# The flags for a release. Panic messages name source files relative to the sources, not to this machine's folders.
release_flags() {
  CARGO_ENCODED_RUSTFLAGS=$(
    printf -- '--remap-path-prefix=%s\x1f' "${CARGO_HOME:-$HOME/.cargo}/registry/src=crates" "$(rustc --print sysroot)/lib/rustlib/src/rust=rust"
    printf -- '--remap-path-prefix=%s' "$root=blinkenrack"
  )
  export CARGO_ENCODED_RUSTFLAGS
}

# Whether the program reports exactly this version for `--version`.
has_version() {
  local answer
  answer=$("$1" --version 2>/dev/null) && [[ " ${answer%%$'\n'*} " == *" $2 "* ]]
}

# Whether a story can run in that engine: firefox or webkit.
has_engine() {
  case $1 in
    firefox) command -v firefox && command -v geckodriver ;;
    webkit) command -v WebKitWebDriver && command -v Xvfb ;;
  esac >/dev/null
}

# Whether the current compiler has the standard library for the browser, built by this very compiler.
has_wasm_target() {
  local target
  target=$(rustc --print sysroot 2>/dev/null)/lib/rustlib/wasm32-unknown-unknown
  compgen -G "$target/lib/libstd-*.rlib" >/dev/null || return 1
  [[ ! -f $target/built-by ]] || [[ $(<"$target/built-by") == "$(rustc --version)" ]]
}

# Whether the current compiler is new enough for the code.
has_rust() {
  local have
  have=$(rustc --version 2>/dev/null | awk '{ print $2 }') || return 1
  [[ -n $have && $(printf '%s\n' "$rust_version" "${have%%-*}" | sort -V | head -n 1) == "$rust_version" ]]
}

# Selects Debian's toolchain if it is linked and the default one cannot build the app (or BLINKENRACK_TOOLCHAIN=debian requests it).
choose_toolchain() {
  if [[ ${BLINKENRACK_TOOLCHAIN:-} != debian ]] && has_rust && has_wasm_target; then return; fi
  if rustup toolchain list 2>/dev/null | grep -q "^$debian_toolchain\b"; then export RUSTUP_TOOLCHAIN=$debian_toolchain; fi
}
choose_toolchain
