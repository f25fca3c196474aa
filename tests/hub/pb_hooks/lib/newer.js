// What hub 0.20 has beyond 0.18: pools, and monitors of gear without an agent with their rows.

const MEMBER = '@request.auth.id != "" && system.users.id ?= @request.auth.id';
const MAY_WRITE = MEMBER + ' && @request.auth.role != "readonly"';
const STATS_TYPES = ["1m", "10m", "20m", "120m", "480m"];

const idField = (min, max) => ({
  name: "id", type: "text", system: true, required: true, primaryKey: true, min, max,
  pattern: "^[a-z0-9]+$", autogeneratePattern: `[a-z0-9]{${max}}`,
});
const text = (name) => ({ name, type: "text" });
const number = (name) => ({ name, type: "number" });
const json = (name) => ({ name, type: "json", maxSize: 2000000 });
const bool = (name) => ({ name, type: "bool" });
const date = (name) => ({ name, type: "date" });
const created = { name: "created", type: "autodate", onCreate: true };
const relation = (app, name, to) => ({
  name, type: "relation", collectionId: app.findCollectionByNameOrId(to).id, cascadeDelete: true, maxSelect: 1, required: true,
});

/** Rules in the order list, view, and all writing operations. */
function collection(name, id, [listRule, viewRule, writeRule], fields, indexes) {
  return {
    name, id, type: "base", listRule, viewRule, createRule: writeRule, updateRule: writeRule, deleteRule: writeRule, fields, indexes,
  };
}

const MAKERS = {
  zfs_pools: (app) => collection("zfs_pools", "pbc_3902116518", [MEMBER, MEMBER, null],
    [idField(1, 15), relation(app, "system", "systems"), text("name"), text("display_name"), text("health"), number("size"),
      number("alloc"), number("free"), json("scrub"), json("vdevs"), json("datasets"), bool("raw"), date("details_updated"),
      date("updated")],
    ["CREATE INDEX idx_zfs_pools ON zfs_pools (system)"]),
  network_monitors: (app) => collection("network_monitors", "pbc_3520190141", [MEMBER, MEMBER, MAY_WRITE],
    [idField(6, 10), relation(app, "system", "systems"), text("target"),
      { name: "protocol", type: "select", values: ["icmp", "tcp", "http", "dns"], maxSelect: 1, required: true }, number("port"),
      { ...number("interval"), min: 1, max: 3600 }, number("count"), number("res"), number("resAvg1h"), number("resMin1h"),
      number("resMax1h"), number("loss1h"), bool("enabled"), created, date("updated")],
    ["CREATE INDEX idx_network_monitors ON network_monitors (system)"]),
  network_monitor_stats: (app) => collection("network_monitor_stats", "pbc_2127004155", [MEMBER, null, null],
    [idField(15, 15), relation(app, "system", "systems"), relation(app, "monitor", "network_monitors"),
      { name: "type", type: "select", values: STATS_TYPES, maxSelect: 1, required: true }, number("total_count"),
      number("success_count"), number("res_sum"), number("res_min"), number("res_max"), number("created")],
    ["CREATE INDEX idx_network_monitor_stats ON network_monitor_stats (monitor, type, created)"]),
};

function existing(app, name) {
  try {
    return app.findCollectionByNameOrId(name);
  } catch (_) {
    return null;
  }
}

module.exports = {
  /** A data folder may have been used with another version before. */
  settle(app) {
    const { IS_NEWER } = require(`${__hooks}/lib/hub.js`);
    const names = Object.keys(MAKERS);
    for (const name of IS_NEWER ? names : names.reverse()) {
      const found = existing(app, name);
      if (IS_NEWER && !found) {
        app.save(new Collection(MAKERS[name](app)));
      } else if (!IS_NEWER && found) {
        app.delete(found);
      }
    }
  },
};
