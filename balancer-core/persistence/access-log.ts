// The log `load_balancer.log`: collects lines in memory and writes them in batches. Nobody who logs ever waits or hears an
// error: a failing disk costs lines, which are counted, and makes one report.
import { isAbsolute, join } from "node:path";
import type { LogConfig } from "../contract/config-schema.ts";
import type { BalancerEvent } from "../contract/records.ts";
import { sentence } from "../contract/sentences.ts";
import { systemCode } from "../errors.ts";
import { type Clock, isoTime, type Timer } from "../ports.ts";
import type { FinishedRequest } from "../proxy/types.ts";
import { createLogFile } from "./access-log-file.ts";
import { createLineFormat } from "./access-log-format.ts";
import { createLineBatches } from "./line-batches.ts";
import { UsualRequestLines } from "./usual-request-lines.ts";

const batchMs = 100;
/** Each write wakes a thread, which costs as much as hundreds of lines: some fifty writes a second at full load are few enough. */
const batchBytes = 262_144;
/** Bytes kept while the disk does not keep up; lines beyond are dropped and counted. */
const mostBytes = 8 * 1_048_576;
/** Pause after a failed write. */
const retryMs = 2_000;

export interface AccessLogOptions {
  readonly config: LogConfig;
  /** Folder a relative `file` is in. */
  readonly directory: string;
  readonly clock: Clock;
  /** Hears of the first failure after a success, and of the first line dropped because the disk is slow, once. */
  readonly onProblem: (message: string) => void;
  /** Hears when lines are written again after a problem. */
  readonly onRecovered?: (message: string) => void;
}

export interface AccessLog {
  request(request: FinishedRequest): void;
  event(event: BalancerEvent): void;
  /** Takes over another configuration at once; lines not yet written follow it to another file. */
  update(config: LogConfig): void;
  /** Opens the path again, for rotation by others; what was logged before may still go to the old file. */
  reopen(): Promise<void>;
  /** Resolves when everything logged so far is written, or could not be. */
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Lines dropped since the start. */
  readonly dropped: number;
  /** Bytes that wait to be written. */
  readonly waitingBytes: number;
  /** Whether the last write failed. */
  readonly isFailing: boolean;
}

export function createAccessLog({
  config: initial,
  directory,
  clock,
  onProblem,
  onRecovered = () => undefined,
}: AccessLogOptions): AccessLog {
  let config = initial;
  let format = createLineFormat(config.format);
  const usual = new UsualRequestLines();
  let file = createLogFile(pathOf(config));
  const batches = createLineBatches(batchBytes, mostBytes);
  let dropped = 0;
  let droppedReported = 0;
  let isFailing = false;
  /** Lines are being dropped while the disk works: it is slower than what is logged. */
  let isOverrun = false;
  let isClosed = false;
  let isReopenDue = false;
  /** What does not fill a batch is to be written too: it has waited long enough, or somebody flushes. */
  let isRestDue = false;
  let timer: Timer | null = null;
  let writing: Promise<void> | null = null;

  function pathOf({ file: path }: LogConfig): string {
    return isAbsolute(path) ? path : join(directory, path);
  }

  function add(line: string): void {
    noted(!isClosed && batches.add(line));
  }

  function noted(isKept: boolean): void {
    if (!isKept) {
      dropped += 1;
      reportOverrun();
      return;
    }
    if (batches.isOneFull && writing === null && !isFailing) start();
    else timer ??= clock.after(isFailing ? retryMs : batchMs, startAll);
  }

  function startAll(): void {
    isRestDue = true;
    start();
  }

  function start(): void {
    timer?.cancel();
    timer = null;
    writing ??= write().finally(() => {
      writing = null;
      if (!batches.isEmpty && !isClosed) {
        timer ??= clock.after(isFailing ? retryMs : batchMs, startAll);
      }
    });
  }

  async function write(): Promise<void> {
    await reopenIfDue();
    while (batches.isOneFull || isRestDue) {
      // Once, or under load every write would be followed at once by one of the few lines that came meanwhile.
      if (!batches.isOneFull) isRestDue = false;
      const batch = batches.oldest();
      if (batch === null) return;
      try {
        await file.append(batch, config);
      } catch (error) {
        report(error);
        return;
      }
      batches.removeOldest();
      reportRecovery();
      reportDropped();
      // Between two writes, when nobody uses the file.
      await reopenIfDue();
    }
  }

  async function reopenIfDue(): Promise<void> {
    if (!isReopenDue) return;
    isReopenDue = false;
    await file.close().catch(report);
  }

  function report(error: unknown): void {
    if (isFailing) return;
    isFailing = true;
    onProblem(sentence("LOG_NOT_WRITTEN", { file: config.file, errno: systemCode(error) }));
  }

  function reportOverrun(): void {
    if (isFailing || isOverrun || isClosed) return;
    // First, because the one who hears of it may log it.
    isOverrun = true;
    onProblem(sentence("LOG_TOO_SLOW", { file: config.file }));
  }

  function reportRecovery(): void {
    if (!isFailing && !isOverrun) return;
    isFailing = false;
    isOverrun = false;
    onRecovered(
      sentence("LOG_WRITTEN_AGAIN", { file: config.file, count: dropped - droppedReported }),
    );
  }

  function reportDropped(): void {
    if (dropped === droppedReported || isClosed) return;
    const lines = dropped - droppedReported;
    droppedReported = dropped;
    add(
      format.event({
        seq: 0,
        at: isoTime(clock.wallTime()),
        kind: "lifecycle",
        level: "warning",
        message: `${lines} log lines dropped, the disk did not keep up`,
      }),
    );
  }

  /** One try at everything there is. */
  async function flush(): Promise<void> {
    await writing;
    if (batches.isEmpty) return;
    startAll();
    await writing;
  }

  return {
    request(request) {
      if (config.requests === "none") return;
      if (config.requests === "errors" && request.error === null && request.status < 500) return;
      const isAdded = isClosed || config.format !== "json" ? null : usual.add(request, batches);
      if (isAdded === null) add(format.request(request));
      else noted(isAdded);
    },
    event: (event) => add(format.event(event)),
    update(next) {
      const hasMoved = pathOf(next) !== pathOf(config);
      format = createLineFormat(next.format);
      config = next;
      if (!hasMoved) return;
      const old = file;
      file = createLogFile(pathOf(next));
      // A write in progress still goes to the old file, which is closed after it.
      void Promise.resolve(writing)
        .then(() => old.close())
        .catch(report);
    },
    async reopen() {
      isReopenDue = true;
      // A write under way does it at its next pause.
      await (writing ?? reopenIfDue());
    },
    flush,
    async close() {
      await flush();
      isClosed = true;
      timer?.cancel();
      timer = null;
      await file.close().catch(report);
    },
    get dropped() {
      return dropped;
    },
    get waitingBytes() {
      return batches.bytes;
    },
    get isFailing() {
      return isFailing;
    },
  };
}
