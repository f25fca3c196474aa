// wasm-split-cli writes a file for each part and one for each set of parts that share code: a hundred files, most of them tiny. Here files
// that are needed together are joined in a bundle: an empty wasm module that has each of the modules in a custom section. So it is a wasm
// file to every host, and the browser takes it apart.

import { number } from './wasm_binary.mjs';

const HEADER = Buffer.from('\0asm\x01\0\0\0', 'latin1');
const CUSTOM = 0;
const SECTION = 'part';

/** The part that every desk loads first, the one that the first change loads, and the parts for users who are not signed in. */
const DESK = 'desk';
const CHANGE = 'change';
/** Small pieces that the first change and other parts need, but no desk at rest. */
const CHANGE_AND_OTHERS = 'change-common';
/** What every desk loads after those. It does not load any other bundle. */
const SESSION = 'session';
/** What a desk at rest loads besides its own file. */
const AT_REST = [SESSION, 'monitors'];
const BEFORE_SIGN_IN = ['start', 'demo'];
/** Parts that only another one requests: part → requesting part. */
const WITHIN = { catalog: 'palette' };
/** Minimum size of shared code to get its own file, in bytes. */
const WORTH_A_FILE = 4000;

const CHUNK = /\/\* ([\w, ]+) \*\/\nconst (__chunk_\d+) = makeLoad\(\(\) => \{\s*const src = fetch\(new URL\("\.\/([^"]+)"[^]*?\n\}\s*, \[\]\);/g;
const PART = /export const (\w+) = wrapAsyncCb\(makeLoad\(\(\) => (?:\{\s*const src = fetch\(new URL\("\.\/([^"]+)"[^]*?\n\}|async \(_imp\) => \(\{\}\))\s*, \[([^\]]*)\]\)\);/g;

/** Parses wasm-split-cli's loader: which files exist, which parts need each, and what each part loads, in order. */
export function readLoader(text) {
  const chunks = new Map();
  const files = new Map();
  for (const [, parts, name, file] of text.matchAll(CHUNK)) {
    chunks.set(name, file);
    files.set(file, parts.split(', '));
  }
  const parts = [];
  for (const [, name, file, needs] of text.matchAll(PART)) {
    const chunksOfIt = needs.split(', ').filter(Boolean).map((chunk) => chunks.get(chunk));
    parts.push({ name, file: file ?? null, chunks: chunksOfIt });
    if (file) files.set(file, [partName(name)]);
  }
  const [, shares] = /const \{ ([\w, ]+?),? \} = initSync\(undefined, undefined\);/.exec(text) ?? [];
  const fetches = text.match(/fetch\(new URL\(/g) ?? [];
  if (!shares || parts.length === 0 || fetches.length !== files.size || parts.some((part) => part.chunks.includes(undefined))) {
    throw new Error('wasm-split-cli wrote a loader of another form');
  }
  return { files, parts, shares };
}

const partName = (loader) => loader.replace(/^__wasm_split_load_/, '').replace(/_[0-9a-f]{16,}$/, '');

/** The bundle for code that exactly these parts need. No part should load a large bundle for a little code. */
function bundleFor(parts, size) {
  const has = (part) => parts.includes(part);
  const outer = [...new Set(parts.map((part) => (has(WITHIN[part]) ? WITHIN[part] : part)))];
  if (outer.length === 1) return outer[0];
  if (has(SESSION) && !has(DESK) && !has(CHANGE)) return SESSION;
  if (BEFORE_SIGN_IN.some(has)) return has(DESK) || has(CHANGE) ? 'common' : 'common-later';
  if (has(DESK)) return DESK;
  if (has(CHANGE) && size >= WORTH_A_FILE) return CHANGE;
  if (has(CHANGE)) return AT_REST.some(has) ? DESK : CHANGE_AND_OTHERS;
  return size < WORTH_A_FILE ? 'shared' : parts.toSorted().join('-');
}

/** Which parts load each file before their own, as a sum of the parts' bits; the parts that load most have the lowest bits. */
function sets(parts) {
  // The number of bits that a JavaScript number holds exactly.
  if (parts.length > 52) throw new Error('there are more parts than the loader can name');
  const ordered = parts.toSorted((a, b) => b.chunks.length - a.chunks.length || (a.name < b.name ? -1 : 1));
  const bits = new Map(ordered.map(({ name }, place) => [name, 2 ** place]));
  const of = new Map();
  for (const { name, chunks } of parts) {
    for (const file of new Set(chunks)) of.set(file, (of.get(file) ?? 0) + bits.get(name));
  }
  return { bits, setOf: (file) => of.get(file) ?? 0 };
}

/** Assigns files to bundles: name → file names. Files needed by the same parts are adjacent, which makes the loader short. */
export function arrange({ files, parts: all }, sizeOf) {
  const { setOf } = sets(all);
  const bundles = new Map();
  const inOrder = [...files].toSorted(([a], [b]) => setOf(a) - setOf(b) || (a < b ? -1 : 1));
  for (const [file, parts] of inOrder) {
    const bundle = bundleFor(parts, sizeOf(file));
    bundles.set(bundle, [...(bundles.get(bundle) ?? []), file]);
  }
  return bundles;
}

/** Joins several modules in one file. */
export function joinModules(modules) {
  const name = Buffer.from(SECTION);
  const sections = modules.map((module) => {
    const body = Buffer.concat([number(name.length), name, module]);
    return Buffer.concat([Buffer.of(CUSTOM), number(body.length), body]);
  });
  return Buffer.concat([HEADER, ...sections]);
}

/** The loader of the bundles as a part of the page's script, which saves a request at the first load. */
export function bundleLoader({ parts, shares }, bundles, folder) {
  const names = [...bundles.keys()];
  const place = new Map();
  names.forEach((name, bundle) => bundles.get(name).forEach((file, index) => place.set(file, [bundle, index])));
  const { bits, setOf } = sets(parts);
  const loads = parts.map(({ name, file }) => `${name}: part(${bits.get(name)}, ${JSON.stringify(file ? place.get(file) : null)})`);
  // For each bundle, the difference of each file's set to that of the previous file.
  const steps = names.map((name) => {
    let before = 0;
    return bundles.get(name).map((file) => {
      const step = setOf(file) - before;
      before += step;
      return step.toString(36);
    });
  });
  // A complete URL in the text can be found and changed by other tools.
  const urls = names.map((name) => `new URL("./${folder}/${name}.wasm", import.meta.url)`);
  return `const PARTS = (() => {
const urls = [${urls.join(', ')}];
// Which parts need each file of each bundle.
const sets = '${steps.map((of) => of.join(' ')).join(',')}'.split(',').map((steps) => {
  let set = 0;
  return steps.split(' ').map((step) => (set += parseInt(step, 36)));
});
const filesOf = (bit) => sets.flatMap((of, bundle) => of.flatMap((set, index) => (Math.floor(set / bit) % 2 ? [[bundle, index]] : [])));
const once = (make) => {
  const made = new Map();
  return (key, ...rest) => {
    if (!made.has(key)) {
      const promise = make(key, ...rest);
      // A failure is not kept: the next call tries again.
      promise.catch(() => made.delete(key));
      made.set(key, promise);
    }
    return made.get(key);
  };
};
const modulesIn = once(async (bundle) => {
  const response = await fetch(urls[bundle]);
  if (!response.ok) throw new Error(\`\${response.url}: \${response.status}\`);
  const bundled = await WebAssembly.compile(await response.arrayBuffer());
  return WebAssembly.Module.customSections(bundled, '${SECTION}');
});
let imports;
const sharedImports = () => {
  if (!imports) {
    const { ${shares} } = initSync();
    imports = { __wasm_split: { ${shares} } };
  }
  return imports;
};
const instance = once(async (key, bundle, index) => {
  const module = (await modulesIn(bundle))[index];
  return WebAssembly.instantiate(module, sharedImports());
});
const at = ([bundle, index]) => instance(\`\${bundle}.\${index}\`, bundle, index);
// All bundles are asked for at once; a part's own module comes after those it refers to.
const part = (bit, own) => async (callback, data) => {
  let success = false;
  try {
    if (own) modulesIn(own[0]).catch(() => {});
    await Promise.all(filesOf(bit).map(at));
    if (own) await at(own);
    success = true;
  } catch (error) {
    console.error(error);
  } finally {
    sharedImports().__wasm_split.__indirect_function_table.get(callback)(data, success);
  }
};
return { ${loads.join(',\n')} };
})();
`;
}
