// What the hub does by itself when a record is written.

// A system that was never polled has no values.
onRecordCreate((e) => {
  const { ZERO_INFO } = require(`${__hooks}/lib/systems.js`);
  if (e.record.getString("status") === "") {
    e.record.set("status", "pending");
  }
  if (!e.record.getString("info").startsWith("{")) {
    e.record.set("info", ZERO_INFO);
  }
  e.next();
}, "systems");

// Pausing clears the values and the alerts they triggered.
onRecordUpdate((e) => {
  const before = e.record.original().getString("status");
  const paused = e.record.getString("status") === "paused" && before !== "paused";
  const { ZERO_INFO, calmAlerts } = require(`${__hooks}/lib/systems.js`);
  if (paused) {
    e.record.set("info", ZERO_INFO);
    calmAlerts(e.app, e.record.id);
  }
  e.next();
}, "systems");

// The hub fills in a user's first settings.
onRecordCreate((e) => {
  const user = e.app.findRecordById("users", e.record.getString("user"));
  const given = JSON.parse(e.record.getString("settings") || "null") || {};
  e.record.set("settings", Object.assign({ chartTime: "1h", emails: [user.email()] }, given));
  e.next();
}, "user_settings");

// A triggered or resolved alert is recorded in the history.
onRecordUpdate((e) => {
  const before = e.record.original().getBool("triggered");
  const now = e.record.getBool("triggered");
  e.next();
  const { begin, resolve } = require(`${__hooks}/lib/history.js`);
  if (now && !before) {
    begin(e.app, e.record);
  } else if (before && !now) {
    resolve(e.app, e.record);
  }
}, "alerts");

onRecordDelete((e) => {
  require(`${__hooks}/lib/history.js`).resolve(e.app, e.record);
  e.next();
}, "alerts");
