// Loaded into the balancer's process before anything else, for the soak only: counts its timers and says on request what it holds.

const timers = new Set();
for (const [make, take] of [
  ["setTimeout", "clearTimeout"],
  ["setInterval", "clearInterval"],
]) {
  const original = globalThis[make];
  const cancel = globalThis[take];
  globalThis[make] = (action, delay, ...rest) => {
    const timer = original(
      (...args) => {
        if (make === "setTimeout") timers.delete(timer);
        action(...args);
      },
      delay,
      ...rest,
    );
    timers.add(timer);
    return timer;
  };
  globalThis[take] = (timer) => {
    timers.delete(timer);
    cancel(timer);
  };
}

process.on("message", () => {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({
    timers: timers.size,
    heapBytes: heapUsed,
    externalBytes: external,
    residentBytes: rss,
  });
});
// Only the parent's questions go over it: it must not keep the process alive.
process.channel?.unref();
