// Sending a request again: through the listener's socket like any client's, with a record and a decision of its own.
import { describe, expect, it } from "vitest";
import { runningHost } from "../support/running-host.ts";
import { createTaggedServer, saying } from "../support/tagged-server.ts";

const again = {
  listener: "web",
  method: "GET",
  target: "/hello?x=1",
  host: "example.org",
} as const;

async function setting(bind = "http") {
  const one = await createTaggedServer("one", saying("one"));
  const two = await createTaggedServer("two", saying("two"));
  const { call } = await runningHost(`version: 1
listeners: [{ id: web, protocol: ${bind}, bind: 127.0.0.1:0, pool: app }]
pools:
  - { id: app, health: { type: none }, servers: [${one.address}, ${two.address}] }
`);
  return { call, stop: () => Promise.all([one.close(), two.close()]) };
}

describe("sending a request again", () => {
  it("takes the way of a client's and returns the new record with its decision", async () => {
    const { call, stop } = await setting();
    const first = await call("request.resend", again);
    const second = await call("request.resend", again);
    expect(first).toMatchObject({ status: 200, failure: null });
    expect(first.request).toMatchObject({
      method: "GET",
      target: "/hello?x=1",
      host: "example.org",
      listener: "web",
      status: 200,
      decision: { algorithm: "round-robin", chosen: "s1" },
    });
    expect(second.request?.server).toBe("s2");
    const { requests } = await call("requests.list", {});
    expect(requests.map(({ id }) => id).sort()).toEqual(
      [first.request?.id, second.request?.id].sort(),
    );
    await stop();
  });

  it("tells an answer of the balancer's own as such", async () => {
    const { call, stop } = await setting();
    await stop();
    const { status, request } = await call("request.resend", again);
    expect(status).toBe(502);
    expect(request?.error).toBe("UPSTREAM_CONNECT_FAILED");
  });

  it("refuses listeners that have no requests, listeners there are not, and hidden second requests", async () => {
    const { call, stop } = await setting("tcp");
    await expect(call("request.resend", again)).rejects.toThrow(/"web" relays bytes/);
    await expect(call("request.resend", { ...again, listener: "nowhere" })).rejects.toThrow(
      /no listener "nowhere"/,
    );
    for (const target of ["/a b", "/a\r\nHost: b", ""])
      await expect(call("request.resend", { ...again, target })).rejects.toThrow(/request target/);
    await stop();
  });
});
