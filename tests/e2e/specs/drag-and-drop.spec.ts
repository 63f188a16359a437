// Everything that can be dragged, by pointer and by keys: found by role and name, and true in the configuration afterwards.
import { createServer } from "node:net";
import type { Locator, Page } from "@playwright/test";
import { seriousFindings } from "../axe.ts";
import { expect, test } from "../fixtures.ts";
import type { ConsoleHost } from "../hosts/console-host.ts";

/** Two pools: one of three simulated servers, one that is spare. */
test.use({
  configuration: async ({ browserName: _ }, use) =>
    use(async (freePort) => {
      const [one, two, three, four] = [
        await freePort(),
        await freePort(),
        await freePort(),
        await freePort(),
      ];
      const server = (id: string, port: number) =>
        `      - { id: ${id}, address: "127.0.0.1:${port}" }`;
      const simulated = (id: string, port: number) =>
        `    - { id: ${id}, bind: "127.0.0.1:${port}" }`;
      return `version: 1
listeners:
  - { id: web, protocol: http, bind: "127.0.0.1:0", pool: app }
pools:
  - id: app
    # the comment that must survive every drop
    algorithm: { type: round-robin }
    servers:
${[server("s1", one), server("s2", two), server("s3", three)].join("\n")}
  - id: spare
    servers:
${server("r1", four)}
lab:
  servers:
${[simulated("sim1", one), simulated("sim2", two), simulated("sim3", three), simulated("sim4", four)].join("\n")}
`;
    }),
});

const grip = (page: Page, server: string) =>
  page.getByRole("button", { name: `Move ${server}`, exact: true });
const pool = (page: Page, id: string) =>
  page.getByRole("main").getByLabel(`Pool ${id}`, { exact: true });
const action = (page: Page, name: string) =>
  page
    .getByRole("list", { name: "What can be done with the server" })
    .getByRole("listitem")
    .filter({ hasText: name });
const said = (page: Page) => page.locator("[data-drag-says]");

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error("the target is not in the picture");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** As a hand does it: targets of a drag may show only once it has begun. */
async function drag(page: Page, source: Locator, target: () => Locator): Promise<void> {
  // In a long list of ports it may be out of sight.
  await source.scrollIntoViewIfNeeded();
  const from = await middleOf(source);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x - 12, from.y - 12, { steps: 4 });
  const to = await middleOf(target());
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.mouse.up();
}

