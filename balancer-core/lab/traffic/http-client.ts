// The HTTP side of a generator: requests over keep-alive connections, each identity with connections of its own.
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { formatAddress } from "../../contract/units.ts";
import { systemCode } from "../../errors.ts";
import { type ClientAgents, createAgents } from "./client-agents.ts";
import {
  type Exchange,
  type Outcome,
  proxyHeaderOf,
  type Target,
  type TrafficClient,
} from "./traffic-client.ts";

export function createHttpClient(): TrafficClient {
  const kept = createAgents("kept");
  const fresh = createAgents("fresh");
  return {
    send(target, done) {
      let current: Exchange = attempt(kept, target, (outcome, wasStale) => {
        // A kept connection may close just as we write. Every HTTP client asks again then, once, on a fresh one.
        if (wasStale) current = attempt(fresh, target, done);
        else done(outcome);
      });
      return { cancel: () => current.cancel() };
    },
    close() {
      kept.destroy();
      fresh.destroy();
    },
  };
}

function attempt(
  agents: ClientAgents,
  target: Target,
  done: (outcome: Outcome, wasStale: boolean) => void,
): Exchange {
  let isOver = false;
  const finish = (outcome: Outcome, wasStale = false) => {
    if (isOver) return;
    isOver = true;
    done(outcome, wasStale);
  };
  const { jar, bodyBytes } = target.parts;
  const request = ask(target, agents);
  request.once("response", (response) => {
    jar?.store(response.headers["set-cookie"] ?? []);
    response.once("end", () => finish((response.statusCode ?? 500) < 500 ? "succeeded" : "failed"));
    // 'close' without 'end' is an answer cut short.
    response.once("close", () => finish("unanswered"));
    response.on("error", () => undefined);
    response.resume();
  });
  request.on("error", (error) => {
    finish("unanswered", request.reusedSocket && systemCode(error) === "ECONNRESET");
  });
  // An idle limit reached in mid-request is no failure here: the generator has its own request timeout.
  request.end(bodyBytes > 0 ? bodyOf(bodyBytes) : undefined);
  return {
    cancel() {
      isOver = true;
      request.destroy();
    },
  };
}

function ask(target: Target, agents: ClientAgents) {
  const { listener, parts } = target;
  const cookie = parts.jar?.header();
  const options: RequestOptions & { proxyHeader: Buffer | null } = {
    host: listener.host,
    port: listener.port,
    method: parts.method,
    path: parts.path,
    localAddress: parts.localAddress,
    proxyHeader: proxyHeaderOf(target),
    headers: {
      // Over TLS Node asks for the server of this name, unless it is an address.
      host: parts.host ?? formatAddress(listener),
      "user-agent": "evenkeel-lab",
      ...(parts.bodyBytes > 0 ? { "content-length": parts.bodyBytes } : {}),
      ...(cookie === undefined ? {} : { cookie }),
      ...parts.headers,
    },
  };
  if (listener.protocol === "http") return httpRequest({ ...options, agent: agents.http });
  // SECURITY: made traffic to a listener of this very process; its certificate may be self-signed, and nothing here is secret.
  return httpsRequest({ ...options, agent: agents.https, rejectUnauthorized: false });
}

/** Bytes without a meaning. One buffer serves all bodies, which are read and never changed. */
function bodyOf(bytes: number): Buffer {
  if (filler.byteLength < bytes) filler = Buffer.alloc(bytes, "evenkeel ");
  return filler.subarray(0, bytes);
}

let filler = Buffer.alloc(0);
