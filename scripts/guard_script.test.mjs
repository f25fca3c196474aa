// node --test scripts/guard_script.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { guarded } from './guard_script.mjs';

const SCRIPT = `
function setMarkup(arg0, arg1, arg2) { arg0.innerHTML = getStringFromWasm0(arg1, arg2); }
function start(arg0, arg1, arg2) { return new Worker(getStringFromWasm0(arg0, arg1), arg2); }
let wasmModule, wasm;
`;

/** The guarded script's functions, with the program's texts passed as they are. */
function page() {
  const listeners = {};
  const scope = {
    getStringFromWasm0: (text) => text,
    Worker: function Worker(url) {
      this.url = url;
    },
    document: { baseURI: 'https://host/app/' },
    globalThis: { addEventListener: (name, listener) => (listeners[name] = listener) },
  };
  const text = guarded(SCRIPT).replaceAll('import.meta.url', '"https://host/app/main.js"');
  const made = new Function(...Object.keys(scope), `${text} return { setMarkup, start, exports: () => wasm, load: (it) => { wasm = it; } };`);
  return { ...made(...Object.values(scope)), listeners };
}

test('markup that runs nothing passes, and no other', () => {
  const { setMarkup } = page();
  const element = {};
  setMarkup(element, '<svg viewBox="0 0 24 24"><path d="M4 4"></path></svg>');
  assert.match(element.innerHTML, /^<svg/);
  for (const markup of ['<script>a()</script>', '<img src=x onerror=a()>', '<svg/onload=a()>', '<a href="javascript:a()">', '<iframe src="//a">', '<base href="//a">']) {
    assert.throws(() => setMarkup(element, markup), TypeError, markup);
  }
});

test('a worker comes from the folder of the page alone', () => {
  const { start } = page();
  assert.equal(start('demo-1/worker.js').url, 'demo-1/worker.js');
  for (const url of ['https://elsewhere/worker.js', '/other/worker.js', '../worker.js', 'data:text/javascript,a()', 'blob:https://host/1']) {
    assert.throws(() => start(url), TypeError, url);
  }
});

test('after a trap nothing of the program is called', () => {
  const { exports, load, listeners } = page();
  let calls = 0;
  load({ run: () => calls++ });
  exports().run();
  listeners['blinkenrack-trapped']();
  exports().run();
  assert.equal(calls, 1);
});

test('what sets markup in another way is refused', () => {
  for (const line of ['arg0.innerHTML = text;', 'arg0.outerHTML = text;', 'new Worker(url);', 'arg0.insertAdjacentHTML(a, b);']) {
    assert.throws(() => guarded(`${SCRIPT}${line}`), /another form/, line);
  }
  assert.throws(() => guarded('const exports = {};'), /another place/);
});
