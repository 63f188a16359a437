// What the shell keeps from its page, and from whatever might get into it. docs/guides/desktop.md names the test of each rule.
import { closeChannel, frameChannel, shellChannel } from "../../../electron/channel.ts";
import { expect, test } from "../fixtures.ts";

test("the window has every switch as it should be @stand-in", async ({ standIn }) => {
  const { options } = await standIn.window();
  expect(options).toMatchObject({
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      devTools: false,
    },
  });
});

test("the page has one frozen object, and nothing of Node", async ({ console }) => {
  const found = await console.page.evaluate(() => {
    const { evenkeel } = window as { evenkeel?: { readonly shell?: object } };
    const own = Object.getOwnPropertyDescriptor(window, "evenkeel");
    return {
      members: Object.keys(evenkeel ?? {}).sort(),
      shell: Object.keys(evenkeel?.shell ?? {}).sort(),
      isFrozen: Object.isFrozen(evenkeel) && Object.isFrozen(evenkeel?.shell),
      isFixed: own?.writable === false && own.configurable === false,
      nodes: ["require", "process", "module", "Buffer", "global", "ipcRenderer", "electron"].filter(
        (name) => name in window,
      ),
      // Whatever the shell might have left behind besides.
      strangers: Object.getOwnPropertyNames(window).filter((name) => /standin/i.test(name)),
    };
  });
  expect(found).toEqual({
    members: ["close", "onClose", "onFrame", "send", "shell"],
    shell: ["onMessage", "send"],
    isFrozen: true,
    isFixed: true,
    nodes: [],
    strangers: [],
  });
});

test("neither leaves for another page nor opens a window", async ({ console, desktop, page }) => {
  const address = page.url();
  await expect.poll(() => desktop.menu()).toContain("  Lab");
  await page.evaluate(() => {
    window.location.href = "https://example.invalid/elsewhere";
  });
  await page.evaluate(() => void window.open("https://example.invalid/popup"));
  await page.evaluate(() => void window.open("https://www.rfc-editor.org/rfc/rfc9110.html"));
  await expect
    .poll(async () => (await desktop.told("shell.openExternal")).map(({ args }) => args))
    .toEqual([["https://www.rfc-editor.org/rfc/rfc9110.html"]]);
  await expect.poll(() => desktop.windowCount()).toBe(1);
  expect(page.url()).toBe(address);
  // A navigation that is refused has begun all the same; the page is still the one that told its commands.
  expect(await desktop.menu()).toContain("  Lab");
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
});

test("copies to the clipboard, and cannot read it", async ({ console }) => {
  const outcome = await console.page.evaluate(async () => {
    const said = (action: Promise<unknown>) =>
      action.then(
        () => "done",
        (error: Error) => error.name,
      );
    return {
      write: await said(navigator.clipboard.writeText("curl http://127.0.0.1:8080/")),
      read: await said(navigator.clipboard.readText()),
    };
  });
  expect(outcome).toEqual({ write: "done", read: "NotAllowedError" });
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

test("refuses messages of any other sender @stand-in", async ({ standIn }) => {
  const session = "00000000-0000-4000-8000-000000000000";
  const hello = { kind: "hello", contract: 1 };
  const foreign = { kind: "failure", error: { code: "FORBIDDEN_ORIGIN" } };
  for (const sender of [
    { url: "app://other/index.html" },
    { url: "https://bundle/index.html" },
    { url: "about:blank" },
    { url: "" },
    { isTop: false },
  ]) {
    expect(await standIn.sendFrom(sender, frameChannel, session, hello)).toMatchObject(foreign);
    expect(await standIn.sendFrom(sender, closeChannel, session)).toMatchObject(foreign);
    expect(await standIn.sendFrom(sender, shellChannel, { kind: "quit-now" })).toMatchObject(
      foreign,
    );
  }
  // A frame that has gone since has no address to ask.
  await standIn.sendSilently({ isGone: true }, frameChannel, session, hello);
  await expect.poll(() => standIn.log()).toContain("refused a message from no frame");
});

test("grants no permission but to copy, no device, picture of the screen, or webview @stand-in", async ({
  standIn,
}) => {
  for (const name of ["geolocation", "media", "clipboard-read", "notifications", "openExternal"]) {
    expect(await standIn.permission(name)).toEqual({ request: false, check: false });
  }
  const copying = await standIn.permission("clipboard-sanitized-write");
  expect(copying).toEqual({ request: true, check: true });
  expect(await standIn.hardware()).toEqual({ device: false, displayMedia: false });
  expect(await standIn.mayAttachWebview()).toBe(false);
});
