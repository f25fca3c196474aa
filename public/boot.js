// Runs before the program: sets the theme so that nothing flashes, and shows what happened when the program does not come.
(function () {
  "use strict";
  var root = document.documentElement;
  var theme = null;
  try {
    theme = localStorage.getItem("blinkenrack.theme");
  } catch (e) {
    // Storage is forbidden here; the system's preference serves.
  }
  if (theme !== "light" && theme !== "dark") {
    theme = window.matchMedia && matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  }
  root.dataset.theme = theme;

  var failed = false;
  function fail(what, detail) {
    if (failed) return;
    failed = true;
    root.dataset.failed = "";
    var page = document.createElement("main");
    page.className = "failure";
    page.setAttribute("role", "alert");
    var heading = document.createElement("h1");
    heading.textContent = "Blinkenrack has stopped";
    var sentence = document.createElement("p");
    sentence.textContent = what;
    var button = document.createElement("button");
    button.className = "button primary";
    button.type = "button";
    button.textContent = "Reload";
    button.addEventListener("click", function () {
      location.reload();
    });
    page.append(heading, sentence);
    if (detail) {
      var box = document.createElement("pre");
      box.textContent = detail;
      page.append(box);
    }
    page.append(button);
    document.body.replaceChildren(page);
  }

  // The program calls this from its panic hook. What could be saved is saved by then, after each step.
  window.blinkenrackFailed = function (detail) {
    fail("Something in the program went wrong. Reloading brings your layout back as it was saved last.", detail);
  };

  function started() {
    return "started" in root.dataset;
  }

  // A script, module or wasm file that does not load: `error` does not bubble, hence the capture.
  window.addEventListener(
    "error",
    function (event) {
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
    if (!started()) fail("The program did not start.", String(event.reason));
  });

  if (typeof WebAssembly !== "object") {
    document.addEventListener("DOMContentLoaded", function () {
      fail("This browser cannot run WebAssembly, or it is switched off. Any current browser can.", "");
    });
  }
})();
