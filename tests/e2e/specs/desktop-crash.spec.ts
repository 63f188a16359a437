// A page that dies takes nothing with it: the balancer answers all the while, and the console comes back by itself.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

test("a crashed page is loaded again while the balancer answers every request", async ({
  desktop,
  console,
}) => {
  await expect(console.node("s1")).toContainText(/up/i);
  const requests = keepAsking(`http://${desktop.listener("web")}/hello`);
  await expect.poll(() => requests.answered()).toBeGreaterThan(5);

  await desktop.crashPage();
  await expect.poll(() => desktop.log()).toContain("the console's process is gone: crashed");
  // The stand-in gives another page, Electron the same one.
  await expect.poll(() => desktop.page().isClosed()).toBe(false);
  await expect.poll(() => isAlive(desktop.page())).toBe(true);
  const page = desktop.page();
  await expect(page.getByRole("heading", { level: 1, name: "Topology" })).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("3 of 3 up");

  const afterReturn = requests.answered();
  await expect.poll(() => requests.answered()).toBeGreaterThan(afterReturn + 5);
  expect(await requests.stop()).toEqual([]);
});

test("a page that keeps crashing is left to the person, and the balancer runs on @stand-in", async ({
  standIn,
}) => {
  const gone = () => standIn.log().split("the console's process is gone").length - 1;
  for (let crash = 1; crash <= 3; crash++) {
    const page = standIn.page();
    await standIn.crashPage();
    await expect.poll(() => standIn.page() !== page).toBe(true);
    await expect.poll(() => isAlive(standIn.page())).toBe(true);
    expect(gone()).toBe(crash);
  }
  const last = standIn.page();
  await standIn.crashPage();
  await expect.poll(() => standIn.told("dialog.showMessageBox")).toHaveLength(1);
  expect(standIn.page()).toBe(last);
  expect((await fetch(`http://${standIn.listener("web")}/hello`)).status).toBe(200);

  await standIn.answerDialog({ response: 0, checkboxChecked: false });
  await expect.poll(() => standIn.page() !== last).toBe(true);
  await expect(standIn.page().getByRole("banner")).toContainText("3 of 3 up");
});

/** Whether the page runs scripts; one that has crashed never answers. */
function isAlive(page: Page): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 1_000));
  const answer = page.evaluate(() => document.readyState === "complete").catch(() => false);
  return Promise.race([answer, late]);
}

/** One request after the other until it is stopped; resolves with what was not answered by 200. */
function keepAsking(address: string): { answered(): number; stop(): Promise<string[]> } {
  const failures: string[] = [];
  let answered = 0;
  let isStopped = false;
  const loop = (async () => {
    while (!isStopped) {
      const said = await fetch(address).then(
        async (response) => `${response.status} ${(await response.text()).length >= 0}`,
        (error: unknown) => String(error),
      );
      if (said.startsWith("200 ")) answered++;
      else failures.push(said);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  return {
    answered: () => answered,
    async stop() {
      isStopped = true;
      await loop;
      return failures;
    },
  };
}
