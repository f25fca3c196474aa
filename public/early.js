// Sends the first requests to the hub of a stored sign-in while the program is still being loaded, since each round trip counts on a slow
// line. The program takes these requests over instead of its own (src/shell/early.rs). Those it does not take are aborted.
(function () {
  "use strict";
  // Byte for byte the program's requests, as checked by tests/hub_realtime.rs. The topics are sent before the list is requested, so the one
  // list serves both for the first picture and as the list that must follow the topics.
  var STREAM = "/api/realtime";
  var TOPICS = ["systems/*", "alerts/*", "user_settings/*"];
  var LIST = "/api/collections/systems/records?page=1&perPage=1000&skipTotal=1&sort=id&fields=id%2Cname%2Chost%2Cstatus%2Cinfo%2Cupdated";
  var TAKEN_WITHIN_MS = 20000;
  var LONGEST_FIRST_EVENT = 4096;

  /** The newest sign-in in a storage area: the first of a list, or the only one in the record of an older build. */
  function kept(area) {
    try {
      var record = JSON.parse(window[area].getItem("blinkenrack.session"));
      return Array.isArray(record) ? record[0] : record;
    } catch {
      return null;
    }
  }

  /**
   * Whether it names a hub that this page may contact. If other tabs may hold all streams that the browser has room for, the program checks
   * first (src/hub/stream_leases.rs).
   */
  function isUsable(record) {
    try {
      var url = new URL(record.hub);
      var mayAsk = url.protocol === "https:" || (url.protocol === "http:" && location.protocol === "http:");
      var isBare = !url.username && !url.password && !url.search && !url.hash;
      var origin = record.hub.split("/", 3).join("/");
      var leases = window.localStorage.getItem("blinkenrack.streams " + origin) || "";
      return mayAsk && isBare && leases.split("\n").length < 4 && typeof record.token === "string" && record.token !== "";
    } catch {
      return false;
    }
  }

  var query = new URLSearchParams(location.search);
  // boot.js keeps the page out of other sites' frames, and nothing is requested there.
  if ("framed" in document.documentElement.dataset) return;
  // These addresses do not show the hub.
  if (query.has("demo") || query.has("local")) return;
  // The tab's sign-in takes precedence over the device's, as in the program.
  var session = kept("sessionStorage") || kept("localStorage");
  if (!isUsable(session)) return;

  /** Requests that were sent and not taken yet. */
  var open = [];
  /** Whether the program has started to take requests, and continues by itself. */
  var isTaken = false;

  function ask(method, path, token, body) {
    var abort = new AbortController();
    var entry = { method: method, url: session.hub + path, token: token, body: body, abort: abort };
    var headers = {};
    if (token) headers.Authorization = token;
    if (body) headers["Content-Type"] = "application/json";
    entry.answer = fetch(entry.url, {
      method: method,
      headers: headers,
      body: body || undefined,
      credentials: "omit",
      redirect: "manual",
      referrerPolicy: "no-referrer",
      signal: abort.signal,
    });
    open.push(entry);
    return entry;
  }

  function end() {
    isTaken = true;
    open.splice(0).forEach(function (entry) {
      entry.abort.abort();
    });
  }

  /** The client id in the first event. */
  async function client(stream) {
    var reader = stream.getReader();
    var decoder = new TextDecoder();
    var text = "";
    var found = null;
    while (!found && !isTaken && text.length < LONGEST_FIRST_EVENT) {
      var piece = await reader.read();
      if (piece.done) break;
      text += decoder.decode(piece.value, { stream: true });
      found = /^id: ?(\S+)\r?\n[^]*?\n\r?\n/m.exec(text);
    }
    // The program reads the other half from the beginning.
    reader.cancel().catch(function () {});
    return found && found[1];
  }

  async function subscribe(stream) {
    var name = await client(stream);
    if (!name || isTaken) return;
    var topics = ask("POST", STREAM, session.token, JSON.stringify({ clientId: name, subscriptions: TOPICS }));
    var answer = await topics.answer;
    if (!answer.ok || isTaken) return;
    var list = ask("GET", LIST, session.token, null);
    list.uses = 2;
    await list.answer;
  }

  var first = ask("GET", STREAM, null, null);
  first.answer = first.answer.then(function (answer) {
    var kind = answer.headers.get("content-type") || "";
    if (answer.status !== 200 || !kind.startsWith("text/event-stream")) return answer;
    var halves = answer.body.tee();
    // What fails here fails for the program as well, which reports it.
    subscribe(halves[0]).catch(function () {});
    return new Response(halves[1], { status: answer.status, headers: answer.headers });
  });
  first.answer.catch(function () {});

  /**
   * Returns the answer to exactly this request as a promise, or undefined. `signal` aborts it from then on. Without a request, nothing more
   * will be taken.
   */
  function take(method, url, token, body, signal) {
    isTaken = true;
    var entry = open.find(function (one) {
      return one.method === method && one.url === url && one.token === (token || null) && one.body === (body || null);
    });
    if (!entry) {
      // For another stream, the requests that belong to this one are useless.
      if (!method || (method === "GET" && url === first.url)) end();
      return undefined;
    }
    var abort = function () {
      entry.abort.abort(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
    if (entry.uses === 2) {
      entry.uses = 1;
      return entry.answer.then(function (answer) {
        return answer.clone();
      });
    }
    open.splice(open.indexOf(entry), 1);
    return entry.answer;
  }

  // The program removes this once it has read it.
  window.blinkenrackEarly = take;
  setTimeout(function () {
    if (window.blinkenrackEarly === take) delete window.blinkenrackEarly;
    end();
  }, TAKEN_WITHIN_MS);
})();
