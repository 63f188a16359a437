// What the desktop shell gives a person, and what it keeps from its page.
import { closeChannel, frameChannel } from "../../../electron/channel.ts";
import { expect, test } from "../fixtures.ts";

test("boots into the console with live data over IPC", async ({ console, desktop, page }) => {
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  await console.button("Start traffic").click();
  await expect.poll(() => console.requestRate()).toBeGreaterThan(20);
  expect(
    await page.evaluate(() => performance.getEntriesByType("resource").length),
  ).toBeGreaterThan(0);

  const { isShown, options } = await desktop.window();
  expect(isShown).toBe(true);
  expect(options).toMatchObject({
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
    },
  });
  expect(await desktop.menu()).toEqual(
    expect.arrayContaining(["&File", "  Open Workspace Folder", "[editMenu]", "&View"]),
  );
});

test("the page has one frozen object of four members, and nothing of Node", async ({ console }) => {
  const found = await console.page.evaluate(() => {
    const { evenkeel } = window as { evenkeel?: object };
    const own = Object.getOwnPropertyDescriptor(window, "evenkeel");
    return {
      members: Object.keys(evenkeel ?? {}).sort(),
      isFrozen: Object.isFrozen(evenkeel),
      isFixed: own?.writable === false && own.configurable === false,
      nodes: ["require", "process", "module", "Buffer", "global", "ipcRenderer", "electron"].filter(
        (name) => name in window,
      ),
      // Whatever the shell might have left behind besides.
      strangers: Object.getOwnPropertyNames(window).filter((name) => /standin/i.test(name)),
    };
  });
  expect(found).toEqual({
    members: ["close", "onClose", "onFrame", "send"],
    isFrozen: true,
    isFixed: true,
    nodes: [],
    strangers: [],
  });
});

test("neither leaves for another page nor opens a window", async ({ console, desktop, page }) => {
  const address = page.url();
  await page.evaluate(() => {
    window.location.href = "https://example.invalid/elsewhere";
  });
  await page.evaluate(() => void window.open("https://example.invalid/popup"));
  await page.evaluate(() => void window.open("https://www.rfc-editor.org/rfc/rfc9110.html"));
  await expect
    .poll(() => desktop.told("shell.openExternal").map(({ args }) => args))
    .toEqual([["https://www.rfc-editor.org/rfc/rfc9110.html"]]);
  await expect.poll(() => page.context().pages().length).toBe(1);
  expect(page.url()).toBe(address);
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
});

test("the policy keeps foreign code and addresses out", async ({ console, allowedErrors }) => {
  allowedErrors.push(/Content Security Policy/);
  const outcome = await console.page.evaluate(async () => {
    const blocked: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
      blocked.push(effectiveDirective),
    );
    const script = document.createElement("script");
    script.textContent = "window.foreign = true";
    document.head.append(script);
    const frame = document.createElement("iframe");
    frame.src = "https://example.invalid/frame";
    document.body.append(frame);
    await fetch("https://example.invalid/data").catch(() => {});
    // Reports come when the page is idle: wait for all three, but not for ever.
    for (let tries = 0; tries < 100 && blocked.length < 3; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { blocked: blocked.sort(), ran: "foreign" in window };
  });
  expect(outcome).toEqual({
    blocked: ["connect-src", "frame-src", "script-src-elem"],
    ran: false,
  });
});

test("refuses messages from any other address, and every permission", async ({ desktop }) => {
  const session = "00000000-0000-4000-8000-000000000000";
  const hello = { kind: "hello", contract: 1 };
  for (const url of ["app://other/index.html", "https://bundle/index.html", "about:blank"]) {
    expect(await desktop.sendFrom(url, frameChannel, session, hello)).toMatchObject({
      kind: "failure",
      error: { code: "FORBIDDEN_ORIGIN" },
    });
    expect(await desktop.sendFrom(url, closeChannel, session)).toMatchObject({ kind: "failure" });
  }
  for (const name of ["geolocation", "media", "clipboard-read", "notifications"]) {
    expect(await desktop.permission(name)).toEqual({ request: false, check: false });
  }
});

test("a second start brings the first window forward and ends", async ({ desktop }) => {
  await desktop.minimizeWindow();
  expect(await desktop.window()).toMatchObject({ isMinimized: true, focused: 0 });
  expect(await desktop.startAgain()).toBe(0);
  await expect.poll(() => desktop.window()).toMatchObject({ isMinimized: false, focused: 1 });
});

test("the menu opens the workspace's folder", async ({ desktop }) => {
  await desktop.clickMenu("Open Workspace Folder");
  await expect.poll(() => desktop.told("shell.openPath").length).toBe(1);
});
