// Routes for the simulated agents and for tests. Superusers only.

// {table, rows: [{id, …}, …]} -> {rows: N}. Writes rows by id, bypassing the record hooks: no events, as the hub does for all but a few
// collections. Keys missing in a row keep their values; the first row names the keys of all.
routerAdd("POST", "/api/test/rows", (e) => {
  return e.json(200, { rows: require(`${__hooks}/lib/rows.js`).upsert(toString(e.request.body)) });
}, $apis.requireSuperuserAuth());

// {table, records: [{id, …}, …]} -> {records: N}. Saves records by id in one transaction, with hooks and events.
routerAdd("POST", "/api/test/records", (e) => {
  return e.json(200, { records: require(`${__hooks}/lib/rows.js`).save(JSON.parse(toString(e.request.body))) });
}, $apis.requireSuperuserAuth());

// Creates the collections that the played hub has beyond those of 0.18, and removes them where it has none.
routerAdd("POST", "/api/test/collections", (e) => {
  require(`${__hooks}/lib/newer.js`).settle($app);
  return e.json(200, {});
}, $apis.requireSuperuserAuth());

// -> {systems: [id, …]}: the systems whose live metrics are subscribed.
routerAdd("GET", "/api/test/followed", (e) => {
  return e.json(200, { systems: Object.keys(require(`${__hooks}/lib/followers.js`).settle()) });
}, $apis.requireSuperuserAuth());

// {system, payload} -> {clients: N}: one live sample of one system.
routerAdd("POST", "/api/test/live", (e) => {
  const { system, payload } = JSON.parse(toString(e.request.body));
  return e.json(200, { clients: require(`${__hooks}/lib/followers.js`).push(system, payload) });
}, $apis.requireSuperuserAuth());

// -> {codes: [{to, code}, …]}: one-time codes that would have been mailed, oldest first.
routerAdd("GET", "/api/test/mail", (e) => {
  return e.json(200, { codes: JSON.parse($app.store().get("mailed codes") || "[]") });
}, $apis.requireSuperuserAuth());

// No mail is sent; one-time codes are kept for the tests.
onMailerRecordOTPSend((e) => {
  const codes = JSON.parse($app.store().get("mailed codes") || "[]");
  codes.push({ to: e.record.email(), code: e.meta.password });
  $app.store().set("mailed codes", JSON.stringify(codes.slice(-50)));
});
onMailerSend(() => {});
