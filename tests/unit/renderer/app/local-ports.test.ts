// Local ports: what counts as one, and the configuration that puts an address in front of them.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { configSchema } from "../../../../balancer-core/contract/config-schema.ts";
import { localServers, parsePorts, withLocalPorts } from "../../../../renderer/app/local-ports.ts";
import { cardPlace } from "../../../../renderer/app/tour-stops.ts";

describe("local ports", () => {
  it("are numbers between commas and spaces, each once", () => {
    expect(parsePorts("3000, 3001 3000;4000")).toEqual({ ports: [3000, 3001, 4000] });
    expect(parsePorts("3000, x1")).toEqual({ wrong: "x1" });
    expect(parsePorts("0")).toEqual({ wrong: "0" });
    expect(parsePorts("70000")).toEqual({ wrong: "70000" });
    expect(parsePorts(Array.from({ length: 33 }, (_, index) => 3000 + index).join(" "))).toEqual({
      isTooMany: true,
    });
  });

  it("ticked and typed count once, and are reached where they were found", () => {
    const found = [{ port: 3001, address: "[::1]:3001" }];
    expect(localServers([3001, 3000, 3001], found)).toEqual([
      { port: 3001, address: "[::1]:3001" },
      { port: 3000, address: "127.0.0.1:3000" },
    ]);
  });

  it("become a listener and a pool beside what there is, under free ids, comments kept", () => {
    const long =
      "log: { file: balancer-of-this-machine.log, format: json, maxBytes: 20MiB, keep: 5, requests: errors }\n";
    const yaml = `version: 1 # kept\nlisteners:\n  - { id: local, bind: 127.0.0.1:8080 }\n${long}`;
    const next = withLocalPorts(yaml, localServers([3000, 3001], []), 8090);
    expect(next).toContain("# kept");
    expect(next).toContain(long);
    expect(configSchema.parse(parse(next))).toMatchObject({
      listeners: [{ id: "local" }, { id: "local-2", bind: "127.0.0.1:8090", pool: "local-2" }],
      pools: [
        {
          id: "local-2",
          servers: [{ address: "127.0.0.1:3000" }, { address: "127.0.0.1:3001" }],
        },
      ],
    });
  });
});

describe("the tour's card", () => {
  it("stays within the window wherever its subject is", () => {
    const view = { innerWidth: 1280, innerHeight: 800 };
    const boxes = [
      null,
      { left: 8, top: 160, width: 160, height: 32 },
      { left: 980, top: 12, width: 110, height: 32 },
      { left: 176, top: 180, width: 1100, height: 620 },
      { left: -900, top: 5000, width: 10, height: 10 },
    ];
    for (const box of boxes) {
      const { left, top } = cardPlace(box, view);
      expect(left).toBeGreaterThanOrEqual(16);
      expect(top).toBeGreaterThanOrEqual(16);
      expect(left + 320).toBeLessThanOrEqual(1280);
      expect(top + 190).toBeLessThanOrEqual(800);
    }
  });
});
