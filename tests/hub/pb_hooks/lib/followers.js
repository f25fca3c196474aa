// The hub keeps one topic string per followed system: the first that was requested. Only clients subscribed to exactly that string get
// events; it is dropped when no client follows the system under any string.

const WORD = "rt_metrics";
const STORE = "followed topics";

function each(visit) {
  const clients = $app.subscriptionsBroker().clients();
  for (const id in clients) {
    const topics = clients[id].subscriptions(WORD);
    for (const topic in topics) {
      const system = topics[topic].query.system;
      if (system) {
        visit(clients[id], topic, system);
      }
    }
  }
}

/** Updates the kept strings for the current clients; returns them by system. */
function settle() {
  const before = JSON.parse($app.store().get(STORE) || "{}");
  const kept = {};
  each((_, topic, system) => {
    kept[system] = before[system] || kept[system] || topic;
  });
  $app.store().set(STORE, JSON.stringify(kept));
  return kept;
}

/** The system in a live metrics topic. */
function systemOf(topic) {
  const [word, options] = topic.split("?options=");
  if (!word.startsWith(WORD) || !options) {
    return null;
  }
  try {
    return JSON.parse(decodeURIComponent(options)).query.system || null;
  } catch (_) {
    return null;
  }
}

module.exports = {
  settle,
  /** Hub 0.20 refuses all topics of a request if one of them follows a system that this user cannot see or that is not polled. */
  refuseUnknown(e) {
    if (!require(`${__hooks}/lib/hub.js`).IS_NEWER) {
      return;
    }
    const { isMember } = require(`${__hooks}/lib/member.js`);
    for (const topic of e.subscriptions) {
      const id = systemOf(topic);
      const found = id && $app.findRecordsByIds("systems", [id])[0];
      if (id && !(found && e.auth && isMember(e.auth, found) && found.getString("status") !== "paused")) {
        throw new NotFoundError("");
      }
    }
  },
  /** Sends `payload` to the clients subscribed to the kept string of the system; returns their number. */
  push(system, payload) {
    const name = settle()[system];
    let sent = 0;
    if (name === undefined) {
      return sent;
    }
    const message = new SubscriptionMessage({ name, data: JSON.stringify(payload) });
    each((client, topic) => {
      if (topic === name) {
        client.send(message);
        sent += 1;
      }
    });
    return sent;
  },
};
