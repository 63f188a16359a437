// What Settings shows of the process: memory, event loop and what the records take, all within their bounds.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { createRequestMemory } from "../../balancer-core/balancer-requests.ts";
import { processStatusSchema } from "../../balancer-core/contract/process-status.ts";
import { createEventLog } from "../../balancer-core/events/event-log.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { finishedRequest } from "../support/finished-request.ts";
import { runningHost } from "../support/running-host.ts";

it("is told with numbers of this process", async () => {
  const { call } = await runningHost("version: 1\npools: [{ id: app, servers: [127.0.0.1:9] }]\n");
  const status = processStatusSchema.parse(await call("process.get", {}));
  expect(status.pid).toBe(process.pid);
  expect(status.memory.residentBytes).toBeGreaterThan(status.memory.heapUsedBytes);
  expect(status.log).toMatchObject({
    file: "load_balancer.log",
    droppedLines: 0,
    isFailing: false,
  });
  expect(status.recordsBudget.requests).toEqual({ held: 0, capacity: 2_000, approximateBytes: 0 });
  expect(status.recordsBudget.events.held).toBeGreaterThan(0);
  expect(status.recordsBudget.seconds.capacity).toBe(300);
});

it("estimates finished requests within a factor of two of what they take", () => {
  const memory = createRequestMemory(20_000);
  const before = heapBytes();
  for (let index = 0; index < 20_000; index += 1) {
    // Every text of its own, as a busy listener's are.
    memory.add(
      finishedRequest({
        id: `request-${index}`,
        target: `/some/path/${index}`,
        client: `10.0.${index % 256}.${index % 199}`,
      }),
    );
  }
  const taken = heapBytes() - before;
  const { held, capacity, approximateBytes } = memory.usage();
  expect([held, capacity]).toEqual([20_000, 20_000]);
  expect(approximateBytes).toBeGreaterThan(taken / 2);
  expect(approximateBytes).toBeLessThan(taken * 2);
});

it("tells a reader who is too slow for the events how many it missed", async () => {
  const { call } = await runningHost("version: 1\n");
  expect(await call("events.list", { after: 0 })).toMatchObject({ missed: 0 });
  const events = createEventLog(createFakeClock(), 10);
  for (let count = 0; count < 25; count += 1) {
    events.append({ kind: "lifecycle", level: "info", message: "x" });
  }
  expect(events.after(3, 100).map(({ seq }) => seq)).toEqual([
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
  ]);
  expect(events.usage()).toMatchObject({ held: 10, capacity: 10, approximateBytes: 2_010 });
});

function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}
