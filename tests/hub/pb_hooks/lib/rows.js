// Writing many rows at once.

/** The columns of a table, in the order given; refuses names that are not columns of the collection. */
function columns(table, keys) {
  const fields = $app.findCollectionByNameOrId(table).fields;
  for (const key of keys) {
    if (!fields.getByName(key)) {
      throw new BadRequestError(`${table} has no field ${key}.`);
    }
  }
  return keys;
}

function one(sql, body) {
  const row = new DynamicModel({ value: "" });
  $app.db().newQuery(sql).bind({ body }).one(row);
  return row.value;
}

module.exports = {
  /** `body` stays text: the database parses it, which is much faster than doing it here. */
  upsert(body) {
    const table = one("SELECT json_extract({:body}, '$.table') AS value", body);
    const keys = JSON.parse(one("SELECT json_group_array(key) AS value FROM json_each({:body}, '$.rows[0]')", body));
    if (keys.length === 0) {
      return 0;
    }
    const names = columns(table, keys).map((key) => `[[${key}]]`);
    const values = keys.map((key) => `json_extract(value, '$.${key}')`);
    const updates = names.map((name) => `${name} = excluded.${name}`);
    const result = $app.db().newQuery(
      `INSERT INTO {{${table}}} (${names.join(", ")}) SELECT ${values.join(", ")} FROM json_each({:body}, '$.rows') WHERE true `
        + `ON CONFLICT (id) DO UPDATE SET ${updates.join(", ")}`,
    ).bind({ body }).execute();
    return result.rowsAffected();
  },
  save({ table, records }) {
    $app.runInTransaction((app) => {
      const collection = app.findCollectionByNameOrId(table);
      const known = {};
      for (const record of app.findRecordsByIds(table, records.map(({ id }) => id).filter(Boolean))) {
        known[record.id] = record;
      }
      for (const values of records) {
        const record = known[values.id] || new Record(collection);
        record.load(values);
        app.save(record);
      }
    });
    return records.length;
  },
};
