// Demo: uneven servers: what the slowest does to everybody.
import { demo } from "./demo.ts";
import { playScenario } from "./scenario-demo.ts";

demo("uneven servers", async ({ demo, host }) => {
  await playScenario(demo, host, {
    id: "uneven-servers",
    captions: {
      "uneven-turns":
        "Turns are fair to servers, not to clients: every third request waits at server c.",
      "uneven-least": "Least connections gives work to whoever is free. Watch p99.",
    },
    meaning: "Equal shares are only fair among equal servers. Choose by load where speeds differ.",
  });
});