/** Tab goes round all targets, so that one that was passed comes again. */
async function goTo(page: Page, words: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    const isThere = await expect(said(page))
      .toContainText(words, { timeout: 800 })
      .then(
        () => true,
        () => false,
      );
    if (isThere) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no target says "${words}"`);
}

async function pools(host: ConsoleHost): Promise<Record<string, string[]>> {
  const snapshot = await host.snapshot();
  return Object.fromEntries(
    snapshot.pools.map(({ id, servers }) => [
      id,
      servers.filter(({ drain }) => drain?.thenRemove !== true).map((server) => server.id),
    ]),
  );
}
async function find(host: ConsoleHost, id: string) {
  const snapshot = await host.snapshot();
  return snapshot.pools.flatMap(({ servers }) => servers).find((server) => server.id === id);
}
const undo = (page: Page) => page.getByRole("banner").getByRole("button", { name: "Undo" }).click();

test.describe("dragging a server", () => {
  test("to another pool, by pointer: one change, comments kept, one undo", async ({
    console,
    host,
    page,
  }) => {
    await console.open("Topology");
    const before = await host.configText();
    await drag(page, grip(page, "s3"), () => pool(page, "spare"));
    await expect.poll(() => pools(host)).toEqual({ app: ["s1", "s2"], spare: ["r1", "s3"] });
    await expect
      .poll(() => host.configText())
      .toContain("# the comment that must survive every drop");
    await expect(console.node("s3")).toBeFocused();
    await undo(page);
    await expect.poll(() => pools(host)).toEqual({ app: ["s1", "s2", "s3"], spare: ["r1"] });
    await expect.poll(() => host.configText()).toBe(before);
  });

  test("to another pool, by keys, with what happens said aloud", async ({
    console,
    host,
    page,
  }) => {
    await console.open("Topology");
    await grip(page, "s1").focus();
    await page.keyboard.press("Enter");
    await expect(said(page)).toContainText(/Picked up s1|goes/);
    await goTo(page, "s1 goes to spare;");
    await expect(said(page)).toContainText("s1 goes to spare; what it has in app finishes first");
    await page.keyboard.press("Enter");
    await expect.poll(() => pools(host)).toEqual({ app: ["s2", "s3"], spare: ["r1", "s1"] });
    await expect(console.node("s1")).toBeFocused();
  });

  test("is cancelled by Escape, and the focus is where it was", async ({ console, host, page }) => {
    await console.open("Topology");
    await grip(page, "s1").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await expect(said(page)).toHaveText("Cancelled. Nothing was changed.");
    await expect(grip(page, "s1")).toBeFocused();
    expect(await pools(host)).toEqual({ app: ["s1", "s2", "s3"], spare: ["r1"] });
  });

  test("before another changes the order, by pointer and by keys", async ({
    console,
    host,
    page,
  }) => {
    await console.open("Topology");
    await drag(page, grip(page, "s3"), () => console.node("s1"));
    await expect.poll(async () => (await pools(host)).app).toEqual(["s3", "s1", "s2"]);
    await grip(page, "s2").focus();
    await page.keyboard.press("Enter");
    await goTo(page, "s2 goes before s3");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await pools(host)).app).toEqual(["s2", "s3", "s1"]);
  });

  test("onto its own pool is refused with the reason", async ({ console, host, page }) => {
    await console.open("Topology");
    await drag(page, grip(page, "s1"), () => pool(page, "app"));
    await expect(said(page)).toContainText("s1 is in app already");
    expect((await pools(host)).app).toEqual(["s1", "s2", "s3"]);
  });

  test("onto Drain, Maintenance and Remove, which show only while dragging", async ({
    console,
    host,
    page,
  }) => {
    await console.open("Topology");
    await expect(action(page, "Drain")).toBeHidden();
    await drag(page, grip(page, "s1"), () => action(page, "Drain"));
    await expect.poll(async () => (await find(host, "s1"))?.intent).toBe("drain");
    await drag(page, grip(page, "s2"), () => action(page, "Maintenance"));
    await expect.poll(async () => (await find(host, "s2"))?.state).toBe("maintenance");
    await drag(page, grip(page, "s3"), () => action(page, "Remove"));
    await expect.poll(() => find(host, "s3")).toBeUndefined();
    await expect(page.getByRole("banner")).toContainText("1 of 1 up, 2 out");
    await undo(page);
    await expect.poll(async () => (await pools(host)).app).toEqual(["s1", "s2", "s3"]);
  });
});

test.describe("dragging from the palette", () => {
  test("a simulated server comes up in the pool, by pointer and by keys, one step each", async ({
    console,
    host,
    page,
  }) => {
    await console.open("Topology");
    const item = page.getByRole("button", { name: "Simulated server", exact: true });
    await drag(page, item, () => pool(page, "spare"));
    await expect.poll(async () => (await pools(host)).spare).toHaveLength(2);
    const added = (await pools(host)).spare?.[1] ?? "";
    await expect.poll(async () => (await find(host, added))?.state).toBe("up");
    await page.keyboard.press("Escape");
    await item.focus();
    await page.keyboard.press("Enter");
    await expect(said(page)).toContainText(/comes into/);
    await page.keyboard.press("Enter");
    await expect.poll(async () => Object.values(await pools(host)).flat()).toHaveLength(6);
    await undo(page);
    await expect.poll(async () => Object.values(await pools(host)).flat()).toHaveLength(5);
  });

  test("an address asks for what it needs, with the pool chosen", async ({
    console,
    host,
    page,
  }) => {
    await console.open("Topology");
    await drag(page, page.getByRole("button", { name: "Existing address", exact: true }), () =>
      pool(page, "spare"),
    );
    const form = page.getByRole("dialog");
    await form.getByLabel("Address", { exact: true }).fill("127.0.0.1:9");
    await form.getByRole("button", { name: "Add server" }).click();
    await expect.poll(async () => (await pools(host)).spare).toHaveLength(2);
  });

  test("a detected local port becomes a server, and none of our own is offered", async ({
    console,
    host,
    page,
  }) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const bound = other.address();
    const address = `127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`;
    try {
      await console.open("Topology");
      await page.getByRole("button", { name: "Local port", exact: true }).click();
      const found = page.getByRole("dialog", { name: "What listens on this machine" });
      const port = found.getByRole("button", { name: address, exact: true });
      await expect(port).toBeVisible();
      await expect(found).not.toContainText(host.listener("web"));
      await drag(page, port, () => pool(page, "spare"));
      await expect
        .poll(async () => (await host.snapshot()).pools[1]?.servers.map((each) => each.address))
        .toContain(address);
    } finally {
      other.close();
    }
  });
});

test("the weight is dragged to a share, or moved by arrow keys", async ({
  console,
  host,
  page,
}) => {
  await console.open("Topology");
  const handle = page.getByRole("slider", { name: "Weight of s1", exact: true });
  await expect(handle).toHaveAttribute("aria-valuetext", "Weight 1, 33% expected");
  const from = await middleOf(handle);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await find(host, "s1"))?.weight).toBeGreaterThan(1);
  await undo(page);
  await expect.poll(async () => (await find(host, "s1"))?.weight).toBe(1);
  // Keys count from what the page shows, and the page hears of it a moment after the balancer has it.
  await expect(handle).toHaveAttribute("aria-valuetext", "Weight 1, 33% expected");
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await find(host, "s1"))?.weight).toBe(2);
  await undo(page);
  await expect.poll(async () => (await find(host, "s1"))?.weight).toBe(1);
});

test("a file dropped on the window shows what it would change, and applies only then", async ({
  console,
  host,
  page,
}) => {
  await console.open("Topology");
  const text = (await host.configText()).replace(/ {6}- \{ id: s2,.*\n/, "");
  await dropFile(page, "site.yaml", text);
  const dialog = page.getByRole("dialog", { name: "Import site.yaml" });
  await expect(dialog).toContainText("1 change");
  await expect(dialog).toContainText("s2 leaves app");
  expect((await pools(host)).app).toEqual(["s1", "s2", "s3"]);
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect.poll(async () => (await pools(host)).app).toEqual(["s1", "s3"]);
  await undo(page);
  await expect.poll(async () => (await pools(host)).app).toEqual(["s1", "s2", "s3"]);

  await dropFile(page, "broken.yaml", "version: 1\npools: [{ id: app, servers: [nowhere] }]\n");
  const broken = page.getByRole("dialog", { name: "Import broken.yaml" });
  await expect(broken).toContainText("cannot be applied");
  await expect(broken.getByRole("button", { name: "Apply" })).toBeDisabled();
});

async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ""], fileName ?? "", { type: "text/yaml" }));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent("body", "dragover", { dataTransfer: data });
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

test("no serious accessibility finding while dragging", async ({ console, page }) => {
  await console.open("Topology");
  await grip(page, "s1").focus();
  await page.keyboard.press("Enter");
  await expect(action(page, "Drain")).toBeVisible();
  expect(await seriousFindings(page, "a drag")).toEqual([]);
  await page.keyboard.press("Escape");
});
