// What a person sees first: the topology of what is running, and traffic as soon as they ask for it.
import { expect, test } from "../fixtures.ts";

test.describe("first start", () => {
  test("opens on the topology with every server up", async ({ console }) => {
    await expect(console.page.getByRole("heading", { level: 1, name: "Topology" })).toBeVisible();
    for (const id of ["s1", "s2", "s3"]) await expect(console.node(id)).toContainText(/up/i);
    await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  });

  test("shows traffic on every server after Start traffic, and rest after Stop traffic", async ({
    console,
    host,
  }) => {
    await console.button("Start traffic").click();
    await expect
      .poll(async () =>
        (await host.snapshot()).pools[0]?.servers.map(({ totalRequests }) => totalRequests > 15),
      )
      .toEqual([true, true, true]);
    await expect.poll(() => console.requestRate()).toBeGreaterThan(20);

    await console.button("Stop traffic").click();
    await expect.poll(() => console.requestRate(), { timeout: 10_000 }).toBe(0);
    await expect(console.button("Start traffic")).toBeVisible();
  });

  test("asks for the token when the address has none @web", async ({ page, web }) => {
    await page.goto(new URL("/", web.url).href);
    await page.getByLabel("Token").fill(web.token);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Topology" })).toBeVisible();
  });
});
