// Runs before the program: sets the theme so that nothing flashes, keeps the page out of other sites' frames, and shows a message if the
// program does not start or stops.
(function () {
  "use strict";
  var root = document.documentElement;
  var theme = null;
  try {
    theme = localStorage.getItem("blinkenrack.theme");
  } catch {
    // Storage is blocked; the system's preference applies.
  }
  if (theme !== "light" && theme !== "dark") {
    theme = window.matchMedia && matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  }
  root.dataset.theme = theme;

  function page(heading, sentence) {
    var main = document.createElement("main");
    main.className = "failure";
    main.setAttribute("role", "alert");
    var title = document.createElement("h1");
    title.textContent = heading;
    var words = document.createElement("p");
    words.textContent = sentence;
    main.append(title, words);
    return main;
  }

  // A page of another site could overlay this one and redirect clicks.
  function inForeignFrame() {
    for (var frame = window; frame !== frame.parent; frame = frame.parent) {
      try {
        if (frame.parent.location.origin !== location.origin) return true;
      } catch {
        return true;
      }
    }
    return false;
  }

  if (inForeignFrame()) {
    var framed = page("Blinkenrack", "Blinkenrack does not run inside a page of another site.");
    var link = document.createElement("a");
    link.href = location.href;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Open Blinkenrack in a tab of its own";
    framed.append(link);
    var body = document.createElement("body");
    body.append(framed);
    root.dataset.framed = "";
    root.append(body);
    // Stops parsing the page: nothing after this script is loaded or run.
    window.stop();
    return;
  }

  var failed = false;
  function fail(what, detail) {
    if (failed) return;
    failed = true;
    root.dataset.failed = "";
    var shown = page("Blinkenrack has stopped", what);
    var button = document.createElement("button");
    button.className = "button primary";
    button.type = "button";
    button.textContent = "Reload";
    button.addEventListener("click", function () {
      location.reload();
    });
    if (detail) {
      var box = document.createElement("pre");
      box.textContent = detail;
      shown.append(box);
    }
    shown.append(button);
    document.body.replaceChildren(shown);
  }

  function stopped(detail) {
    fail("Something in the program went wrong. Reloading brings your layout back as it was saved last.", detail);
  }

  // The program's panic hook calls this. Everything that could be saved has been saved after each step.
  window.blinkenrackFailed = stopped;

  function trapped(error) {
    if (failed) return;
    stopped(String(error));
    // The program's loader handles this event, and calls nothing of the program afterwards.
    window.dispatchEvent(new Event("blinkenrack-trapped"));
  }

  function started() {
    return "started" in root.dataset;
  }

  // Whether an error means that the program's memory or stack cannot be trusted: a trap, as when memory runs out.
  function isTrap(error) {
    if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) return true;
    return error instanceof Error && /call stack|too much recursion/.test(error.message);
  }

  // A script, module or wasm file that failed to load: `error` does not bubble, hence the capture.
  window.addEventListener(
    "error",
    function (event) {
      if (isTrap(event.error)) {
        trapped(event.error);
        return;
      }
      if (started()) return;
      var target = event.target;
      if (target && target.tagName === "SCRIPT") {
        fail("A part of the program did not load. The server may have been updated or the connection cut.", target.src || "");
      } else if (event.message) {
        fail("The program did not start.", event.message);
      }
    },
    true
  );
  window.addEventListener("unhandledrejection", function (event) {
    if (isTrap(event.reason)) trapped(event.reason);
    else if (!started()) fail("The program did not start.", String(event.reason));
  });

  if (typeof WebAssembly !== "object") {
    document.addEventListener("DOMContentLoaded", function () {
      fail("This browser cannot run WebAssembly, or it is switched off. Any current browser can.", "");
    });
  }
})();
