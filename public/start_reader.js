// Starts the reader of files in a worker of its own; the page hears of it when that fails, or when the reader stops later: a trap,
// as when memory runs out, is an error that nothing inside catches.
import start from "./reader.js";

function broken(error) {
  console.error(error);
  postMessage(["broken"]);
}

addEventListener("unhandledrejection", (event) => broken(event.reason));
start().catch(broken);
