// What a person types as ports, and the configuration that puts one address in front of them. Pure.
import { type Document, isMap, isSeq, parseDocument } from "yaml";

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

export interface LocalServer {
  readonly port: number;
  readonly address: string;
}

/** Ticked and typed ports together, each once. What was found tells where it can be reached, which may be `[::1]`. */
export function localServers(
  ports: Iterable<number>,
  found: readonly LocalServer[],
): readonly LocalServer[] {
  return [...new Set(ports)].map(
    (port) => found.find((each) => each.port === port) ?? { port, address: `127.0.0.1:${port}` },
  );
}

export const isPort = (port: number): boolean =>
  Number.isInteger(port) && port >= 1 && port <= 65_535;

/** The text with a listener and a pool more, under ids that are free; everything else and its comments stay. */
export function withLocalPorts(
  yaml: string,
  servers: readonly LocalServer[],
  listenPort: number,
): string {
  const document = parseDocument(yaml);
  const taken = new Set([...idsOf(document, "listeners"), ...idsOf(document, "pools")]);
  let id = "local";
  for (let number = 2; taken.has(id); number += 1) id = `local-${number}`;
  add(document, "listeners", { id, bind: `127.0.0.1:${listenPort}`, pool: id });
  add(document, "pools", {
    id,
    // A development server rarely has a health page: being reachable is what can be asked of all.
    health: { type: "tcp" },
    servers: servers.map(({ port, address }) => ({ id: `port-${port}`, address })),
  });
  return document.toString({ lineWidth: 0 });
}

function idsOf(document: Document, list: string): readonly unknown[] {
  const items = document.get(list);
  return isSeq(items) ? items.items.map((item) => (isMap(item) ? item.get("id") : undefined)) : [];
}

function add(document: Document, list: string, item: object): void {
  const items = document.get(list);
  if (isSeq(items)) items.add(document.createNode(item));
  else document.set(list, document.createNode([item]));
}
