// The life of one simulated server: it listens, crashes, returns and moves, whatever protocol it speaks.
import type { AddressInfo, Server, Socket } from "node:net";
import { type LabServerConfig, labServerSchema } from "../contract/config-lab.ts";
import type { FaultKind } from "../contract/lab-faults.ts";
import type { LabServerStatus } from "../contract/lab-status.ts";
import { sentence } from "../contract/sentences.ts";
import { formatAddress, tryAddress } from "../contract/units.ts";
import { cutSocket } from "../cut-socket.ts";
import { systemCode } from "../errors.ts";
import type { Clock } from "../ports.ts";
import { createSimFaults, type SimFaults } from "./sim-faults.ts";
import { createSimHttpServer } from "./sim-http-server.ts";
import type { SimProtocol } from "./sim-protocol.ts";
import { createSimTcpServer } from "./sim-tcp-server.ts";

export interface SimServer {
  readonly config: LabServerConfig;
  /** Brings the sockets in line with the configuration. Never rejects: a failure is its state. */
  apply(config: LabServerConfig): Promise<void>;
  /** Faults that end or begin here need `settle` after, which opens or closes the port. */
  readonly faults: SimFaults;
  settle(): Promise<void>;
  status(): LabServerStatus;
  readonly totalRequests: number;
  /** Whether a request or connection is being served now. */
  readonly isWorking: boolean;
  /** Closes the port and every connection. */
  stop(): Promise<void>;
}

export interface SimServerOptions {
  readonly config: LabServerConfig;
  readonly clock: Clock;
  /** Called when an open server fails by itself. */
  readonly onFailure: () => void;
  /** Called when a fault is over by itself. */
  readonly onHealed: (kind: FaultKind) => void;
}

export function createSimServer({
  config: initial,
  clock,
  onFailure,
  onHealed,
}: SimServerOptions): SimServer {
  let config = initial;
  let error: string | null = null;
  let server: Server | null = null;
  /** Where it listened last; a server bound to port 0 returns there after a crash, since pools know that address. */
  let last: { readonly bind: string; readonly address: string } | null = null;
  const sockets = new Set<Socket>();
  const faults = createSimFaults({ clock, seed: () => config.seed, onHealed });
  const create = initial.protocol === "http" ? createSimHttpServer : createSimTcpServer;
  const protocol: SimProtocol = create({ config: initial, clock, faults });

  async function open(): Promise<void> {
    const candidate = protocol.createServer();
    candidate.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
    const wanted = last?.bind === config.bind ? last.address : config.bind;
    try {
      last = { bind: config.bind, address: await listen(candidate, wanted) };
      server = candidate;
      error = null;
    } catch (failure) {
      error = sentence("CANNOT_LISTEN", { address: wanted, errno: systemCode(failure) });
      return;
    }
    candidate.on("error", (failure) => {
      error = sentence("STOPPED_LISTENING", { errno: systemCode(failure) });
      void close("end").then(onFailure);
    });
  }

  async function close(how: "end" | "reset"): Promise<void> {
    const closing = server;
    server = null;
    if (!closing) return;
    const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
    for (const socket of sockets) {
      if (how === "reset") cutSocket(socket);
      else socket.destroy();
    }
    await closed;
  }

  async function settle(): Promise<void> {
    if (!config.running || faults.isOn("crash")) {
      error = null;
      await close("reset");
    } else if (!server) await open();
  }

  return {
    get config() {
      return config;
    },
    async apply(next) {
      const moves = next.bind !== config.bind;
      config = next;
      protocol.configure(next);
      if (moves && config.running) await close("end");
      await settle();
    },
    faults,
    settle,
    status: () => ({
      config: labServerSchema.encode(config),
      address: last?.bind === config.bind ? last.address : config.bind,
      state: server ? "running" : error === null ? "stopped" : "failed",
      error,
      active: protocol.active,
      waiting: protocol.waiting,
      totalRequests: protocol.totalRequests,
      faults: faults.status(),
    }),
    get totalRequests() {
      return protocol.totalRequests;
    },
    get isWorking() {
      return protocol.active > 0 || protocol.waiting > 0;
    },
    stop() {
      faults.heal();
      return close("end");
    },
  };
}

function listen(server: Server, bind: string): Promise<string> {
  const { host, port } = tryAddress(bind) ?? { host: "127.0.0.1", port: 0 };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.removeListener("error", reject);
      const bound = server.address() as AddressInfo;
      resolve(formatAddress({ host: bound.address, port: bound.port }));
    });
  });
}
