// What is remembered of clients behind trusted proxies: their addresses, not the fields that these were read from.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { TrustedProxies } from "../../../balancer-core/proxy/trusted-proxies.ts";

it("keeps an address without the field it stood in", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const trusted = new TrustedProxies(["10.0.0.1"]);
  const addresses = new Map<string, string>();
  const madeUp = "x".repeat(8_000);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let client = 0; client < 5_000; client++) {
    const address = `192.168.${100 + (client >> 8)}.${client & 255}`;
    const field = Buffer.from(`${madeUp}, ${address}`).toString("latin1");
    const found = trusted.clientBehind("10.0.0.1", field);
    addresses.set(found, found);
  }
  collect();
  expect(addresses.size).toBe(5_000);
  // The fields alone were 40 MB.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
});
