// Access control of Beszel's own routes: only members of a system see it. For all others it does not exist.

function isMember(auth, record) {
  return auth.isSuperuser() || record.getStringSlice("users").includes(auth.id);
}

function find(collection, filter, params) {
  try {
    return $app.findFirstRecordByFilter(collection, filter, params);
  } catch (_) {
    throw new NotFoundError("");
  }
}

function required(e, name) {
  const value = e.request.url.query().get(name);
  if (value === "") {
    throw new BadRequestError(`Missing ${name} parameter.`);
  }
  return value;
}

/** The system in the query. */
function system(e) {
  const record = find("systems", "id = {:id}", { id: required(e, "system") });
  if (!isMember(e.auth, record)) {
    throw new NotFoundError("");
  }
  return record;
}

module.exports = {
  isMember,
  system,
  /** The container of the system in the query. */
  container(e) {
    const params = { id: required(e, "container"), system: system(e).id };
    return find("containers", "id = {:id} && system = {:system}", params);
  },
  /** The service of the system in the query. */
  service(e) {
    const params = { name: required(e, "service"), system: system(e).id };
    return find("systemd_services", "name = {:name} && system = {:system}", params);
  },
};
