// Starts the simulated hub in its own worker. The page is notified if that fails.
import start from "./demo.js";

start().catch((error) => {
  console.error(error);
  postMessage(["broken"]);
});
