// Where pages may go: nowhere. Applies to everything that ever shows a page, also what we did not make ourselves.
import { app, type WebContents } from "electron";
import { openExternalPage } from "./external-pages.ts";
import { isRendererAddress, type RendererAddress } from "./renderer-address.ts";

export function denyNavigation(renderer: RendererAddress): void {
  app.on("web-contents-created", (_event, contents) => guard(contents, renderer));
}

function guard(contents: WebContents, renderer: RendererAddress): void {
  // SECURITY: a page of somebody else in our window would have our preload, and so the balancer. The console's own page
  // may be loaded again, which is how it recovers from a version it does not match.
  contents.on("will-navigate", (event) => {
    if (!isRendererAddress(renderer, event.url)) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternalPage(url);
    return { action: "deny" };
  });
}
