// Edits of a workspace document through the YAML document API, so that comments, order and spelling of the rest survive.
// They only write; whether the result is a sound configuration is judged by reading it again.
import { type Document, isMap, isScalar, isSeq, type YAMLMap, YAMLSeq } from "yaml";
import { BalancerError } from "../contract/balancer-error.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Rejects an id that the pool has. */
export function addServer(document: Document, poolId: string, server: Fields): void {
  const pool = poolOf(document, poolId);
  const servers = serversOf(document, pool) ?? new YAMLSeq(document.schema);
  if (find(servers, server.id)) {
    const message = `pool "${poolId}" has a server "${String(server.id)}" already`;
    throw new BalancerError("ALREADY_EXISTS", message);
  }
  if (!pool.has("servers") || servers.items.length === 0) {
    servers.flow = false;
    pool.set("servers", servers);
  }
  const node = document.createNode(server, { flow: true });
  servers.add(node);
}

export function updateServer(
  document: Document,
  poolId: string,
  serverId: string,
  changes: Fields,
): void {
  merge(document, serverOf(document, poolId, serverId), changes);
}

export function removeServer(document: Document, poolId: string, serverId: string): void {
  const server = serverOf(document, poolId, serverId);
  const servers = serversOf(document, poolOf(document, poolId));
  if (servers) servers.items = servers.items.filter((item) => item !== server);
}

/** Takes a server with its comments to another pool, or to another place of its own: before a server, else to the end. */
export function moveServer(
  document: Document,
  from: string,
  serverId: string,
  to: string,
  before?: string,
): void {
  const server = serverOf(document, from, serverId);
  const goal = poolOf(document, to);
  const there = serversOf(document, goal) ?? new YAMLSeq<YAMLMap>(document.schema);
  if (from !== to && find(there, serverId)) {
    const message = `pool "${to}" has a server "${serverId}" already`;
    throw new BalancerError("ALREADY_EXISTS", message);
  }
  const next = before === undefined ? undefined : serverOf(document, to, before);
  if (next === server) return;
  if (!goal.has("servers") || there.items.length === 0) {
    there.flow = false;
    goal.set("servers", there);
  }
  removeServer(document, from, serverId);
  there.items.splice(next ? there.items.indexOf(next) : there.items.length, 0, server);
}

/** A simulated server and its place in a pool, as one edit. */
export function addLabServer(document: Document, poolId: string, server: Fields): void {
  addServer(document, poolId, { id: server.id, address: server.bind });
  const path = ["lab", "servers"];
  const list = document.getIn(path);
  const node = document.createNode(server, { flow: true });
  if (isSeq(list) && list.items.length > 0) list.add(node);
  else {
    const servers = new YAMLSeq(document.schema);
    servers.add(node);
    document.setIn(path, servers);
  }
}

export interface ServerRef {
  readonly pool: string;
  readonly server: string;
}

export function updateServers(
  document: Document,
  refs: readonly ServerRef[],
  changes: Fields,
): void {
  for (const { nodes } of byPool(document, refs).values())
    for (const node of nodes) merge(document, node, changes);
}

export function removeServers(document: Document, refs: readonly ServerRef[]): void {
  for (const { servers, nodes } of byPool(document, refs).values())
    servers.items = servers.items.filter((item) => !(isMap(item) && nodes.has(item)));
}

/** Reads each pool once: looking for every server from the start would take seconds where there are thousands. */
function byPool(document: Document, refs: readonly ServerRef[]) {
  const pools = new Map<
    string,
    { servers: YAMLSeq; known: Map<unknown, YAMLMap>; nodes: Set<YAMLMap> }
  >();
  for (const ref of refs) {
    let pool = pools.get(ref.pool);
    if (!pool) {
      const servers = serversOf(document, poolOf(document, ref.pool)) ?? new YAMLSeq();
      const maps = servers.items.filter((item): item is YAMLMap => isMap(item));
      pool = {
        servers,
        known: new Map(maps.map((map) => [map.get("id"), map])),
        nodes: new Set(),
      };
      pools.set(ref.pool, pool);
    }
    const node = pool.known.get(ref.server);
    if (!node)
      throw new BalancerError("NOT_FOUND", `pool "${ref.pool}" has no server "${ref.server}"`);
    pool.nodes.add(node);
  }
  return pools;
}

export function updatePool(document: Document, poolId: string, changes: Fields): void {
  merge(document, poolOf(document, poolId), changes);
}

export function updateLabServer(document: Document, id: string, changes: Fields): void {
  merge(document, memberOf(document, ["lab", "servers"], "lab server", id), changes);
}

export function updateTraffic(document: Document, id: string, changes: Fields): void {
  merge(document, memberOf(document, ["lab", "traffic"], "traffic", id), changes);
}

/** Groups are merged key by key, except when they become another variant; null takes a key away, so its default holds. */
function merge(document: Document, target: YAMLMap, changes: Fields): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const present = target.get(key);
    if (value === null) target.delete(key);
    else if (isFields(value) && isMap(present) && !isOtherVariant(present, value)) {
      merge(document, present, value);
    } else if (typeof value === "object")
      target.set(key, document.createNode(value, { flow: true }));
    else target.set(key, value);
  }
}

function isOtherVariant(present: YAMLMap, value: Fields): boolean {
  return ["type", "distribution", "mode"].some(
    (key) => value[key] !== undefined && value[key] !== present.get(key),
  );
}

function serverOf(document: Document, poolId: string, serverId: string): YAMLMap {
  const servers = serversOf(document, poolOf(document, poolId));
  const server = servers && find(servers, serverId);
  if (server) return server;
  throw new BalancerError("NOT_FOUND", `pool "${poolId}" has no server "${serverId}"`);
}

function poolOf(document: Document, id: string): YAMLMap {
  return memberOf(document, ["pools"], "pool", id);
}

function memberOf(document: Document, path: readonly string[], what: string, id: string): YAMLMap {
  const list = document.getIn(path);
  const member = isSeq(list) ? find(list, id) : undefined;
  if (member) return member;
  throw new BalancerError("NOT_FOUND", `there is no ${what} "${id}"`);
}

/** Writes short forms out first: their ids are their places, which must not move when a neighbour goes. */
function serversOf(document: Document, pool: YAMLMap): YAMLSeq | undefined {
  const servers = pool.get("servers");
  if (!isSeq(servers)) return undefined;
  for (const [index, item] of servers.items.entries()) {
    if (!isScalar(item) || typeof item.value !== "string") continue;
    const fields = { id: `s${index + 1}`, address: item.value };
    const expanded = document.createNode(fields, { flow: true });
    expanded.commentBefore = item.commentBefore ?? null;
    expanded.comment = item.comment ?? null;
    servers.items[index] = expanded;
    servers.flow = false;
  }
  return servers;
}

function find(list: YAMLSeq, id: unknown): YAMLMap | undefined {
  return list.items.find((item): item is YAMLMap => isMap(item) && item.get("id") === id);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
