// Cuts the page's module into the parts that the sources mark with `lazy_part!`: what the first picture needs stays in the module, the rest
// goes into files that are loaded when first needed. wasm-split-cli works on the linker's output, so this takes cargo's own output and
// rebuilds the page's module from it.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { arrange, bundleLoader, joinModules, readLoader } from './bundle_parts.mjs';
import { optimize } from './optimize.mjs';
import { shortenImports } from './shorten_imports.mjs';
import { shortenPaths } from './shorten_paths.mjs';

const BIN = 'blinkenrack';
const LOADER = './__wasm_split.js';

/** The output of a program is part of the error if it fails, and ignored otherwise. */
async function run(program, ...words) {
  await promisify(execFile)(program, words, { maxBuffer: 2 ** 26 });
}

function cargoTarget() {
  const words = ['metadata', '--no-deps', '--offline', '--format-version', '1'];
  return JSON.parse(execFileSync('cargo', words, { maxBuffer: 2 ** 26 })).target_directory;
}

/** Cuts the module, binds and optimizes the results. Returns the files and the description of the parts in the loader. */
async function build(target, work) {
  const cut = join(work, 'cut');
  const bound = join(work, 'bound');
  await run('wasm-split-cli', join(target, 'wasm32-unknown-unknown', 'release', `${BIN}.wasm`), cut, '--out-name', BIN);
  await run('wasm-bindgen', join(cut, `${BIN}.wasm`), '--out-dir', bound, '--out-name', BIN, '--target', 'web', '--no-typescript', '--keep-lld-exports');
  const module = join(bound, `${BIN}_bg.wasm`);
  const script = join(bound, `${BIN}.js`);
  const loader = readLoader(readFileSync(join(cut, LOADER), 'utf8'));
  const size = (file) => statSync(file).size;
  const modules = [module, ...[...loader.files.keys()].map((name) => join(cut, name))];
  await optimize([module, ...modules.slice(1).toSorted((a, b) => size(b) - size(a))]);
  for (const file of modules) writeFileSync(file, shortenPaths(readFileSync(file)));
  shortenImports(module, script);
  return { module, script, cut, loader };
}

/** Adds the loader of the parts to the page's script. */
function joined(script, loader) {
  let imports = 0;
  const text = script
    .replace(/^import \* as \w+ from "\.\/__wasm_split\.js";?\n/gm, () => {
      imports++;
      return '';
    })
    .replace(/"\.\/__wasm_split\.js": \w+/g, `"${LOADER}": PARTS`);
  if (imports === 0) throw new Error('wasm-bindgen wrote a script of another form');
  return text + loader;
}

/** Cuts the page's module in the folder of a finished build. */
export async function cutParts(folder) {
  const old = readdirSync(folder).find((name) => name.startsWith(`${BIN}-`) && name.endsWith('.js'));
  if (!old) throw new Error('the build has no script of the page');
  if (!readFileSync(join(folder, old), 'utf8').includes('__wasm_split_placeholder__')) {
    throw new Error('a release needs the feature lazy-parts: build it with scripts/build');
  }
  const target = cargoTarget();
  const work = mkdtempSync(join(target, 'parts-'));
  try {
    const { module, script, cut, loader } = await build(target, work);
    const read = (file) => readFileSync(join(cut, file));
    const arranged = arrange(loader, (file) => read(file).length);
    const bundles = new Map([...arranged].map(([name, files]) => [name, joinModules(files.map(read))]));
    // One hash for all, as they only fit each other.
    const hash = createHash('sha256');
    for (const bytes of [readFileSync(script), readFileSync(module), JSON.stringify([...loader.files]), ...bundles.values()]) hash.update(bytes);
    const key = hash.digest('hex').slice(0, 16);
    const partsFolder = `parts-${key}`;
    const name = `${BIN}-${key}`;
    const text = joined(readFileSync(script, 'utf8'), bundleLoader(loader, arranged, partsFolder)).replaceAll(`${BIN}_bg.wasm`, `${name}_bg.wasm`);

    const oldName = basename(old, '.js');
    unlinkSync(join(folder, old));
    unlinkSync(join(folder, `${oldName}_bg.wasm`));
    writeFileSync(join(folder, `${name}.js`), text);
    renameSync(module, join(folder, `${name}_bg.wasm`));
    mkdirSync(join(folder, partsFolder));
    for (const [bundle, bytes] of bundles) writeFileSync(join(folder, partsFolder, `${bundle}.wasm`), bytes);
    const page = join(folder, 'index.html');
    writeFileSync(page, readFileSync(page, 'utf8').replaceAll(oldName, name));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
