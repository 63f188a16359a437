// Where the console's page comes from, and whether an address is that page's. Navigation and IPC both ask here.

/** A scheme of our own instead of file://, so that the page has an origin, a policy and nothing of the disk. */
export const appScheme = "app";
export const appHost = "bundle";

export interface RendererAddress {
  /** The page to load. */
  readonly url: string;
  readonly isDevelopment: boolean;
}

export const bundledRenderer: RendererAddress = {
  url: `${appScheme}://${appHost}/index.html`,
  isDevelopment: false,
};

/** The built console, or the development server's where `ELECTRON_RENDERER_URL` names one on this machine. */
export function rendererAddress(
  isPackaged: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): RendererAddress {
  const server = environment.ELECTRON_RENDERER_URL;
  // SECURITY: in a packaged app an environment variable must not decide whose page gets to speak to the balancer.
  if (isPackaged || server === undefined || !isLocalServer(server)) return bundledRenderer;
  return { url: server, isDevelopment: true };
}

function isLocalServer(address: string): boolean {
  const url = tryUrl(address);
  return (
    url?.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname ?? "")
  );
}

/** Whether `address` is served from where the console's page is. */
export function isRendererAddress({ url }: RendererAddress, address: string): boolean {
  const own = tryUrl(url);
  const other = tryUrl(address);
  if (own === undefined || other === undefined) return false;
  // SECURITY: protocol and host, never `origin`, which is the text "null" for every scheme that URL does not know, so
  // that `app://bundle` and `evil://anything` would be equals.
  return own.protocol === other.protocol && own.host === other.host && other.username === "";
}

function tryUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
