// A container's data, as its agent returns it on request.

module.exports = {
  /** Log text that contains markup, which must be escaped for display. */
  logs(container) {
    const name = container.getString("name");
    if (name === "chatty") {
      return Array.from({ length: 2500 }, (_, place) => `2026-01-01T07:00:00Z <b>line ${place + 1}</b> of many\n`).join("");
    }
    return `2026-01-01T07:00:00Z ${name} started\n<b>${name}</b> listens on ${container.getString("ports") || "no port"}\n`
      + `2026-01-01T07:00:05Z WARN slow answer: 812 ms\n`;
  },
  /** The inspection as JSON text: an object within a string, without the environment. */
  info(container) {
    return JSON.stringify({
      Config: { Image: container.getString("image"), Tty: false },
      Id: container.id,
      Mounts: [],
      Name: "/" + container.getString("name"),
      State: { Status: "running" },
    });
  },
};
