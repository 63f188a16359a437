// Finds what listens on this machine: from the system's own table where there is one, else by knocking at common ports. Never
// the sockets of this process. Looks only when asked, and once for all who ask at the same time.
import { readdir, readFile, readlink } from "node:fs/promises";
import { connect } from "node:net";
import type { LocalPorts } from "../contract/local-ports.ts";
import { type ListeningSocket, listeningSockets } from "./socket-table.ts";

/** Ports that are told; more are cut off. */
const mostPorts = 200;
/** Files of this process that are looked at for its sockets. */
const mostFiles = 20_000;
const scanned = { from: 3_000, to: 9_999 };
const knocksAtOnce = 64;
const knockTimeoutMs = 200;

export interface PortDetector {
  /** `own` are ports of ours, which are never told and never knocked at. */
  detect(own: ReadonlySet<number>): Promise<LocalPorts>;
}

export function createPortDetector(): PortDetector {
  let looking: Promise<LocalPorts> | undefined;
  return {
    detect(own) {
      looking ??= look(own).finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
}

async function look(own: ReadonlySet<number>): Promise<LocalPorts> {
  const table = await systemTable();
  const found = (table ?? (await scan(own))).filter(({ port }) => !own.has(port));
  const byPort = new Map(found.map((row) => [row.port, row]));
  const ports = [...byPort.values()].sort((left, right) => left.port - right.port);
  return {
    ports: ports.slice(0, mostPorts),
    by: table === undefined ? "scan" : "table",
    isCut: ports.length > mostPorts,
  };
}

type Found = LocalPorts["ports"];

/** Undefined where the system has none to read. */
async function systemTable(): Promise<Found | undefined> {
  const tables = await Promise.all(
    ["tcp6", "tcp"].map((name) => readFile(`/proc/net/${name}`, "latin1").catch(() => undefined)),
  );
  if (tables.every((table) => table === undefined)) return undefined;
  const ours = await ownSockets();
  const isOthers = ({ inode }: ListeningSocket) => !ours.has(inode);
  return tables
    .flatMap((table) => listeningSockets(table ?? ""))
    .filter(isOthers)
    .flatMap(({ port, host }) => (host === null ? [] : [{ port, address: `${host}:${port}` }]));
}

/** Inodes of the sockets this process holds open: its listeners, its console, its simulated servers. */
async function ownSockets(): Promise<ReadonlySet<string>> {
  const folder = "/proc/self/fd";
  const files = await readdir(folder).catch(() => []);
  const links = await Promise.all(
    files.slice(0, mostFiles).map((file) => readlink(`${folder}/${file}`).catch(() => "")),
  );
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

/** At most `knocksAtOnce` connections at a time, each for as long as a port of this machine could need. */
async function scan(own: ReadonlySet<number>): Promise<Found> {
  const found: Found = [];
  let next = scanned.from;
  const knockOn = async (): Promise<void> => {
    while (next <= scanned.to) {
      const port = next;
      next += 1;
      if (!own.has(port) && (await isOpen(port)))
        found.push({ port, address: `127.0.0.1:${port}` });
    }
  };
  await Promise.all(Array.from({ length: knocksAtOnce }, knockOn));
  return found;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: knockTimeoutMs });
    const end = (isFound: boolean) => {
      socket.destroy();
      resolve(isFound);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}
