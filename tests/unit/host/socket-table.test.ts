// Reading Linux's table of sockets: who listens where a client of this machine can reach it.
import { describe, expect, it } from "vitest";
import { listeningSockets } from "../../../balancer-core/host/socket-table.ts";

const head =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const line = (local: string, state: string, inode = 77) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000 100 0 0 10 0`;

describe("the table of sockets", () => {
  it.each([
    ["loopback", "0100007F:0BB8", "127.0.0.1"],
    ["every address", "00000000:0BB8", "127.0.0.1"],
    ["every address of IPv6", "00000000000000000000000000000000:0BB8", "127.0.0.1"],
    ["loopback of IPv6", "00000000000000000000000001000000:0BB8", "[::1]"],
    ["another interface", "0200000A:0BB8", null],
  ])("tells a listener on %s by an address that reaches it", (_, local, host) => {
    expect(listeningSockets([head, line(local, "0A"), ""].join("\n"))).toEqual([
      { port: 3000, host, inode: "77" },
    ]);
  });

  it("leaves out connections and the head", () => {
    expect(listeningSockets([head, line("0100007F:0BB8", "01"), ""].join("\n"))).toEqual([]);
  });

  it("makes nothing of nothing", () => {
    expect(listeningSockets("")).toEqual([]);
  });
});
