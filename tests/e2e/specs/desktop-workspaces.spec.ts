// Opening another workspace file: from the menu, the system or a second start; a wrong one changes nothing.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "../fixtures.ts";
import { startHeldServer } from "../held-server.ts";
import { freePort } from "../hosts/free-port.ts";
import { workbench } from "../workbench.ts";

/** Another workspace beside the first, whose only listener has another name. */
async function writeOther(directory: string, name: string): Promise<string> {
  const file = join(directory, name);
  const text = await workbench(freePort);
  await writeFile(file, text.replace("id: web", "id: shop").replace("target: web", "target: shop"));
  return file;
}

test("the menu opens another workspace, and the console follows", async ({ console, desktop }) => {
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  const other = await writeOther(desktop.directory, "shop.evenkeel.yaml");
  const old = `http://${desktop.listener("web")}/hello`;
  await desktop.clickMenu("Open Workspace…");
  await desktop.answerDialog({ canceled: false, filePaths: [other] });
  await expect(console.page.getByText("shop").first()).toBeVisible({ timeout: 15_000 });
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  await expect(fetch(old)).rejects.toThrow();
  await expect.poll(() => desktop.menu()).toContain("    shop.evenkeel.yaml");
});

test("requests in flight are finished before the other workspace is opened @stand-in", async ({
  standIn,
}) => {
  const held = await startHeldServer();
  try {
    const file = join(standIn.directory, "held.evenkeel.yaml");
    await writeFile(file, await held.configuration(freePort));
    await standIn.openFile(file);
    // The spec's own session comes back with the other balancer, as the console's does.
    const first = () => standIn.snapshot().catch(() => null);
    await expect.poll(async () => (await first())?.pools[0]?.servers.length).toBe(1);
    const address = (await first())?.listeners[0]?.address;
    const answer = fetch(`http://${address}/`).then((response) => response.text());
    await held.held(1);

    await standIn.openFile(await writeOther(standIn.directory, "shop.evenkeel.yaml"));
    const banner = standIn.page().getByRole("paragraph").filter({ hasText: "in flight before" });
    await expect(banner).toContainText(/the other workspace is opened\. 1 left/);
    held.release();
    expect(await answer).toBe("done");
    await expect(standIn.page().getByText("shop").first()).toBeVisible();
    await expect(banner).toBeHidden();
  } finally {
    await held.close();
  }
});

test("a workspace with problems is refused with them, and the old one goes on", async ({
  console,
  desktop,
}) => {
  const broken = join(desktop.directory, "broken.evenkeel.yaml");
  await writeFile(broken, "version: 1\nlisteners:\n  - { id: web, protocol: smoke }\n");
  await desktop.clickMenu("Open Workspace…");
  await desktop.answerDialog({ canceled: false, filePaths: [broken] });
  await expect.poll(() => desktop.told("dialog.showMessageBox")).toHaveLength(1);
  const [told] = await desktop.told("dialog.showMessageBox");
  expect(told?.args[0]).toMatchObject({
    type: "error",
    detail: expect.stringContaining("protocol"),
  });
  await desktop.answerDialog({ response: 0, checkboxChecked: false });
  expect((await fetch(`http://${desktop.listener("web")}/hello`)).status).toBe(200);
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
});

test("a second start hands its file over", async ({ desktop }) => {
  const other = await writeOther(desktop.directory, "shop.evenkeel.yaml");
  expect(await desktop.startAgain(other)).toBe(0);
  await expect(desktop.page().getByText("shop").first()).toBeVisible({ timeout: 15_000 });
});

test("a copy keeps the comments", async ({ desktop }) => {
  const copy = join(desktop.directory, "copy.evenkeel.yaml");
  await desktop.clickMenu("Save a Copy As…");
  await desktop.answerDialog({ canceled: false, filePath: copy });
  await expect
    .poll(() => readFile(copy, "utf8").catch(() => ""))
    .toContain("# the comment that must survive every edit");
});
