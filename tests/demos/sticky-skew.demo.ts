// Demo: sticky skew: even clients, uneven load.
import { demo } from "./demo.ts";
import { playScenario } from "./scenario-demo.ts";

demo("sticky skew", async ({ demo, host }) => {
  await playScenario(demo, host, {
    id: "sticky-skew",
    captions: {
      "sticky-on":
        "Each client stays where its cookie says, and a few clients send most of the traffic.",
      "sticky-off": "Without stickiness every request is free to go anywhere.",
    },
    meaning:
      "Stickiness balances clients, not requests. Use it where sessions need it, and watch the shares.",
  });
});
