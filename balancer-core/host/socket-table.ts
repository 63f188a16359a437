// Linux's tables of TCP sockets, /proc/net/tcp and tcp6, as text: who listens where. Pure.

export interface ListeningSocket {
  readonly port: number;
  /** An address on which a client of this machine reaches it; null when it listens on another interface only. */
  readonly host: "127.0.0.1" | "[::1]" | null;
  readonly inode: string;
}

const listening = "0A";
/** Lines of a table that are read: a machine with more open sockets than that shows what it has. */
const mostLines = 50_000;

/** Addresses are written as 32-bit words in the machine's order, which is little-endian wherever this runs. */
const reachable: Readonly<Record<string, ListeningSocket["host"]>> = {
  "00000000": "127.0.0.1",
  "0100007F": "127.0.0.1",
  // A socket on all addresses of IPv6 takes IPv4 too, as systems come.
  "00000000000000000000000000000000": "127.0.0.1",
  "0000000000000000FFFF00000100007F": "127.0.0.1",
  "00000000000000000000000001000000": "[::1]",
};

export function listeningSockets(table: string): ListeningSocket[] {
  return table
    .split("\n", mostLines)
    .slice(1)
    .flatMap((line) => {
      const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
      const [address = "", port = ""] = local.split(":");
      if (state !== listening) return [];
      return [{ port: Number.parseInt(port, 16), host: reachable[address] ?? null, inode }];
    });
}
