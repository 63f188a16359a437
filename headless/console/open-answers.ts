// What everybody may ask without the token: whether the balancer lives, whether it can serve, and its metrics.
import type { IncomingMessage, ServerResponse } from "node:http";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import { type Answer, errorAnswer, send, textAnswer } from "./respond.ts";

/** By path. */
export function openAnswers(host: Host, metricsPath: string): ReadonlyMap<string, () => Answer> {
  return new Map([
    ["/healthz", () => health(host)],
    ["/readyz", () => readiness(host)],
    [
      metricsPath,
      () => textAnswer(200, "text/plain; version=0.0.4; charset=utf-8", host.metricsText()),
    ],
  ]);
}

function health(host: Host): Answer {
  return host.isReady() ? plain(200, "ok") : plain(503, "stopping");
}

/** For whoever sends clients to one of several balancers: one that can serve nobody is to be left out. */
function readiness(host: Host): Answer {
  if (!host.isReady()) return plain(503, "stopping");
  const unserved = host.unservedPools();
  return unserved.length === 0
    ? plain(200, "ready")
    : plain(503, `no usable server: ${unserved.join(", ")}`);
}

const plain = (status: number, words: string) =>
  textAnswer(status, "text/plain; charset=utf-8", `${words}\n`);

export function sendOpen(
  answer: () => Answer,
  { method, url }: IncomingMessage,
  response: ServerResponse,
): void {
  if (method !== "GET" && method !== "HEAD") {
    const error = new BalancerError("METHOD_NOT_ALLOWED", `"${url ?? ""}" takes GET only`);
    send(response, errorAnswer(error, { allow: "GET, HEAD" }));
  } else send(response, answer(), method === "GET");
}
