// Hands requests to the person as a HAR file: the browser's own download, which the desktop shell shows as a save dialog.

import type { RequestRecord } from "../../../../balancer-core/contract/records.ts";
import { selectListener, snapshotStore } from "../../../state/snapshot-store.ts";
import { harOf } from "./request-har.ts";

declare const __EVENKEEL_VERSION__: string;

export function saveHar(requests: readonly RequestRecord[]): void {
  const version = typeof __EVENKEEL_VERSION__ === "string" ? __EVENKEEL_VERSION__ : "";
  const har = harOf(requests, { name: "Evenkeel", version }, (id) =>
    selectListener(id)(snapshotStore.getState())?.protocol === "https" ? "https" : "http",
  );
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(har, null, 1)], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = `evenkeel-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.har`;
  link.click();
  // The download has its own hold on the data once it began.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
