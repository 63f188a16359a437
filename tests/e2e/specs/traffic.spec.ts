// Single requests as a person follows them: the live list, its filter, one request with its decision and attempts, sending again;
// and the inspector's charts, each of which is also a table.
import { expect, test } from "../fixtures.ts";

test.describe("watching traffic", () => {
  test.beforeEach(async ({ console, page }) => {
    await console.button("Start traffic").click();
    await console.open("Traffic");
    await expect(
      page.getByRole("table", { name: "Requests" }).getByRole("row").nth(5),
    ).toBeVisible();
  });

  test("requests appear as they finish, the filter narrows them, and pausing holds them still", async ({
    page,
  }) => {
    const rows = page.getByRole("table", { name: "Requests" }).getByRole("row");
    await page.keyboard.press("/");
    const filter = page.getByRole("combobox", { name: "Filter requests" });
    await expect(filter).toBeFocused();
    await filter.pressSequentially("server:s2 ");
    await page.keyboard.press("Escape");
    await expect(rows.nth(1)).toContainText("s2");
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByRole("button", { name: /Resume.*new/ })).toBeVisible();
    const texts = await rows.allTextContents();
    expect(texts.slice(1).every((text) => text.includes("s2"))).toBe(true);
    expect(await rows.allTextContents()).toEqual(texts);

    await filter.fill("statos:5xx");
    await expect(
      page.getByText("“statos:5xx” is not a filter. Did you mean status:?"),
    ).toBeVisible();
    await filter.fill("from:balancer");
    await expect(page.getByRole("heading", { name: "No request matches" })).toBeVisible();
  });

  test("a request says why its server was chosen, and is sent again through the listener", async ({
    page,
  }) => {
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("table", { name: "Requests" }).getByRole("row").nth(1).focus();
    await page.keyboard.press("Enter");
    const detail = page.getByRole("region", { name: /^Request GET \/hello/ });
    const why = detail.getByRole("region", { name: /^Why s\d\?/ });
    await expect(why.getByRole("table", { name: "Candidates" }).getByRole("row")).toHaveCount(3);
    await detail.getByRole("button", { name: "Attempts as a table" }).click();
    await expect(detail.getByRole("table", { name: "Attempts" })).toContainText("answered");
    await detail.getByRole("button", { name: "Send again" }).click();
    await expect(detail.getByText(/Sent again: 200/)).toBeVisible();
    await detail.getByRole("button", { name: "Open it" }).click();
    await expect(page.getByRole("region", { name: /^Request GET \/hello/ })).toContainText(
      "resend-",
    );
    await page.getByRole("button", { name: "Close request" }).click();
    await expect(detail).toBeHidden();
  });

  test("the inspector's charts are tables too, and its heat map answers to keys", async ({
    console,
    page,
  }) => {
    await console.open("Servers");
    await console.server("s1").getByRole("rowheader", { name: "s1" }).click();
    const inspector = page.getByRole("complementary", { name: "Inspector" });
    const map = inspector.getByRole("group", { name: /^Spread of latency: [1-9]/ });
    // The first key begins at the fullest cell, which stays the same one however many seconds pass.
    await map.press("ArrowUp");
    const readOut = inspector.getByText(/[1-9]\d* answers?$/);
    await expect(readOut).toBeVisible();
    const cell = (await readOut.textContent())?.replace(/\d+ answers?$/, "") ?? "";
    await map.press("ArrowLeft");
    await map.press("ArrowRight");
    await expect(readOut).toContainText(cell);
    for (const name of [
      "Latency",
      "Spread of latency",
      "Requests by answer",
      "Connections and queue",
    ]) {
      const chart = inspector.getByRole("region", { name: new RegExp(`^${name}`) });
      await chart.getByRole("button", { name: "Show as table" }).click();
      await expect(chart.getByRole("table", { name, exact: true })).toBeVisible();
    }
  });
});
