// Serves a folder: node scripts/serve.mjs DIR [--port P] [--host H] [--base /sub/path/] [--bare]
// Listens on this machine only, unless --host names an address. With --bare it sends no security headers, like the plainest static hosts.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The file below `root` for a request's path, or null if there is none or the path leads outside. */
async function findFile(root, base, pathname) {
  if (!pathname.startsWith(base)) return null;
  let path;
  try {
    path = decodeURIComponent(pathname.slice(base.length));
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  if (path === '' || path.endsWith('/')) path += 'index.html';
  const file = resolve(join(root, path));
  if (!file.startsWith(root + sep)) return null;
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? file : null;
}

/** The content to send: the compressed twin if there is one and the browser accepts it. */
async function readBest(file, acceptEncoding) {
  if (/\bbr\b/.test(acceptEncoding ?? '')) {
    const body = await readFile(`${file}.br`).catch(() => null);
    if (body) return { body, encoding: 'br' };
  }
  return { body: await readFile(file), encoding: null };
}

/** Security headers that a page's own policy cannot express. */
const PROTECTION = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
};

async function answer(root, base, protection, request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  if (base !== '/' && pathname === base.slice(0, -1)) {
    response.writeHead(301, { Location: base }).end();
    return;
  }
  const file = await findFile(root, base, pathname);
  if (!file) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  const { body, encoding } = await readBest(file, request.headers['accept-encoding']);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const page = extname(file) === '.html';
  const headers = {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': page ? 'no-store' : 'no-cache',
    ...protection,
    Vary: 'Accept-Encoding',
    ETag: etag,
  };
  if (encoding) headers['Content-Encoding'] = encoding;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  headers['Content-Length'] = body.length;
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '8080' },
    host: { type: 'string', default: '127.0.0.1' },
    base: { type: 'string', default: '/' },
    bare: { type: 'boolean', default: false },
  },
});
if (positionals.length !== 1) {
  console.error('usage: node scripts/serve.mjs DIR [--port P] [--host H] [--base /sub/path/] [--bare]');
  process.exit(2);
}
const root = resolve(positionals[0]);
const base = `/${values.base.split('/').filter(Boolean).join('/')}/`.replace('//', '/');
const port = Number(values.port);

const protection = values.bare ? {} : PROTECTION;

const server = createServer((request, response) => {
  answer(root, base, protection, request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.on('error', (error) => {
  console.error(
    error.code === 'EADDRINUSE' ? `Port ${port} is taken: choose another with --port.` : `Cannot serve: ${error.message}`,
  );
  process.exit(1);
});
server.listen(port, values.host, () => {
  const host = values.host === '127.0.0.1' ? 'localhost' : values.host.includes(':') ? `[${values.host}]` : values.host;
  console.log(`Blinkenrack: http://${host}:${server.address().port}${base}`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
