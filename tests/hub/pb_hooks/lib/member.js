// Who may see what behind Beszel's own routes: members of the system, nobody else. To all others it is not there.

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

/** The system that the query names. */
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
  /** The container of that system that the query names. */
  container(e) {
    const params = { id: required(e, "container"), system: system(e).id };
    return find("containers", "id = {:id} && system = {:system}", params);
  },
  /** The service of that system that the query names. */
  service(e) {
    const params = { name: required(e, "service"), system: system(e).id };
    return find("systemd_services", "name = {:name} && system = {:system}", params);
  },
};
