// How the process is doing, as plain data: memory, event loop, log and what the records take. Read only when somebody asks.
import type { RequestMemory } from "./balancer-requests.ts";
import type { ProcessStatus, RecordUsage } from "./contract/process-status.ts";
import type { EventLog } from "./events/event-log.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { secondsOfSeries } from "./metrics/server-metrics.ts";
import type { AccessLog } from "./persistence/access-log.ts";
import type { Pool } from "./pool/types.ts";

/** A second of a server: ten numbers in an object of their own. */
const bytesPerSecond = 120;

export interface StatusSources {
  readonly logFile: string;
  readonly log: AccessLog;
  readonly metrics: Metrics;
  readonly requests: RequestMemory;
  readonly events: EventLog;
  readonly pools: readonly Pool[];
}

export function takeStatus(sources: StatusSources): ProcessStatus {
  const { logFile, log, metrics, requests, events } = sources;
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return {
    pid: process.pid,
    nodeVersion: process.version,
    platform: `${process.platform}-${process.arch}`,
    uptimeMs: process.uptime() * 1_000,
    cpuMs: (cpu.user + cpu.system) / 1_000,
    memory: {
      residentBytes: memory.rss,
      heapUsedBytes: memory.heapUsed,
      heapTotalBytes: memory.heapTotal,
      externalBytes: memory.external,
    },
    eventLoop: metrics.eventLoopDelay(),
    log: {
      file: logFile,
      droppedLines: log.dropped,
      waitingBytes: log.waitingBytes,
      isFailing: log.isFailing,
    },
    recordsBudget: {
      requests: requests.usage(),
      events: events.usage(),
      seconds: secondsUsage(sources),
    },
  };
}

function secondsUsage({ metrics, pools }: StatusSources): RecordUsage {
  let held = 0;
  let servers = 0;
  for (const pool of pools) {
    for (const { id } of pool.servers) {
      servers += 1;
      held += metrics.server(pool.id, id)?.series.size ?? 0;
    }
  }
  return {
    held,
    capacity: servers * secondsOfSeries,
    approximateBytes: held * bytesPerSecond,
  };
}
