// wasm-bindgen gives every import of a module a long name that ends in a hash. Each stands in two files, and hashes do not
// compress: short names save some seven kilobytes of the first load.
import { readFileSync, writeFileSync } from 'node:fs';

const HASHED = /^__wb\w+_[0-9a-f]{16}$/;
const IMPORTS = 2;
const EXTERNAL_KINDS = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };

/** Reads a WebAssembly binary from front to back. */
class Reader {
  constructor(bytes, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.position++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  take(length) {
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  limits() {
    const hasMaximum = this.number() & 1;
    this.number();
    if (hasMaximum) this.number();
  }

  /** Skips what an import is, after its names. */
  description() {
    switch (this.number()) {
      case EXTERNAL_KINDS.function:
        this.number();
        break;
      case EXTERNAL_KINDS.table:
        this.take(1);
        this.limits();
        break;
      case EXTERNAL_KINDS.memory:
        this.limits();
        break;
      case EXTERNAL_KINDS.global:
        this.take(2);
        break;
      case EXTERNAL_KINDS.tag:
        this.take(1);
        this.number();
        break;
      default:
        throw new Error('an import of an unknown kind');
    }
  }
}

function number(value) {
  const bytes = [];
  do {
    bytes.push((value % 128) | (value >= 128 ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(bytes);
}

/** The import section with other names. */
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
  const reader = new Reader(wasm);
  const parts = [reader.take(8)];
  while (reader.position < wasm.length) {
    const [kind] = reader.take(1);
    const section = reader.take(reader.number());
    const body = kind === IMPORTS ? renamed(section, rename) : section;
    parts.push(Buffer.of(kind), number(body.length), body);
  }
  const script = readFileSync(scriptFile, 'utf8').replace(/\b__wb\w+_[0-9a-f]{16}\b/g, (name) => names.get(name) ?? name);
  for (const name of names.values()) {
    if (!script.includes(` ${name}: function(`)) throw new Error(`${scriptFile} does not define the import ${name}`);
  }
  writeFileSync(wasmFile, Buffer.concat(parts));
  writeFileSync(scriptFile, script);
}
