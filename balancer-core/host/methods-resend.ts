// Sends a request again, the way a client would: on a new connection to the listener, through routes, pool and algorithm. Without
// its body, which nobody kept, and therefore only where a method has none.
import { type ClientRequest, type RequestOptions, request as sendPlain } from "node:http";
import { request as sendSecure } from "node:https";
import { isIP } from "node:net";
import { BalancerError } from "../contract/balancer-error.ts";
import type { RequestRecord } from "../contract/records.ts";
import { tryAddress } from "../contract/units.ts";
import { systemCode } from "../errors.ts";
import { reachable } from "../lab/traffic/traffic-client.ts";
import type { Clock, Ports } from "../ports.ts";
import type { Handlers, HostParts } from "./handlers.ts";

const answerWithinMs = 30_000;
/** More of an answer is not read; the connection is closed then. */
const mostAnswerBytes = 16 * 2 ** 20;
/** The relay makes its record a moment after the client has the last byte. */
const recordWithinMs = 500;
const lookEveryMs = 20;

interface Answer {
  readonly status: number | null;
  readonly failure: string | null;
}

export function resendMethods({ balancer, snapshot }: HostParts, { clock, random }: Ports) {
  let sent = 0;

  function optionsFor(listenerId: string): RequestOptions & { readonly isSecure: boolean } {
    const listener = snapshot().listeners.find(({ id }) => id === listenerId);
    if (!listener) throw new BalancerError("NOT_FOUND", `there is no listener "${listenerId}"`);
    const config = balancer.config.listeners.find(({ id }) => id === listenerId);
    const refuse = (why: string) => new BalancerError("INVALID_PARAMS", why);
    if (listener.protocol !== "http" && listener.protocol !== "https")
      throw refuse(`listener "${listenerId}" relays bytes, so there is no request to send again`);
    if (config && "proxyProtocol" in config && config.proxyProtocol === "accept")
      throw refuse(`listener "${listenerId}" expects a PROXY header, which a resent request lacks`);
    const bound = tryAddress(listener.address);
    if (listener.state !== "listening" || !bound)
      throw refuse(`listener "${listenerId}" is not listening`);
    // SECURITY: the address is always that of a listener of ours, never one a caller names.
    const { host, port } = reachable(bound);
    return { host, port, isSecure: listener.protocol === "https" };
  }

  function recordOf(id: string): Promise<RequestRecord | null> {
    const find = () => balancer.requests({ id, limit: 1 })[0] ?? null;
    return new Promise((resolve) => {
      let looks = recordWithinMs / lookEveryMs;
      const timer = clock.every(lookEveryMs, () => {
        const found = find();
        looks -= 1;
        if (found === null && looks > 0) return;
        timer.cancel();
        resolve(found);
      });
    });
  }

  return {
    async "request.resend"({ listener, method, target, host }) {
      const { isSecure, ...place } = optionsFor(listener);
      sent += 1;
      const id = `resend-${Math.floor(random() * 2 ** 32).toString(36)}-${sent}`;
      const name = host.replace(/:\d+$/, "");
      const answer = await send(clock, isSecure ? sendSecure : sendPlain, {
        ...place,
        method,
        path: target,
        agent: false,
        timeout: answerWithinMs,
        headers: { host, "user-agent": "evenkeel-console", "x-request-id": id },
        // SECURITY: the other end is this process; its certificate may be self-signed or of another name.
        ...(isSecure ? { rejectUnauthorized: false } : {}),
        ...(isSecure && isIP(name) === 0 ? { servername: name } : {}),
      });
      return { ...answer, request: await recordOf(id) };
    },
  } satisfies Partial<Handlers>;
}

function send(
  clock: Clock,
  open: (options: RequestOptions) => ClientRequest,
  options: RequestOptions,
): Promise<Answer> {
  return new Promise((resolve) => {
    const request = open(options);
    // Not only a silent server: nothing may keep the call waiting longer.
    const deadline = clock.after(answerWithinMs, () =>
      request.destroy(new Error("no answer in 30 s")),
    );
    const finish = (answer: Answer) => {
      deadline.cancel();
      resolve(answer);
    };
    request.once("response", (response) => {
      const status = response.statusCode ?? null;
      let bytes = 0;
      response.on("data", (part: Buffer) => {
        bytes += part.length;
        if (bytes > mostAnswerBytes) request.destroy();
      });
      response.on("error", () => undefined);
      response.once("close", () =>
        finish({ status, failure: response.complete ? null : "the answer was cut short" }),
      );
    });
    request.on("error", (error) =>
      finish({ status: null, failure: systemCode(error) ?? error.message }),
    );
    request.end();
  });
}
