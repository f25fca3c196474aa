// Trunk runs this on the finished build, before it becomes `dist`. A release gets its content security policy and, beside each
// file, a `.br` twin for hosts that serve those.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

import { cutParts } from './cut_parts.mjs';
import { guarded } from './guard_script.mjs';
import { shortenImports } from './shorten_imports.mjs';

const esbuild = createRequire(`${process.env.BLINKENRACK_NODE_MODULES}/`)('esbuild-wasm');

/** The Brotli quality, 0 to 11. */
const QUALITY = process.env.BLINKENRACK_QUICK ? 4 : 11;
/** Separate programs in web workers, each in a folder with its name. */
const WORKERS = ['demo', 'reader'];
/** In the order in which they are in the page. */
const EARLY_SCRIPTS = ['boot.js', 'early.js'];
const COMPRESSIBLE = /\.(css|html|js|json|svg|tsv|txt|wasm|webmanifest)$/;

/** The policy for this page: its inline scripts are listed by their hashes, everything else comes from files. */
function policy(html) {
  const hashes = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(' ')}`.trim(),
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    // The user chooses the hub, so any address must be allowed.
    'connect-src http: https:',
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    // Markup and script URLs pass through the one policy of the page's script, or not at all.
    "require-trusted-types-for 'script'",
    'trusted-types blinkenrack',
  ].join('; ');
}

function addPolicy(file) {
  const html = readFileSync(file, 'utf8');
  const marker = '<!-- content-security-policy -->';
  if (!html.includes(marker)) throw new Error(`index.html lacks the line ${marker}`);
  writeFileSync(file, html.replace(marker, () => `<meta http-equiv="Content-Security-Policy" content="${policy(html)}" />`));
}

/** Joins the style sheets: one request, and a smaller load. Comments and whitespace are removed. */
function joinStyles(folder) {
  const page = join(folder, 'index.html');
  const html = readFileSync(page, 'utf8');
  const link = /[ \t]*<link rel="stylesheet" href="\.\/([^"]+\.css)"\s*\/?>\n?/g;
  const names = [...html.matchAll(link)].map(([, name]) => name);
  if (names.length === 0) throw new Error('index.html links no style sheet');
  const joined = minified(names.map((name) => readFileSync(join(folder, name), 'utf8')).join(''), 'css');
  for (const name of names) unlinkSync(join(folder, name));
  const file = `style-${createHash('sha256').update(joined).digest('hex').slice(0, 16)}.css`;
  writeFileSync(join(folder, file), joined);
  let first = true;
  const replaced = html.replace(link, () => {
    const kept = first ? `    <link rel="stylesheet" href="./${file}" />\n` : '';
    first = false;
    return kept;
  });
  writeFileSync(page, replaced);
}

function minified(text, loader) {
  return esbuild.transformSync(text, { loader, minify: true, target: 'esnext', legalComments: 'none', charset: 'utf8' }).code;
}

/** Removes comments and whitespace from the page's scripts, and adds the Trusted Types policy to those that wasm-bindgen wrote. */
function finishScripts(folder) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    const file = join(folder, name);
    const script = readFileSync(file, 'utf8');
    writeFileSync(file, minified(name.startsWith('blinkenrack-') ? guarded(script) : script, 'js'));
  }
}

/**
 * Inlines the scripts that run before the program. As files they would cost two consecutive round trips before the browser requests
 * anything else: it looks ahead of such scripts only where no policy precedes them.
 */
function inlineScripts(folder) {
  const page = join(folder, 'index.html');
  let html = readFileSync(page, 'utf8');
  for (const name of EARLY_SCRIPTS) {
    const file = join(folder, name);
    const tag = `<script src="${name}"></script>`;
    const text = readFileSync(file, 'utf8').trim();
    if (!html.includes(tag)) throw new Error(`index.html does not run ${name}`);
    if (/<\/script|<!--/i.test(text)) throw new Error(`${name} would end its own element`);
    html = html.replace(tag, () => `<script>${text}</script>`);
    unlinkSync(file);
  }
  writeFileSync(page, html);
}

/** The files of a worker import each other by fixed names, so their folder gets the hash. */
function nameWorkerByContent(folder, worker) {
  const hash = createHash('sha256');
  for (const file of readdirSync(join(folder, worker)).sort()) hash.update(readFileSync(join(folder, worker, file)));
  const named = `${worker}-${hash.digest('hex').slice(0, 16)}`;
  renameSync(join(folder, worker), join(folder, named));
  const page = join(folder, 'index.html');
  const html = readFileSync(page, 'utf8');
  if (!html.includes(`data-${worker}="${worker}/`)) throw new Error(`index.html does not name the worker ${worker}`);
  writeFileSync(page, html.replace(`data-${worker}="${worker}/`, `data-${worker}="${named}/`));
}

