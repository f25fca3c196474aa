// node --test scripts/shorten_paths.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { shortenPaths } from './shorten_paths.mjs';
import { number } from './wasm_binary.mjs';

/** A module with a data section that begins with these texts. */
function moduleWith(text, kind = 11) {
  const bytes = Buffer.from(text, 'latin1');
  return Buffer.concat([Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, kind]), number(bytes.length), bytes]);
}

test('paths of libraries become the names of their crates, as long as before', () => {
  const ours = 'src/views/racks.rs';
  const crate = 'crates/index.crates.io-1949cf8c6b5b557f/tachys-0.3.0-rc1/src/reactive_graph/node_ref.rs';
  const library = `/rustc/${'5'.repeat(40)}/library/core/src/str/pattern.rs`;
  const wasm = moduleWith(`\0\x01${ours}${crate}${library}\xffend`);
  const changed = shortenPaths(wasm);
  assert.equal(changed.length, wasm.length);
  const text = changed.subarray(11).toString('latin1');
  assert.equal(text, `\0\x01${ours}${'tachys-0.3.0-rc1'.padEnd(crate.length)}${'core'.padEnd(library.length)}\xffend`);
});

test('nothing else of a module changes', () => {
  const code = moduleWith('crates/index/serde-1.0/src/lib.rs', 10);
  assert.deepEqual(shortenPaths(code), code);
  const words = moduleWith('no path of crates/ or /rustc/ at all.rs');
  assert.deepEqual(shortenPaths(words), words);
});
