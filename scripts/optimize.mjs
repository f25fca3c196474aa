// Optimizes wasm modules for size, as `wasm-opt -Oz` does. A release has some seventy of them, most of them tiny, so that a process for
// each would mostly be starting up; instead one thread per processor takes one after the other.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';

/** The features that rustc assumes in every browser. */
const FEATURES = [
  'BulkMemory', 'BulkMemoryOpt', 'CallIndirectOverlong', 'MutableGlobals', 'Multivalue', 'NontrappingFPToInt', 'ReferenceTypes', 'SignExt',
];

/** Optimizes these files in place. The first is that of the first load and gets more time; the others should be sorted by size, largest first. */
export async function optimize(files) {
  const left = files.values();
  const threads = Array.from({ length: Math.min(availableParallelism(), files.length) }, () => {
    const worker = new Worker(new URL(import.meta.url), { execArgv: [] });
    return new Promise((resolve, reject) => {
      worker.on('message', () => {
        const { value: file, done } = left.next();
        worker.postMessage(done ? null : { file, isFirst: file === files[0] });
      });
      worker.on('error', reject);
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('a module could not be optimized'))));
    });
  });
  await Promise.all(threads);
}

async function work() {
  const { resolve } = createRequire(`${process.env.BLINKENRACK_NODE_MODULES}/`);
  const { default: binaryen } = await import(pathToFileURL(resolve('binaryen')).href);
  let features = 0;
  for (const name of FEATURES) {
    if (!(name in binaryen.Features)) throw new Error(`Binaryen does not know the feature ${name}`);
    features |= binaryen.Features[name];
  }
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  binaryen.setDebugInfo(false);
  binaryen.setGenerateStackIR(true);
  binaryen.setOptimizeStackIR(true);
  // The first kilobyte is the far end of the stack.
  binaryen.setLowMemoryUnused(true);
  /** Disassembling and rebuilding a module makes it smaller by some six parts in a thousand. */
  const rebuilt = (binary) => {
    const module = binaryen.readBinary(binary);
    module.setFeatures(features);
    module.runPasses(['flatten', 'rereloop']);
    module.optimize();
    module.optimize();
    const smaller = module.emitBinary();
    module.dispose();
    return smaller;
  };
  parentPort.on('message', (order) => {
    if (order === null) {
      parentPort.close();
      return;
    }
    const { file, isFirst } = order;
    const module = binaryen.readBinary(readFileSync(file));
    module.setFeatures(features);
    module.optimize();
    // Neighbors in the sources are similar, and so compress better as neighbors here.
    module.runPasses(['reorder-functions-by-name']);
    const binary = module.emitBinary();
    module.dispose();
    writeFileSync(file, isFirst ? rebuilt(binary) : binary);
    parentPort.postMessage('next');
  });
  parentPort.postMessage('next');
}

if (!isMainThread) await work();
