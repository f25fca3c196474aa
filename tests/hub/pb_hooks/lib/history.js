// Records when alerts were triggered and resolved.

module.exports = {
  begin(app, alert) {
    const entry = new Record(app.findCollectionByNameOrId("alerts_history"));
    for (const field of ["user", "system", "name", "value"]) {
      entry.set(field, alert.get(field));
    }
    entry.set("alert_id", alert.id);
    app.save(entry);
  },
  resolve(app, alert) {
    const open = app.findRecordsByFilter("alerts_history", "alert_id = {:id} && resolved = ''", "", 0, 0, { id: alert.id });
    for (const entry of open) {
      entry.set("resolved", new DateTime());
      app.save(entry);
    }
  },
};
