// Cuts the page's module into the parts that the sources mark with `lazy_part!`: what the first picture needs stays in the
// module, the rest goes into files of its own, loaded when first needed. wasm-split-cli cuts what the linker wrote, so this
// takes cargo's own output and makes the page's module anew from it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { dropUnusedClasses } from './drop_classes.mjs';
import { shortenImports } from './shorten_imports.mjs';

const BIN = 'blinkenrack';
const LOADER = './__wasm_split.js';

function run(program, ...words) {
  execFileSync(program, words, { stdio: ['ignore', 'inherit', 'inherit'] });
}

function cargoTarget() {
  const words = ['metadata', '--no-deps', '--offline', '--format-version', '1'];
  return JSON.parse(execFileSync('cargo', words, { maxBuffer: 2 ** 26 })).target_directory;
}

/** The loader of the parts as a piece of the page's script, which saves the first load a request. */
function inlined(loader, partsFolder) {
  const functions = [];
  const text = loader
    .replace(/^import \{ initSync \} from .*\n/m, '')
    .replace(/^export const (\w+) =/gm, (_, name) => {
      functions.push(name);
      return `const ${name} =`;
    })
    .replaceAll('new URL("./', `new URL("./${partsFolder}/`)
    // Works whatever media type the server gives the file.
    .replaceAll('WebAssembly.instantiateStreaming(src, imports)', 'instantiatePart(src, imports)');
  if (functions.length === 0) throw new Error('wasm-split-cli wrote a loader of another form');
  return `const PARTS = (() => {
async function instantiatePart(source, imports) {
const response = await source;
if (!response.ok) throw new Error(\`\${response.url}: \${response.status}\`);
return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
${text}
return { ${functions.join(', ')} };
})();
`;
}

/** The wasm features that wasm-opt may use; index.html says them for the demo. */
function wasmFeatures() {
  const [, features] = /data-wasm-opt-params="([^"]+)"/.exec(readFileSync('index.html', 'utf8')) ?? [];
  if (!features) throw new Error('index.html does not tell wasm-opt which features to use');
  return features.split(' ');
}

/** Cuts the module, binds what stays, and makes all of it small. Returns the files and the loader of the parts. */
function build(target, work) {
  const cut = join(work, 'cut');
  const bound = join(work, 'bound');
  run('wasm-split-cli', join(target, 'wasm32-unknown-unknown', 'release', `${BIN}.wasm`), cut, '--out-name', BIN);
  run('wasm-bindgen', join(cut, `${BIN}.wasm`), '--out-dir', bound, '--out-name', BIN, '--target', 'web', '--no-typescript', '--keep-lld-exports');
  const module = join(bound, `${BIN}_bg.wasm`);
  const script = join(bound, `${BIN}.js`);
  dropUnusedClasses(module, script);
  const parts = readdirSync(cut)
    .filter((name) => name.endsWith('.wasm') && name !== `${BIN}.wasm`)
    .sort()
    .map((name) => join(cut, name));
  const features = wasmFeatures();
  for (const file of [module, ...parts]) run('wasm-opt', file, '-o', file, '-Oz', ...features);
  shortenImports(module, script);
  return { module, script, parts, loader: readFileSync(join(cut, LOADER), 'utf8') };
}

/** The page's script with the loader of the parts in it. */
function joined(script, loader, partsFolder) {
  let imports = 0;
  const text = script
    .replace(/^import \* as \w+ from "\.\/__wasm_split\.js";?\n/gm, () => {
      imports++;
      return '';
    })
    .replace(/"\.\/__wasm_split\.js": \w+/g, `"${LOADER}": PARTS`);
  if (imports === 0) throw new Error('wasm-bindgen wrote a script of another form');
  return text + inlined(loader, partsFolder);
}

/** Cuts the page's module in the folder of a finished build. */
export function cutParts(folder) {
  const old = readdirSync(folder).find((name) => name.startsWith(`${BIN}-`) && name.endsWith('.js'));
  if (!old) throw new Error('the build has no script of the page');
  if (!readFileSync(join(folder, old), 'utf8').includes('__wasm_split_placeholder__')) {
    throw new Error('a release needs the feature lazy-parts: build it with scripts/build');
  }
  const target = cargoTarget();
  const work = mkdtempSync(join(target, 'parts-'));
  try {
    const { module, script, parts, loader } = build(target, work);
    // One name for all, as they fit only each other.
    const hash = createHash('sha256').update(loader);
    for (const file of [script, module, ...parts]) hash.update(readFileSync(file));
    const key = hash.digest('hex').slice(0, 16);
    const partsFolder = `parts-${key}`;
    const name = `${BIN}-${key}`;
    const text = joined(readFileSync(script, 'utf8'), loader, partsFolder).replaceAll(`${BIN}_bg.wasm`, `${name}_bg.wasm`);

    const oldName = basename(old, '.js');
    unlinkSync(join(folder, old));
    unlinkSync(join(folder, `${oldName}_bg.wasm`));
    writeFileSync(join(folder, `${name}.js`), text);
    renameSync(module, join(folder, `${name}_bg.wasm`));
    mkdirSync(join(folder, partsFolder));
    for (const file of parts) renameSync(file, join(folder, partsFolder, basename(file)));
    const page = join(folder, 'index.html');
    writeFileSync(page, readFileSync(page, 'utf8').replaceAll(oldName, name));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
