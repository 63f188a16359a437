// A server that dies is seen, with its reason, and its traffic goes elsewhere; when it returns it gets its share again.
import { expect, test } from "../fixtures.ts";

test("a crashed server turns down with its reason, traffic moves, and it comes back", async ({
  console,
  host,
}) => {
  const server = async (id: string) => {
    const found = (await host.snapshot()).pools[0]?.servers.find((one) => one.id === id);
    if (!found) throw new Error(`no server "${id}" in the snapshot`);
    return found;
  };
  await console.button("Start traffic").click();
  await expect.poll(async () => (await server("s2")).totalRequests).toBeGreaterThan(10);

  await console.open("Lab");
  await console.simulated("sim2").getByRole("button", { name: "Crash" }).click();
  await console.open("Servers");
  await expect(console.server("s2")).toContainText(/down/i, { timeout: 10_000 });
  expect((await server("s2")).reason).toContain("ECONNREFUSED");

  const before = { s1: (await server("s1")).totalRequests, s2: (await server("s2")).totalRequests };
  await expect.poll(async () => (await server("s1")).totalRequests - before.s1).toBeGreaterThan(30);
  expect((await server("s2")).totalRequests).toBe(before.s2);

  await console.open("Events");
  const told = console.page.getByRole("list", { name: "Events" }).getByRole("listitem");
  await expect(told.filter({ hasText: /s2.*down/i }).first()).toBeVisible();

  await console.open("Lab");
  await console.simulated("sim2").getByRole("button", { name: "Restart" }).click();
  await console.open("Servers");
  await expect.poll(async () => (await server("s2")).state, { timeout: 10_000 }).toBe("up");
  await expect(console.server("s2")).toContainText(/up/i);
  await expect.poll(async () => (await server("s2")).totalRequests).toBeGreaterThan(before.s2 + 5);
});
