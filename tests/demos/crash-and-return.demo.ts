// Demo: crash and return: who notices, and when.
import { demo } from "./demo.ts";
import { playScenario } from "./scenario-demo.ts";

demo("crash and return", async ({ demo, host }) => {
  await playScenario(demo, host, {
    id: "crash-and-return",
    captions: {
      "crash-down": "Server b is dead: its port is closed and its connections were reset.",
      "crash-back": "It listens again, and has to pass checks before it gets work.",
    },
    meaning:
      "Retries cover the moments until the balancer knows. After that nobody asks a dead server.",
  });
});
