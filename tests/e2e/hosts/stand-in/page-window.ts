// One window as a context of Chromium: its page, the address app:// behind https://, its preload, and what main may refuse.
import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Frame, Page, Route } from "@playwright/test";
import type { WatchPage } from "../console-host.ts";
import type { MainCalls, WindowOptions } from "./calls.ts";
import { createMailbox } from "./mailbox.ts";
import type { Peer } from "./peer.ts";
import { bindingName, type Delivery, type PageCall, preloadScript } from "./preload-script.ts";

const browserBase = "https://bundle/";
const appBase = "app://bundle/";

const toApp = (url: string) =>
  url.startsWith(browserBase) ? appBase + url.slice(browserBase.length) : url;
const toBrowser = (url: string) =>
  url.startsWith(appBase) ? browserBase + url.slice(appBase.length) : url;

/** Permissions of Chromium that a page can hold without asking, and how Electron calls them. */
const silentPermissions = {
  "clipboard-write": "clipboard-sanitized-write",
  "clipboard-read": "clipboard-read",
};

export interface PageWindow {
  /** Another one after a crash: Playwright gives a crashed page up, where Electron keeps the window's contents. */
  readonly page: Page;
  load(url: string): Promise<void>;
  reload(): Promise<void>;
  deliver(delivery: Delivery): void;
  /** Ends the page's process, as a bug of Chromium would. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

export interface PageWindowOptions {
  readonly id: number;
  readonly options: WindowOptions;
  readonly browser: Browser;
  readonly main: Peer<MainCalls>;
  readonly watchPage: WatchPage;
}

export async function openPageWindow(opening: PageWindowOptions): Promise<PageWindow> {
  const { id, options, browser, main, watchPage } = opening;
  const { width, height } = options;
  const context = await browser.newContext({ viewport: { width, height } });
  const mailbox = createMailbox();
  let page: Page;
  let hasCrashed = false;
  /** The address that main has asked for itself, which no page may be asked about. */
  let expected: string | null = null;

  const ownPages = new Set<Page>();
  await context.exposeBinding(bindingName, ({ frame }, call: PageCall) => {
    if (call.ask === "next") return mailbox.next();
    const sender = {
      windowId: id,
      url: toApp(frame.url()),
      isTop: frame.parentFrame() === null && ownPages.has(frame.page()),
    };
    return main.call("receive", sender, call.channel, call.args);
  });
  const preload = await readFile(options.webPreferences.preload, "utf8");
  await context.addInitScript({ content: preloadScript(preload) });
  await context.route("**/*", (route) => answer(route).catch(() => route.abort().catch(() => {})));
  context.on("page", async (opened) => {
    // Pages of our own have no opener.
    const opener = await opened.opener().catch(() => null);
    if (opener !== null) await opened.close().catch(() => {});
  });
  page = await openPage(context);

  async function openPage(owner: BrowserContext): Promise<Page> {
    const opened = await owner.newPage();
    ownPages.add(opened);
    watchPage(opened);
    await settlePermissions(opened);
    opened.on("domcontentloaded", () => void main.call("readyToShow", id).catch(() => {}));
    opened.on("load", () => void main.call("finishedLoad", id).catch(() => {}));
    opened.on("crash", () => {
      hasCrashed = true;
      mailbox.clear();
      void main.call("processGone", id, "crashed").catch(() => {});
    });
    return opened;
  }

  /** Chromium alone would ask nobody: what main answers is set beforehand. */
  async function settlePermissions(asking: Page): Promise<void> {
    const session = await context.newCDPSession(asking);
    const { targetInfo } = await session.send("Target.getTargetInfo");
    for (const [name, ofElectron] of Object.entries(silentPermissions)) {
      const { request } = await main.call("permission", ofElectron);
      await session.send("Browser.setPermission", {
        permission: { name },
        setting: request ? "granted" : "denied",
        ...(targetInfo.browserContextId && { browserContextId: targetInfo.browserContextId }),
      });
    }
    await session.detach();
  }

  async function answer(route: Route): Promise<void> {
    const request = route.request();
    const url = toApp(request.url());
    if (request.isNavigationRequest()) {
      const frame = tryFrame(route);
      if (frame === undefined || frame.page() !== page) {
        if (await main.call("mayOpen", id, url)) throw new Error("the stand-in opens no windows");
        return route.abort();
      }
      const isMainFrame = frame.parentFrame() === null;
      if (isMainFrame) await main.call("startNavigation", id, url);
      const isExpected = isMainFrame && request.url() === expected;
      if (!isExpected && !(await main.call("mayNavigate", id, url, isMainFrame))) {
        // Leaves the page that is there, as a prevented navigation does.
        return route.abort("aborted");
      }
      if (isMainFrame) {
        expected = null;
        mailbox.clear();
        await main.call("navigated", id, url);
      }
    }
    // SECURITY: whatever else is asked for does not leave this machine.
    if (!url.startsWith(appBase)) return route.abort();
    const { status, headers, body } = await main.call("serve", request.method(), url);
    return route.fulfill({ status, headers: { ...headers }, body: Buffer.from(body) });
  }

  async function load(url: string): Promise<void> {
    expected = toBrowser(url);
    await page.goto(expected);
  }

  return {
    get page() {
      return page;
    },
    load,
    async reload() {
      if (!hasCrashed) {
        expected = page.url();
        await page.reload();
        return;
      }
      hasCrashed = false;
      const crashed = page;
      const url = toApp(crashed.url());
      page = await openPage(context);
      ownPages.delete(crashed);
      await Promise.all([load(url), crashed.close().catch(() => {})]);
    },
    deliver: (delivery) => mailbox.post(delivery),
    async crash() {
      const session = await context.newCDPSession(page);
      const crashed = page.waitForEvent("crash");
      session.send("Page.crash").catch(() => {});
      await crashed;
    },
    // A spec that ran out of time has closed it already.
    close: () => context.close().catch(() => {}),
  };
}

/** Undefined for a page that is only about to be: what `window.open` asks for. */
function tryFrame(route: Route): Frame | undefined {
  try {
    return route.request().frame();
  } catch {
    return undefined;
  }
}
