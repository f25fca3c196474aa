// Starts the simulated hub in a worker of its own; the page hears of it when that fails.
import start from "./demo.js";

start().catch((error) => {
  console.error(error);
  postMessage(["broken"]);
});
