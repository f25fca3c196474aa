// node --test scripts/early.test.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';

const SCRIPT = readFileSync(new URL('../public/early.js', import.meta.url), 'utf8');
const HUB = 'https://hub.example/beszel';
const STREAM = `${HUB}/api/realtime`;
const TOPICS = '{"clientId":"client","subscriptions":["systems/*","alerts/*","user_settings/*"]}';
const KEPT = JSON.stringify([{ hub: HUB, token: 'secret' }, { hub: 'https://second.example', token: 'second' }]);
const NAMED = 'id:client\nevent:PB_CONNECT\ndata:{"clientId":"client"}\n\n';

const turns = async () => {
  for (let turn = 0; turn < 5; turn++) await sleep(1);
};

/** A page on which the script has run, and its requests. */
function page({ local = null, tab = null, streams = null, protocol = 'https:', search = '', framed = false, answer = hub } = {}) {
  const asked = [];
  const timers = [];
  const area = (session, leases = null) => ({
    getItem: (key) => ({ 'blinkenrack.session': session, 'blinkenrack.streams https://hub.example': leases })[key] ?? null,
  });
  const fetch = (url, init) => {
    const request = { url, ...init };
    asked.push(request);
    return new Promise((resolve, reject) => {
      init.signal.addEventListener('abort', () => reject(init.signal.reason));
      Promise.resolve(answer(request)).then(resolve, reject);
    });
  };
  const window = { localStorage: area(local, streams), sessionStorage: area(tab) };
  const document = { documentElement: { dataset: framed ? { framed: '' } : {} } };
  const context = {
    window, document, fetch, location: { protocol, search }, setTimeout: (run) => timers.push(run),
    AbortController, Response, TextDecoder, URL, URLSearchParams,
  };
  runInNewContext(SCRIPT, context);
  const take = window.blinkenrackEarly;
  return { window, asked, timers, take: take && ((method, url, token, body, signal = new AbortController().signal) => take(method, url, token, body, signal)), end: take };
}

const stream = (...pieces) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      },
    }),
    { headers: { 'content-type': 'text/event-stream' } },
  );

/** A hub that answers every request. */
function hub({ method, url }) {
  if (method === 'POST') return new Response(null, { status: 204 });
  return url === STREAM ? stream(NAMED.slice(0, 20), NAMED.slice(20)) : Response.json({ items: [] });
}

const listOf = ({ asked }) => asked.find(({ url }) => url.includes('/records?'));

test('nothing is asked without a kept sign-in, or where the address shows something else', () => {
  const insecure = JSON.stringify({ hub: 'http://hub.example', token: 'secret' });
  const bad = [null, '{', '{}', '[]', '[null]', '7', JSON.stringify({ hub: HUB }), JSON.stringify({ hub: 'javascript:x', token: 't' })];
  const withUser = JSON.stringify({ hub: 'https://me@hub.example', token: 't' });
  for (const local of [...bad, withUser, insecure]) {
    const { asked, window } = page({ local });
    assert.deepEqual([asked.length, window.blinkenrackEarly], [0, undefined], local);
  }
  for (const search of ['?demo', '?local', '?x=1&demo']) assert.equal(page({ local: KEPT, search }).asked.length, 0);
  assert.equal(page({ local: insecure, protocol: 'http:' }).asked.length, 1);
});

test('stream, topics and list are asked in this order, as the program would ask', async () => {
  const made = page({ local: KEPT });
  await turns();
  const list = listOf(made);
  assert.deepEqual(made.asked.map(({ method, url }) => [method, url]), [['GET', STREAM], ['POST', STREAM], ['GET', list.url]]);
  for (const { credentials, redirect, referrerPolicy, url } of made.asked) {
    assert.deepEqual([credentials, redirect, referrerPolicy], ['omit', 'manual', 'no-referrer']);
    assert.ok(!url.includes('secret'));
  }
  assert.deepEqual(made.asked.map(({ headers }) => headers.Authorization), [undefined, 'secret', 'secret']);
  assert.equal(made.asked[1].body, TOPICS);

  const opened = await made.take('GET', STREAM, null, null);
  const reader = opened.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < NAMED.length) text += decoder.decode((await reader.read()).value);
  assert.equal(text, NAMED, 'the program reads the stream from the beginning');
  // The first picture and the list after the topics.
  assert.deepEqual(await (await made.take('GET', list.url, 'secret', null)).json(), { items: [] });
  assert.equal((await made.take('POST', STREAM, 'secret', TOPICS)).status, 204);
  assert.deepEqual(await (await made.take('GET', list.url, 'secret', null)).json(), { items: [] });
  assert.equal(made.take('GET', list.url, 'secret', null), undefined);
  assert.equal(made.take('GET', STREAM, null, null), undefined);
});

