// The real preload bundle as an init script: what Electron gives a sandboxed preload, answered by one binding of the page.
// It shares the page's world; that the two are kept apart is Electron's to prove.

export const bindingName = "__evenkeelStandIn";

/** What the binding takes: a message for main, or the question for the messages to the page. */
export type PageCall =
  | { readonly ask: "send"; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly ask: "next" };

export interface Delivery {
  readonly channel: string;
  readonly args: readonly unknown[];
}

export function preloadScript(preload: string): string {
  return `(${supplyElectron})(${JSON.stringify(bindingName)}, (require, module, exports) => {\n${preload}\n});`;
}

/** Runs in the page; refers to nothing outside of itself. */
function supplyElectron(
  binding: string,
  runPreload: (
    require: (name: string) => unknown,
    module: { exports: object },
    exports: object,
  ) => void,
): void {
  const ask = Reflect.get(window, binding) as (call: PageCall) => Promise<unknown>;
  Reflect.deleteProperty(window, binding);
  // Electron runs a preload in the page itself only.
  if (window.top !== window || location.protocol !== "https:") return;

  const strict = (name: string, members: object): unknown =>
    new Proxy(members, {
      get(target, key) {
        if (Reflect.has(target, key)) return Reflect.get(target, key);
        throw new Error(`the stand-in for Electron has no ${name}.${String(key)}`);
      },
    });

  const listeners = new Map<string, Set<(event: unknown, ...args: unknown[]) => void>>();
  const ipcRenderer = strict("ipcRenderer", {
    send(channel: string, ...args: unknown[]) {
      void ask({ ask: "send", channel, args: structuredClone(args) });
    },
    on(channel: string, listener: (event: unknown, ...args: unknown[]) => void) {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
    },
  });

  // Functions cross the bridge as proxies, everything else as a copy.
  const cross = (value: unknown): unknown => {
    if (typeof value === "object" && value !== null && Object.isFrozen(value)) {
      const members = Object.entries(value).map(([name, member]) => [name, cross(member)]);
      return Object.freeze(Object.fromEntries(members));
    }
    if (typeof value !== "function") return structuredClone(value);
    return (...args: unknown[]) => cross(Reflect.apply(value, undefined, args.map(cross)));
  };
  const contextBridge = strict("contextBridge", {
    exposeInMainWorld(key: string, api: Readonly<Record<string, unknown>>) {
      if (key in window) throw new Error(`cannot bind "${key}" on top of what the page has`);
      const value = cross(Object.freeze({ ...api }));
      Object.defineProperty(window, key, { value, enumerable: true });
    },
  });

  async function receive(): Promise<void> {
    for (;;) {
      const deliveries = (await ask({ ask: "next" })) as readonly Delivery[];
      for (const { channel, args } of deliveries) {
        for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
      }
    }
  }

  const module = { exports: {} };
  const require = (name: string): unknown => {
    if (name === "electron") return strict("electron", { contextBridge, ipcRenderer });
    throw new Error(`a sandboxed preload cannot require "${name}"`);
  };
  runPreload(require, module, module.exports);
  void receive();
}
