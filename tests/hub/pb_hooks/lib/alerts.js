// Sets and removes one alert on many systems, for the requesting user.

function body(e) {
  let request;
  try {
    request = JSON.parse(toString(e.request.body));
  } catch (_) {
    throw new BadRequestError("Bad data.");
  }
  if (!request || !request.name || !Array.isArray(request.systems)) {
    throw new BadRequestError("Bad data.");
  }
  return request;
}

function existing(app, user, system, name) {
  const found = app.findRecordsByFilter("alerts", "user = {:user} && system = {:system} && name = {:name}", "", 1, 0, {
    user, system, name,
  });
  return found[0] || null;
}

function visible(app, e, ids) {
  const { isMember } = require(`${__hooks}/lib/member.js`);
  return app.findRecordsByIds("systems", ids).filter((system) => isMember(e.auth, system));
}

module.exports = {
  /** Silently skips systems that this user cannot see, and existing alerts unless `overwrite`. */
  set(e) {
    const request = body(e);
    $app.runInTransaction((app) => {
      for (const system of visible(app, e, request.systems)) {
        let alert = existing(app, e.auth.id, system.id, request.name);
        if (alert && !request.overwrite) {
          continue;
        }
        if (!alert) {
          alert = new Record(app.findCollectionByNameOrId("alerts"));
          alert.set("user", e.auth.id);
          alert.set("system", system.id);
          alert.set("name", request.name);
        }
        alert.set("value", request.value);
        alert.set("min", request.min);
        app.save(alert);
      }
    });
  },
  /** Returns how many were removed; a request that removes nothing is bad data. */
  remove(e) {
    const request = body(e);
    let count = 0;
    $app.runInTransaction((app) => {
      for (const system of request.systems) {
        const alert = existing(app, e.auth.id, system, request.name);
        if (alert) {
          app.delete(alert);
          count += 1;
        }
      }
    });
    if (count === 0) {
      throw new BadRequestError("Bad data.");
    }
    return count;
  },
};
