// What a spec may ask of a balancer with a console, whichever shell runs it.
import type { Page } from "@playwright/test";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";

export interface ConsoleHost {
  /** `host:port` of a listener. */
  listener(id: string): string;
  snapshot(): Promise<Snapshot>;
  /** The workspace's file as it is now. */
  configText(): Promise<string>;
  stop(): Promise<void>;
}

/** Gets free ports for what it wants to place and returns the YAML text. */
export type WriteConfiguration = (freePort: () => Promise<number>) => Promise<string>;

/** Called with each page before it loads anything. */
export type WatchPage = (page: Page) => void;
