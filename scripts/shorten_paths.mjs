// A panic names the source file that it comes from. Those of libraries are long, many, and different in every place: their crate alone is
// enough to look further, and saves over two kilobytes of the first load. Our own files keep their names.
import { rewritten } from './wasm_binary.mjs';

const DATA = 11;
const PATH = /(?:crates\/[\w.-]+\/([\w.+-]+)|\/rustc\/[0-9a-f]{40}\/library\/(\w+))\/[\x20-\x7e]{1,160}?\.rs/g;

/** The module with the names of crates in place of the paths of their files, as long as those were. */
export function shortenPaths(wasm) {
  return rewritten(wasm, DATA, (section) => {
    const text = section.toString('latin1');
    const changed = text.replace(PATH, (path, crate, library) => (crate ?? library).padEnd(path.length));
    return Buffer.from(changed, 'latin1');
  });
}
