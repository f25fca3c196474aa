// node --test scripts/bundle_parts.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { arrange, bundleLoader, joinModules, readLoader } from './bundle_parts.mjs';

const fetcher = (file) => `() => {
    const src = fetch(new URL("./${file}", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
`;

/** The loader as wasm-split-cli 0.2.4 writes it. */
const LOADER = `import { initSync } from "./main.js";
let sharedImports = undefined;
function getSharedImports() {
    if (sharedImports === undefined) {
        sharedImports = { __wasm_split: {  } };
        const { __indirect_function_table, memory,  } = initSync(undefined, undefined);
        Object.assign(sharedImports.__wasm_split, { __indirect_function_table, memory,  });
    }
    return sharedImports;
}
/* desk, editor */
const __chunk_8 = makeLoad(${fetcher('chunk_8.wasm')}, []);
/* desk, start */
const __chunk_9 = makeLoad(${fetcher('chunk_9.wasm')}, []);
export const __wasm_split_load_start = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), [__chunk_9]));
export const __wasm_split_load_desk = wrapAsyncCb(makeLoad(${fetcher('split_desk.wasm')}, [__chunk_8, __chunk_9]));
export const __wasm_split_load_editor = wrapAsyncCb(makeLoad(${fetcher('split_editor.wasm')}, [__chunk_8]));
`;

/** A module that calls the import `made` with its number when it is instantiated. */
function moduleOf(id) {
  // (module (import "__wasm_split" "made" (func (param i32))) (func $start i32.const id call 0) (start 1))
  const name = Buffer.from('__wasm_split');
  const field = Buffer.from('made');
  const section = (kind, ...bytes) => [kind, bytes.length, ...bytes];
  return Buffer.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, 2, 0x60, 1, 0x7f, 0, 0x60, 0, 0),
    ...section(2, 1, name.length, ...name, field.length, ...field, 0, 0),
    ...section(3, 1, 1),
    ...section(8, 1),
    ...section(10, 1, 6, 0, 0x41, id, 0x10, 0, 0x0b),
  ]);
}

const IDS = { 'chunk_8.wasm': 8, 'chunk_9.wasm': 9, 'split_desk.wasm': 1, 'split_editor.wasm': 2 };

function loaderOfTest() {
  const read = readLoader(LOADER.replace('__indirect_function_table, memory,', '__indirect_function_table, made,'));
  const bundles = arrange(read, () => 100);
  const files = new Map([...bundles].map(([name, members]) => [`${name}.wasm`, joinModules(members.map((file) => moduleOf(IDS[file])))]));
  const made = [];
  const fetched = [];
  const line = { works: true };
  const fetchBundle = async (url) => {
    fetched.push(url.pathname.split('/').pop());
    if (!line.works) throw new TypeError('no network');
    return { ok: true, arrayBuffer: async () => Uint8Array.from(files.get(url.pathname.split('/').pop())).buffer };
  };
  const outcomes = [];
  const callbacks = { get: (index) => (data, success) => outcomes.push([index, data, success]) };
  const initSync = () => ({ __indirect_function_table: callbacks, made: (id) => made.push(id) });
  const text = bundleLoader(read, bundles, 'parts-x').replaceAll('import.meta.url', '"http://host/app/main.js"');
  const parts = new Function('fetch', 'initSync', 'console', `${text} return PARTS;`)(fetchBundle, initSync, { error() {} });
  return { parts, made, fetched, line, outcomes, bundles };
}

test('what a desk needs is in one bundle, and what comes before it in another', () => {
  const { bundles } = loaderOfTest();
  assert.deepEqual(Object.fromEntries(bundles), {
    desk: ['split_desk.wasm', 'chunk_8.wasm'],
    common: ['chunk_9.wasm'],
    editor: ['split_editor.wasm'],
  });
});

test('a part comes after what it refers to, and nothing is loaded or made twice', async () => {
  const { parts, made, fetched, outcomes } = loaderOfTest();
  await Promise.all([parts.__wasm_split_load_desk(4, 5), parts.__wasm_split_load_desk(4, 6), parts.__wasm_split_load_editor(7, 8)]);
  assert.deepEqual(fetched.toSorted(), ['common.wasm', 'desk.wasm', 'editor.wasm']);
  assert.deepEqual(made.toSorted(), [1, 2, 8, 9]);
  assert.ok(made.indexOf(1) > made.indexOf(8) && made.indexOf(1) > made.indexOf(9));
  assert.ok(made.indexOf(2) > made.indexOf(8));
  assert.deepEqual(outcomes.toSorted(), [[4, 5, true], [4, 6, true], [7, 8, true]]);
});

test('a part of nothing but shared code loads that', async () => {
  const { parts, made, outcomes } = loaderOfTest();
  await parts.__wasm_split_load_start(1, 2);
  assert.deepEqual(made, [9]);
  assert.deepEqual(outcomes, [[1, 2, true]]);
});

test('a failure is told, and the next call tries again', async () => {
  const { parts, made, line, outcomes } = loaderOfTest();
  line.works = false;
  await parts.__wasm_split_load_desk(1, 0);
  line.works = true;
  await parts.__wasm_split_load_desk(2, 0);
  assert.deepEqual(outcomes, [[1, 0, false], [2, 0, true]]);
  assert.deepEqual(made.toSorted(), [1, 8, 9]);
});

test('a loader of another form is refused', () => {
  assert.throws(() => readLoader('export const a = 1;'), /another form/);
  assert.throws(() => readLoader(`${LOADER}const more = fetch(new URL("./chunk_1.wasm", import.meta.url));`), /another form/);
});

test('no part brings a large bundle along for a little code', () => {
  const files = new Map([
    ['looked-at.wasm', ['catalog', 'palette']],
    ['little.wasm', ['change', 'panel']],
    ['much.wasm', ['change', 'import']],
    ['pair.wasm', ['editor', 'export']],
    ['crumb.wasm', ['editor', 'panel']],
    ['entry.wasm', ['panel', 'start']],
    ['told.wasm', ['panel', 'session', 'start']],
    ['known.wasm', ['desk', 'session', 'start']],
  ]);
  const bundles = arrange({ files, parts: [] }, (file) => (['much.wasm', 'pair.wasm'].includes(file) ? 9000 : 100));
  assert.deepEqual(Object.fromEntries(bundles), {
    palette: ['looked-at.wasm'],
    'change-common': ['little.wasm'],
    change: ['much.wasm'],
    'editor-export': ['pair.wasm'],
    shared: ['crumb.wasm'],
    'common-later': ['entry.wasm'],
    session: ['told.wasm'],
    common: ['known.wasm'],
  });
});
