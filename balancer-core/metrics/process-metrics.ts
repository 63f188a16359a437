// Metrics of the Node process itself: CPU time, memory, delay of the event loop.
import type { Clock } from "../ports.ts";
import { createEventLoopDelay, type Delay } from "./event-loop-delay.ts";
import type { PrometheusWriter } from "./prometheus.ts";

export interface ProcessMetrics {
  start(): void;
  stop(): void;
  write(writer: PrometheusWriter): void;
  delay(): Delay;
}

export function createProcessMetrics(clock: Pick<Clock, "every">): ProcessMetrics {
  const loop = createEventLoopDelay(clock);

  return {
    start: () => loop.start(),
    stop: () => loop.stop(),
    delay: () => loop.read(),
    write(writer) {
      const delay = loop.read();
      const cpu = process.cpuUsage();
      const memory = process.memoryUsage();
      const one = (name: string, type: "counter" | "gauge", help: string, value: number) => {
        writer.family(name, type, help);
        writer.sample({}, value);
      };
      one("process_cpu_user_seconds_total", "counter", "CPU time in user mode.", cpu.user / 1e6);
      one(
        "process_cpu_system_seconds_total",
        "counter",
        "CPU time in system mode.",
        cpu.system / 1e6,
      );
      one(
        "process_cpu_seconds_total",
        "counter",
        "CPU time in user and system mode.",
        (cpu.user + cpu.system) / 1e6,
      );
      one("process_resident_memory_bytes", "gauge", "Resident memory.", memory.rss);
      one("process_uptime_seconds", "gauge", "Time since the process started.", process.uptime());
      one("nodejs_heap_size_used_bytes", "gauge", "JavaScript heap in use.", memory.heapUsed);
      one("nodejs_heap_size_total_bytes", "gauge", "JavaScript heap reserved.", memory.heapTotal);
      one("nodejs_external_memory_bytes", "gauge", "Memory outside the heap.", memory.external);
      one(
        "nodejs_eventloop_lag_mean_seconds",
        "gauge",
        "Mean delay of the event loop within the last minute.",
        delay.meanMs / 1_000,
      );
      one(
        "nodejs_eventloop_lag_p99_seconds",
        "gauge",
        "99th percentile of the delay of the event loop within the last minute.",
        delay.p99Ms / 1_000,
      );
      one(
        "nodejs_eventloop_lag_seconds",
        "gauge",
        "Longest delay of the event loop within the last minute.",
        delay.maxMs / 1_000,
      );
      writer.family("nodejs_version_info", "gauge", "Version of Node.");
      writer.sample({ version: process.version }, 1);
    },
  };
}
