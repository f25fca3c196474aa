// A service manager's data about one service.

const STATES = ["active", "inactive", "failed", "activating", "deactivating", "reloading"];
const SUB_STATES = ["dead", "running", "exited", "failed", "unknown"];

module.exports = {
  details(service) {
    const name = service.getString("name");
    const unit = name.includes(".") ? name : name + ".service";
    return {
      Id: unit,
      Description: name,
      LoadState: "loaded",
      ActiveState: STATES[service.getInt("state")] || "unknown",
      SubState: SUB_STATES[service.getInt("sub")] || "unknown",
      UnitFileState: "enabled",
      FragmentPath: "/lib/systemd/system/" + unit,
      MemoryCurrent: service.getInt("memory"),
      MemoryPeak: service.getInt("memPeak"),
      MainPID: 1000 + name.length,
      NRestarts: 0,
    };
  },
};
