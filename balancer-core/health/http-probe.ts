// One HTTP check: a request on a connection of its own, judged by status and, if asked, body. The timeout covers everything. Written
// to the socket by itself: a thousand servers are asked all the time, and a client made for more than that costs twice as much.
import { STATUS_CODES } from "node:http";
import { connect, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectSecurely } from "node:tls";
import { z } from "zod";
import { connectBehindHeader } from "../connect-behind-header.ts";
import { type HttpHealthConfig, statusRangesSchema } from "../contract/config-health.ts";
import { sentence } from "../contract/sentences.ts";
import { type Address, formatAddress } from "../contract/units.ts";
import type { Clock } from "../ports.ts";
import { type BodyPattern, compileBodyPattern } from "./body-pattern.ts";
import { HttpAnswer } from "./http-answer.ts";
import {
  checkHeader,
  noAnswerWithin,
  type ProbeOutcome,
  type ProbeWay,
  plainWay,
  type RunningProbe,
  settleOnce,
} from "./probe.ts";

// All checks read into this one buffer, since an answer copies what it keeps.
const readBuffer = Buffer.allocUnsafeSlow(16_384);

export function startHttpProbe(
  config: HttpHealthConfig,
  address: Address,
  clock: Clock,
  settle: (outcome: ProbeOutcome) => void,
  way: ProbeWay = plainWay,
): RunningProbe {
  let socket: Socket | undefined;
  let connected = false;
  const timer = clock.after(config.timeout, () =>
    once.settle(false, noAnswerWithin(config.timeout)),
  );
  const once = settleOnce(settle, () => {
    timer.cancel();
    socket?.destroy();
  });

  try {
    const pattern = patternOf(config);
    const target = { ...address, port: config.port ?? address.port };
    const head = requestHead(config, target);
    const answer = new HttpAnswer(config.method === "HEAD", pattern !== undefined);
    const ended = (end: ReturnType<HttpAnswer["take"]>) => {
      if (end?.kind === "failed") once.settle(false, end.detail);
      else if (end) judge(config, pattern, end.status, end.body, once.settle);
    };
    const opened = openSocket(config, target, way, (bytes) => ended(answer.take(bytes)));
    socket = opened;
    opened.on("connect", () => {
      connected = true;
    });
    opened.on("error", (error) => once.fail(error, connected));
    opened.on("end", () => ended(answer.closed()));
    opened.on("close", () => ended(answer.closed()));
    // Waits until the connection is there.
    opened.write(head, "latin1");
  } catch (error) {
    // A header or pattern that cannot be: the configuration's checks should have refused it, but a check must never throw.
    // Later, like every other outcome, so that the checker never hears of a probe before it has it in hand.
    const detail = error instanceof Error ? error.message : String(error);
    queueMicrotask(() => once.settle(false, detail));
  }
  return { cancel: () => once.cancel() };
}

function openSocket(
  config: HttpHealthConfig,
  target: Address,
  way: ProbeWay,
  received: (bytes: Buffer) => void,
): Socket {
  const header = checkHeader(way, config.port);
  if (config.type === "https") {
    const reached: ConnectionOptions = way.tls?.optionsFor(target) ?? target;
    const options = { ...reached, ALPNProtocols: ["http/1.1"] };
    const secured = header ? connectBehindHeader(header, options) : connectSecurely(options);
    return secured.on("data", received);
  }
  const socket = connect({
    ...target,
    onread: {
      buffer: readBuffer,
      callback(length) {
        received(readBuffer.subarray(0, length));
        return true;
      },
    },
  });
  if (header) socket.write(header);
  return socket;
}

function requestHead(config: HttpHealthConfig, target: Address): string {
  const fields = new Map([
    ["host", config.host ?? formatAddress(target)],
    ["user-agent", "evenkeel-health"],
    ["connection", "close"],
  ]);
  for (const [name, value] of Object.entries(config.headers)) {
    fields.set(name.toLowerCase(), value);
  }
  const lines = [`${config.method} ${config.path} HTTP/1.1`];
  for (const [name, value] of fields) lines.push(`${name}: ${value}`);
  // SECURITY: a line break in a field would begin a field, or a request, of its own.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be found.
  if (lines.some((line) => /[\u0000-\u0008\u000a-\u001f\u007f]/.test(line))) {
    throw new Error(sentence("CHECK_NOT_SENDABLE"));
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
}

function judge(
  config: HttpHealthConfig,
  pattern: BodyPattern | undefined,
  code: number,
  body: string,
  settle: (ok: boolean, detail: string) => void,
): void {
  // The usual words for the status, not the server's own, which may be anything.
  const status = `${code} ${STATUS_CODES[code] ?? ""}`.trimEnd();
  if (!config.expectStatus.some(({ from, to }) => code >= from && code <= to)) {
    const wanted = z.encode(statusRangesSchema, config.expectStatus);
    settle(false, sentence("STATUS_NOT_EXPECTED", { status, wanted: String(wanted) }));
  } else if (pattern && !pattern.isIn(body)) {
    settle(false, sentence("BODY_NOT_EXPECTED", { status, pattern: pattern.source }));
  } else settle(true, status);
}

/** Made once for all servers and checks of a pool: that costs more than to use it. */
const patterns = new WeakMap<HttpHealthConfig, BodyPattern>();

function patternOf(config: HttpHealthConfig): BodyPattern | undefined {
  if (config.expectBody === undefined) return undefined;
  const known = patterns.get(config);
  if (known) return known;
  const pattern = compileBodyPattern(config.expectBody);
  patterns.set(config, pattern);
  return pattern;
}
