// Beszel's collections as in hub 0.18.8: names, ids, fields and access rules. `null` means superusers only.

const SIGNED_IN = '@request.auth.id != ""';
const MEMBER = SIGNED_IN + " && system.users.id ?= @request.auth.id";
const OWN = SIGNED_IN + " && user = @request.auth.id";
const MAY_WRITE = ' && @request.auth.role != "readonly"';

const USERS = "_pb_users_auth_";
const SYSTEMS = "2hz5ncl8tizk5nx";
const STATS_TYPES = ["1m", "10m", "20m", "120m", "480m"];

const idField = (min, max) => ({
  name: "id", type: "text", system: true, required: true, primaryKey: true, min, max,
  pattern: "^[a-z0-9]+$", autogeneratePattern: `[a-z0-9]{${max}}`,
});
const text = (name, more) => ({ name, type: "text", ...more });
const number = (name, more) => ({ name, type: "number", ...more });
const bool = (name) => ({ name, type: "bool" });
const json = (name) => ({ name, type: "json", maxSize: 2000000 });
const select = (name, values) => ({ name, type: "select", values, maxSelect: 1, required: true });
const date = (name) => ({ name, type: "date" });
const userOf = { name: "user", type: "relation", collectionId: USERS, cascadeDelete: true, maxSelect: 1, required: true };
const systemOf = { name: "system", type: "relation", collectionId: SYSTEMS, cascadeDelete: true, maxSelect: 1, required: true };
const anySystem = { ...systemOf, required: false };
const created = { name: "created", type: "autodate", onCreate: true };
const updated = { name: "updated", type: "autodate", onCreate: true, onUpdate: true };

/** Rules in the order list, view, create, update, delete. */
function collection(name, id, rules, fields, indexes) {
  const [listRule, viewRule, createRule, updateRule, deleteRule] = rules;
  return {
    name, id, type: "base", listRule, viewRule, createRule, updateRule, deleteRule,
    fields: fields.some((field) => field.name === "id") ? fields : [idField(15, 15), ...fields],
    indexes: indexes || [],
  };
}

function stats(name, id) {
  return collection(name, id, [MEMBER, null, null, null, null],
    [systemOf, json("stats"), select("type", STATS_TYPES), created, updated],
    [`CREATE INDEX idx_${name} ON ${name} (system, type, created)`]);
}

const member = SIGNED_IN + " && users.id ?= @request.auth.id";

const COLLECTIONS = [
  collection("user_settings", "4afacsdnlu8q8r2", [OWN, null, OWN, OWN, null],
    [userOf, json("settings"), created, updated],
    ["CREATE UNIQUE INDEX idx_user_settings ON user_settings (user)"]),
  collection("systems", SYSTEMS, [member, member, member + MAY_WRITE, member + MAY_WRITE, member + MAY_WRITE],
    [text("name", { required: true }), { ...select("status", ["up", "down", "paused", "pending"]), required: false },
      text("host", { required: true }), text("port"), json("info"),
      { name: "users", type: "relation", collectionId: USERS, maxSelect: 2147483647, required: true }, created, updated]),
  stats("system_stats", "ej9oowivz8b2mht"),
  stats("container_stats", "juohu4jipgc13v7"),
  collection("containers", "pbc_1864144027", [MEMBER, null, null, null, null],
    [idField(6, 12), systemOf, text("name"), text("image"), text("status"), text("ports"), number("health"), number("cpu"),
      number("memory"), number("net"), number("updated")],
    ["CREATE INDEX idx_containers ON containers (system)"]),
  collection("system_details", "pbc_3116237454", [MEMBER, MEMBER, null, null, null],
    [systemOf, text("hostname"), number("os"), text("os_name"), text("kernel"), text("cpu"), text("arch"), number("cores"),
      number("threads"), number("memory"), bool("podman"), updated]),
  collection("systemd_services", "pbc_3494996990", [MEMBER, null, null, null, null],
    [idField(1, 10), systemOf, text("name"), number("state"), number("sub"), number("cpu"), number("cpuPeak"), number("memory"),
      number("memPeak"), number("updated")],
    ["CREATE INDEX idx_systemd_services ON systemd_services (system)"]),
  collection("smart_devices", "pbc_2571630677", [MEMBER, MEMBER, null, null, MEMBER + MAY_WRITE],
    [idField(1, 10), systemOf, text("name"), text("model"), text("state"), number("capacity"), number("temp"), text("firmware"),
      text("serial"), text("type"), number("hours"), number("cycles"), json("attributes"), updated],
    ["CREATE INDEX idx_smart_devices ON smart_devices (system)"]),
  collection("fingerprints", "pbc_3663931638",
    [MEMBER, MEMBER, MEMBER + MAY_WRITE, MEMBER + MAY_WRITE, MEMBER + MAY_WRITE],
    [idField(9, 15), systemOf, text("token"), text("fingerprint"), updated],
    ["CREATE UNIQUE INDEX idx_fingerprints ON fingerprints (system)"]),
  collection("alerts", "elngm8x1l60zi2v", [OWN, null, OWN, OWN, OWN],
    [userOf, systemOf, text("name", { required: true }), number("value"), number("min", { min: 0, max: 60 }), bool("triggered"),
      created, updated],
    ["CREATE UNIQUE INDEX idx_alerts ON alerts (user, system, name)"]),
  collection("alerts_history", "pbc_1697146157", [OWN, null, null, null, OWN],
    [userOf, systemOf, text("alert_id"), text("name", { required: true }), number("value"), created, date("resolved")],
    ["CREATE INDEX idx_alerts_history ON alerts_history (user)"]),
  collection("quiet_hours", "pbc_451525641", [OWN, OWN, OWN, OWN, OWN],
    [idField(10, 10), userOf, anySystem, select("type", ["one-time", "daily"]), date("start"), date("end")]),
  collection("universal_tokens", "pbc_2853842033", [null, null, null, null, null],
    [userOf, text("token"), created]),
];

migrate((app) => {
  for (const definition of COLLECTIONS) {
    app.save(new Collection(definition));
  }
});