test('a tab has its own sign-in before that of the device', () => {
  const { asked } = page({ local: KEPT, tab: JSON.stringify({ hub: 'https://other.example', token: 't' }) });
  assert.equal(asked[0].url, 'https://other.example/api/realtime');
});

test('the record of an older build is read', () => {
  const { asked } = page({ local: JSON.stringify({ hub: HUB, token: 't' }) });
  assert.equal(asked[0].url, STREAM);
});

test('another token, hub or client gets nothing, and another stream ends all', async () => {
  const made = page({ local: KEPT });
  await turns();
  const { url } = listOf(made);
  assert.equal(made.take('GET', url, 'renewed', null), undefined);
  assert.equal(made.take('GET', url.replace('hub.', 'other.'), 'secret', null), undefined);
  assert.equal(made.take('POST', STREAM, 'secret', TOPICS.replace('client"', 'another"')), undefined);
  await made.take('GET', STREAM, null, null);
  assert.equal(made.take('GET', STREAM, null, null), undefined);
  assert.equal(made.take('GET', url, 'secret', null), undefined, 'the list belongs to the stream before');
  assert.deepEqual(made.asked.map(({ signal }) => signal.aborted), [false, true, true]);
});

test('once the program has begun, the script asks nothing more', async () => {
  const made = page({ local: KEPT });
  made.take('GET', STREAM, null, null);
  await turns();
  assert.equal(made.asked.length, 1);
});

test('what the program gives up is aborted', async () => {
  const made = page({ local: KEPT, answer: () => new Promise(() => {}) });
  const abort = new AbortController();
  const answer = made.take('GET', STREAM, null, null, abort.signal);
  abort.abort();
  await assert.rejects(answer, { name: 'AbortError' });
  assert.ok(made.asked[0].signal.aborted);
});

test('what is not taken in time is aborted, and the function removed', async () => {
  for (const giveUp of [({ timers }) => timers.forEach((run) => run()), ({ end }) => end()]) {
    const made = page({ local: KEPT });
    await turns();
    giveUp(made);
    assert.ok(made.asked.every(({ signal }) => signal.aborted));
    assert.equal(made.take('GET', STREAM, null, null), undefined);
  }
  const made = page({ local: KEPT });
  made.timers.forEach((run) => run());
  assert.ok(!('blinkenrackEarly' in made.window));
});

test('an answer that is no stream is handed over as it is, and nothing more is asked', async () => {
  for (const status of [200, 401, 502]) {
    const made = page({ local: KEPT, answer: () => new Response('<html>', { status, headers: { 'content-type': 'text/html' } }) });
    await turns();
    assert.equal(made.asked.length, 1);
    const answer = await made.take('GET', STREAM, null, null);
    assert.deepEqual([answer.status, await answer.text()], [status, '<html>']);
  }
});

test('topics that are refused bring no list, and a hub that is away rejects', async () => {
  const refusing = page({ local: KEPT, answer: (request) => (request.method === 'POST' ? new Response('{}', { status: 403 }) : hub(request)) });
  await turns();
  assert.equal(refusing.asked.length, 2);
  assert.equal((await refusing.take('POST', STREAM, 'secret', TOPICS)).status, 403);
  const away = page({ local: KEPT, answer: () => Promise.reject(new TypeError('Failed to fetch')) });
  await turns();
  await assert.rejects(away.take('GET', STREAM, null, null));
});

test('where other tabs may hold all streams that there is room for, the program looks first', () => {
  const leases = (count) => Array.from({ length: count }, (_, tab) => `tab${tab} 1795000000000`).join('\n');
  assert.equal(page({ local: KEPT, streams: leases(4) }).asked.length, 0);
  assert.equal(page({ local: KEPT, streams: leases(3) }).asked[0].url, STREAM);
  // Streams of other hubs on the same host count too.
  const alone = JSON.stringify([{ hub: 'https://hub.example', token: 'secret' }]);
  assert.equal(page({ local: alone, streams: leases(4) }).asked.length, 0);
});

test('a page in the frame of another site asks nothing', () => {
  assert.deepEqual(page({ local: KEPT, framed: true }).asked, []);
});
