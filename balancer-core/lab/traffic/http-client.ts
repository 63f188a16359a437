// The HTTP side of a generator: requests over keep-alive connections, each identity with connections of its own.
import { Agent, request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest, Agent as SecureAgent } from "node:https";
import { formatAddress } from "../../contract/units.ts";
import { systemCode } from "../../errors.ts";
import type { Exchange, Outcome, Target, TrafficClient } from "./traffic-client.ts";

/** Idle connections kept per identity. The agent keys its connections by local address, so one agent serves all. */
const maxIdlePerIdentity = 8;
/** Shorter than listeners keep idle connections, so that we rarely write into one that is being closed. */
const idleMs = 15_000;

export function createHttpClient(): TrafficClient {
  const kept = { keepAlive: true, maxFreeSockets: maxIdlePerIdentity, timeout: idleMs };
  const agents = { http: new Agent(kept), https: new SecureAgent(kept) };
  return {
    send(target, done) {
      const agent = agents[target.protocol === "https" ? "https" : "http"];
      let current: Exchange = attempt(agent, target, (outcome, wasStale) => {
        // A kept connection may close just as we write. Every HTTP client asks again then, once, on a fresh one.
        if (wasStale) current = attempt(undefined, target, done);
        else done(outcome);
      });
      return { cancel: () => current.cancel() };
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function attempt(
  agent: Agent | undefined,
  target: Target,
  done: (outcome: Outcome, wasStale: boolean) => void,
): Exchange {
  let isOver = false;
  const finish = (outcome: Outcome, wasStale = false) => {
    if (isOver) return;
    isOver = true;
    done(outcome, wasStale);
  };
  const request = ask(target, agent);
  request.once("response", (response) => {
    target.jar?.store(response.headers["set-cookie"] ?? []);
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
  request.end(target.bodyBytes > 0 ? bodyOf(target.bodyBytes) : undefined);
  return {
    cancel() {
      isOver = true;
      request.destroy();
    },
  };
}

function ask(target: Target, agent: Agent | undefined) {
  const cookie = target.jar?.header();
  const options: RequestOptions = {
    host: target.host,
    port: target.port,
    method: target.method,
    path: target.path,
    agent: agent ?? false,
    localAddress: target.localAddress,
    headers: {
      host: formatAddress(target),
      "user-agent": "evenkeel-lab",
      ...(target.bodyBytes > 0 ? { "content-length": target.bodyBytes } : {}),
      ...(cookie === undefined ? {} : { cookie }),
      ...target.headers,
    },
  };
  if (target.protocol !== "https") return httpRequest(options);
  // SECURITY: made traffic to a listener of this very process; its certificate may be self-signed, and nothing here is secret.
  return httpsRequest({ ...options, rejectUnauthorized: false });
}

/** Bytes without a meaning. One buffer serves all bodies, which are read and never changed. */
function bodyOf(bytes: number): Buffer {
  if (filler.byteLength < bytes) filler = Buffer.alloc(bytes, "evenkeel ");
  return filler.subarray(0, bytes);
}

let filler = Buffer.alloc(0);
