module.exports = {
  /** `info` of a system that is paused or was never polled. */
  ZERO_INFO: { u: 0, cpu: 0, mp: 0, dp: 0, v: "", bb: 0, la: [0, 0, 0] },

  /** Resolves all triggered alerts of a system. */
  calmAlerts(app, system) {
    for (const alert of app.findRecordsByFilter("alerts", "system = {:system} && triggered = true", "", 0, 0, { system })) {
      alert.set("triggered", false);
      app.save(alert);
    }
  },
};
