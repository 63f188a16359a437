// `session` and `protocol`: who may do what, and who answers `app://`. Both keep what main set, for the page to be asked by.
import { mustBeReady, mustComeBeforeReady } from "./app.ts";
import type { Served } from "./calls.ts";
import { strict } from "./strict.ts";

interface Asking {
  readonly isMainFrame: boolean;
  readonly requestingUrl: string;
}
type RequestHandler = (
  contents: null,
  permission: string,
  callback: (isGranted: boolean) => void,
  details: Asking,
) => void;
type DeviceHandler = (details: { readonly deviceType: string }) => boolean;
type DisplayMediaHandler = (request: object, callback: (streams: object | null) => void) => void;
type CheckHandler = (
  contents: null,
  permission: string,
  origin: string,
  details: Asking,
) => boolean;
/** As the console's own page asks. */
const asking: Asking = { isMainFrame: true, requestingUrl: "app://bundle/index.html" };

// Electron grants what nobody has denied.
let requestHandler: RequestHandler = (_contents, _permission, callback) => callback(true);
let checkHandler: CheckHandler = () => true;
let deviceHandler: DeviceHandler = () => true;
let displayMediaHandler: DisplayMediaHandler = (_request, callback) => callback({ video: {} });

const defaultSession = strict("session", {
  setPermissionRequestHandler(handler: RequestHandler) {
    requestHandler = handler;
  },
  setPermissionCheckHandler(handler: CheckHandler) {
    checkHandler = handler;
  },
  setDevicePermissionHandler(handler: DeviceHandler) {
    deviceHandler = handler;
  },
  setDisplayMediaRequestHandler(handler: DisplayMediaHandler) {
    displayMediaHandler = handler;
  },
});

export const session = strict("session", {
  get defaultSession() {
    mustBeReady("session.defaultSession");
    return defaultSession;
  },
});

export function permission(name: string): { request: boolean; check: boolean } {
  let answers: boolean[] = [];
  const answer = (isGranted: boolean) => {
    answers = [...answers, isGranted];
  };
  requestHandler(null, name, answer, asking);
  const [request] = answers;
  if (request === undefined || answers.length > 1) {
    throw new Error(`the request for "${name}" was answered ${answers.length} times at once`);
  }
  return { request, check: checkHandler(null, name, "app://bundle/", asking) };
}

/** Whether a device can be had, and a picture of the screen. */
export function hardware(): { device: boolean; displayMedia: boolean } {
  let displayMedia: boolean | undefined;
  displayMediaHandler({}, (streams) => {
    displayMedia = streams !== null && Object.keys(streams).length > 0;
  });
  if (displayMedia === undefined) throw new Error("the request for the screen was not answered");
  const types = ["hid", "serial", "usb"];
  return { device: types.some((deviceType) => deviceHandler({ deviceType })), displayMedia };
}

const schemes = new Set<string>();
const protocols = new Map<string, (request: Request) => Response | Promise<Response>>();

export const protocol = strict("protocol", {
  registerSchemesAsPrivileged(custom: readonly { readonly scheme: string }[]) {
    mustComeBeforeReady("protocol.registerSchemesAsPrivileged");
    for (const { scheme } of custom) schemes.add(scheme);
  },
  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>) {
    mustBeReady("protocol.handle");
    if (!schemes.has(scheme)) throw new Error(`the scheme "${scheme}" was not registered`);
    protocols.set(scheme, handler);
  },
});

export async function serve(method: string, url: string): Promise<Served> {
  const handler = protocols.get(new URL(url).protocol.slice(0, -1));
  if (!handler) throw new Error(`nobody answers ${url}`);
  const response = await handler(new Request(url, { method }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}
