// The HTTP side of a generator: GETs over keep-alive connections, each identity with connections of its own.
import { Agent, request as httpRequest } from "node:http";
import { formatAddress } from "../../contract/units.ts";
import { systemCode } from "../../errors.ts";
import type { Exchange, Outcome, Target, TrafficClient } from "./traffic-client.ts";

/** Idle connections kept per identity. The agent keys its connections by local address, so one agent serves all. */
const maxIdlePerIdentity = 8;
/** Shorter than listeners keep idle connections, so that we rarely write into one that is being closed. */
const idleMs = 15_000;

export function createHttpClient(): TrafficClient {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: maxIdlePerIdentity, timeout: idleMs });
  return {
    send(target, done) {
      let current: Exchange = attempt(agent, target, (outcome, wasStale) => {
        // A kept connection may close just as we write. Every HTTP client asks again then, once, on a fresh one.
        if (wasStale) current = attempt(undefined, target, done);
        else done(outcome);
      });
      return { cancel: () => current.cancel() };
    },
    close: () => agent.destroy(),
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
  const request = httpRequest({
    host: target.host,
    port: target.port,
    path: target.path,
    agent: agent ?? false,
    localAddress: target.localAddress,
    headers: { host: formatAddress(target), "user-agent": "evenkeel-lab" },
  });
  request.once("response", (response) => {
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
  request.end();
  return {
    cancel() {
      isOver = true;
      request.destroy();
    },
  };
}
