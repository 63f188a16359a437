// What a person types as ports, and the parts of a configuration that put one address in front of them. Pure.

export const portsAtMost = 32;
export const firstListenPort = 8090;

export type Ports =
  | { readonly ports: readonly number[] }
  | { readonly wrong: string }
  | { readonly isTooMany: true };

/** `3000, 3001 3002`; a port named twice counts once. */
export function parsePorts(text: string): Ports {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const wrong = words.find((word) => !/^\d{1,5}$/.test(word) || !isPort(Number(word)));
  if (wrong !== undefined) return { wrong };
  const ports = [...new Set(words.map(Number))];
  return ports.length > portsAtMost ? { isTooMany: true } : { ports };
}

export const isPort = (port: number): boolean =>
  Number.isInteger(port) && port >= 1 && port <= 65_535;

interface Named {
  readonly id: string;
}

/** A configuration with a listener and a pool more, under ids that are free. Never changes its argument. */
export function withLocalPorts<
  C extends {
    readonly listeners?: readonly Named[] | undefined;
    readonly pools?: readonly Named[] | undefined;
  },
>(config: C, ports: readonly number[], listenPort: number) {
  const listeners = config.listeners ?? [];
  const pools = config.pools ?? [];
  const taken = new Set([...listeners, ...pools].map(({ id }) => id));
  let id = "local";
  for (let number = 2; taken.has(id); number += 1) id = `local-${number}`;
  return {
    ...config,
    listeners: [...listeners, { id, protocol: "http", bind: `127.0.0.1:${listenPort}`, pool: id }],
    pools: [
      ...pools,
      {
        id,
        // A development server rarely has a health page: being reachable is what can be asked of all.
        health: { type: "tcp" },
        servers: ports.map((port) => ({ id: `port-${port}`, address: `127.0.0.1:${port}` })),
      },
    ],
  };
}
