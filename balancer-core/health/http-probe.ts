// One HTTP check: a request on a connection of its own, judged by status and, if asked, body. The timeout covers everything.
import { type ClientRequest, type IncomingMessage, request, STATUS_CODES } from "node:http";
import { request as secureRequest } from "node:https";
import { connect, type Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { z } from "zod";
import { connectBehindHeader } from "../connect-behind-header.ts";
import { type HttpHealthConfig, statusRangesSchema } from "../contract/config-health.ts";
import { type Address, formatAddress } from "../contract/units.ts";
import type { Clock } from "../ports.ts";
import { type BodyPattern, compileBodyPattern } from "./body-pattern.ts";
import {
  checkHeader,
  failureDetail,
  longestAnswerBytes,
  noAnswerWithin,
  type ProbeOutcome,
  type ProbeWay,
  plainWay,
  type RunningProbe,
  settleOnce,
} from "./probe.ts";

export function startHttpProbe(
  config: HttpHealthConfig,
  address: Address,
  clock: Clock,
  settle: (outcome: ProbeOutcome) => void,
  way: ProbeWay = plainWay,
): RunningProbe {
  let call: ClientRequest | undefined;
  let connected = false;
  const timer = clock.after(config.timeout, () =>
    once.settle(false, noAnswerWithin(config.timeout)),
  );
  const once = settleOnce(settle, () => {
    timer.cancel();
    call?.destroy();
  });

  try {
    const pattern = patternOf(config);
    const target = { ...address, port: config.port ?? address.port };
    const secured = config.type === "https" ? way.tls?.optionsFor(target) : undefined;
    const header = checkHeader(way, config.port);
    call = (config.type === "https" ? secureRequest : request)({
      ...target,
      path: config.path,
      method: config.method,
      headers: {
        host: config.host ?? formatAddress(target),
        "user-agent": "evenkeel-health",
        ...config.headers,
      },
      ...secured,
      // A connection of its own: an idle one kept from the last check would hide a server that no longer accepts.
      ...(header
        ? { createConnection: () => connectWith(header, target, secured) }
        : { agent: false }),
    });
    call.on("socket", (socket) => socket.once("connect", () => (connected = true)));
    call.on("error", (error) => once.settle(false, failureDetail(error, connected)));
    call.on("upgrade", (_response, socket) => {
      socket.destroy();
      once.settle(false, "the answer switches protocols");
    });
    call.on("response", (response) => {
      response.on("error", (error) => once.settle(false, failureDetail(error, true)));
      const status = describeStatus(response);
      if (!isExpected(response.statusCode ?? 0, config)) {
        const expected = z.encode(statusRangesSchema, config.expectStatus);
        return once.settle(false, `${status}, expected ${expected}`);
      }
      readBody(response, (body) => {
        if (pattern && !pattern.isIn(body))
          once.settle(false, `${status}, body does not match /${pattern.source}/`);
        else once.settle(true, status);
      });
    });
    call.end();
  } catch (error) {
    // A header or pattern that cannot be: the configuration's checks should have refused it, but a check must never throw.
    // Later, like every other outcome, so that the checker never hears of a probe before it has it in hand.
    const detail = error instanceof Error ? error.message : String(error);
    queueMicrotask(() => once.settle(false, detail));
  }
  return { cancel: () => once.cancel() };
}

function connectWith(header: Buffer, to: Address, secured: ConnectionOptions | undefined): Socket {
  if (secured !== undefined) return connectBehindHeader(header, secured);
  const socket = connect(to);
  // Waits until the connection is there.
  socket.write(header);
  return socket;
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

/** Hands over the body once it is complete or as long as is looked at. */
function readBody(response: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const finish = () => done(Buffer.concat(chunks).subarray(0, longestAnswerBytes).toString("utf8"));
  response.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    // SECURITY: a server that answers without end must not fill our memory.
    if (size >= longestAnswerBytes) finish();
  });
  response.on("end", finish);
}

function isExpected(status: number, { expectStatus }: HttpHealthConfig): boolean {
  return expectStatus.some(({ from, to }) => status >= from && status <= to);
}

/** The usual words for the status, not the server's own, which may be anything. */
function describeStatus({ statusCode = 0 }: IncomingMessage): string {
  return `${statusCode} ${STATUS_CODES[statusCode] ?? ""}`.trimEnd();
}
