// Metrics of the Node process itself: CPU time, memory, delay of the event loop.
import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import type { PrometheusWriter } from "./prometheus.ts";

const loopResolutionMs = 20;

export interface ProcessMetrics {
  start(): void;
  stop(): void;
  write(writer: PrometheusWriter): void;
}

export function createProcessMetrics(): ProcessMetrics {
  // The sampling itself is part of every reading: a quiet loop shows the resolution, not zero.
  const delay: IntervalHistogram = monitorEventLoopDelay({ resolution: loopResolutionMs });
  const seconds = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - loopResolutionMs / 1_000) : 0;

  return {
    start: () => void delay.enable(),
    stop: () => void delay.disable(),
    write(writer) {
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
        "Mean delay of the event loop since the last scrape.",
        seconds(delay.mean),
      );
      one(
        "nodejs_eventloop_lag_p99_seconds",
        "gauge",
        "99th percentile of the delay of the event loop since the last scrape.",
        seconds(delay.percentile(99)),
      );
      one(
        "nodejs_eventloop_lag_seconds",
        "gauge",
        "Longest delay of the event loop since the last scrape.",
        seconds(delay.max),
      );
      delay.reset();
      writer.family("nodejs_version_info", "gauge", "Version of Node.");
      writer.sample({ version: process.version }, 1);
    },
  };
}
