// The page allows markup and script URLs only through its Trusted Types policy, which wasm-bindgen does not know: its imports that set
// markup or start a worker get the policy here. Leptos builds the static parts of the page from markup that the compiler wrote; nothing
// else sets any.

const GUARDED = [
  [/\.innerHTML = (getStringFromWasm0\(\w+, \w+\));/g, '.innerHTML = POLICY.createHTML($1);'],
  [/new Worker\((getStringFromWasm0\(\w+, \w+\))/g, 'new Worker(POLICY.createScriptURL($1)'],
];
const UNGUARDED = /(?:innerHTML|outerHTML|srcdoc) = (?!POLICY)|new (?:Shared)?Worker\((?!POLICY)|insertAdjacentHTML\(|document\.write|importScripts\(|serviceWorker\.register\(/;

const POLICY = `
const POLICY = (() => {
  const rules = {
    createHTML(markup) {
      if (/<\\s*(script|iframe|frame|object|embed|base|link|meta)|[\\s"'/]on\\w+\\s*=|javascript:/i.test(markup)) {
        throw new TypeError('markup that could run a script');
      }
      return markup;
    },
    createScriptURL(url) {
      const own = new URL('.', import.meta.url).href;
      if (!new URL(url, document.baseURI).href.startsWith(own)) throw new TypeError('a script of another place');
      return url;
    },
  };
  return globalThis.trustedTypes?.createPolicy('blinkenrack', rules) ?? rules;
})();
// After a trap nothing of the program is called: its memory cannot be trusted, and must not reach what is stored.
globalThis.addEventListener?.('blinkenrack-trapped', () => {
  wasm = new Proxy({}, { get: () => () => {} });
});
`;

/** Adds the policy to the page's script where it is needed. */
export function guarded(script) {
  let text = script;
  for (const [pattern, replacement] of GUARDED) text = text.replace(pattern, replacement);
  const [left] = UNGUARDED.exec(text) ?? [];
  if (left) throw new Error(`wasm-bindgen wrote a script of another form: ${left}`);
  if (!/^let (?:\w+, )*wasm;$/m.test(text)) throw new Error('wasm-bindgen keeps its exports in another place');
  return text + POLICY;
}
