// Demo: a server turns slow: the tail tells, the median hides it.
import { demo } from "./demo.ts";
import { playScenario } from "./scenario-demo.ts";

demo("slow server", async ({ demo, host }) => {
  await playScenario(demo, host, {
    id: "slow-server",
    captions: {
      "slow-now": "Server b is ten times as slow now. The median hardly moves; p99 does.",
      "slow-noticed": "Peak EWMA measures each answer and walks around what is slow.",
    },
    meaning: "Averages and medians hide a slow server from everybody but a third of the clients.",
  });
});
