// A panic message names its source file. The paths of libraries are long, many, and all different: the crate alone is enough to locate a
// panic, and saves over two kilobytes of the first load. Our own files keep their names.
import { rewritten } from './wasm_binary.mjs';

const DATA = 11;
const PATH = /(?:crates\/[\w.-]+\/([\w.+-]+)|\/rustc\/[0-9a-f]{40}\/library\/(\w+))\/[\x20-\x7e]{1,160}?\.rs/g;

/** Replaces the paths of library files in the module by crate names, padded to the same length. */
export function shortenPaths(wasm) {
  return rewritten(wasm, DATA, (section) => {
    const text = section.toString('latin1');
    const changed = text.replace(PATH, (path, crate, library) => (crate ?? library).padEnd(path.length));
    return Buffer.from(changed, 'latin1');
  });
}
