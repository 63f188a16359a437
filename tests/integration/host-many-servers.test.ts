// Many servers changed in one go: one revision, one step to take back, all of them or none.
import { describe, expect, it } from "vitest";
import { runningHost } from "../support/running-host.ts";

const text = `version: 1
listeners:
  - { id: web, bind: 127.0.0.1:0, pool: app }
pools:
  - id: app
    health: { type: none }
    servers:
      - { id: s1, address: 127.0.0.1:1 } # the cheap one
      - { id: s2, address: 127.0.0.1:2 }
      - { id: s3, address: 127.0.0.1:3 }
  - id: spare
    health: { type: none }
    servers: [127.0.0.1:4, 127.0.0.1:5]
`;
const refs = [
  { pool: "app", server: "s1" },
  { pool: "app", server: "s3" },
  { pool: "spare", server: "s2" },
];

async function serversOf({ call }: Awaited<ReturnType<typeof runningHost>>) {
  const { pools } = await call("snapshot.get", {});
  return pools.flatMap(({ id, servers }) =>
    servers.map(({ id: server, intent, weight }) => `${id}/${server} ${intent} ${weight}`),
  );
}

describe("many servers changed at once", () => {
  it("is one revision, keeps comments, and is taken back in one step", async () => {
    const running = await runningHost(text);
    const changes = { intent: "maintenance", weight: 4 } as const;
    expect(await running.call("servers.update", { servers: refs, changes })).toEqual({
      revision: 2,
    });
    expect(await serversOf(running)).toEqual([
      "app/s1 maintenance 4",
      "app/s2 ready 1",
      "app/s3 maintenance 4",
      "spare/s1 ready 1",
      "spare/s2 maintenance 4",
    ]);
    expect(running.text()).toContain("# the cheap one");
    await running.call("config.undo", {});
    expect(running.text()).toBe(text);
  });

  it("removes them together and brings them back together", async () => {
    const running = await runningHost(text);
    await running.call("servers.remove", { servers: refs });
    expect(await serversOf(running)).toEqual(["app/s2 ready 1", "spare/s1 ready 1"]);
    await running.call("config.undo", {});
    expect(await serversOf(running)).toHaveLength(5);
  });

  it.each([
    ["one that is not there", [...refs, { pool: "app", server: "s9" }], {}, "NOT_FOUND"],
    ["an address, which only one server can have", refs, { address: "x:1" }, "INVALID_PARAMS"],
    ["a value out of range", refs, { weight: 257 }, "INVALID_CONFIG"],
    ["nobody", [], { weight: 2 }, "INVALID_PARAMS"],
  ])("changes nothing for %s", async (_, servers, changes, code) => {
    const running = await runningHost(text);
    const call = running.host.call("servers.update", { servers, changes }, "api");
    await expect(call).rejects.toMatchObject({ code });
    expect(running.text()).toBe(text);
    expect((await running.call("config.get", {})).revision).toBe(1);
  });
});
