// The hub version that is played.

const VERSION = $os.getenv("HUB_VERSION") || "0.18.8";

module.exports = {
  /** Whether it has monitors and pools. */
  IS_NEWER: !VERSION.startsWith("0.18"),
  INFO: { key: "ssh-ed25519 AAAA", v: VERSION, cu: false },
  PAGE: `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Beszel</title>
    <script>globalThis.BESZEL = ${JSON.stringify({ BASE_PATH: "/", HUB_VERSION: VERSION, HUB_URL: "" })}</script>
  </head>
  <body><div id="app"></div></body>
</html>
`,
};
