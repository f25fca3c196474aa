// Which hub this plays.

const VERSION = "0.18.8";

module.exports = {
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
