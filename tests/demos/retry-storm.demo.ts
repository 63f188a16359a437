// Demo: retry storm: what a budget is for.
import { demo } from "./demo.ts";
import { playScenario } from "./scenario-demo.ts";

demo("retry storm", async ({ demo, host }) => {
  await playScenario(demo, host, {
    id: "retry-storm",
    captions: {
      "storm-free":
        "Servers reset half of the attempts, and every failure is tried again, up to three times.",
      "storm-budget": "The same failures, but retries may add a fifth of the load at most.",
    },
    meaning:
      "Retries save requests and cost load. A budget decides how much, before the servers do.",
  });
});
