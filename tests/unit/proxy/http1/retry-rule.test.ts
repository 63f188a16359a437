// When another attempt may follow a failure.
import { describe, expect, it } from "vitest";
import { mayRetry } from "../../../../balancer-core/proxy/http1/retry-rule.ts";
import { poolConfig } from "../../../support/fake-pool.ts";

const { retries } = poolConfig(["127.0.0.1:1"], {
  retries: { attempts: 2, on: ["connect-failure", "reset-before-response", "503"] },
});
const question = {
  method: "GET",
  retries,
  retriesMade: 0,
  requestSent: true,
  responseStarted: false,
  canReplay: true,
};

describe("the retry rule", () => {
  it.each([
    ["allows an idempotent request after a reset", "reset-before-response", {}, true],
    ["refuses what is not listed", "response-timeout", {}, false],
    ["refuses what is never tried again", null, {}, false],
    ["refuses once the attempts are used up", "503", { retriesMade: 2 }, false],
    ["refuses once the client has got something", "503", { responseStarted: true }, false],
    ["refuses a POST that was sent", "reset-before-response", { method: "POST" }, false],
    [
      "allows a POST of which nothing was sent",
      "connect-failure",
      { method: "POST", requestSent: false },
      true,
    ],
    ["refuses a body that was too large to keep", "503", { canReplay: false }, false],
  ] as const)("%s", (_name, reason, change, expected) => {
    expect(mayRetry(reason, { ...question, ...change })).toBe(expected);
  });
});
