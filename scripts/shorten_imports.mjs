// wasm-bindgen gives every import of a module a long name that ends in a hash. Each occurs in two files, and hashes do not compress: short
// names save some seven kilobytes of the first load.
import { readFileSync, writeFileSync } from 'node:fs';

import { Reader, number, rewritten } from './wasm_binary.mjs';

const HASHED = /^__wb\w+_[0-9a-f]{16}$/;
const IMPORTS = 2;

/** The import section with new names. */
function renamed(section, rename) {
  const reader = new Reader(section);
  const count = reader.number();
  const parts = [number(count)];
  for (let index = 0; index < count; index++) {
    const module = reader.take(reader.number());
    const name = Buffer.from(rename(reader.take(reader.number()).toString()));
    const start = reader.position;
    reader.description();
    parts.push(number(module.length), module, number(name.length), name, section.subarray(start, reader.position));
  }
  return Buffer.concat(parts);
}

/** Shortens the names in a module and in the script that loads it. */
export function shortenImports(wasmFile, scriptFile) {
  const wasm = readFileSync(wasmFile);
  const names = new Map();
  const rename = (name) => {
    if (!HASHED.test(name)) return name;
    if (!names.has(name)) names.set(name, `i${names.size.toString(36)}`);
    return names.get(name);
  };
  const module = rewritten(wasm, IMPORTS, (section) => renamed(section, rename));
  const script = readFileSync(scriptFile, 'utf8').replace(/\b__wb\w+_[0-9a-f]{16}\b/g, (name) => names.get(name) ?? name);
  for (const name of names.values()) {
    if (!script.includes(` ${name}: function(`)) throw new Error(`${scriptFile} does not define the import ${name}`);
  }
  writeFileSync(wasmFile, module);
  writeFileSync(scriptFile, script);
}
