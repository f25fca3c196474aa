// wasm-bindgen exports every class of every crate, used or not: those for streams, which Leptos brings along and the app never
// makes, are three kilobytes of the first load. What the script does not use goes, and with the exports the code behind them.
import { readFileSync, writeFileSync } from 'node:fs';

import { Reader, number, rewritten } from './wasm_binary.mjs';

const EXPORTS = 7;

/** The export section without these names. */
function without(section, dropped) {
  const reader = new Reader(section);
  const entries = [];
  for (let left = reader.number(); left > 0; left--) {
    const start = reader.position;
    const name = reader.take(reader.number()).toString();
    reader.take(1);
    reader.number();
    if (!dropped.has(name)) entries.push(section.subarray(start, reader.position));
  }
  return Buffer.concat([number(entries.length), ...entries]);
}

/** The script without classes that it only defines, and the names of the exports that were theirs. */
function withoutClasses(script) {
  let text = script;
  for (const [definition, name] of script.matchAll(/^(?:export )?class (\w+) \{\n[^]*?^\}\n/gm)) {
    const attachments = new RegExp(
      `^if \\(Symbol\\.dispose\\) ${name}\\..*\\n|^const ${name}Finalization = [^]*?;\\n`,
      'gm',
    );
    const rest = text.replace(definition, '').replace(attachments, '');
    if (!new RegExp(`\\b${name}\\b`).test(rest)) text = rest;
  }
  const exportsIn = (source) => Array.from(source.matchAll(/\bwasm\.(\w+)/g), ([, name]) => name);
  const used = new Set(exportsIn(text));
  return { text, dropped: new Set(exportsIn(script).filter((name) => !used.has(name))) };
}

/** Takes the classes that nothing uses out of a script and the module it loads, which is still to be optimized. */
export function dropUnusedClasses(wasmFile, scriptFile) {
  const { text, dropped } = withoutClasses(readFileSync(scriptFile, 'utf8'));
  const module = rewritten(readFileSync(wasmFile), EXPORTS, (section) => without(section, dropped));
  writeFileSync(wasmFile, module);
  writeFileSync(scriptFile, text);
}
