// Beszel's own routes, with the answers of hub 0.18.8. Handlers run in isolated contexts: shared code is in lib/.

routerAdd("GET", "/api/beszel/first-run", (e) => e.json(200, { firstRun: false }));

// `getkey` is the older name of `info`.
routerAdd("GET", "/api/beszel/info", (e) => e.json(200, require(`${__hooks}/lib/hub.js`).INFO), $apis.requireAuth());
routerAdd("GET", "/api/beszel/getkey", (e) => e.json(200, require(`${__hooks}/lib/hub.js`).INFO), $apis.requireAuth());

routerAdd("GET", "/api/beszel/containers/logs", (e) => {
  const container = require(`${__hooks}/lib/member.js`).container(e);
  return e.json(200, { logs: require(`${__hooks}/lib/container.js`).logs(container) });
}, $apis.requireAuth());

routerAdd("GET", "/api/beszel/containers/info", (e) => {
  const container = require(`${__hooks}/lib/member.js`).container(e);
  return e.json(200, { info: require(`${__hooks}/lib/container.js`).info(container) });
}, $apis.requireAuth());

routerAdd("GET", "/api/beszel/systemd/info", (e) => {
  const service = require(`${__hooks}/lib/member.js`).service(e);
  e.response.header().set("Cache-Control", "public, max-age=60");
  return e.json(200, { details: require(`${__hooks}/lib/service.js`).details(service) });
}, $apis.requireAuth());

routerAdd("POST", "/api/beszel/smart/refresh", (e) => {
  const system = require(`${__hooks}/lib/member.js`).system(e);
  if (e.auth.getString("role") === "readonly") {
    throw new ForbiddenError("The authorized record is not allowed to perform this action.");
  }
  for (const disk of $app.findRecordsByFilter("smart_devices", "system = {:id}", "", 0, 0, { id: system.id })) {
    $app.save(disk);
  }
  return e.json(200, { status: "ok" });
}, $apis.requireAuth());

routerAdd("POST", "/api/beszel/user-alerts", (e) => {
  require(`${__hooks}/lib/alerts.js`).set(e);
  return e.json(200, { success: true });
}, $apis.requireAuth());

routerAdd("DELETE", "/api/beszel/user-alerts", (e) => {
  const count = require(`${__hooks}/lib/alerts.js`).remove(e);
  return e.json(200, { count, success: true });
}, $apis.requireAuth());

// Every other GET, also below /api, gets the hub's page: a missing route is never a 404.
routerAdd("GET", "/{path...}", (e) => e.html(200, require(`${__hooks}/lib/hub.js`).PAGE));
