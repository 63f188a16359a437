// Stopping a whole host: requests in flight are answered, also by simulated servers, and nothing listens afterwards.
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { listenOnFreePort } from "../support/balancer.ts";
import { runningHost } from "../support/running-host.ts";

async function freeAddress(): Promise<string> {
  const { address, kill } = await listenOnFreePort(createServer());
  await kill();
  return address;
}

describe("stopping the host", () => {
  it("lets a simulated server finish what it works on, with traffic running", async () => {
    const simulated = await freeAddress();
    const running = await runningHost(`version: 1
listeners:
  - { id: web, bind: "127.0.0.1:0", pool: app }
pools:
  - { id: app, health: { type: none }, servers: ["${simulated}"] }
lab:
  servers:
    - { id: sim, bind: "${simulated}", latency: { distribution: constant, value: 400ms } }
  traffic:
    - { id: steady, target: web, mode: open, rate: 20, clients: 2 }
`);
    await running.call("traffic.start", { id: "steady" });
    const address = running.addressOf("web");
    const answer = fetch(`http://${address}/mine`);
    await running.eventually(async () => {
      const { servers } = await running.call("lab.get", {});
      expect(servers[0]?.active).toBeGreaterThan(0);
    });
    await running.host.stop(5_000);
    expect((await answer).status).toBe(200);
    await expect(fetch(`http://${address}/`)).rejects.toThrow();
  });
});
