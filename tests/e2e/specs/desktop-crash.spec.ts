// A page that dies takes nothing with it: the balancer answers all the while, and the console comes back by itself.
import { expect, test } from "../fixtures.ts";

test("a crashed page is loaded again while the balancer answers every request", async ({
  desktop,
  console,
}) => {
  await expect(console.node("s1")).toContainText(/up/i);
  const requests = keepAsking(`http://${desktop.listener("web")}/hello`);
  await expect.poll(() => requests.answered()).toBeGreaterThan(5);

  await desktop.crashPage();
  await expect.poll(() => desktop.page() !== console.page).toBe(true);
  const page = desktop.page();
  await expect(page.getByRole("heading", { level: 1, name: "Topology" })).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("3 of 3 up");

  const afterReturn = requests.answered();
  await expect.poll(() => requests.answered()).toBeGreaterThan(afterReturn + 5);
  expect(await requests.stop()).toEqual([]);
  expect(desktop.log()).toContain("the console's process is gone: crashed");
});

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
