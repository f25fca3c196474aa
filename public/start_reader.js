// Starts the file reader in its own worker. The page is notified if that fails, or if the reader stops later: a trap, as when memory runs
// out, is an error that nothing inside catches.
import start from "./reader.js";

function broken(error) {
  console.error(error);
  postMessage(["broken"]);
}

addEventListener("unhandledrejection", (event) => broken(event.reason));
start().catch(broken);