/** Names the product list by its content, so that it can be cached forever. */
function nameProductsByContent(folder) {
  const file = join(folder, 'products.tsv');
  const named = `products-${createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)}.tsv`;
  renameSync(file, join(folder, named));
  const page = join(folder, 'index.html');
  const html = readFileSync(page, 'utf8');
  if (!html.includes('data-products="products.tsv"')) throw new Error('index.html does not name the products');
  writeFileSync(page, html.replace('data-products="products.tsv"', `data-products="${named}"`));
}

/**
 * Parameters for Brotli besides its own choice: block size, then the encoding of distances. Which of them is best differs from program to
 * program, by a kilobyte of 300; all decoders read them.
 */
const WAYS = [[16, 0, 8], [16, 1, 4], [16, 1, 8], [16, 1, 16], [17, 3, 32], [18, 1, 30]].map(([block, postfix, direct]) => [
  [constants.BROTLI_PARAM_LGBLOCK, block],
  [constants.BROTLI_PARAM_NPOSTFIX, postfix],
  [constants.BROTLI_PARAM_NDIRECT, direct],
]);

/** The smallest result of these parameters. */
async function smallest(body, ways) {
  const results = await Promise.all(ways.map((way) => {
    const usual = [[constants.BROTLI_PARAM_QUALITY, QUALITY], [constants.BROTLI_PARAM_SIZE_HINT, body.length]];
    return promisify(brotliCompress)(body, { params: Object.fromEntries([...usual, ...way]) });
  }));
  return results.reduce((least, one) => (one.length < least.length ? one : least));
}

/** Writes the compressed twins of all files; returns the size of a first load of the page, and of what is loaded later. */
async function compress(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  // On all processors: the highest quality takes seconds for a module.
  const sizes = await Promise.all(files.map(async (file) => {
    const body = readFileSync(file);
    const small = await smallest(body, file.endsWith('_bg.wasm') ? [[], ...WAYS] : [[]]);
    writeFileSync(`${file}.br`, small);
    return small.length;
  }));
  const total = { page: 0 };
  files.forEach((file, index) => {
    if (!/\.(css|html|js|wasm)$/.test(file)) return;
    const inside = relative(folder, file);
    const worker = WORKERS.find((name) => inside.startsWith(`${name}-`));
    const load = worker ?? (inside.startsWith('parts-') ? basename(file) : 'page');
    total[load] = (total[load] ?? 0) + sizes[index];
  });
  return total;
}

if (process.env.TRUNK_PROFILE === 'release') {
  const folder = process.env.TRUNK_STAGING_DIR;
  // A quick build keeps its single module.
  if (!process.env.BLINKENRACK_QUICK) await cutParts(folder);
  for (const worker of WORKERS) shortenImports(join(folder, worker, `${worker}_bg.wasm`), join(folder, worker, `${worker}.js`));
  joinStyles(folder);
  finishScripts(folder);
  inlineScripts(folder);
  for (const worker of WORKERS) nameWorkerByContent(folder, worker);
  nameProductsByContent(folder);
  addPolicy(join(folder, 'index.html'));
  const { page, ...later } = await compress(folder);
  const size = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  const parts = Object.entries(later).map(([load, bytes]) => `${load.replace('.wasm', '')} ${size(bytes)}\n`);
  // The build prints the first line; what is loaded later follows.
  writeFileSync('target/dist.sizes', `First load, brotli: ${size(page)}\n${parts.join('')}`);
}
