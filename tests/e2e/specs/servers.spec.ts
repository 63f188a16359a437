// Servers are added, weighted, drained, removed and brought back from the console; table, API and file agree.
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { expect, test } from "../fixtures.ts";
import type { ConsoleHost } from "../hosts/console-host.ts";

test.describe("changing servers while they run", () => {
  test.beforeEach(async ({ console }) => {
    await console.button("Start traffic").click();
    await console.open("Servers");
  });

  test("an added server gets its share and is in the file, comments kept", async ({
    console,
    host,
  }) => {
    const [first] = (await host.snapshot()).pools[0]?.servers ?? [];
    await console.addServer({ id: "newcomer", address: first?.address ?? "", weight: 2 });
    await expect(console.server("newcomer")).toBeVisible();
    await expect
      .poll(async () => (await find(host, "newcomer"))?.totalRequests ?? 0)
      .toBeGreaterThan(10);
    const text = await host.configText();
    expect(text).toContain("newcomer");
    expect(text).toContain("# the comment that must survive every edit");
  });

  test("a server that exists already is refused in the form, with the reason at its field", async ({
    console,
    page,
  }) => {
    await console.button("Add server").click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Id", { exact: true }).fill("s1");
    await form.getByLabel("Address", { exact: true }).fill("not an address");
    await form.getByRole("button", { name: "Add server" }).click();
    await expect(form).toContainText(/expected an address|127\.0\.0\.1:9001/);
    await form.getByLabel("Address", { exact: true }).fill("127.0.0.1:1");
    await form.getByRole("button", { name: "Add server" }).click();
    await expect(form).toContainText(/already has a server s1/);
  });

  test("draining takes no new requests, and Undo brings the server back", async ({
    console,
    host,
    page,
  }) => {
    await console.act("s1", "Drain");
    await expect(console.server("s1")).toContainText(/drain/i);
    await expect.poll(async () => (await find(host, "s1"))?.state).toBe("drained");
    const total = (await find(host, "s1"))?.totalRequests;
    const others = (await find(host, "s2"))?.totalRequests ?? 0;
    await expect
      .poll(async () => (await find(host, "s2"))?.totalRequests ?? 0)
      .toBeGreaterThan(others + 20);
    expect((await find(host, "s1"))?.totalRequests).toBe(total);

    await page.getByRole("banner").getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await find(host, "s1"))?.intent).toBe("ready");
    await expect(console.server("s1")).toContainText(/up/i);
  });

  test("maintenance and ready change the intent, remove removes", async ({ console, host }) => {
    await console.act("s2", "Maintenance");
    await expect.poll(async () => (await find(host, "s2"))?.state).toBe("maintenance");
    await console.act("s2", "Ready");
    await expect.poll(async () => (await find(host, "s2"))?.intent).toBe("ready");
    await console.act("s3", "Remove");
    await expect(console.server("s3")).toHaveCount(0);
    expect(await find(host, "s3")).toBeUndefined();
  });

  test("the algorithm is changed from its combobox", async ({ console, host }) => {
    await console.page
      .getByRole("combobox", { name: "Algorithm" })
      .first()
      .selectOption("least-connections");
    await expect
      .poll(async () => (await host.snapshot()).pools[0]?.algorithm)
      .toBe("least-connections");
    await expect.poll(() => host.configText()).toContain("least-connections");
  });

  test("the table agrees with the snapshot", async ({ console, host }) => {
    await console.page.getByRole("banner").getByRole("button", { name: "Stop traffic" }).click();
    const servers = (await host.snapshot()).pools[0]?.servers ?? [];
    expect(servers).toHaveLength(3);
    for (const { id, address, state } of servers) {
      await expect(console.server(id)).toContainText(address);
      await expect(console.server(id)).toContainText(new RegExp(state, "i"));
    }
    await expect(console.page.getByRole("rowheader")).toHaveCount(servers.length);
  });
});

async function find(host: ConsoleHost, id: string): Promise<ServerSnapshot | undefined> {
  return (await host.snapshot()).pools[0]?.servers.find((server) => server.id === id);
}
