// Trunk runs this on the finished build, before it becomes `dist`. A release gets its content security policy and, beside each
// file, a `.br` twin for hosts that serve those.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const COMPRESSIBLE = /\.(css|html|js|json|svg|txt|wasm|webmanifest)$/;

/** The policy that fits this very page: its inline scripts are named by their hashes, everything else comes from files. */
function policy(html) {
  const hashes = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(' ')}`.trim(),
    "style-src 'self'",
    "img-src 'self' data: blob:",
    // The user names the hub, so any address must be open.
    'connect-src http: https:',
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function addPolicy(file) {
  const html = readFileSync(file, 'utf8');
  const marker = '<!-- content-security-policy -->';
  if (!html.includes(marker)) throw new Error(`index.html lacks the line ${marker}`);
  writeFileSync(file, html.replace(marker, () => `<meta http-equiv="Content-Security-Policy" content="${policy(html)}" />`));
}

function compress(folder) {
  let total = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const body = readFileSync(file);
    const small = brotliCompressSync(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    });
    writeFileSync(`${file}.br`, small);
    if (/\.(css|html|js|wasm)$/.test(entry.name)) total += small.length;
  }
  return total;
}

if (process.env.TRUNK_PROFILE === 'release') {
  const folder = process.env.TRUNK_STAGING_DIR;
  addPolicy(join(folder, 'index.html'));
  console.log(`First load, brotli: ${(compress(folder) / 1000).toFixed(1)} KB`);
}
