// Demo: drain under load: nobody fails.
import { demo } from "./demo.ts";
import { playScenario } from "./scenario-demo.ts";

demo("drain under load", async ({ demo, host }) => {
  await playScenario(demo, host, {
    id: "drain-under-load",
    captions: {
      "drain-now": "Server b drains: nothing new comes, what is under way ends in peace.",
      "drain-ready": "Ready again, and it gets its share back.",
    },
    meaning: "Draining is how a server leaves without anybody noticing: drain, wait, then stop it.",
  });
});
