// Generators towards a listener that speaks TLS with a certificate nobody signed.
import { describe, expect, it } from "vitest";
import { startLab } from "../support/lab.ts";
import { runningHost } from "../support/running-host.ts";

describe("traffic to an https listener", () => {
  it("is answered, over connections that are kept", async () => {
    const simulated = await startLab({
      document: { servers: [{ id: "sim1", bind: "127.0.0.1:0" }] },
    });
    const { call, eventually } = await runningHost(`version: 1
listeners:
  - { id: web, protocol: https, bind: "127.0.0.1:0", pool: app, tls: { selfSigned: true } }
pools:
  - id: app
    health: { type: none }
    servers: [{ id: s1, address: "${simulated.addressOf("sim1")}" }]
lab:
  traffic: [{ id: steady, target: web, mode: closed, concurrency: 2, clients: 1 }]
`);
    await call("traffic.start", { id: "steady" });
    await eventually(async () => {
      const [steady] = (await call("lab.get", {})).traffic;
      expect(steady?.succeeded).toBeGreaterThan(20);
      expect(steady?.failed).toBe(0);
    });
    const [listener] = (await call("snapshot.get", {})).listeners;
    expect(listener?.totalConnections).toBeLessThanOrEqual(4);
    await simulated.lab.stop();
  });
});
